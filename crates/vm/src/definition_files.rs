//! Stored definitions and their autostart links: what must survive a crash is on disk before the caller
//! is told yes.

use std::io;
use std::path::PathBuf;

use errors::{Domain as ErrorDomain, Error, Result};
use host::FileError;
use model::{Domain, Format};

use crate::patience::patiently;
use crate::surroundings::Settings;

/// The first lines of a stored definition, as libvirt has them: people edit these files.
const BANNER: &str = "<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n\
                      OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n  \
                      virsh edit NAME\nor other application using the libvirt API.\n-->\n\n";

/// Where a guest's definition is stored.
pub fn definition_path(settings: &Settings, name: &str) -> PathBuf {
    settings.definitions.join(format!("{name}.xml"))
}

/// Where a guest's autostart link is.
pub fn autostart_path(settings: &Settings, name: &str) -> PathBuf {
    settings.autostart.join(format!("{name}.xml"))
}

/// Where a running guest's status is kept.
pub fn status_path(settings: &Settings, name: &str) -> PathBuf {
    settings.status.join(format!("{name}.xml"))
}

/// Stores a definition durably.
///
/// # Errors
/// 38 with the reason; the former file is intact then.
pub(crate) fn store(settings: &Settings, domain: &Domain) -> Result<()> {
    let path = definition_path(settings, &domain.name);
    // Two dashes would end the comment before its time.
    let shown = if domain.name.contains("--") { "" } else { &domain.name };
    let text = BANNER.replace("NAME", shown) + &domain.format(Format::STORED);
    patiently(|| host::files::write_atomic(&path, text.as_bytes(), 0o600)).map_err(|why| file_trouble(&why))
}

/// Removes a stored definition and its autostart link.
///
/// # Errors
/// 38 with the reason; the definition is intact then.
pub(crate) fn remove(settings: &Settings, name: &str) -> Result<()> {
    set_autostart(settings, name, false)?;
    patiently(|| host::files::remove(&definition_path(settings, name))).map_err(|why| file_trouble(&why))
}

/// Makes or removes the autostart link.
///
/// # Errors
/// 38 with the reason.
pub(crate) fn set_autostart(settings: &Settings, name: &str, on: bool) -> Result<()> {
    let link = autostart_path(settings, name);
    if !on {
        return patiently(|| host::files::remove(&link)).map_err(|why| file_trouble(&why));
    }
    host::files::make_directory(&settings.autostart, 0o700).map_err(|why| file_trouble(&why))?;
    match std::os::unix::fs::symlink(definition_path(settings, name), &link) {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => Err(Error::io(
            ErrorDomain::Qemu,
            &why,
            format_args!("Failed to create symlink '{}'", link.display()),
        )),
        _ => Ok(()),
    }
}

/// What the kernel said about a file, as clients are told.
pub(crate) fn file_trouble(why: &FileError) -> Error {
    Error::io(ErrorDomain::Qemu, &why.source, format_args!("cannot {} {}", why.action, why.path.display()))
}

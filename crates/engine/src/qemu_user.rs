//! Whom QEMU runs as under a root daemon.

use std::path::Path;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::users::Accounts;
use vm::QemuUser;

use crate::config::Config;

/// Users that are looked for when the configuration names none, the preferred one first.
const KNOWN: [&str; 2] = ["ferrovirt-qemu", "libvirt-qemu"];

/// The user that TPM software is installed with.
const TPM_USER: &str = "tss";

/// The configured user, or the first known one.
///
/// # Errors
/// 67 when there is none: QEMU is never run as root because nobody said otherwise.
pub(crate) fn find(config: &Config) -> Result<QemuUser> {
    let accounts = Accounts::read(Path::new("/")).map_err(|why| crate::file_trouble(&why))?;
    let name = match config.qemu_user.as_str() {
        "" => KNOWN
            .into_iter()
            .find(|name| accounts.user(name).is_some())
            .ok_or_else(|| missing(&KNOWN.join(" or ")))?,
        name => name,
    };
    let uid = accounts.uid_of(name).ok_or_else(|| missing(name))?;
    let gid = match config.qemu_group.as_str() {
        "" => accounts.user_by_id(uid).map_or(uid, |user| user.gid),
        group => accounts
            .gid_of(group)
            .ok_or_else(|| unsupported(format!("the group '{group}' of qemu_group does not exist")))?,
    };
    Ok(QemuUser { name: name.to_owned(), uid, gid, groups: accounts.groups_of(uid, gid) })
}

/// The user that TPM emulators run as: the configured one, that of TPM software if there is one, or QEMU's.
///
/// # Errors
/// 67 when the configured one does not exist.
pub(crate) fn find_tpm_user(config: &Config, qemu: &QemuUser) -> Result<QemuUser> {
    let accounts = Accounts::read(Path::new("/")).map_err(|why| crate::file_trouble(&why))?;
    let name = match config.swtpm_user.as_str() {
        "" if accounts.user(TPM_USER).is_none() => return Ok(qemu.clone()),
        "" => TPM_USER,
        name => name,
    };
    let uid = accounts
        .uid_of(name)
        .ok_or_else(|| unsupported(format!("the user '{name}' of swtpm_user does not exist")))?;
    let gid = accounts.user_by_id(uid).map_or(uid, |user| user.gid);
    Ok(QemuUser { name: name.to_owned(), uid, gid, groups: accounts.groups_of(uid, gid) })
}

fn missing(name: &str) -> Error {
    unsupported(format!(
        "there is no user {name} for QEMU to run as: create it with \
         'useradd --system --no-create-home --shell /usr/sbin/nologin ferrovirt-qemu', \
         or name another one as qemu_user in ferrovirtd.toml"
    ))
}

fn unsupported(detail: String) -> Error {
    Error::new(Code::ConfigUnsupported, ErrorDomain::Conf, detail)
}

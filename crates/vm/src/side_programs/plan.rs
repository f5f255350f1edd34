//! Which programs a definition asks for.

use std::path::Path;

use errors::Result;
use launch::{HostResources, TpmConnection};
use model::Domain;
use model::device::filesystem::{FilesystemDriverType, FilesystemSource};
use model::device::interface::{Interface, InterfaceSource};
use model::device::tpm::TpmBackend;

use super::{Program, passt, swtpm, virtiofsd};
use crate::surroundings::Settings;

/// The programs that a live definition needs, in the order of their devices; where QEMU finds them goes into
/// `resources`. Nothing is started or made.
///
/// # Errors
/// For a program that is not installed.
pub(crate) fn plan(
    settings: &Settings,
    domain: &Domain,
    directory: &Path,
    resources: &mut HostResources,
) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for tpm in &domain.devices.tpms {
        if let (TpmBackend::Emulator(emulator), Some(alias)) = (&tpm.backend, &tpm.info.alias) {
            let program = swtpm::program(settings, domain, emulator, alias)?;
            let socket = program.socket.to_string_lossy().into_owned();
            resources.tpms.insert(alias.clone(), TpmConnection::Emulator { socket });
            programs.push(program);
        }
    }
    for interface in domain.devices.interfaces.iter().filter(|interface| is_passt(interface)) {
        if let Some(alias) = &interface.info.alias {
            let program = passt::program(settings, interface, alias, directory)?;
            let socket = program.socket.to_string_lossy().into_owned();
            resources.network_sockets.insert(alias.clone(), socket);
            programs.push(program);
        }
    }
    for filesystem in &domain.devices.filesystems {
        let served = filesystem.driver.driver_type == Some(FilesystemDriverType::Virtiofs);
        if let (true, FilesystemSource::Mount { dir: Some(shared), socket: None }, Some(alias)) =
            (served, &filesystem.source, &filesystem.info.alias)
        {
            programs.push(virtiofsd::program(filesystem, shared, alias, directory)?);
        }
    }
    Ok(programs)
}

/// Is the interface served by passt?
fn is_passt(interface: &Interface) -> bool {
    interface.backend.is_passt()
        && match &interface.source {
            InterfaceSource::User { .. } => true,
            InterfaceSource::VhostUser(server) => server.path.is_none(),
            _ => false,
        }
}

//! `-tpmdev` and the device in front.

use errors::{Code, Error, Result};
use model::device::tpm::{Tpm, TpmBackend, TpmModel};
use prepare::Board;

use crate::TpmConnection;
use crate::address::{alias, place};
use crate::build::Build;
use crate::device::chardev::args::chardev_named;
use crate::option::{Pairs, Props};

/// Writes the TPMs.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for tpm in &build.guest.devices.tpms {
        let id = alias(&tpm.info)?;
        if tpm.model == Some(TpmModel::SpaprProxy) {
            let path = match &tpm.backend {
                TpmBackend::Passthrough { device } => device.clone(),
                _ => None,
            };
            build.device(
                Props::new().with("driver", "spapr-tpm-proxy").with("id", id).maybe("host-path", path),
            );
            continue;
        }
        let backend = format!("tpm-{id}");
        self::backend(build, tpm, id, &backend)?;
        let driver = match tpm.model {
            Some(TpmModel::Crb) => "tpm-crb",
            Some(TpmModel::Spapr) => "tpm-spapr",
            _ if Board::of(build.guest) == Board::Virt => "tpm-tis-device",
            _ => "tpm-tis",
        };
        let props = Props::new().with("driver", driver).with("tpmdev", backend).with("id", id);
        let props = props.and(place(build.guest, &tpm.info)?);
        build.device(props);
    }
    Ok(())
}

fn backend(build: &mut Build<'_>, tpm: &Tpm, id: &str, backend: &str) -> Result<()> {
    let connection = build.resources.tpms.get(id);
    match (&tpm.backend, connection) {
        (TpmBackend::External { source: Some(source) }, _) => {
            chardev_named(build, source, id, "chrtpm")?;
        }
        (TpmBackend::Emulator(_), Some(TpmConnection::Emulator { socket })) => {
            build.chardev(Pairs::new("socket").with("id", "chrtpm").with("path", socket));
        }
        (TpmBackend::Emulator(_), None) if build.is_only_looked_at() => {
            build.chardev(Pairs::new("null").with("id", "chrtpm"));
        }
        (TpmBackend::Passthrough { .. }, Some(TpmConnection::Passthrough { device, cancel })) => {
            let (device, cancel) = (*device, *cancel);
            let device = build.fdset(device, &format!("{id}-tpm"));
            let cancel = build.fdset(cancel, &format!("{id}-cancel"));
            let value = Pairs::new("passthrough")
                .with("id", backend)
                .with("path", device)
                .with("cancel-path", cancel);
            build.option("-tpmdev", value);
            return Ok(());
        }
        _ => {
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                "this kind of TPM is not supported yet",
            ));
        }
    }
    build.option("-tpmdev", Pairs::new("emulator").with("id", backend).with("chardev", "chrtpm"));
    Ok(())
}

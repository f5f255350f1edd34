//! `-object cryptodev-...` and `-device virtio-crypto`.

use errors::Result;
use model::device::crypto::CryptoBackend;

use crate::address::{alias, place};
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Writes the cryptographic devices.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for crypto in &build.guest.devices.cryptos {
        let id = alias(&crypto.info)?;
        let backend = format!("obj{id}");
        let kind = match crypto.backend {
            CryptoBackend::Builtin => "cryptodev-backend-builtin",
            CryptoBackend::Lkcf => "cryptodev-backend-lkcf",
        };
        let object =
            Props::new().with("qom-type", kind).with("id", backend.as_str()).maybe("queues", crypto.queues);
        build.object(&object);
        let props = Props::new()
            .with("driver", virtio::driver("virtio-crypto", &crypto.info, None)?)
            .and(virtio::options(crypto.virtio))
            .with("cryptodev", backend)
            .with("id", id)
            .and(place(build.guest, &crypto.info)?);
        build.device(props);
    }
    Ok(())
}

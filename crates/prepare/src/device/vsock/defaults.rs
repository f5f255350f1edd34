//! What a vsock is when its definition does not say.

use model::Domain;
use model::device::info::VirtioModel;

/// Writes down the model, and whether the address is chosen when the guest starts.
pub(crate) fn complete(domain: &mut Domain) {
    if let Some(vsock) = &mut domain.devices.vsock {
        let _ = vsock.model.get_or_insert(VirtioModel::Virtio);
        let _ = vsock.auto_cid.get_or_insert(vsock.cid.is_none());
    }
}

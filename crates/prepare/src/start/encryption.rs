//! Connections that are encrypted because the administrator wants it, not the definition.

use model::Domain;
use model::device::chardev::{CharBackend, CharSource};
use model::device::storage::{Location, NetworkProtocol, StorageSource};

use crate::Policy;

/// Encrypts what leaves the host where the definition leaves that open.
pub(super) fn complete(domain: &mut Domain, policy: &Policy) {
    let devices = &mut domain.devices;
    if policy.chardev_tls {
        devices.serials.iter_mut().for_each(|device| character(&mut device.source));
        devices.parallels.iter_mut().for_each(|device| character(&mut device.source));
        devices.channels.iter_mut().for_each(|device| character(&mut device.source));
        devices.consoles.iter_mut().for_each(|device| character(&mut device.source));
        devices.redirdevs.iter_mut().for_each(|device| character(&mut device.source));
    }
    if policy.nbd_tls {
        devices.disks.iter_mut().for_each(|disk| image(&mut disk.source));
    }
}

fn character(source: &mut CharSource) {
    if let CharBackend::Tcp(endpoint) = &mut source.backend
        && endpoint.tls.is_none()
    {
        endpoint.tls = Some(true);
        endpoint.tls_from_config = true;
    }
}

fn image(source: &mut StorageSource) {
    if let Location::Network(network) = &mut source.location
        && network.protocol == NetworkProtocol::Nbd
        && network.tls.is_none()
    {
        network.tls = Some(true);
        network.tls_from_config = true;
    }
}

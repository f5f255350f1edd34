//! What a channel is when its definition does not say.

use model::Domain;
use model::device::channel::{Channel, ChannelTarget};
use model::device::chardev::CharBackend;

/// Forgets what a running guest's channel said about itself: whether the guest had it open, and the
/// socket that was made up for it, which is made up anew at the next start.
pub(crate) fn complete(domain: &mut Domain) {
    for channel in &mut domain.devices.channels {
        if let ChannelTarget::Virtio { state, .. } = &mut channel.target {
            *state = None;
        }
        forget_generated_path(channel);
    }
}

/// The directory in which libvirt makes sockets up, at any of the places it has been over the years:
/// `.../libvirt/qemu/channel/...` with `target/` behind it or a directory of the domain.
fn forget_generated_path(channel: &mut Channel) {
    let ChannelTarget::Virtio { name: Some(name), .. } = &channel.target else { return };
    let CharBackend::Unix(endpoint) = &mut channel.source.backend else { return };
    if endpoint.path.as_deref().is_some_and(|path| is_generated(path, name)) {
        endpoint.path = None;
        endpoint.mode = None;
    }
}

fn is_generated(path: &str, name: &str) -> bool {
    let directories =
        ["/var/lib/libvirt/qemu/channel/", "/var/run/libvirt/qemu/channel/", "/run/libvirt/qemu/channel/"];
    let Some(rest) = directories.into_iter().find_map(|directory| path.strip_prefix(directory)) else {
        return false;
    };
    let Some(owner) = rest.strip_suffix(name) else { return false };
    match owner.strip_prefix("target/") {
        // First `NAME.`, then a directory for each domain.
        Some(owner) => {
            let directory = owner.strip_suffix('/').is_some_and(|domain| domain.starts_with("domain-"));
            (directory || owner.ends_with('.')) && !owner.trim_end_matches('/').contains('/')
        }
        // Now `ID-NAME/`.
        None => owner.strip_suffix('/').is_some_and(|domain| {
            let (id, name) = domain.split_once('-').unwrap_or_default();
            !id.is_empty() && id.bytes().all(|digit| digit.is_ascii_digit()) && !name.contains('/')
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::is_generated;

    #[test]
    fn sockets_that_libvirt_made_up() {
        for (path, generated) in [
            ("/var/lib/libvirt/qemu/channel/target/QEMUGuest1.org.qemu.guest_agent.0", true),
            ("/var/lib/libvirt/qemu/channel/target/domain-QEMUGuest1/org.qemu.guest_agent.0", true),
            ("/var/lib/libvirt/qemu/channel/1-QEMUGuest1/org.qemu.guest_agent.0", true),
            ("/var/run/libvirt/qemu/channel/1-QEMUGuest1/org.qemu.guest_agent.0", true),
            ("/var/lib/libvirt/qemu/channel/target/QEMUGuest1/org.qemu.guest_agent.0", false),
            ("/tmp/1-QEMUGuest1/org.qemu.guest_agent.0", false),
            ("/tmp/libvirt/qemu/channel/1-QEMUGuest1/org.qemu.guest_agent.0", false),
        ] {
            assert_eq!(is_generated(path, "org.qemu.guest_agent.0"), generated, "{path}");
        }
    }
}

//! Which kinds of devices can come, go and change, and libvirt's words for those that cannot.

use errors::{Code, Error, Result};
use model::device::DeviceKind;

/// What is to be done with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It comes.
    Attach,
    /// It goes.
    Detach,
    /// It changes.
    Update,
}

/// libvirt's name of the kind in refusals: character devices are of one kind.
fn word(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Serial | DeviceKind::Parallel | DeviceKind::Channel | DeviceKind::Console => "chr",
        other => other.word(),
    }
}

/// Whether that can be done with a device of that kind, in a running guest or in a stored definition.
///
/// # Errors
/// 84, or 67 for changes of a running guest.
pub fn check(act: Act, kind: DeviceKind, live: bool) -> Result<()> {
    use DeviceKind as K;
    let both = matches!(
        kind,
        K::Disk
            | K::Lease
            | K::Interface
            | K::HostDev
            | K::RedirDev
            | K::Serial
            | K::Parallel
            | K::Channel
            | K::Console
            | K::Controller
            | K::Rng
            | K::Shmem
            | K::Memory
            | K::Watchdog
            | K::Input
            | K::Vsock
            | K::Filesystem
    );
    let possible = match act {
        Act::Attach | Act::Detach if live => both,
        Act::Attach | Act::Detach => both || matches!(kind, K::Sound | K::Iommu),
        Act::Update => matches!(kind, K::Disk | K::Interface | K::Memory | K::Graphics),
    };
    if possible {
        return Ok(());
    }
    let when = if live { "live" } else { "persistent" };
    let what = match act {
        Act::Attach => "attach",
        Act::Detach => "detach",
        Act::Update => "update",
    };
    let code = match act {
        Act::Update if live => Code::ConfigUnsupported,
        _ => Code::OperationUnsupported,
    };
    let detail = format!("{when} {what} of device '{}' is not supported", word(kind));
    Err(Error::new(code, errors::Domain::Qemu, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused_in_libvirts_words() {
        let message = |act, kind, live| check(act, kind, live).err().map(|e| e.message);
        for (act, kind, live, expected) in [
            (Act::Attach, DeviceKind::Sound, true, "Operation not supported: live attach of device 'sound'"),
            (
                Act::Detach,
                DeviceKind::Hub,
                false,
                "Operation not supported: persistent detach of device 'hub'",
            ),
            (Act::Update, DeviceKind::Serial, true, "unsupported configuration: live update of device 'chr'"),
        ] {
            assert_eq!(message(act, kind, live), Some(format!("{expected} is not supported")));
        }
        assert_eq!(message(Act::Attach, DeviceKind::Sound, false), None);
        assert_eq!(message(Act::Update, DeviceKind::Disk, true), None);
    }
}

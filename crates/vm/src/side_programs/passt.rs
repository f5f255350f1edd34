//! passt, which connects a guest to the host's network without privileges (passt(1)).

use std::ffi::OsString;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::Path;

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::interface::{ForwardProtocol, Interface, InterfaceSource, PortForward};

use super::program::Program;
use crate::surroundings::Settings;

const ENOENT: i32 = 2;

/// The program for an interface.
///
/// # Errors
/// 38 when it is not installed.
pub(super) fn program(
    settings: &Settings,
    interface: &Interface,
    alias: &str,
    directory: &Path,
) -> Result<Program> {
    let path = host::process::find_program("passt")
        .ok_or_else(|| Error::system(ErrorDomain::Qemu, ENOENT, "Cannot find 'passt' in path"))?;
    let socket = directory.join(format!("{alias}-passt.socket"));
    Ok(Program {
        label: format!("passt for {alias}"),
        before: None,
        path,
        arguments: arguments(interface, &socket),
        user: settings.qemu.clone(),
        directories: Vec::new(),
        socket,
        inherits_socket: false,
        log: directory.join(format!("{alias}-passt.log")),
    })
}

fn arguments(interface: &Interface, socket: &Path) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["--foreground".into()];
    let device = match &interface.source {
        InterfaceSource::VhostUser(server) => {
            arguments.push("--vhost-user".into());
            server.dev.as_ref()
        }
        InterfaceSource::User { dev, .. } => dev.as_ref(),
        _ => None,
    };
    arguments.extend(["--one-off".into(), "--socket".into(), socket.into()]);
    if let Some(mac) = &interface.mac {
        arguments.extend(["--mac-addr".into(), mac.address.to_string().into()]);
    }
    if let Some(mtu) = interface.mtu {
        arguments.extend(["--mtu".into(), mtu.to_string().into()]);
    }
    if let Some(device) = device {
        arguments.extend(["--interface".into(), device.into()]);
    }
    if let Some(log) = &interface.backend.log_file {
        arguments.extend(["--log-file".into(), log.into()]);
    }
    for address in &interface.guest_ip.addresses {
        arguments.extend(["--address".into(), address.address.to_string().into()]);
        if let (IpAddr::V4(_), Some(prefix)) = (address.address, address.prefix) {
            arguments.extend(["--netmask".into(), prefix.to_string().into()]);
        }
    }
    for forward in &interface.port_forwards {
        let option = match forward.protocol {
            ForwardProtocol::Tcp => "--tcp-ports",
            ForwardProtocol::Udp => "--udp-ports",
        };
        arguments.extend([option.into(), ports(forward).into()]);
    }
    arguments
}

/// Ports as passt writes them: `[address][%device]/range,range`.
fn ports(forward: &PortForward) -> String {
    let mut text = forward.address.clone().unwrap_or_default();
    if let Some(device) = &forward.dev {
        text.push('%');
        text.push_str(device);
    }
    if !text.is_empty() {
        text.push('/');
    }
    if forward.ranges.is_empty() {
        text.push_str("all");
    }
    for (number, range) in forward.ranges.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        if range.exclude == Some(true) {
            text.push('~');
        }
        let end = range.end.filter(|end| *end != range.start && *end != 0);
        // A string takes everything.
        let _ = write!(text, "{}", range.start);
        let _ = end.map(|end| write!(text, "-{end}"));
        if let Some(to) = range.to.filter(|to| *to != 0) {
            let _ = write!(text, ":{to}");
            let _ = end.map(|end| write!(text, "-{}", to + end.saturating_sub(range.start)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use model::device::interface::PortRange;

    use super::*;

    #[test]
    fn ports_are_written_as_passt_reads_them() {
        let range = |start, end, to, exclude| PortRange { start, end, to, exclude };
        for (address, dev, ranges, expected) in [
            (None, None, vec![range(2022, None, Some(22), None)], "2022:22"),
            (
                Some("192.0.2.1"),
                Some("eth0"),
                vec![range(22, Some(80), Some(32), None)],
                "192.0.2.1%eth0/22-80:32-90",
            ),
            (None, None, vec![range(1, Some(9), None, None), range(5, None, None, Some(true))], "1-9,~5"),
            (None, Some("lo"), vec![], "%lo/all"),
        ] {
            let (address, dev) = (address.map(str::to_owned), dev.map(str::to_owned));
            let forward = PortForward { protocol: ForwardProtocol::Tcp, address, dev, ranges };
            assert_eq!(ports(&forward), expected);
        }
    }
}

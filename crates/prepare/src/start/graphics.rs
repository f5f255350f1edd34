//! Where displays listen.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::graphics::{GraphicsKind, Listen, Spice, SpiceChannelMode};

use crate::{Policy, StartFacts};

/// Chooses the sockets, ports and addresses that the definition leaves to the start.
///
/// # Errors
/// `InternalError` when no port is left.
pub(super) fn choose(domain: &mut Domain, facts: &StartFacts) -> Result<()> {
    let policy = &facts.policy;
    let mut vnc_ports = facts.vnc_ports.iter().copied();
    let mut spice_ports = facts.spice_ports.iter().copied();
    for graphics in &mut domain.devices.graphics {
        let (socket, auto_socket, default_address) = match &graphics.kind {
            GraphicsKind::Vnc(_) => ("vnc.sock", policy.vnc_auto_unix_socket, &policy.vnc_listen),
            GraphicsKind::Spice(_) => ("spice.sock", policy.spice_auto_unix_socket, &policy.spice_listen),
            _ => continue,
        };
        for listen in &mut graphics.listens {
            match listen {
                Listen::Address { address: None } if auto_socket => {
                    *listen = Listen::Socket { path: None, auto_generated: true };
                }
                Listen::Address { address: address @ None } => *address = Some(default_address.clone()),
                _ => {}
            }
            if let Listen::Socket { path: path @ None, auto_generated } = listen {
                *path = Some(format!("{}/{socket}", facts.domain_dir));
                *auto_generated = true;
            }
        }
        let by_port = |listen: &Listen| matches!(listen, Listen::Address { .. } | Listen::Network { .. });
        if !graphics.listens.iter().any(by_port) {
            continue;
        }
        match &mut graphics.kind {
            GraphicsKind::Vnc(display) if display.autoport == Some(true) => {
                display.port = Some(next(&mut vnc_ports, "VNC")?);
            }
            GraphicsKind::Spice(display) if display.autoport == Some(true) => {
                spice(display, &mut spice_ports, policy)?
            }
            _ => {}
        }
    }
    Ok(())
}

/// SPICE has an open port unless everything is to be encrypted, and an encrypted one where it can.
fn spice(display: &mut Spice, ports: &mut impl Iterator<Item = u16>, policy: &Policy) -> Result<()> {
    let wants = |mode| display.default_mode == Some(mode);
    let open = !wants(SpiceChannelMode::Secure) || !policy.spice_tls;
    let encrypted = policy.spice_tls && !wants(SpiceChannelMode::Insecure);
    display.port = if open { Some(next(ports, "SPICE")?) } else { None };
    display.tls_port = if encrypted { Some(next(ports, "SPICE")?) } else { None };
    Ok(())
}

fn next(ports: &mut impl Iterator<Item = u16>, display: &str) -> Result<i32> {
    ports.next().map(i32::from).ok_or_else(|| no_port(display))
}

fn no_port(display: &str) -> Error {
    Error::new(
        Code::InternalError,
        errors::Domain::None,
        format!("Unable to find an unused port in range '{display}'"),
    )
}

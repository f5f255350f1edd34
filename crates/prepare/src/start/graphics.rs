//! Where displays listen.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::graphics::{GraphicsKind, Listen};

use crate::StartFacts;

/// Chooses the ports and addresses that the definition leaves to the start.
///
/// # Errors
/// `InternalError` when no port is left.
pub(super) fn choose_ports(domain: &mut Domain, facts: &StartFacts) -> Result<()> {
    let mut vnc = facts.vnc_ports.iter().copied();
    let mut spice = facts.spice_ports.iter().copied();
    for graphics in &mut domain.devices.graphics {
        let listens = graphics
            .listens
            .iter()
            .any(|listen| matches!(listen, Listen::Address { .. } | Listen::Network { .. }));
        let default_address = match &mut graphics.kind {
            GraphicsKind::Vnc(display) => {
                if listens && display.autoport == Some(true) {
                    display.port = Some(i32::from(vnc.next().ok_or_else(|| no_port("VNC"))?));
                }
                &facts.policy.vnc_listen
            }
            GraphicsKind::Spice(display) => {
                if listens && display.autoport == Some(true) {
                    display.port = Some(i32::from(spice.next().ok_or_else(|| no_port("SPICE"))?));
                }
                &facts.policy.spice_listen
            }
            _ => continue,
        };
        for listen in &mut graphics.listens {
            if let Listen::Address { address } = listen {
                let _ = address.get_or_insert_with(|| default_address.clone());
            }
        }
    }
    Ok(())
}

fn no_port(display: &str) -> Error {
    Error::new(
        Code::InternalError,
        errors::Domain::None,
        format!("Unable to find an unused port in range '{display}'"),
    )
}

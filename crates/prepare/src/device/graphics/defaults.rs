//! What a graphical display is when its definition does not say.

use model::Domain;
use model::device::graphics::{Graphics, GraphicsKind, Listen};

use crate::Policy;

/// Writes down where every display listens, and whether its port is chosen at start.
pub(crate) fn complete(domain: &mut Domain, policy: &Policy) {
    for graphics in &mut domain.devices.graphics {
        ports(graphics);
        listens(graphics, policy);
    }
}

fn ports(graphics: &mut Graphics) {
    let by_address = graphics
        .listens
        .iter()
        .all(|listen| matches!(listen, Listen::Address { .. } | Listen::Network { .. }));
    match &mut graphics.kind {
        GraphicsKind::Vnc(vnc) if by_address => {
            let open = vnc.port.is_none() && vnc.autoport != Some(false);
            if vnc.autoport == Some(true) || vnc.port == Some(-1) || open {
                vnc.port = Some(-1);
                vnc.autoport = Some(true);
            } else {
                let _ = vnc.autoport.get_or_insert(false);
            }
        }
        GraphicsKind::Spice(spice) if spice.autoport == Some(true) => {
            spice.port = Some(-1);
            spice.tls_port = Some(-1);
        }
        _ => {}
    }
}

/// VNC listens on the configured address when nothing is said; SPICE without any port does not
/// listen at all.
fn listens(graphics: &mut Graphics, _policy: &Policy) {
    if !graphics.listens.is_empty() {
        return;
    }
    match &graphics.kind {
        GraphicsKind::Vnc(_) | GraphicsKind::Rdp(_) => {
            graphics.listens.push(Listen::Address { address: None })
        }
        GraphicsKind::Spice(spice) => {
            let no_port = spice.port.unwrap_or(0) == 0
                && spice.tls_port.unwrap_or(0) == 0
                && spice.autoport != Some(true);
            graphics.listens.push(if no_port { Listen::None } else { Listen::Address { address: None } });
        }
        _ => {}
    }
}

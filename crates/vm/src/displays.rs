//! Displays: the TCP ports they need, and the passwords they are given once QEMU answers.

use errors::Result;
use model::Domain;
use model::device::graphics::{ConnectedAction, Graphics, GraphicsAuth, GraphicsKind, Listen};
use serde_json::json;
use xml::Word as _;

use crate::owner::Owner;

/// A port that a display needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WantedPort {
    /// The port that the definition names; `None` when one is to be chosen.
    pub(crate) fixed: Option<u16>,
    /// It is for SPICE, not for VNC.
    pub(crate) spice: bool,
}

/// The ports that a guest's displays need, in the definition's order.
pub(crate) fn ports(domain: &Domain) -> Vec<WantedPort> {
    let mut wanted = Vec::new();
    for graphics in &domain.devices.graphics {
        if !listens_on_tcp(graphics) {
            continue;
        }
        match &graphics.kind {
            GraphicsKind::Vnc(vnc) => {
                wanted.extend(port(vnc.port.or(Some(-1)), vnc.autoport, false));
            }
            GraphicsKind::Spice(spice) => {
                wanted.extend(port(spice.port, spice.autoport, true));
                wanted.extend(port(spice.tls_port, spice.autoport, true));
            }
            _ => {}
        }
    }
    wanted
}

fn port(number: Option<i32>, autoport: Option<bool>, spice: bool) -> Option<WantedPort> {
    let number = match (number, autoport) {
        (_, Some(true)) => -1,
        (number, _) => number?,
    };
    match u16::try_from(number) {
        Ok(0) => None,
        Ok(fixed) => Some(WantedPort { fixed: Some(fixed), spice }),
        Err(_) => Some(WantedPort { fixed: None, spice }),
    }
}

fn listens_on_tcp(graphics: &Graphics) -> bool {
    let elsewhere = |listen: &Listen| matches!(listen, Listen::Socket { .. } | Listen::None);
    graphics.listens.is_empty() || !graphics.listens.iter().all(elsewhere)
}

impl Owner {
    /// Gives each display its password: it never stands on a command line.
    pub(crate) async fn set_display_passwords(&self) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        for graphics in &live.domain().devices.graphics {
            let (protocol, auth) = match &graphics.kind {
                GraphicsKind::Vnc(vnc) => ("vnc", &vnc.auth),
                GraphicsKind::Spice(spice) => ("spice", &spice.auth),
                _ => continue,
            };
            self.set_display_password(protocol, auth).await?;
        }
        Ok(())
    }

    async fn set_display_password(&self, protocol: &str, auth: &GraphicsAuth) -> Result<()> {
        let Some(password) = &auth.password else { return Ok(()) };
        let mut arguments = json!({ "protocol": protocol, "password": password });
        if let Some(connected) =
            auth.connected.filter(|action| *action != ConnectedAction::Keep || protocol == "spice")
        {
            arguments["connected"] = connected.word().into();
        }
        self.command("set_password", arguments).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_chosen_when_none_is_named_or_autoport_says_so() {
        let auto = Some(WantedPort { fixed: None, spice: false });
        let fixed = Some(WantedPort { fixed: Some(5905), spice: false });
        assert_eq!(port(Some(-1), None, false), auto);
        assert_eq!(port(Some(5905), Some(true), false), auto);
        assert_eq!(port(Some(5905), None, false), fixed);
        assert_eq!(port(Some(5905), Some(false), false), fixed);
        assert_eq!(port(None, None, false), None);
    }
}

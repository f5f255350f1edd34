//! Displays: the TCP ports they need, and the passwords they are given once QEMU answers.

use errors::Result;
use model::Domain;
use model::device::graphics::{ConnectedAction, Graphics, GraphicsAuth, GraphicsKind, GraphicsType, Listen};
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
            let auth = match &graphics.kind {
                GraphicsKind::Vnc(vnc) => &vnc.auth,
                GraphicsKind::Spice(spice) => &spice.auth,
                _ => continue,
            };
            // A password that nobody has set before is good for ever, unless its end is said.
            let ends = auth.valid_to.is_some();
            self.set_display_password(graphics.kind.kind(), auth, ends).await?;
        }
        Ok(())
    }

    /// Gives a display its password, if it has one; with `end` also until when it is good.
    pub(crate) async fn set_display_password(
        &self,
        kind: GraphicsType,
        auth: &GraphicsAuth,
        end: bool,
    ) -> Result<()> {
        let Some(password) = &auth.password else { return Ok(()) };
        let protocol = kind.word();
        let mut arguments = json!({ "protocol": protocol, "password": password });
        if let Some(connected) =
            auth.connected.filter(|action| *action != ConnectedAction::Keep || kind == GraphicsType::Spice)
        {
            arguments["connected"] = connected.word().into();
        }
        self.command("set_password", arguments).await?;
        if end {
            let time = expiry(auth.valid_to.as_deref());
            self.command("expire_password", json!({ "protocol": protocol, "time": time })).await?;
        }
        Ok(())
    }
}

/// When a password ends, as QEMU takes it.
fn expiry(valid_to: Option<&str>) -> String {
    match valid_to.map(seconds) {
        None => "never".to_owned(),
        Some(Some(seconds)) if seconds > 0 => seconds.to_string(),
        // What cannot be understood lets nobody in.
        Some(_) => "now".to_owned(),
    }
}

/// Seconds since 1970 of a time like `2010-04-09T15:51:00`, in UTC.
fn seconds(time: &str) -> Option<i64> {
    let (date, clock) = time.split_once('T')?;
    let numbers = |text: &str, separator| -> Option<[i64; 3]> {
        let all: Vec<i64> = text.splitn(3, separator).map(str::parse).collect::<Result<_, _>>().ok()?;
        all.try_into().ok()
    };
    let ([year, month, day], [hour, minute, second]) = (numbers(date, '-')?, numbers(clock, ':')?);
    // Counted in years that begin in March, so that the leap day is the last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_ends_when_it_is_said_to() {
        for (time, told) in [
            (None, "never"),
            (Some("2009-02-13T23:31:30"), "1234567890"),
            (Some("2000-02-29T00:00:00"), "951782400"),
            (Some("2030-01-01T00:00:00"), "1893456000"),
            (Some("1960-01-01T00:00:00"), "now"),
            (Some("tomorrow"), "now"),
        ] {
            assert_eq!(expiry(time), told, "{time:?}");
        }
    }

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

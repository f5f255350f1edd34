//! A display changes while the guest runs: its password, and until when that is good.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::device::graphics::{Graphics, GraphicsAuth, GraphicsKind, GraphicsType, Listen};

use super::update::no_change;
use crate::owner::Owner;

impl Owner {
    pub(super) async fn change_graphics(&mut self, live: &Domain, wanted: &Graphics) -> Result<()> {
        let kind = wanted.kind.kind();
        let at = live.devices.graphics.iter().position(|known| known.kind.kind() == kind);
        let Some((at, known)) = at.and_then(|at| Some((at, live.devices.graphics.get(at)?))) else {
            let detail = format!("cannot find existing graphics device to modify of type '{kind}'");
            return Err(Error::new(Code::DeviceMissing, ErrorDomain::Qemu, detail));
        };
        same_listeners(kind, &known.listens, &wanted.listens)?;
        let (former, new) = match (Display::of(&known.kind), Display::of(&wanted.kind)) {
            (Some(former), Some(new)) => (former, new),
            _ => {
                let detail = format!("unable to change config on '{kind}' graphics type");
                return Err(Error::new(Code::InternalError, ErrorDomain::Qemu, detail));
            }
        };
        if former.chosen != new.chosen || (!new.chosen && former.ports != new.ports) {
            return Err(no_change(&format!("cannot change port settings on {kind} graphics")));
        }
        if former.keymap != new.keymap {
            return Err(no_change(&format!("cannot change keymap setting on {kind} graphics")));
        }
        if former.auth == new.auth {
            return Ok(());
        }
        self.set_display_password(kind, new.auth, true).await?;
        let mut domain = live.clone();
        match domain.devices.graphics.get_mut(at).map(|known| &mut known.kind) {
            Some(GraphicsKind::Vnc(vnc)) => vnc.auth.clone_from(new.auth),
            Some(GraphicsKind::Spice(spice)) => spice.auth.clone_from(new.auth),
            _ => {}
        }
        self.set_live(domain);
        Ok(())
    }
}

/// What matters of a display that clients connect to.
struct Display<'a> {
    /// Its ports are chosen at start.
    chosen: bool,
    ports: (Option<i32>, Option<i32>),
    keymap: Option<&'a str>,
    auth: &'a GraphicsAuth,
}

impl<'a> Display<'a> {
    fn of(kind: &'a GraphicsKind) -> Option<Self> {
        match kind {
            GraphicsKind::Vnc(vnc) => Some(Self {
                chosen: vnc.autoport.unwrap_or(vnc.port.is_none_or(|port| port == -1)),
                ports: (vnc.port, None),
                keymap: vnc.keymap.as_deref(),
                auth: &vnc.auth,
            }),
            GraphicsKind::Spice(spice) => Some(Self {
                chosen: spice.autoport.unwrap_or(spice.port.is_some_and(|port| port == -1)),
                ports: (spice.port, spice.tls_port),
                keymap: spice.keymap.as_deref(),
                auth: &spice.auth,
            }),
            _ => None,
        }
    }
}

fn same_listeners(kind: GraphicsType, known: &[Listen], wanted: &[Listen]) -> Result<()> {
    // One that is not named is the host's choice.
    let default = [Listen::Address { address: None }];
    let wanted = if wanted.is_empty() { &default } else { wanted };
    if known.len() != wanted.len() {
        return Err(no_change(&format!("cannot change the number of listen addresses on '{kind}' graphics")));
    }
    for (known, wanted) in known.iter().zip(wanted) {
        let same = match (known, wanted) {
            (Listen::Address { address: known }, Listen::Address { address: wanted }) => known == wanted,
            (Listen::Network { network: known, .. }, Listen::Network { network: wanted, .. }) => {
                known == wanted
            }
            (Listen::Socket { path: known, .. }, Listen::Socket { path: wanted, .. }) => known == wanted,
            (Listen::None, Listen::None) => true,
            _ => {
                let detail = format!("cannot change the type of listen address on '{kind}' graphics");
                return Err(no_change(&detail));
            }
        };
        if !same {
            return Err(no_change(&format!("cannot change listen address setting on '{kind}' graphics")));
        }
    }
    Ok(())
}

//! Which pseudo terminals QEMU opened for serial ports, consoles and channels: known only once it runs.

use errors::Result;
use model::Domain;
use model::device::chardev::{CharBackend, CharSource};
use serde_json::Value;

use crate::owner::Owner;

impl Owner {
    /// Asks QEMU for the terminals it opened and writes them into the live definition.
    pub(crate) async fn learn_terminals(&mut self) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        let mut domain = live.domain().clone();
        if !sources(&mut domain).any(|(_, source)| matches!(source.backend, CharBackend::Pty { .. })) {
            return Ok(());
        }
        let reply = self.command("query-chardev", Value::Null).await?;
        fill_in(&mut domain, &reply);
        self.set_live(domain);
        Ok(())
    }
}

/// Puts the paths of a `query-chardev` reply into a definition. The first console is the first serial
/// port under another name.
pub(crate) fn fill_in(domain: &mut Domain, reply: &Value) {
    let known: Vec<(&str, &str)> = reply
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            Some((entry["label"].as_str()?, entry["filename"].as_str()?.strip_prefix("pty:")?))
        })
        .collect();
    for (alias, source) in sources(domain) {
        if let CharBackend::Pty { path } = &mut source.backend {
            let label = format!("char{alias}");
            if let Some((_, terminal)) = known.iter().find(|(name, _)| *name == label) {
                *path = Some((*terminal).to_owned());
            }
        }
    }
}

/// Every character device's alias and host side.
fn sources(domain: &mut Domain) -> impl Iterator<Item = (String, &mut CharSource)> {
    let devices = &mut domain.devices;
    let serials = devices.serials.iter_mut().map(|d| (&d.info, &mut d.source));
    let parallels = devices.parallels.iter_mut().map(|d| (&d.info, &mut d.source));
    let consoles = devices.consoles.iter_mut().map(|d| (&d.info, &mut d.source));
    let channels = devices.channels.iter_mut().map(|d| (&d.info, &mut d.source));
    serials
        .chain(parallels)
        .chain(consoles)
        .chain(channels)
        .map(|(info, source)| (info.alias.clone().unwrap_or_default(), source))
}

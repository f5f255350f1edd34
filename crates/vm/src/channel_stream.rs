//! Channels between host and guest as streams of bytes.

use errors::{Domain as ErrorDomain, Error, Result};
use model::device::channel::ChannelTarget;

use crate::console::Console;
use crate::guest::Guest;

impl Guest {
    /// Opens a channel (DOMAIN_OPEN_CHANNEL): the one with this alias or name in the guest, or the first. With
    /// `force`, whoever has it open loses it.
    ///
    /// # Errors
    /// 55 "domain is not running"; 1 for an unknown channel or one that is no UNIX socket; 9 when a client has
    /// it open.
    pub async fn open_channel(&self, name: Option<&str>, force: bool) -> Result<Console> {
        let live = self.live()?;
        let channels = &live.domain().devices.channels;
        let found = match name {
            None => channels.first(),
            Some(name) => channels.iter().find(|channel| {
                let own = match &channel.target {
                    ChannelTarget::Virtio { name, .. } | ChannelTarget::Xen { name, .. } => name.as_deref(),
                    _ => None,
                };
                channel.info.alias.as_deref() == Some(name) || own == Some(name)
            }),
        };
        let Some(channel) = found else {
            let detail = format!("cannot find channel {}", name.unwrap_or("<null>"));
            return Err(Error::internal(ErrorDomain::Qemu, detail));
        };
        let alias = channel.info.alias.clone().unwrap_or_default();
        if !matches!(channel.source.backend, model::device::chardev::CharBackend::Unix(_)) {
            let detail = format!("channel {} is not using a UNIX socket", name.unwrap_or("<null>"));
            return Err(Error::internal(ErrorDomain::Qemu, detail));
        }
        self.open_stream(&channel.source, alias, force).await
    }
}

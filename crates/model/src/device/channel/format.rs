//! Writing `<channel>`.

use xml::Writer;

use super::{Channel, ChannelTarget, ChannelType};
use crate::Format;

impl Channel {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("channel", |w| {
            w.attr("type", self.source.backend.kind());
            self.source.format(w, how);
            w.element("target", |w| self.target.format(w, how));
            self.info.format(w, how);
        });
    }
}

impl ChannelTarget {
    fn format(&self, w: &mut Writer, how: Format) {
        match self {
            Self::None => w.attr("type", ChannelType::None),
            Self::GuestFwd { address, port } => {
                w.attr("type", ChannelType::GuestFwd);
                w.attr("address", address);
                w.attr("port", *port);
            }
            Self::Virtio { name, state } => {
                w.attr("type", ChannelType::Virtio);
                w.attr("name", name);
                w.attr("state", state.filter(|_| !how.inactive));
            }
            Self::Xen { name, state } => {
                w.attr("type", ChannelType::Xen);
                w.attr("name", name);
                w.attr("state", state.filter(|_| !how.inactive));
            }
        }
    }
}

//! Writing `<input>`.

use xml::Writer;

use super::{Input, InputBus, InputType};
use crate::Format;

impl Input {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("input", |w| {
            let evdev = self.kind == InputType::Evdev;
            w.attr("type", self.kind);
            w.attr("bus", self.bus.filter(|bus| !evdev && *bus != InputBus::None));
            w.attr("model", self.model);
            self.virtio.format_driver(w);
            w.optional("source", |w| {
                w.attr(if evdev { "dev" } else { "evdev" }, &self.source.device);
                w.attr("grab", self.source.grab);
                w.attr("grabToggle", self.source.grab_toggle);
                w.on_off("repeat", self.source.repeat);
            });
            self.info.format(w, how);
        });
    }
}

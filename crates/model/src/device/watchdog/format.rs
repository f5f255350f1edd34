//! Writing `<watchdog>`.

use xml::Writer;

use super::{Watchdog, WatchdogAction};
use crate::Format;

impl Watchdog {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("watchdog", |w| {
            w.attr("model", self.model);
            w.attr("action", self.action.unwrap_or(WatchdogAction::Reset));
            self.info.format(w, how);
        });
    }
}

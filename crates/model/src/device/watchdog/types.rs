//! What `<watchdog>` says.

use crate::device::info::DeviceInfo;

/// A watchdog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watchdog {
    /// The model.
    pub model: WatchdogModel,
    /// What happens when it bites; `None` when not given (reset).
    pub action: Option<WatchdogAction>,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of watchdog.
    pub enum WatchdogModel { I6300esb = "i6300esb", Ib700 = "ib700", Diag288 = "diag288", Itco = "itco" }

    /// What happens when a watchdog bites.
    pub enum WatchdogAction {
        Reset = "reset", Shutdown = "shutdown", Poweroff = "poweroff", Pause = "pause", Dump = "dump",
        None = "none", InjectNmi = "inject-nmi",
    }
}

//! How a definition is to be read.

/// Whether a definition comes from a user or from a running guest's own record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parse {
    /// Keep what only a running guest has (`id`, aliases that libvirt made, pty paths, allocated ports,
    /// resolved security labels). From a user such things are ignored.
    pub live: bool,
    /// It only says which device is meant, and need not be whole.
    pub partial: bool,
}

impl Parse {
    /// A user's definition.
    pub const INACTIVE: Self = Self { live: false, partial: false };
    /// A running guest's record.
    pub const LIVE: Self = Self { live: true, partial: false };
    /// Which device of a guest is meant.
    pub const MEANT: Self = Self { live: true, partial: true };
}

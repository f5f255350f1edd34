//! How a definition is to be written.

/// What to show of a definition (`virDomainXMLFlags`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Format {
    /// Leave out what only a running guest has (`id`, aliases, pty paths, ...).
    pub inactive: bool,
    /// Show passwords (`VIR_DOMAIN_XML_SECURE`).
    pub secure: bool,
    /// Leave out what an older receiving side would not understand (`VIR_DOMAIN_XML_MIGRATABLE`).
    pub migratable: bool,
    /// Add what nobody but the daemon itself needs to know of a running guest.
    pub status: bool,
}

impl Format {
    /// What is kept on disk: no live facts, passwords included.
    pub const STORED: Self = Self { inactive: true, secure: true, migratable: false, status: false };
    /// What a running guest's own record keeps: everything.
    pub const STATUS: Self = Self { inactive: false, secure: true, migratable: false, status: true };
}

//! What `<lease>` says.

/// A lock manager's lease.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lease {
    /// The lock space.
    pub lockspace: Option<String>,
    /// The lease's name.
    pub key: String,
    /// The file.
    pub path: String,
    /// Where in the file.
    pub offset: Option<u64>,
}

//! What a document may cost.

/// How many elements may be open when another begins. libxml2 has the same limit.
pub(crate) const MAX_DEPTH: usize = 256;

/// Longest document in bytes; the wire carries strings of at most 4 MiB.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Most nodes (elements, texts, comments) in a document.
pub(crate) const MAX_NODES: u32 = 1_000_000;

/// Most declarations of namespaces in a document: looking one up takes time for each.
pub(crate) const MAX_DECLARATIONS: usize = 4096;

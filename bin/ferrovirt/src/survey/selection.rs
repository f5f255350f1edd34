//! Which guests are asked about.

/// Names or uuids of guests; all of them when it is empty.
#[derive(Debug, Clone, Default)]
pub struct Selection(Vec<String>);

impl Selection {
    /// These guests.
    pub fn of(guests: &[String]) -> Self {
        Self(guests.to_vec())
    }

    /// Whether a guest is meant.
    pub fn has(&self, name: &str, uuid: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|wanted| wanted == name || wanted == uuid)
    }

    /// Those that nobody answers to.
    pub fn missing<'a>(&'a self, found: &'a [(String, String)]) -> impl Iterator<Item = &'a String> {
        self.0.iter().filter(|wanted| !found.iter().any(|(name, uuid)| *wanted == name || *wanted == uuid))
    }
}

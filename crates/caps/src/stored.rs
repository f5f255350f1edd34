//! Capabilities as they are kept: in the daemon's cache, and carried from host to host.
//!
//! Both are JSON that a person can read; `docs/capability-set.md` describes it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::EmulatorCapabilities;

/// The form of [`EmulatorCapabilities`] in JSON. It changes when what was written before would be misread, or what is
/// written now by those who read the former one: since form 3, a set may have a part that was not asked yet.
pub const FORMAT: u32 = 3;

/// The oldest form of an exported set that is understood.
const OLDEST: u32 = 2;

/// What makes a probe's outcome hold: as long as this is the same, so is the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The form of what is stored: [`FORMAT`].
    pub format: u32,
    /// The binary.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Seconds of the time of its last change of content, since 1970.
    pub modified_s: i64,
    /// The rest of it in nanoseconds.
    pub modified_ns: i64,
    /// Seconds of the time of its last change of content or owner or name, since 1970.
    pub changed_s: i64,
    /// The rest of it in nanoseconds.
    pub changed_ns: i64,
    /// The file itself.
    pub inode: u64,
    /// What the binary says of itself, where the file is a script that starts another.
    pub says: Option<String>,
    /// KVM works.
    pub kvm_usable: bool,
    /// The kernel's release.
    pub kernel: String,
    /// The processor's microcode revision.
    pub microcode: u32,
}

impl Identity {
    /// Whether the binary itself is another, not only what is around it (KVM, the kernel, the file's owner).
    pub fn is_other_binary(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.size, one.modified_s, one.modified_ns, one.inode);
        self.path != other.path || of(self) != of(other) || self.says != other.says
    }
}

/// One file of the cache.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cached {
    /// What it was made from.
    pub identity: Identity,
    /// What came out.
    pub capabilities: EmulatorCapabilities,
}

impl Cached {
    /// The file's text.
    ///
    /// # Errors
    /// None in practice: every value can be written.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// Reads a file of the cache; `None` for one that was made from something else.
    ///
    /// # Errors
    /// What is wrong with a text that is not such a file.
    pub fn read(text: &str, identity: &Identity) -> Result<Option<EmulatorCapabilities>, serde_json::Error> {
        // Of another form, the rest need not even be readable.
        let stored: IdentityOnly = serde_json::from_str(text)?;
        if stored.identity.get("format") != Some(&identity.format.into()) {
            return Ok(None);
        }
        if serde_json::from_value::<Identity>(stored.identity)? != *identity {
            return Ok(None);
        }
        serde_json::from_str::<Self>(text).map(|cached| Some(cached.capabilities))
    }
}

#[derive(Deserialize)]
struct IdentityOnly {
    identity: serde_json::Value,
}

/// What an exported file says it is.
const KIND: &str = "ferrovirt-capability-set";

#[derive(Serialize, Deserialize)]
struct Exported {
    kind: String,
    format: u32,
    capabilities: EmulatorCapabilities,
}

/// Why a text is no capability set.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is no such JSON.
    #[error("this is no capability set: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It is JSON of another kind.
    #[error("this is no capability set but '{0}'")]
    Kind(String),
    /// It was written by another generation of the project.
    #[error("this capability set has form {found}, and {FORMAT} is understood")]
    Format {
        /// What it says.
        found: u32,
    },
}

impl EmulatorCapabilities {
    /// What this binary can do, as a text that another host can [`import`](Self::import).
    ///
    /// # Errors
    /// None in practice: every value can be written.
    pub fn export(&self) -> Result<String, serde_json::Error> {
        let exported = Exported { kind: KIND.to_owned(), format: FORMAT, capabilities: self.clone() };
        serde_json::to_string_pretty(&exported).map(|text| text + "\n")
    }

    /// Reads an exported text.
    ///
    /// # Errors
    /// [`ImportError`]: a text of another kind or form.
    pub fn import(text: &str) -> Result<Self, ImportError> {
        #[derive(Deserialize)]
        struct Head {
            kind: String,
            format: u32,
        }
        let head: Head = serde_json::from_str(text)?;
        if head.kind != KIND {
            return Err(ImportError::Kind(head.kind));
        }
        if !(OLDEST..=FORMAT).contains(&head.format) {
            return Err(ImportError::Format { found: head.format });
        }
        Ok(serde_json::from_str::<Exported>(text)?.capabilities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    fn identity() -> Identity {
        Identity {
            format: FORMAT,
            path: "/q".into(),
            size: 1,
            modified_s: 2,
            modified_ns: 3,
            changed_s: 4,
            changed_ns: 5,
            inode: 6,
            says: None,
            kvm_usable: true,
            kernel: "6.1".into(),
            microcode: 7,
        }
    }

    #[test]
    fn a_set_comes_back_as_it_went() {
        let emulator = sample::emulator();
        let text = emulator.export().unwrap();
        assert_eq!(EmulatorCapabilities::import(&text).unwrap(), emulator);
        insta::assert_snapshot!("capability_set", text);
    }

    #[test]
    fn what_is_no_set_is_refused() {
        let text = sample::emulator().export().unwrap();
        for (text, expected) in [
            ("{".to_owned(), "this is no capability set: EOF"),
            (text.replace(KIND, "other"), "this is no capability set but 'other'"),
            (text.replace("\"format\": 3", "\"format\": 99"), "this capability set has form 99"),
            (text.replace("\"arch\": \"x86_64\"", "\"arch\": \"z80\""), "this is no capability set: unknown"),
        ] {
            let error = EmulatorCapabilities::import(&text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn a_cached_outcome_holds_for_what_it_was_made_from() {
        let cached = Cached { identity: identity(), capabilities: sample::emulator() };
        let text = cached.to_json().unwrap();
        assert_eq!(Cached::read(&text, &identity()).unwrap(), Some(sample::emulator()));
        let newer = Identity { changed_ns: 9, ..identity() };
        assert_eq!(Cached::read(&text, &newer).unwrap(), None);
        let older = text.replace("\"format\": 3", "\"format\": 2").replace("\"kernel\"", "\"kern\"");
        assert_eq!(Cached::read(&older, &identity()).unwrap(), None);
        let damaged = text.get(..text.len() / 2).unwrap();
        assert!(Cached::read(damaged, &identity()).is_err());
    }
}

//! A host's own documents in one file, carried from place to place.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{DocumentError, HostKnowledge};

/// What such a file says it is.
const KIND: &str = "ferrovirt-host-documents";

/// The form of the file; members are only ever added to it.
const FORM: u32 = 1;

/// A host's own documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedDocuments {
    /// The host's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// The version of its hypervisor, as the version call tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// `<capabilities>`.
    pub capabilities: String,
    /// `<domainCapabilities>`, one for each emulator and domain type.
    #[serde(default)]
    pub domain_capabilities: Vec<String>,
}

impl CarriedDocuments {
    /// The file's content.
    pub fn to_json(&self) -> Value {
        let mut content = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = content.as_object_mut() {
            members.insert("kind".into(), KIND.into());
            members.insert("form".into(), FORM.into());
        }
        content
    }
}

impl HostKnowledge {
    /// Adds what a text tells, whichever of these it is: a file of ours (documents of a host, what a probe has
    /// found), `<capabilities>`, `<domainCapabilities>`.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn add(&mut self, text: &str) -> Result<(), DocumentError> {
        if !text.trim_start().starts_with('{') {
            return match text.contains("<domainCapabilities") {
                true => self.add_domain_capabilities(text),
                false => self.add_capabilities(text),
            };
        }
        let unexpected = |what: String| DocumentError::Unexpected(what);
        let content: Value =
            serde_json::from_str(text).map_err(|why| DocumentError::Syntax(why.to_string()))?;
        match content.get("kind").and_then(Value::as_str) {
            Some(KIND) => {
                let carried: CarriedDocuments =
                    serde_json::from_value(content).map_err(|why| unexpected(why.to_string()))?;
                self.add_carried(&carried)
            }
            _ => {
                let probed =
                    caps::EmulatorCapabilities::import(text).map_err(|why| unexpected(why.to_string()))?;
                *self = Self::of_probe(probed);
                Ok(())
            }
        }
    }

    /// Adds a host's documents.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn add_carried(&mut self, carried: &CarriedDocuments) -> Result<(), DocumentError> {
        self.add_capabilities(&carried.capabilities)?;
        carried.domain_capabilities.iter().try_for_each(|text| self.add_domain_capabilities(text))?;
        if let Some(number) = carried.version {
            self.set_version(number);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_back_from_their_file() {
        let carried = CarriedDocuments {
            version: Some(10_000_002),
            capabilities:
                "<capabilities><guest><arch name='x86_64'><emulator>/q</emulator><machine>m</machine>\
                           <domain type='kvm'/></arch></guest></capabilities>"
                    .into(),
            ..Default::default()
        };
        let mut host = HostKnowledge::default();
        host.add(&carried.to_json().to_string()).unwrap();
        assert_eq!(host.version().map(|version| version.to_string()).as_deref(), Some("10.0.2"));
        assert_eq!(host.emulators().count(), 1);
        for other in ["{}", "{\"kind\":\"x\"}", "<domain/>", "nonsense"] {
            assert!(HostKnowledge::default().add(other).is_err(), "{other}");
        }
    }
}

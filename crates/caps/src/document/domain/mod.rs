//! `<domainCapabilities>`: what a definition may say for one emulator, machine type and accelerator
//! (`virConnectGetDomainCapabilities`).
//!
//! `query` finds out what a client asks about, `document` answers; then there is one file for each part
//! of the document: `os`, `cpu`, `devices`, `features`.

mod choices;
mod cpu;
mod devices;
mod document;
mod features;
mod host;
mod os;
mod query;
mod subject;

pub use document::domain_capabilities_xml;
pub use host::{DomainCapabilitiesHost, SevLimits, TpmVersions};
pub use query::{DomainCapabilitiesQuery, DomainCapabilitiesSubject, no_emulator};

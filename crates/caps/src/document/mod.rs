//! The XML documents that say what a host and its emulators can do.

mod capabilities;
mod domain;
mod guests;
mod host;
#[cfg(test)]
mod tests;

pub use capabilities::{capabilities_xml, guest_xml};
pub use domain::{
    DomainCapabilitiesHost, DomainCapabilitiesQuery, DomainCapabilitiesSubject, SevLimits, TpmVersions,
    domain_capabilities_xml, no_emulator,
};
pub use guests::{GuestDescription, guests};
pub use host::{
    CacheBank, HostCpu, HostDescription, HostThread, HostThreadPlace, HostTopology, NumaCell,
    PowerManagement, SecurityModel, TscCounter,
};

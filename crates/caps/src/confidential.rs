//! Host abilities that only some processors have: encrypted guests, enclaves, ARM interrupt controllers.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// AMD secure encrypted virtualization, from `query-sev-capabilities`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sev {
    /// The platform's certificate, base64.
    pub pdh: String,
    /// Its chain, base64.
    pub cert_chain: String,
    /// The processor's id, base64; QEMU 7.1 and newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu0_id: Option<String>,
    /// Which bit of a page table entry marks encryption.
    pub cbitpos: u32,
    /// How many bits of physical address encryption costs.
    pub reduced_phys_bits: u32,
}

/// Intel software guard extensions, from `query-sgx-capabilities`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sgx {
    /// Flexible launch control.
    pub flc: bool,
    /// First generation.
    pub sgx1: bool,
    /// Second generation.
    pub sgx2: bool,
    /// Bytes of enclave memory altogether.
    pub section_size: u64,
    /// The parts of it, one for each NUMA node that has one.
    pub sections: Vec<SgxSection>,
}

/// Enclave memory of one NUMA node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SgxSection {
    /// The node.
    pub node: u32,
    /// Bytes.
    pub size: u64,
}

/// One interrupt controller version of `query-gic-capabilities`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GicVersion {
    /// 2 or 3.
    pub version: u32,
    /// The kernel provides it.
    pub kernel: bool,
    /// QEMU provides it.
    pub emulated: bool,
}

impl Sev {
    pub(crate) fn from_reply(reply: &Value) -> Option<Self> {
        let text = |name: &str| reply.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| reply.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        Some(Self {
            pdh: text("pdh")?,
            cert_chain: text("cert-chain")?,
            cpu0_id: text("cpu0-id"),
            cbitpos: number("cbitpos")?,
            reduced_phys_bits: number("reduced-phys-bits")?,
        })
    }
}

impl Sgx {
    /// Nothing when the reply says that there is none.
    pub(crate) fn from_reply(reply: &Value) -> Option<Self> {
        let flag = |name: &str| reply.get(name).and_then(Value::as_bool).unwrap_or(false);
        if !flag("sgx") {
            return None;
        }
        let sections: Vec<SgxSection> = reply
            .get("sections")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|section| serde_json::from_value(section.clone()).ok())
            .collect();
        let stated = reply.get("section-size").and_then(Value::as_u64);
        let section_size = stated.unwrap_or_else(|| sections.iter().map(|section| section.size).sum());
        Some(Self { flc: flag("flc"), sgx1: flag("sgx1"), sgx2: flag("sgx2"), section_size, sections })
    }
}

impl GicVersion {
    pub(crate) fn all_from_reply(reply: &Value) -> Vec<Self> {
        let entries = reply.as_array().into_iter().flatten();
        entries.filter_map(|entry| serde_json::from_value(entry.clone()).ok()).collect()
    }
}

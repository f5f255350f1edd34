//! The host's processor in terms of the CPU table: model, vendor and what it has beyond the model.

use caps::Arch;
use cpu::cpuid::CpuidAnswer;
use cpu::{CpuFacts, For};

/// The host's processor as the table names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedCpu {
    pub(crate) model: String,
    pub(crate) vendor: Option<String>,
    pub(crate) features: Vec<String>,
}

/// Names the processor that the daemon runs on; `None` on architectures without a table, or for a processor
/// that no model of the table fits.
pub(crate) fn name(arch: Arch) -> Option<NamedCpu> {
    if !arch.is_x86() {
        return None;
    }
    let answers: Vec<CpuidAnswer> = host::node::cpuid()
        .into_iter()
        .map(|leaf| CpuidAnswer {
            leaf: leaf.leaf,
            subleaf: leaf.subleaf,
            eax: leaf.eax,
            ebx: leaf.ebx,
            ecx: leaf.ecx,
            edx: leaf.edx,
        })
        .collect();
    let table = cpu::table::x86();
    let facts = CpuFacts::from_cpuid(table, &answers, &[]);
    let described = cpu::describe(table, &facts, For::Host, |_| true)?;
    Some(NamedCpu {
        model: described.model.name.clone(),
        vendor: facts.vendor,
        features: table.names(&described.require).map(str::to_owned).collect(),
    })
}

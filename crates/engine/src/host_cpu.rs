//! What the host's processor says of itself, in terms of the CPU table.

use caps::document::SevLimits;
use cpu::CpuFacts;
use cpu::cpuid::CpuidAnswer;

/// The facts of the processor that the daemon runs on, as far as CPUID tells them.
pub(crate) fn facts() -> CpuFacts {
    CpuFacts::from_cpuid(cpu::table::x86(), &answers(), &[])
}

/// How many encrypted guests the processor can hold (AMD64 Architecture Programmer's Manual, CPUID leaf
/// 0x8000001f: the last ASID, and the first that is not for guests with encrypted state).
pub(crate) fn sev_limits() -> Option<SevLimits> {
    let leaf = answers().into_iter().find(|answer| answer.leaf == 0x8000_001f)?;
    let guests = leaf.ecx.checked_add(1)?.checked_sub(leaf.edx)?;
    Some(SevLimits { guests, es_guests: leaf.edx.checked_sub(1)? })
}

fn answers() -> Vec<CpuidAnswer> {
    host::node::cpuid()
        .into_iter()
        .map(|leaf| CpuidAnswer {
            leaf: leaf.leaf,
            subleaf: leaf.subleaf,
            eax: leaf.eax,
            ebx: leaf.ebx,
            ecx: leaf.ecx,
            edx: leaf.edx,
        })
        .collect()
}

//! What the host's processor says of itself, in terms of the CPU table.

use cpu::CpuFacts;
use cpu::cpuid::CpuidAnswer;

/// The facts of the processor that the daemon runs on.
pub(crate) fn facts() -> CpuFacts {
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
    CpuFacts::from_cpuid(cpu::table::x86(), &answers, &[])
}

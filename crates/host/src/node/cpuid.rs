//! What the processor answers to CPUID, for those who know its features by bit.

/// One answer of CPUID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CpuidLeaf {
    /// What was asked in EAX.
    pub leaf: u32,
    /// What was asked in ECX.
    pub subleaf: u32,
    /// The answer.
    pub eax: u32,
    /// The answer.
    pub ebx: u32,
    /// The answer.
    pub ecx: u32,
    /// The answer.
    pub edx: u32,
}

/// All standard (from 0) and extended (from 0x80000000) answers of the processor that we happen to run on, with
/// the subleaves of those that have any; empty on other than x86.
#[cfg(target_arch = "x86_64")]
#[must_use]
pub fn cpuid() -> Vec<CpuidLeaf> {
    // Real processors end far below; one that does not is not to keep us here.
    const MOST_LEAVES: u32 = 0x40;
    const MOST_SUBLEAVES: u32 = 0x40;
    let mut answers = Vec::new();
    for first in [0, 0x8000_0000_u32] {
        let highest = ask(first, 0).eax;
        if highest < first {
            continue;
        }
        for leaf in first..=highest.min(first + MOST_LEAVES) {
            let main = ask(leaf, 0);
            answers.push(main);
            for subleaf in 1..MOST_SUBLEAVES {
                let answer = ask(leaf, subleaf);
                if !goes_on(&main, &answer) {
                    break;
                }
                answers.push(answer);
            }
        }
    }
    answers
}

/// No such instruction here.
#[cfg(not(target_arch = "x86_64"))]
#[must_use]
pub fn cpuid() -> Vec<CpuidLeaf> {
    Vec::new()
}

#[cfg(target_arch = "x86_64")]
fn ask(leaf: u32, subleaf: u32) -> CpuidLeaf {
    let answer = core::arch::x86_64::__cpuid_count(leaf, subleaf);
    CpuidLeaf { leaf, subleaf, eax: answer.eax, ebx: answer.ebx, ecx: answer.ecx, edx: answer.edx }
}

/// Whether a leaf has this subleaf, by the rule of each leaf (Intel SDM, "CPUID"; AMD APM volume 3).
#[cfg(target_arch = "x86_64")]
fn goes_on(main: &CpuidLeaf, answer: &CpuidLeaf) -> bool {
    match answer.leaf {
        // Caches: type 0 ends the list.
        0x4 | 0x8000_001d => answer.eax & 0x1f != 0,
        // The first answer tells the last subleaf.
        0x7 | 0x14 | 0x17 | 0x18 | 0x1d | 0x24 => answer.subleaf <= main.eax,
        // Levels of the topology: type 0 ends the list.
        0xb | 0x1f | 0x8000_0026 => answer.ecx & 0xff00 != 0,
        // Parts of the processor's state, by bit: gaps are possible, and empty.
        0xd => answer.subleaf < 63,
        0xf | 0x10 => answer.subleaf <= 3,
        0x12 => answer.subleaf <= 1 || answer.eax & 0xf != 0,
        _ => false,
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;

    #[test]
    fn of_this_machine() {
        let answers = cpuid();
        assert!(answers.iter().any(|answer| answer.leaf == 1 && answer.edx & 1 << 26 != 0), "no SSE2");
        assert!(answers.iter().any(|answer| answer.leaf == 0x8000_0001), "no long mode");
    }
}

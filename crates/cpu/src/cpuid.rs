//! What a processor says of itself, in terms of the table.

use crate::table::{BitPlace, CpuTable, Register, Signature};
use crate::{CpuFacts, FeatureSet};

/// One answer of the CPUID instruction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the processor manuals' own words")]
pub struct CpuidAnswer {
    pub leaf: u32,
    pub subleaf: u32,
    pub eax: u32,
    pub ebx: u32,
    pub ecx: u32,
    pub edx: u32,
}

impl CpuFacts {
    /// Reads a processor's answers, and the values of its feature registers (MSR number and value).
    pub fn from_cpuid(table: &CpuTable, answers: &[CpuidAnswer], msrs: &[(u32, u64)]) -> Self {
        let answer = |leaf, subleaf| {
            let there = answers.iter().find(|answer| (answer.leaf, answer.subleaf) == (leaf, subleaf));
            there.copied().unwrap_or_default()
        };
        let is_on = |place: BitPlace| match place {
            BitPlace::Cpuid { leaf, subleaf, register, bit } => {
                let answer = answer(leaf, subleaf);
                let value = match register {
                    Register::Eax => answer.eax,
                    Register::Ebx => answer.ebx,
                    Register::Ecx => answer.ecx,
                    Register::Edx => answer.edx,
                };
                value & (1 << bit) != 0
            }
            BitPlace::Msr { index, register, bit } => {
                let shift = if register == Register::Edx { u32::from(bit) + 32 } else { u32::from(bit) };
                msrs.iter().any(|(msr, value)| *msr == index && value & (1 << shift) != 0)
            }
        };
        let features = table.features().iter().enumerate();
        let features: FeatureSet =
            features.filter(|(_, feature)| is_on(feature.place)).map(|(i, _)| i).collect();
        let vendor = vendor_string(answer(0, 0));
        Self {
            vendor: table.vendor_name(&vendor).map(str::to_owned),
            signature: signature(answer(1, 0).eax),
            features,
        }
    }
}

/// How many bits a physical address has, if the processor says so.
pub fn physical_address_bits(answers: &[CpuidAnswer]) -> Option<u32> {
    let answer = answers.iter().find(|answer| answer.leaf == 0x8000_0008)?;
    Some(answer.eax & 0xff).filter(|bits| *bits > 0)
}

/// The twelve letters of leaf 0.
fn vendor_string(answer: CpuidAnswer) -> String {
    let bytes: Vec<u8> =
        [answer.ebx, answer.edx, answer.ecx].into_iter().flat_map(u32::to_le_bytes).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Family and model are each in two parts: the extended ones count for the later families only.
fn signature(eax: u32) -> Signature {
    let (stepping, model, family) = (eax & 0xf, (eax >> 4) & 0xf, (eax >> 8) & 0xf);
    let (extended_model, extended_family) = ((eax >> 16) & 0xf, (eax >> 20) & 0xff);
    Signature {
        family: if family == 0xf { family + extended_family } else { family },
        model: if matches!(family, 0x6 | 0xf) { model | (extended_model << 4) } else { model },
        stepping,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::x86;
    use crate::{Choice, For, describe};

    #[test]
    fn signatures_are_read_as_the_manuals_say() {
        for (eax, family, model, stepping) in [
            (0x00a0_0f11, 25, 1, 1),
            (0x0005_0657, 6, 85, 7),
            (0x0083_0f10, 23, 49, 0),
            (0x0000_0480, 4, 8, 0),
        ] {
            assert_eq!(signature(eax), Signature { family, model, stepping });
        }
    }

    #[test]
    fn bits_become_features() {
        let answers = [
            // "AuthenticAMD"
            CpuidAnswer { ebx: 0x6874_7541, edx: 0x6974_6e65, ecx: 0x444d_4163, ..Default::default() },
            CpuidAnswer { leaf: 1, eax: 0x00a0_0f11, ecx: 1 << 21 | 1, edx: 1, ..Default::default() },
            CpuidAnswer { leaf: 7, subleaf: 0, ebx: 1 << 5, ..Default::default() },
            CpuidAnswer { leaf: 7, subleaf: 1, ebx: 1 << 5, ..Default::default() },
            CpuidAnswer { leaf: 0x8000_0008, eax: 0x3030, ..Default::default() },
        ];
        let facts = CpuFacts::from_cpuid(x86(), &answers, &[(0x10a, 1), (0x999, u64::MAX)]);
        assert_eq!(facts.vendor.as_deref(), Some("AMD"));
        assert_eq!(facts.signature, Signature { family: 25, model: 1, stepping: 1 });
        assert_eq!(
            x86().names(&facts.features).collect::<Vec<_>>(),
            ["pni", "x2apic", "fpu", "avx2", "rdctl-no"]
        );
        assert_eq!(physical_address_bits(&answers), Some(48));
        assert_eq!(physical_address_bits(&answers[..1]), None);
        let stranger = CpuFacts::from_cpuid(x86(), &[], &[]);
        assert!(stranger.features.is_empty() && stranger.vendor.is_none());
        assert!(describe(x86(), &stranger, Choice::any(For::Host)).is_none());
    }
}

//! Finding the model that describes a CPU best: what libvirt calls decoding.

use crate::FeatureSet;
use crate::table::{CpuTable, Model, Signature};

/// A CPU to describe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuFacts {
    /// libvirt's name of the vendor, if known.
    pub vendor: Option<String>,
    /// Which processor it is.
    pub signature: Signature,
    /// What it has.
    pub features: FeatureSet,
}

/// A CPU in terms of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description<'a> {
    /// The nearest model.
    pub model: &'a Model,
    /// What the CPU has beyond it.
    pub require: FeatureSet,
    /// What the CPU lacks of it, and what must be said to be absent.
    pub disable: FeatureSet,
}

/// Whom a description is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// The host itself: a model never has more than the CPU, so nothing is disabled.
    Host,
    /// A guest: a model may have more, which is then disabled.
    Guest,
}

/// Describes a CPU by the nearest of the models that `offered` accepts.
///
/// Models of another vendor are out. A model made after that very processor wins over all others; among
/// the rest the one wins that needs the fewest features named, one that is taken away weighing as much as
/// two that are added. Of equals, the table's later one wins: it is the newer. Nothing fits when the table
/// has no model for such a CPU at all.
pub fn describe<'a>(
    table: &'a CpuTable,
    cpu: &CpuFacts,
    whom: For,
    offered: impl Fn(&str) -> bool,
) -> Option<Description<'a>> {
    let candidates = table.models().iter().enumerate().filter(|(_, model)| {
        let describes = match whom {
            For::Host => model.describes_hosts && model.features.without(&cpu.features).is_empty(),
            For::Guest => model.describes_guests,
        };
        describes && offered(&model.name) && (model.vendor.is_none() || model.vendor == cpu.vendor)
    });
    let rank = |(place, model): &(usize, &Model)| {
        let made_after = model.signatures.iter().any(|range| range.covers(cpu.signature));
        let named = cpu.features.without(&model.features).len();
        let taken_away = model.features.without(&cpu.features).len();
        (!made_after, named + 2 * taken_away, usize::MAX - place)
    };
    let (_, model) = candidates.min_by_key(rank)?;
    let require = cpu.features.without(&model.features);
    let disable = match whom {
        For::Host => FeatureSet::default(),
        For::Guest => model.features.union(&model.removed).without(&cpu.features),
    };
    Some(Description { model, require, disable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::x86;

    fn cpu(vendor: &str, signature: (u32, u32, u32), model: &str, plus: &str, minus: &str) -> CpuFacts {
        let set = |names: &str| names.split_whitespace().map(|name| x86().feature(name).unwrap()).collect();
        let features: FeatureSet =
            x86().model(model).unwrap().features.union(&set(plus)).without(&set(minus));
        let (family, model, stepping) = signature;
        CpuFacts {
            vendor: Some(vendor.to_owned()),
            signature: Signature { family, model, stepping },
            features,
        }
    }

    fn told(description: &Description<'_>) -> String {
        let names = |set: &FeatureSet| x86().names(set).collect::<Vec<_>>().join(" ");
        let text = format!(
            "{} + {} - {}",
            description.model.name,
            names(&description.require),
            names(&description.disable)
        );
        text.trim_end().to_owned()
    }

    #[test]
    fn the_nearest_model_wins() {
        for (what, cpu, whom, expected) in [
            (
                "the processor a model was made after",
                cpu("AMD", (23, 49, 0), "EPYC-Rome", "x2apic", "xsavec"),
                For::Guest,
                "EPYC-Rome + x2apic - xsavec",
            ),
            (
                "even when another is nearer",
                cpu("AMD", (25, 17, 1), "EPYC-Rome", "", ""),
                For::Guest,
                "EPYC-Genoa",
            ),
            (
                "what newer QEMU left out is said to be absent",
                cpu("AMD", (23, 1, 2), "EPYC", "hypervisor", ""),
                For::Guest,
                "EPYC + hypervisor - monitor",
            ),
            (
                "unless the CPU has it",
                cpu("AMD", (23, 1, 2), "EPYC", "monitor", ""),
                For::Guest,
                "EPYC + monitor -",
            ),
            (
                "a stranger is described by what it has",
                cpu("Intel", (6, 1, 1), "Westmere", "avx", ""),
                For::Guest,
                "Westmere + avx -",
            ),
            (
                "a host is never described by more than it has",
                cpu("AMD", (25, 1, 1), "EPYC-Milan", "", "lm"),
                For::Host,
                "kvm32-v1 +",
            ),
        ] {
            let description = describe(x86(), &cpu, whom, |_| true).unwrap();
            let told = told(&description);
            assert!(told.starts_with(expected), "{what}: {told}");
        }
    }

    #[test]
    fn only_what_is_offered_is_chosen() {
        let cpu = cpu("AMD", (23, 49, 0), "EPYC-Rome", "", "");
        let description = describe(x86(), &cpu, For::Guest, |name| name == "EPYC").unwrap();
        assert_eq!(description.model.name, "EPYC");
        assert!(describe(x86(), &cpu, For::Guest, |name| name == "Haswell").is_none());
    }
}

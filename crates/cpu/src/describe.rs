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

impl<'a> Description<'a> {
    /// Names of what is said to be absent, in libvirt's order: the table's, and at the end, by name, what
    /// newer QEMU left out of the model.
    pub fn disabled_names(&self, table: &'a CpuTable) -> Vec<&'a str> {
        let names = |set: FeatureSet| -> Vec<&'a str> {
            let features = table.features();
            set.iter().filter_map(|place| features.get(place)).map(|feature| feature.name.as_str()).collect()
        };
        let mut left_out = names(self.disable.intersection(&self.model.removed));
        left_out.sort_unstable();
        let mut all = names(self.disable.without(&self.model.removed));
        all.append(&mut left_out);
        all
    }
}

/// Whom a description is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// The host itself: a model never has more than the CPU, so nothing is disabled.
    Host,
    /// A guest: a model may have more, which is then disabled.
    Guest,
}

/// What a description may be made of.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Whom it is for.
    pub whom: For,
    /// The model that is taken if it fits at all.
    pub preferred: Option<&'a str>,
    /// Models of any vendor are in, since the CPU's vendor is not known.
    pub any_vendor: bool,
    /// `None` for a model that is out; else the features that a guest of that model will lack all the same.
    pub offered: &'a dyn Fn(&str) -> Option<FeatureSet>,
}

impl std::fmt::Debug for Choice<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whom, preferred) = (self.whom, self.preferred);
        f.debug_struct("Choice").field("whom", &whom).field("preferred", &preferred).finish_non_exhaustive()
    }
}

impl Choice<'_> {
    /// Any model of the table.
    pub fn any(whom: For) -> Self {
        Self { whom, preferred: None, any_vendor: false, offered: &|_| Some(FeatureSet::default()) }
    }
}

/// Describes a CPU by the nearest of the models on offer.
///
/// Models of another vendor are out, unless no vendor is known and any may be named. A model made after that very processor wins over all others; among
/// the rest the one wins that needs the fewest features named, one that is taken away weighing as much as
/// two that are added, and an odd number of them one more (found by asking libvirt about 700 pairs of models).
/// Of equals, the table's later one wins. Nothing fits when the table
/// has no model for such a CPU at all.
pub fn describe<'a>(table: &'a CpuTable, cpu: &CpuFacts, choice: Choice<'_>) -> Option<Description<'a>> {
    let candidates = table.models().iter().enumerate().filter_map(|(place, model)| {
        let describes = match choice.whom {
            For::Host => model.describes_hosts && model.features.without(&cpu.features).is_empty(),
            For::Guest => model.describes_guests,
        };
        let fits = choice.any_vendor || model.vendor.is_none() || model.vendor == cpu.vendor;
        let fits = fits && describes;
        let lacking = fits.then(|| (choice.offered)(&model.name)).flatten()?;
        Some((place, describe_by(model, cpu, choice.whom, &lacking)))
    });
    let rank = |(place, description): &(usize, Description<'_>)| {
        let model = description.model;
        let preferred = choice.preferred == Some(model.name.as_str());
        let made_after = model.signatures.iter().any(|range| range.covers(cpu.signature));
        let taken_away = description.disable.without(&model.removed.without(&model.features)).len();
        let named = description.require.len() + 2 * taken_away + taken_away % 2;
        (!preferred, !made_after, named, usize::MAX - place)
    };
    candidates.min_by_key(rank).map(|(_, description)| description)
}

fn describe_by<'a>(model: &'a Model, cpu: &CpuFacts, whom: For, lacking: &FeatureSet) -> Description<'a> {
    let require = cpu.features.without(&model.features);
    let disable = match whom {
        For::Host => FeatureSet::default(),
        For::Guest => {
            let absent = model.features.union(&model.removed).without(&cpu.features);
            absent.union(&lacking.without(&require))
        }
    };
    Description { model, require, disable }
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
            let description = describe(x86(), &cpu, Choice::any(whom)).unwrap();
            let told = told(&description);
            assert!(told.starts_with(expected), "{what}: {told}");
        }
    }

    #[test]
    fn only_what_is_offered_is_chosen() {
        let cpu = cpu("AMD", (23, 49, 0), "EPYC-Rome", "", "");
        let only = |wanted: &'static str| move |name: &str| (name == wanted).then(FeatureSet::default);
        let choice = |offered| Choice { whom: For::Guest, preferred: None, any_vendor: false, offered };
        let (epyc, haswell) = (only("EPYC"), only("Haswell"));
        let description = describe(x86(), &cpu, choice(&epyc)).unwrap();
        assert_eq!(description.model.name, "EPYC");
        assert!(describe(x86(), &cpu, choice(&haswell)).is_none());
    }
}

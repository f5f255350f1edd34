//! The best CPU that several have in common (`virConnectBaselineCPU`).

use errors::{Code, Domain, Error, Result};
use model::cpu::{MaxPhysAddr, MaxPhysAddrMode};
use xml::Writer;

use crate::table::ppc64_vendor;
use crate::{Arch, Choice, CpuDefinition, CpuFacts, CpuTable, Description, FeatureSet, For, describe};

/// How the answer shall be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The model's own features are named too (`VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES`).
    pub expand: bool,
    /// Nothing that keeps a guest from moving (`VIR_CONNECT_BASELINE_CPU_MIGRATABLE`).
    pub migratable: bool,
}

/// A CPU for guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The model, in libvirt's spelling.
    pub model: String,
    /// The vendor, when all CPUs named it.
    pub vendor: Option<String>,
    /// Another model may be taken when this one cannot be had.
    pub fallback: bool,
    /// How many bits of a physical address are passed through at most, when all CPUs say.
    pub address_limit: Option<u32>,
    /// Features, and whether each is there.
    pub features: Vec<(bool, String)>,
}

/// What all of the x86 CPUs have. `offered` says which models may be named, and what keeps each from being
/// whole where the guest will run; `unmigratable`, what would keep the guest from moving, if that matters.
///
/// # Errors
/// 9 for vendors that differ or are unknown; 1 for a model or feature that the table does not know; 8 for a
/// CPU without a model.
pub fn x86_baseline(
    table: &CpuTable,
    cpus: &[CpuDefinition],
    wishes: Wishes,
    offered: &dyn Fn(&str) -> Option<FeatureSet>,
    unmigratable: &FeatureSet,
) -> Result<Baseline> {
    if let Some(place) = cpus.iter().position(|cpu| cpu.model.is_none()) {
        let what = format!("no CPU model specified at index {place}");
        return Err(Error::new(Code::InvalidArg, Domain::Cpu, what));
    }
    let named: Vec<&str> = cpus.iter().filter_map(|cpu| cpu.model.as_deref()).collect();
    let mut facts = CpuFacts::default();
    for (place, cpu) in cpus.iter().enumerate() {
        let own = cpu.facts(table)?;
        if place == 0 {
            facts = CpuFacts { vendor: known_vendor(table, cpu)?, ..own };
            continue;
        }
        agree_on_vendor(table, &mut facts.vendor, cpu)?;
        facts.features = facts.features.intersection(&own.features);
    }
    let vendor = facts.vendor.clone().filter(|_| cpus.iter().all(|cpu| cpu.vendor.is_some()));
    // These tell what the host's system has switched on, not what the processor can do.
    facts.features = facts.features.without(&switches(table)).without(&table.host_only());
    let preferred = named.first().copied().filter(|first| named.iter().all(|name| name == first));
    let any_vendor = facts.vendor.is_none();
    let choice = Choice { whom: For::Guest, preferred, any_vendor, offered };
    let description = describe(table, &facts, choice).ok_or_else(|| {
        Error::new(Code::OperationFailed, Domain::Cpu, "CPU models are not compatible with each other")
    })?;
    // What the model has by itself stays.
    let require = if wishes.migratable {
        description.require.without(unmigratable)
    } else {
        description.require.clone()
    };
    let features = if wishes.expand {
        let all = description.model.features.union(&require).without(&description.disable);
        let mut features = policies(table, &all, &description);
        features.sort_by(|one, other| one.1.cmp(&other.1));
        features
    } else {
        policies(table, &require, &description)
    };
    let model = description.model.name.clone();
    let fallback = preferred != Some(model.as_str());
    Ok(Baseline { model, vendor, fallback, address_limit: None, features })
}

/// What all of the CPUs have where libvirt knows of models only: on POWER the model that all of them are, on ARM
/// the first one's, whatever the others are.
///
/// # Errors
/// 9 for models that differ, or a vendor that is not the model's; 1 for a model that nobody knows; 3 for
/// architectures where nobody computes a baseline.
pub fn plain_baseline(arch: Arch, cpus: &[CpuDefinition]) -> Result<Baseline> {
    let model = cpus.first().and_then(|cpu| cpu.model.clone()).unwrap_or_default();
    if arch.is_ppc64() {
        for (place, cpu) in cpus.iter().enumerate() {
            let name = cpu.model.as_deref().unwrap_or_default();
            let unknown = || Error::internal(Domain::Cpu, format!("Unknown CPU model {name}"));
            let of_model = ppc64_vendor(name).ok_or_else(unknown)?;
            if name != model {
                return Err(failed("CPUs are incompatible".to_owned()));
            }
            if let Some(vendor) = cpu.vendor.as_ref().filter(|vendor| place > 0 && *vendor != of_model) {
                let what = format!("CPU vendor {of_model} of model {name} differs from vendor {vendor}");
                return Err(failed(what));
            }
        }
    } else if !arch.is_arm() {
        let detail = format!("cannot compute baseline CPU of {arch} architecture");
        return Err(Error::new(Code::NoSupport, Domain::Cpu, detail));
    }
    Ok(Baseline { model, vendor: None, fallback: arch.is_arm(), address_limit: None, features: Vec::new() })
}

impl Baseline {
    /// The `<cpu>` of a guest.
    pub fn xml(&self) -> String {
        let mut w = Writer::new();
        w.element("cpu", |w| {
            w.attr("mode", "custom");
            w.attr("match", "exact");
            let fallback = if self.fallback { "allow" } else { "forbid" };
            w.text_with("model", |w| w.attr("fallback", fallback), &self.model);
            w.text("vendor", self.vendor.as_deref());
            if let Some(limit) = self.address_limit {
                w.element("maxphysaddr", |w| {
                    w.attr("mode", MaxPhysAddrMode::Passthrough);
                    w.attr("limit", limit);
                });
            }
            for (there, name) in &self.features {
                w.element("feature", |w| {
                    w.attr("policy", if *there { "require" } else { "disable" });
                    w.attr("name", name);
                });
            }
        });
        w.finish()
    }
}

fn switches(table: &CpuTable) -> FeatureSet {
    ["osxsave", "ospke"].iter().filter_map(|name| table.feature(name)).collect()
}

fn policies(table: &CpuTable, require: &FeatureSet, of: &Description<'_>) -> Vec<(bool, String)> {
    let require = table.names(require).map(|name| (true, name.to_owned()));
    require.chain(of.disabled_names(table).into_iter().map(|name| (false, name.to_owned()))).collect()
}

/// The vendor that the CPU's definition names.
fn known_vendor(table: &CpuTable, cpu: &CpuDefinition) -> Result<Option<String>> {
    let Some(vendor) = &cpu.vendor else { return Ok(None) };
    if !table.knows_vendor(vendor) {
        return Err(failed(format!("Unknown CPU vendor {vendor}")));
    }
    Ok(Some(vendor.clone()))
}

/// The vendor of what several CPUs have in common is the first one's, where its definition names it; the models
/// of all others count too, so that the order matters.
fn agree_on_vendor(table: &CpuTable, common: &mut Option<String>, cpu: &CpuDefinition) -> Result<()> {
    let model = cpu.model.as_deref().unwrap_or_default();
    let of_model = table.model(model).and_then(|model| model.vendor.as_ref());
    let vendor = match (&cpu.vendor, of_model) {
        (Some(named), Some(of_model)) if named != of_model => {
            return Err(failed(format!(
                "CPU vendor {of_model} of model {model} differs from vendor {named}"
            )));
        }
        (Some(_), _) => known_vendor(table, cpu)?,
        (None, of_model) => of_model.cloned(),
    };
    match (&*common, vendor) {
        (_, None) => Ok(()),
        (None, vendor) => {
            *common = vendor;
            Ok(())
        }
        (Some(common), Some(vendor)) if *common == vendor => Ok(()),
        _ => Err(failed("CPU vendors do not match".to_owned())),
    }
}

fn failed(detail: String) -> Error {
    Error::new(Code::OperationFailed, Domain::Cpu, detail)
}

/// How many bits of a physical address all of the CPUs pass through: the fewest, when each of them says.
pub fn common_address_limit(cpus: &[CpuDefinition]) -> Option<u32> {
    let limit = |cpu: &CpuDefinition| {
        let passed = |bits: &MaxPhysAddr| bits.mode == MaxPhysAddrMode::Passthrough;
        cpu.address_bits.filter(passed).and_then(|bits| bits.limit)
    };
    cpus.iter().map(limit).collect::<Option<Vec<u32>>>()?.into_iter().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::x86;

    fn host(model: &str, rest: &str) -> CpuDefinition {
        let text = format!("<cpu><arch>x86_64</arch><model>{model}</model>{rest}</cpu>");
        CpuDefinition::parse_host(&text).unwrap()
    }

    fn told(cpus: &[CpuDefinition], wishes: Wishes) -> String {
        match x86_baseline(x86(), cpus, wishes, &|_| Some(FeatureSet::default()), &x86().unmigratable()) {
            Err(error) => error.message,
            Ok(baseline) => {
                let sign = |there: &bool| if *there { '+' } else { '-' };
                let features: Vec<String> =
                    baseline.features.iter().map(|(there, name)| format!(" {}{name}", sign(there))).collect();
                let fallback = if baseline.fallback { "~" } else { "=" };
                let vendor = baseline.vendor.unwrap_or_default();
                format!("{fallback}{} {vendor}{}", baseline.model, features.concat())
            }
        }
    }

    #[test]
    fn what_is_common_is_named_by_the_nearest_model() {
        let intel = "<vendor>Intel</vendor>";
        for (cpus, expected) in [
            (vec![host("Haswell", "")], "=Haswell "),
            (vec![host("Haswell", "<feature name='osxsave'/>")], "=Haswell "),
            (vec![host("Haswell", "<feature name='invtsc'/>")], "=Haswell  +invtsc"),
            (vec![host("Haswell", ""), host("Westmere", "")], "~Westmere "),
            (vec![host("Haswell", intel), host("Westmere", "")], "~Westmere "),
            (vec![host("EPYC-Rome", ""), host("EPYC", "")], "~EPYC  -monitor"),
            (vec![host("Skylake-Client", ""), host("Skylake-Server", "")], "~Skylake-Client  -mpx"),
            (vec![host("kvm64", ""), host("qemu64", "")], "~kvm64 "),
            (vec![host("Cascadelake-Server", ""), host("Broadwell", "")], "~Broadwell "),
            (vec![host("SapphireRapids", ""), host("Icelake-Server", "")], "~Icelake-Server  -intel-pt -mpx"),
            (
                vec![
                    host("Haswell-noTSX", "<feature name='vmx'/>"),
                    host("Haswell-noTSX", "<feature name='vmx'/>"),
                ],
                "=Haswell-noTSX  +vmx",
            ),
            (
                vec![host("Haswell", intel), host("EPYC", "<vendor>AMD</vendor>")],
                "operation failed: CPU vendors do not match",
            ),
            // The models of all but the first count as their vendors.
            (vec![host("core2duo", ""), host("EPYC", "")], "~Opteron_G1  +ssse3 +vme"),
            (vec![host("EPYC", ""), host("Conroe", "")], "~Conroe "),
            (
                vec![host("486", "<vendor>AMD</vendor>"), host("SandyBridge", "")],
                "operation failed: CPU vendors do not match",
            ),
            (
                vec![host("486", ""), host("Westmere", "<vendor>AMD</vendor>")],
                "operation failed: CPU vendor Intel of model Westmere differs from vendor AMD",
            ),
            (vec![host("486", "<vendor>Foo</vendor>")], "operation failed: Unknown CPU vendor Foo"),
            (vec![host("Nope", "")], "internal error: Unknown CPU model Nope"),
            (vec![host("486", "<feature name='nope'/>")], "internal error: Unknown CPU feature nope"),
        ] {
            assert_eq!(told(&cpus, Wishes::default()), expected);
        }
        let passthrough = CpuDefinition::parse("<cpu mode='host-passthrough'/>").unwrap();
        let expected = "invalid argument: no CPU model specified at index 0";
        assert_eq!(told(&[passthrough], Wishes::default()), expected);
    }

    #[test]
    fn wishes_are_kept() {
        let cpus = [host("Haswell", "<feature name='invtsc'/>")];
        let migratable = Wishes { migratable: true, ..Wishes::default() };
        assert_eq!(told(&cpus, migratable), "=Haswell ");
        let expand = Wishes { expand: true, ..Wishes::default() };
        assert_eq!(
            told(&[host("pentium", "")], expand),
            "=pentium  +cx8 +de +fpu +mce +mmx +msr +pse +tsc +vme"
        );
    }

    #[test]
    fn where_only_models_are_known_they_must_be_the_same() {
        let cpu = |arch: &str, model: &str| {
            CpuDefinition::parse(&format!("<cpu><arch>{arch}</arch><model>{model}</model></cpu>")).unwrap()
        };
        let told = |arch, cpus: &[CpuDefinition]| {
            plain_baseline(arch, cpus).map(|baseline| baseline.xml()).map_err(|error| error.message)
        };
        let expected =
            "<cpu mode='custom' match='exact'>\n  <model fallback='forbid'>POWER8</model>\n</cpu>\n";
        let (eight, nine) = (cpu("ppc64", "POWER8"), cpu("ppc64", "POWER9"));
        assert_eq!(told(Arch::Ppc64, std::slice::from_ref(&eight)).as_deref(), Ok(expected));
        assert_eq!(
            told(Arch::Ppc64, &[eight, nine]),
            Err("operation failed: CPUs are incompatible".to_owned())
        );
        let s390x = told(Arch::S390x, &[cpu("s390x", "z13")]).unwrap_err();
        assert!(s390x.ends_with("cannot compute baseline CPU of s390x architecture"), "{s390x}");
    }
}

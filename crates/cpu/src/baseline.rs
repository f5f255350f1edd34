//! The best CPU that several have in common (`virConnectBaselineCPU`).

use errors::{Code, Domain, Error, Result};
use xml::Writer;

use crate::definition::AddressBits;
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
    /// Bits of a physical address, when all CPUs agree.
    pub address_bits: Option<AddressBits>,
    /// Features, and whether each is there.
    pub features: Vec<(bool, String)>,
}

/// What all of the x86 CPUs have. `offered` says which models may be named, and what keeps each from being
/// whole where the guest will run.
///
/// # Errors
/// 9 for vendors that differ or are unknown; 1 for a model or feature that the table does not know; 8 for a
/// CPU without a model.
pub fn x86_baseline(
    table: &CpuTable,
    cpus: &[CpuDefinition],
    wishes: Wishes,
    offered: &dyn Fn(&str) -> Option<FeatureSet>,
) -> Result<Baseline> {
    let mut named = Vec::new();
    for (place, cpu) in cpus.iter().enumerate() {
        named.push(cpu.model.as_deref().filter(|_| !cpu.is_host_defined).ok_or_else(|| {
            Error::new(Code::InvalidArg, Domain::Cpu, format!("no CPU model specified at index {place}"))
        })?);
    }
    let vendor = common_vendor(table, cpus)?;
    let mut common: Option<CpuFacts> = None;
    for (cpu, model) in cpus.iter().zip(&named) {
        let facts = cpu.facts(table, model)?;
        common = Some(match common {
            None => facts,
            Some(before) => CpuFacts {
                vendor: before.vendor.filter(|vendor| Some(vendor) == facts.vendor.as_ref()),
                features: before.features.intersection(&facts.features),
                ..CpuFacts::default()
            },
        });
    }
    let mut facts = common.unwrap_or_default();
    // These tell what the host's system has switched on, not what the processor can do.
    facts.features = facts.features.without(&switches(table));
    if wishes.migratable {
        facts.features = facts.features.without(&table.unmigratable());
    }
    let preferred = named.first().copied().filter(|first| named.iter().all(|name| name == first));
    let choice = Choice { whom: For::Guest, preferred, offered };
    let description = describe(table, &facts, choice).ok_or_else(|| {
        Error::new(Code::OperationFailed, Domain::Cpu, "CPU models are not compatible with each other")
    })?;
    let features = if wishes.expand {
        let all = description.model.features.union(&description.require).without(&description.disable);
        let unmigratable = if wishes.migratable { table.unmigratable() } else { FeatureSet::default() };
        let mut features = policies(table, &all.without(&unmigratable), &description);
        features.sort_by(|one, other| one.1.cmp(&other.1));
        features
    } else {
        policies(table, &description.require, &description)
    };
    let model = description.model.name.clone();
    let fallback = preferred != Some(model.as_str());
    Ok(Baseline { model, vendor, fallback, address_bits: common_address_bits(cpus), features })
}

/// What all of the CPUs have where libvirt knows of models only: the model that all of them are.
///
/// # Errors
/// 9 for models that differ; 3 for architectures where nobody computes a baseline.
pub fn plain_baseline(arch: Arch, cpus: &[CpuDefinition]) -> Result<Baseline> {
    if !(arch.is_arm() || arch.is_ppc64()) {
        let detail = format!("cannot compute baseline CPU of {arch} architecture");
        return Err(Error::new(Code::NoSupport, Domain::Cpu, detail));
    }
    let model = cpus.first().and_then(|cpu| cpu.model.clone()).unwrap_or_default();
    if arch.is_ppc64() && !crate::table::model_names(arch).contains(&model.as_str()) {
        return Err(Error::internal(Domain::Cpu, format!("Unknown CPU model {model}")));
    }
    if cpus.iter().any(|cpu| cpu.model.as_ref() != Some(&model)) {
        return Err(Error::new(Code::OperationFailed, Domain::Cpu, "CPUs are incompatible"));
    }
    let fallback = arch.is_arm();
    let vendor = cpus.first().and_then(|cpu| cpu.vendor.clone());
    Ok(Baseline { model, vendor, fallback, address_bits: None, features: Vec::new() })
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
            if let Some(bits) = &self.address_bits {
                w.element("maxphysaddr", |w| {
                    w.attr("mode", &bits.mode);
                    w.attr("bits", bits.bits.as_deref());
                    w.attr("limit", bits.limit.as_deref());
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

/// The vendor that all CPUs name; `None` when one names none.
fn common_vendor(table: &CpuTable, cpus: &[CpuDefinition]) -> Result<Option<String>> {
    let failed = |detail: String| Error::new(Code::OperationFailed, Domain::Cpu, detail);
    let mut vendors = cpus.iter().filter_map(|cpu| cpu.vendor.as_ref());
    let Some(first) = vendors.next() else { return Ok(None) };
    for vendor in std::iter::once(first).chain(vendors) {
        if !table.knows_vendor(vendor) {
            return Err(failed(format!("Unknown CPU vendor {vendor}")));
        }
        if vendor != first {
            return Err(failed("CPU vendors do not match".to_owned()));
        }
    }
    Ok(cpus.iter().all(|cpu| cpu.vendor.is_some()).then(|| first.clone()))
}

fn common_address_bits(cpus: &[CpuDefinition]) -> Option<AddressBits> {
    // Bits to emulate are what a host says of itself.
    let first = cpus.first()?.address_bits.as_ref().filter(|bits| bits.mode == "passthrough")?;
    cpus.iter().all(|cpu| cpu.address_bits.as_ref() == Some(first)).then(|| first.clone())
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
        match x86_baseline(x86(), cpus, wishes, &|_| Some(FeatureSet::default())) {
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

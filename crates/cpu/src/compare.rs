//! Can a host run a CPU (`virConnectCompareCPU`)?

use errors::{Code, Domain, Error, Result};

use crate::{Arch, CpuDefinition, CpuFacts, CpuTable, FeatureSet};

/// How a host stands to a CPU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// It cannot run it, for that reason.
    Incompatible(String),
    /// It is the same.
    Identical,
    /// It can run it, and has more.
    Superset,
}

impl Comparison {
    /// libvirt's number (`virCPUCompareResult`).
    ///
    /// # Errors
    /// 91 with the reason for a host that cannot run the CPU, when the caller wants that to be a failure.
    pub fn number(self, fail_incompatible: bool) -> Result<i32> {
        match self {
            Self::Incompatible(why) if fail_incompatible => {
                Err(Error::new(Code::CpuIncompatible, Domain::Cpu, why))
            }
            Self::Incompatible(_) => Ok(0),
            Self::Identical => Ok(1),
            Self::Superset => Ok(2),
        }
    }
}

/// Compares a host of that architecture, and what it has, with a CPU.
///
/// # Errors
/// 1 for a model or feature that the table does not know.
pub fn compare(table: &CpuTable, arch: Arch, host: &CpuFacts, cpu: &CpuDefinition) -> Result<Comparison> {
    if let Some(other) = cpu.arch.filter(|other| *other != arch && !(other.is_x86() && arch.is_x86())) {
        return Ok(Comparison::Incompatible(format!("CPU arch {other} does not match host arch")));
    }
    if !arch.is_x86() {
        let known = cpu.model.is_some();
        return Ok(if known { Comparison::Identical } else { Comparison::Superset });
    }
    if let Some(vendor) = cpu.vendor.as_ref().filter(|vendor| Some(*vendor) != host.vendor.as_ref()) {
        let why = format!("host CPU vendor does not match required CPU vendor {vendor}");
        return Ok(Comparison::Incompatible(why));
    }
    let wanted = cpu.wanted(table, true)?;
    let named = |text: &str, set: FeatureSet| {
        let names: Vec<&str> = table.names(&set).collect();
        (!set.is_empty()).then(|| format!("{text}: {}", names.join(", ")))
    };
    let forbidden =
        named("Host CPU provides forbidden features", wanted.forbidden.intersection(&host.features));
    let missing =
        || named("Host CPU does not provide required features", wanted.required.without(&host.features));
    if let Some(why) = forbidden.or_else(missing) {
        return Ok(Comparison::Incompatible(why));
    }
    let extra = host.features.without(&wanted.required).without(&wanted.tolerated);
    Ok(if extra.is_empty() {
        Comparison::Identical
    } else if cpu.strict {
        let text = "Host CPU does not strictly match guest CPU: Extra features";
        Comparison::Incompatible(named(text, extra).unwrap_or_default())
    } else {
        Comparison::Superset
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::x86;

    #[test]
    fn a_host_has_what_is_asked_for_or_not() {
        let host = CpuDefinition::parse(
            "<cpu><arch>x86_64</arch><model>Penryn</model><vendor>Intel</vendor><feature name='vmx'/></cpu>",
        );
        let host = host.unwrap().facts(x86()).unwrap();
        let guest = |content: &str| format!("<cpu match='exact'><model>Penryn</model>{content}</cpu>");
        for (text, expected) in [
            (guest(""), Ok(2)),
            (guest("<feature policy='require' name='vmx'/>"), Ok(1)),
            (guest("<feature policy='optional' name='vmx'/>"), Ok(1)),
            (guest("<feature policy='force' name='avx'/>"), Ok(2)),
            (
                guest("<feature policy='require' name='avx'/>"),
                Err("Host CPU does not provide required features: avx"),
            ),
            (
                guest("<feature policy='forbid' name='vmx'/>"),
                Err("Host CPU provides forbidden features: vmx"),
            ),
            (guest("<vendor>AMD</vendor>"), Err("host CPU vendor does not match required CPU vendor AMD")),
            (
                guest("").replace("exact", "strict"),
                Err("Host CPU does not strictly match guest CPU: Extra features: vmx"),
            ),
            ("<cpu mode='host-passthrough'/>".to_owned(), Ok(2)),
            ("<cpu mode='host-model'><feature name='vmx'/></cpu>".to_owned(), Ok(2)),
            (
                "<cpu mode='host-model'><feature name='avx'/></cpu>".to_owned(),
                Err("Host CPU does not provide required features: avx"),
            ),
            ("<cpu><arch>i686</arch><model>Penryn</model></cpu>".to_owned(), Ok(2)),
            (
                "<cpu><arch>ppc64</arch><model>POWER8</model></cpu>".to_owned(),
                Err("CPU arch ppc64 does not match host arch"),
            ),
        ] {
            let cpu = CpuDefinition::parse(&text).unwrap();
            let comparison = compare(x86(), Arch::X86_64, &host, &cpu).unwrap();
            let told = comparison.clone().number(true).map_err(|error| error.message);
            let expected = expected.map_err(|why| format!("the CPU is incompatible with host CPU: {why}"));
            assert_eq!(told, expected, "{text}");
            assert_eq!(comparison.number(false), Ok(expected.unwrap_or(0)));
        }
        let nope = CpuDefinition::parse("<cpu><model>nope</model></cpu>").unwrap();
        let error = compare(x86(), Arch::X86_64, &host, &nope).unwrap_err();
        assert_eq!(error.message, "internal error: Unknown CPU model nope");
    }
}

//! Can an emulator's guests have a CPU (`virConnectCompareHypervisorCPU`)?

use cpu::table::x86;
use cpu::{Comparison, CpuDefinition, FeaturePolicy, Kind, compare};
use errors::{Code, Domain, Error, Result};

use crate::{Accelerator, Arch, CpuModel, EmulatorCapabilities, Usable};

impl EmulatorCapabilities {
    /// Compares what guests of that x86 architecture get at best under the accelerator with a CPU.
    ///
    /// Where QEMU itself says whether a model can be had, that decides: of a model of one version altogether, of
    /// others (whose version depends on the machine type) only that they can be had as they are. Else the host's
    /// CPU, as the accelerator hands it on, decides feature by feature.
    ///
    /// # Errors
    /// 67 where there is no CPU to compare with; 1 or 8 for a model or feature that nobody knows.
    pub fn compare_cpu(
        &self,
        accelerator: Accelerator,
        arch: Arch,
        cpu: &CpuDefinition,
    ) -> Result<Comparison> {
        let host = self.unmigratable_host_model(accelerator).filter(|_| arch.is_x86()).ok_or_else(|| {
            let detail = format!("comparing with the hypervisor CPU is not supported for arch {arch}");
            Error::new(Code::ConfigUnsupported, Domain::Qemu, detail)
        })?;
        let mut host = host.facts();
        // A guest of 32 bits has no way to read such registers.
        if arch == Arch::I686 {
            host.features = host.features.without(&self.feature_registers());
        }
        let model = cpu.model.as_deref().and_then(|name| self.cpu_model(accelerator, name));
        let Some(model) = model.filter(|model| model.usable != Usable::Unknown) else {
            return compare(x86(), arch, &host, cpu);
        };
        if model.usable == Usable::Yes && cpu.features.iter().all(|(policy, _)| is_off(*policy)) {
            return Ok(Comparison::Superset);
        }
        let known = x86().model(&model.name).ok_or_else(|| {
            let detail = format!("unknown CPU model {}", model.name);
            Error::new(Code::InvalidArg, Domain::Cpu, detail)
        })?;
        if !known.is_one_version {
            return compare(x86(), arch, &host, cpu);
        }
        let mut missing = left_of_blockers(model, cpu);
        if cpu.kind == Kind::Guest {
            let has =
                |name: &str| x86().libvirt_feature(name).is_some_and(|place| host.features.contains(place));
            let required = cpu.features.iter().filter(|(policy, _)| *policy == FeaturePolicy::Require);
            missing.extend(required.map(|(_, name)| name.as_str()).filter(|name| !has(name)));
        }
        if missing.is_empty() {
            return Ok(Comparison::Superset);
        }
        let missing = missing.join(", ");
        Ok(Comparison::Incompatible(format!("Host CPU does not provide required features: {missing}")))
    }
}

/// What keeps the model from being had, by libvirt's names and without what the definition switches off.
fn left_of_blockers<'a>(model: &'a CpuModel, cpu: &CpuDefinition) -> Vec<&'a str> {
    let off = |name: &str| cpu.features.iter().any(|(policy, known)| is_off(*policy) && known == name);
    let blockers = model.blockers.iter().map(|name| x86().libvirt_feature_name(name));
    blockers.filter(|name| !off(name)).collect()
}

fn is_off(policy: FeaturePolicy) -> bool {
    policy == FeaturePolicy::Disable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn qemus_word_counts_before_the_hosts_features() {
        let mut emulator = sample::emulator();
        let offer = emulator.accelerators.get_mut(&Accelerator::Tcg).unwrap();
        let model = |name: &str, blockers: &[&str]| CpuModel {
            name: name.to_owned(),
            usable: if blockers.is_empty() { Usable::Yes } else { Usable::No },
            blockers: blockers.iter().map(|name| (*name).to_owned()).collect(),
            ..CpuModel::default()
        };
        offer.cpu_models = vec![
            model("EPYC", &[]),
            model("EPYC-v1", &["topoext", "sse4_1"]),
            model("Opteron_G1-v1", &[]),
            model("unheard-of", &[]),
        ];
        let cpu = |name: &str, features: &str| {
            let text = format!("<cpu><model>{name}</model>{features}</cpu>");
            emulator.compare_cpu(Accelerator::Tcg, Arch::X86_64, &CpuDefinition::parse(&text).unwrap())
        };
        let feature = |name: &str, policy: &str| format!("<feature name='{name}' policy='{policy}'/>");
        let lacks = |names: &str| {
            let why = format!("Host CPU does not provide required features: {names}");
            Ok(Comparison::Incompatible(why))
        };
        // What QEMU can do as it is, it can do with less.
        assert_eq!(cpu("EPYC", ""), Ok(Comparison::Superset));
        assert_eq!(cpu("EPYC", &feature("avx", "disable")), Ok(Comparison::Superset));
        assert!(matches!(cpu("EPYC", &feature("avx", "require")), Ok(Comparison::Incompatible(_))));
        // Models of one version are QEMU's own affair, in its order and libvirt's words.
        assert_eq!(cpu("EPYC-v1", ""), lacks("topoext, sse4.1"));
        assert_eq!(cpu("EPYC-v1", &feature("topoext", "disable")), lacks("sse4.1"));
        assert_eq!(cpu("Opteron_G1-v1", &feature("vmx", "require")), lacks("vmx"));
        assert_eq!(cpu("Opteron_G1-v1", &feature("vmx", "force")), Ok(Comparison::Superset));
        // A model that only QEMU knows can be had as it is, and no more is known of it.
        assert_eq!(cpu("unheard-of", ""), Ok(Comparison::Superset));
        let error = cpu("unheard-of", &feature("vmx", "require")).unwrap_err();
        assert_eq!(error.message, "invalid argument: unknown CPU model unheard-of");
        let error = cpu("nobodys", "").unwrap_err();
        assert_eq!(error.message, "internal error: Unknown CPU model nobodys");
    }
}

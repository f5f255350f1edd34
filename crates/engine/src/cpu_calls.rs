//! CPUs that clients ask about: can this host, or one of its emulators, run them, and what do several have in
//! common?

use std::sync::Arc;

use caps::EmulatorCapabilities;
use caps::document::{DomainCapabilitiesQuery, DomainCapabilitiesSubject};
use cpu::table::{has_cpu_driver, model_names, x86};
use cpu::{
    Arch, Comparison, CpuDefinition, CpuFacts, FeatureSet, Wishes, common_address_limit, compare,
    plain_baseline, x86_baseline,
};
use errors::{Code, Domain, Error, Result};

use crate::engine::Engine;

/// Architectures that no QEMU has guests of, but whose CPUs may have any name.
const WITHOUT_QEMU: [&str; 3] = ["armv6l", "armv7b", "s390"];

/// Which emulator, and how it runs guests; what is not named is the host's default.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "the members are the calls' own arguments")]
pub struct HypervisorQuestion<'a> {
    pub emulator: Option<&'a str>,
    pub arch: Option<&'a str>,
    pub machine: Option<&'a str>,
    pub virt_type: Option<&'a str>,
}

impl Engine {
    /// The CPU models that definitions for an architecture may name (procedure CONNECT_GET_CPU_MODEL_NAMES);
    /// none where any name may be tried.
    ///
    /// # Errors
    /// 8 for an architecture that nobody knows; 3 for one whose CPUs nobody describes.
    pub fn cpu_model_names(arch: &str) -> Result<Vec<&'static str>> {
        let Some(arch) = Arch::from_libvirt(arch) else {
            if WITHOUT_QEMU.contains(&arch) {
                return Ok(Vec::new());
            }
            if arch == "ia64" || arch == "ppcemb" {
                return Err(undescribed(arch));
            }
            let detail = format!("cannot find architecture {arch}");
            return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
        };
        described(arch).map(model_names)
    }

    /// Compares the host's CPU with a `<cpu>` (procedure CONNECT_COMPARE_CPU). `validate`: the `<cpu>` is held
    /// against libvirt's schema first, where that is installed.
    ///
    /// # Errors
    /// 92 for what the schema does not describe; 27, 35 or 67 for a definition that cannot be read; 1 for a model or feature that nobody knows.
    pub async fn compare_cpu(&self, xml: &str, validate: bool) -> Result<Comparison> {
        self.validate_cpu(xml, validate)?;
        let cpu = CpuDefinition::parse(xml)?;
        let arch = self.inner.arch;
        let facts = if arch.is_x86() { self.host_cpu_facts().await } else { CpuFacts::default() };
        compare(x86(), arch, &facts, &cpu)
    }

    /// What all these hosts have (procedure CONNECT_BASELINE_CPU), as the `<cpu>` of a guest.
    ///
    /// # Errors
    /// 8 for no CPU at all; 3 for an architecture without a baseline; else as the pure function says.
    pub fn baseline_cpu(&self, xml: &[String], wishes: Wishes) -> Result<String> {
        let cpus = xml.iter().map(|xml| CpuDefinition::parse_host(xml)).collect::<Result<Vec<_>>>()?;
        let first = cpus.first().and_then(|cpu| cpu.arch);
        let arch = described(first.ok_or_else(|| no_cpus("virConnectBaselineCPU"))?)?;
        let baseline = if arch.is_x86() {
            x86_baseline(x86(), &cpus, wishes, &|_| Some(FeatureSet::default()), &x86().unmigratable())
        } else {
            plain_baseline(arch, &cpus)
        };
        Ok(baseline?.xml())
    }

    /// Compares what an emulator gives its guests at best with a `<cpu>` (procedure
    /// CONNECT_COMPARE_HYPERVISOR_CPU).
    ///
    /// # Errors
    /// As domain capabilities and [`compare_cpu`](Self::compare_cpu); 67 for architectures whose CPUs are not
    /// compared.
    pub async fn compare_hypervisor_cpu(
        &self,
        question: HypervisorQuestion<'_>,
        xml: &str,
        validate: bool,
    ) -> Result<Comparison> {
        let (emulator, subject) = self.resolve_hypervisor(question).await?;
        self.validate_cpu(xml, validate)?;
        emulator.compare_cpu(subject.accelerator, subject.arch, &CpuDefinition::parse(xml)?)
    }

    /// What all these CPUs have, in terms of models that an emulator has (procedure
    /// CONNECT_BASELINE_HYPERVISOR_CPU).
    ///
    /// # Errors
    /// As domain capabilities and [`baseline_cpu`](Self::baseline_cpu); 67 for architectures whose CPUs are not
    /// computed.
    pub async fn baseline_hypervisor_cpu(
        &self,
        question: HypervisorQuestion<'_>,
        xml: &[String],
        wishes: Wishes,
    ) -> Result<String> {
        if xml.is_empty() {
            return Err(no_cpus("virConnectBaselineHypervisorCPU"));
        }
        let cpus = xml.iter().map(|xml| CpuDefinition::parse(xml)).collect::<Result<Vec<_>>>()?;
        let (emulator, subject) = self.resolve_hypervisor(question).await?;
        let offer = emulator.accelerator(subject.accelerator).filter(|_| subject.arch.is_x86());
        let Some(offer) = offer else {
            let detail =
                format!("computing baseline hypervisor CPU is not supported for arch {}", subject.arch);
            return Err(Error::new(Code::ConfigUnsupported, Domain::Qemu, detail));
        };
        let mut baseline =
            x86_baseline(x86(), &cpus, wishes, &|name| offer.lacking(name), &offer.unmigratable())?;
        // The model was chosen among those that there are.
        baseline.fallback = false;
        baseline.address_limit = common_address_limit(&cpus);
        Ok(baseline.xml())
    }

    fn validate_cpu(&self, xml: &str, wanted: bool) -> Result<()> {
        let inner = &self.inner;
        if wanted { inner.schemas.validate_cpu(&inner.config.schema_directory, xml) } else { Ok(()) }
    }

    async fn resolve_hypervisor(
        &self,
        question: HypervisorQuestion<'_>,
    ) -> Result<(Arc<EmulatorCapabilities>, DomainCapabilitiesSubject)> {
        let HypervisorQuestion { emulator, arch, machine, virt_type } = question;
        let query = DomainCapabilitiesQuery::parse(arch, machine, virt_type)?;
        let emulator = self.emulator_for(emulator, &query).await?;
        let subject = query
            .or_emulated(&emulator)
            .of_either_width(self.inner.arch, &emulator)
            .resolve(self.inner.arch, &emulator)?;
        Ok((emulator, subject))
    }
}

/// The architecture, if there is a table or at least a rule for its CPUs.
fn described(arch: Arch) -> Result<Arch> {
    if has_cpu_driver(arch) {
        return Ok(arch);
    }
    Err(undescribed(arch.libvirt()))
}

fn undescribed(arch: &str) -> Error {
    let detail = format!("'{arch}' architecture is not supported by CPU driver");
    Error::new(Code::NoSupport, Domain::Cpu, detail)
}

fn no_cpus(function: &str) -> Error {
    let text = format!("xmlCPUs in {function} must not be NULL");
    Error::invalid_argument(Domain::Domain, function, "xmlCPUs", text)
}

//! The documents that management apps read first: `<capabilities>` and `<domainCapabilities>`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use caps::document::{
    DomainCapabilitiesHost, DomainCapabilitiesQuery, capabilities_xml, domain_capabilities_xml, guests,
    no_emulator,
};
use caps::{Accelerator, Arch, EmulatorCapabilities, FirmwareCatalogue};
use cpu::CpuFacts;
use errors::{Code, Error, Result};

use crate::emulators;
use crate::engine::Engine;
use crate::host_cpu;
use crate::host_description;
use crate::host_memory_sharing;
use crate::host_programs;

/// Where firmware descriptors are, the most important directory first.
const FIRMWARE: [&str; 2] = ["/etc/qemu/firmware", "/usr/share/qemu/firmware"];

/// Firmware that is shown where no descriptor speaks of the machine type, as far as it is installed: the
/// defaults of libvirt's setting `nvram` (comment in qemu.conf).
const FALLBACK_FIRMWARE: [&str; 4] = [
    "/usr/share/OVMF/OVMF_CODE.fd",
    "/usr/share/OVMF/OVMF_CODE.secboot.fd",
    "/usr/share/AAVMF/AAVMF_CODE.fd",
    "/usr/share/AAVMF/AAVMF32_CODE.fd",
];

/// The largest firmware descriptor that is read, in bytes.
const MAX_DESCRIPTOR: u64 = 1 << 20;

impl Engine {
    /// What the host and its emulators offer (procedure CONNECT_GET_CAPABILITIES). An emulator that cannot be
    /// used is left out, and told in the log.
    ///
    /// # Errors
    /// None at present; the signature leaves room for hosts without any emulator.
    pub async fn capabilities_xml(&self) -> Result<Arc<str>> {
        let emulators = self.emulators().await;
        let inner = &self.inner;
        let facts = if inner.arch.is_x86() { Some(self.host_cpu_facts().await) } else { None };
        let kvm = inner.prober.kvm();
        let host = host_description::describe(&inner.node, inner.arch, &inner.settings, facts.as_ref(), kvm);
        let guests = guests(self.inner.arch, &emulators);
        Ok(capabilities_xml(&host, &guests).into())
    }

    /// What a definition may say for one emulator, machine type and accelerator (procedure
    /// CONNECT_GET_DOMAIN_CAPABILITIES). What is not named is the host's default.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..."; 8 for an architecture, machine type or virt type that the emulator
    /// does not have.
    pub async fn domain_capabilities(
        &self,
        emulator: Option<&str>,
        arch: Option<&str>,
        machine: Option<&str>,
        virt_type: Option<&str>,
    ) -> Result<Arc<str>> {
        let inner = &self.inner;
        let query = DomainCapabilitiesQuery::parse(arch, machine, virt_type)?;
        let capabilities = self.emulator_for(emulator, &query).await?;
        let subject = query.resolve(inner.arch, &capabilities)?;
        let host = self.domain_capabilities_host(&capabilities, subject.arch, &subject.machine).await;
        let (arch, accelerator) = (subject.arch, subject.accelerator);
        Ok(domain_capabilities_xml(&capabilities, arch, accelerator, &subject.machine, &host).into())
    }

    /// How the kernel shares equal pages among guests (procedure NODE_GET_MEMORY_PARAMETERS); reads the kernel's
    /// files.
    pub fn memory_sharing(&self) -> vm::Stats {
        host_memory_sharing::parameters(Path::new("/sys/kernel/mm/ksm"))
    }

    /// What encrypted guests need to know of the host (procedure NODE_GET_SEV_INFO).
    ///
    /// # Errors
    /// 84 where the host's own emulator knows of no such guests.
    pub async fn sev_info(&self) -> Result<vm::Stats> {
        let emulator = self.emulator_for(None, &DomainCapabilitiesQuery::default()).await?;
        let Some(sev) = &emulator.sev else {
            return Err(Error::new(
                Code::OperationUnsupported,
                errors::Domain::Qemu,
                "QEMU does not support SEV guest",
            ));
        };
        let text = |name: &str, value: &str| (name.to_owned(), vm::StatValue::Text(value.to_owned()));
        let number = |name: &str, value: u32| (name.to_owned(), vm::StatValue::UInt(value));
        let mut told = vec![text("pdh", &sev.pdh), text("cert-chain", &sev.cert_chain)];
        told.extend(sev.cpu0_id.as_ref().map(|id| text("cpu0-id", id)));
        told.extend([number("cbitpos", sev.cbitpos), number("reduced-phys-bits", sev.reduced_phys_bits)]);
        let limits = host_cpu::sev_limits().unwrap_or_default();
        told.extend([number("max-guests", limits.guests), number("max-es-guests", limits.es_guests)]);
        Ok(told)
    }

    /// The most virtual processors that KVM gives a guest; `None` where it does not work.
    pub fn kvm_max_vcpus(&self) -> Option<u32> {
        self.inner.prober.kvm().map(|kvm| kvm.max_vcpus)
    }

    /// The emulator that a question is about: the one at the path, or the host's for the architecture.
    pub(crate) async fn emulator_for(
        &self,
        path: Option<&str>,
        query: &DomainCapabilitiesQuery,
    ) -> Result<Arc<EmulatorCapabilities>> {
        let path = match path {
            Some(path) => PathBuf::from(path),
            None => {
                let arch = query.arch.unwrap_or(self.inner.arch);
                emulators::of_arch(&self.inner.config, arch).ok_or_else(|| no_emulator(arch))?
            }
        };
        self.emulator(&path, query.accelerator()).await
    }

    /// All emulators of the host that can be used, asked side by side.
    async fn emulators(&self) -> Vec<Arc<EmulatorCapabilities>> {
        let asked: Vec<_> = self
            .installed_emulators()
            .into_iter()
            .map(|installed| {
                let engine = self.clone();
                tokio::spawn(async move { engine.emulator(Path::new(&installed.path), None).await })
            })
            .collect();
        let mut usable = Vec::new();
        for answer in asked {
            // What kept it from being used is in the log already.
            if let Ok(Ok(capabilities)) = answer.await {
                usable.push(capabilities);
            }
        }
        usable
    }

    /// The facts of the host's x86 processor. What it says in feature registers only the kernel can read, and
    /// KVM passes it on to QEMU: so it is known where KVM works.
    pub(crate) async fn host_cpu_facts(&self) -> CpuFacts {
        let facts = tokio::task::spawn_blocking(host_cpu::facts).await.unwrap_or_default();
        let Some(path) = emulators::of_arch(&self.inner.config, self.inner.arch) else { return facts };
        let registers = match self.emulator(&path, None).await {
            Ok(emulator) => emulator.feature_registers(),
            // What kept it from being used is in the log already.
            Err(_) => return facts,
        };
        CpuFacts { features: facts.features.union(&registers), ..facts }
    }

    async fn domain_capabilities_host(
        &self,
        capabilities: &EmulatorCapabilities,
        arch: Arch,
        machine: &str,
    ) -> DomainCapabilitiesHost {
        let model = self.inner.node.cpu_model();
        let kvm = capabilities.accelerator(Accelerator::Kvm).is_some();
        let mut firmware = firmware().offer(arch, machine);
        if firmware.loaders.is_empty() {
            let installed = FALLBACK_FIRMWARE.iter().filter(|path| Path::new(path).exists());
            firmware.loaders = installed.map(|path| (*path).to_owned()).collect();
        }
        DomainCapabilitiesHost {
            firmware,
            kvm_max_vcpus: self.kvm_max_vcpus().filter(|max| *max > 0),
            physical_address_bits: (kvm && model.physical_bits > 0).then_some(model.physical_bits),
            vfio: Path::new("/dev/vfio/vfio").exists(),
            rdp: host::process::find_program("qemu-rdp").is_some(),
            tpm_emulator: host_programs::tpm_emulator().await,
            sev: capabilities.sev.as_ref().and_then(|_| host_cpu::sev_limits()),
            host_model: None,
        }
    }
}

/// The host's firmware descriptors.
fn firmware() -> FirmwareCatalogue {
    let mut files = Vec::new();
    for directory in FIRMWARE {
        let Ok(paths) = host::files::entries(Path::new(directory), ".json") else { continue };
        for path in paths {
            match host::files::read_text_bounded(&path, MAX_DESCRIPTOR) {
                Ok(text) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    files.push((name, text));
                }
                Err(why) => tracing::warn!("{why}"),
            }
        }
    }
    let (catalogue, refused) =
        FirmwareCatalogue::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    for why in refused {
        tracing::warn!("firmware descriptor {why}");
    }
    catalogue
}

//! The documents that management apps read first: `<capabilities>` and `<domainCapabilities>`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use caps::document::{
    DomainCapabilitiesHost, DomainCapabilitiesQuery, capabilities_xml, domain_capabilities_xml, guests,
    no_emulator,
};
use caps::{Accelerator, Arch, EmulatorCapabilities, FirmwareCatalogue};
use errors::Result;

use crate::emulators;
use crate::engine::Engine;
use crate::host_description;

/// Where firmware descriptors are, the most important directory first.
const FIRMWARE: [&str; 2] = ["/etc/qemu/firmware", "/usr/share/qemu/firmware"];

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
        let host = host_description::describe(&self.inner.node, self.inner.arch, &self.inner.settings);
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
        let path = match emulator {
            Some(path) => PathBuf::from(path),
            None => {
                let arch = query.arch.unwrap_or(inner.arch);
                emulators::of_arch(&inner.config, arch).ok_or_else(|| no_emulator(arch))?
            }
        };
        let capabilities = self.emulator(&path).await?;
        let subject = query.resolve(inner.arch, &capabilities)?;
        let host = self.domain_capabilities_host(&capabilities, subject.arch, &subject.machine);
        let (arch, accelerator) = (subject.arch, subject.accelerator);
        Ok(domain_capabilities_xml(&capabilities, arch, accelerator, &subject.machine, &host).into())
    }

    /// All emulators of the host that can be used, asked side by side.
    async fn emulators(&self) -> Vec<Arc<EmulatorCapabilities>> {
        let asked: Vec<_> = self
            .installed_emulators()
            .into_iter()
            .map(|installed| {
                let engine = self.clone();
                tokio::spawn(async move { engine.emulator(Path::new(&installed.path)).await })
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

    fn domain_capabilities_host(
        &self,
        capabilities: &EmulatorCapabilities,
        arch: Arch,
        machine: &str,
    ) -> DomainCapabilitiesHost {
        let model = self.inner.node.cpu_model();
        let kvm = capabilities.accelerator(Accelerator::Kvm).is_some();
        DomainCapabilitiesHost {
            firmware: firmware().offer(arch, machine),
            physical_address_bits: (kvm && model.physical_bits > 0).then_some(model.physical_bits),
            vfio: Path::new("/dev/vfio/vfio").exists(),
            ..DomainCapabilitiesHost::default()
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

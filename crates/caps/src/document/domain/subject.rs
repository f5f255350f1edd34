//! What the parts of the document are made from, and the questions they ask of it.

use super::DomainCapabilitiesHost;
use crate::{Accelerator, Arch, EmulatorCapabilities};

/// What the parts of the document are made from.
pub(super) struct Subject<'a> {
    pub(super) emulator: &'a EmulatorCapabilities,
    /// The guest's architecture, which a 64-bit emulator may serve besides its own.
    pub(super) arch: Arch,
    pub(super) accelerator: Accelerator,
    /// Canonical name.
    pub(super) machine: &'a str,
    pub(super) host: &'a DomainCapabilitiesHost,
}

impl Subject<'_> {
    pub(super) fn max_vcpus(&self) -> Option<u32> {
        let machine = self.emulator.machine(self.accelerator, self.machine)?;
        let limit = match self.accelerator {
            Accelerator::Kvm => self.host.kvm_max_vcpus.unwrap_or(u32::MAX),
            _ => u32::MAX,
        };
        (machine.max_cpus > 0).then(|| machine.max_cpus.min(limit))
    }

    pub(super) fn has(&self, device: &str) -> bool {
        self.emulator.has_device(device)
    }

    pub(super) fn has_any(&self, devices: &[&str]) -> bool {
        devices.iter().any(|device| self.has(device))
    }

    /// The machine type is `family` or a version of it, such as `pc-q35` or `virt`.
    pub(super) fn is_machine(&self, family: &str) -> bool {
        let rest = self.machine.strip_prefix(family);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

//! What a guest asks its QEMU for by name.

use caps::{Accelerator, EmulatorCapabilities};
use findings::launch::{accelerator, named_cpu_model};
use model::Domain;
use serde::Serialize;

/// What a guest asks its QEMU for by name: what another QEMU may not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// Under which accelerator it runs.
    #[serde(skip)]
    pub accelerator: Accelerator,
    /// Its machine type, by the canonical name that stored definitions have.
    pub machine: Option<String>,
    /// The CPU model that it names; CPUs that follow the host's have none.
    pub cpu_model: Option<String>,
    /// How many virtual CPUs it can have at most.
    pub vcpus: u32,
    /// The types of its devices, where somebody has worked out a command line.
    pub devices: Vec<String>,
}

impl Needs {
    /// What a definition says.
    pub fn of(domain: &Domain) -> Self {
        Self {
            accelerator: accelerator(domain.virt_type),
            machine: domain.os.machine.clone(),
            cpu_model: named_cpu_model(domain).map(str::to_owned),
            vcpus: domain.vcpus.maximum.unwrap_or(1),
            devices: Vec::new(),
        }
    }

    /// What of it an emulator's answers can speak of: without the list of models, nothing is known of any of them.
    #[must_use]
    pub fn answerable_by(mut self, answers: &EmulatorCapabilities) -> Self {
        if answers.accelerator(self.accelerator).is_none_or(|offer| offer.cpu_models.is_empty()) {
            self.cpu_model = None;
        }
        self
    }

    /// The same guest with these device types.
    #[must_use]
    pub fn with_devices(self, devices: Vec<String>) -> Self {
        Self { devices, ..self }
    }
}

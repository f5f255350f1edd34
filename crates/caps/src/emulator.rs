//! What one QEMU binary can do.

use std::collections::{BTreeMap, BTreeSet};

use cpu::Arch;
use serde::{Deserialize, Serialize};

use crate::{
    Accelerator, CpuModel, DeprecatedMember, ExpandedCpu, Feature, GicVersion, MachineType, Sev, Sgx,
    Version, preferred_machine,
};

/// All that is known about one QEMU binary; a plain value that can be stored, exported and compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmulatorCapabilities {
    /// The path of the binary.
    pub binary: String,
    /// QEMU's version.
    pub version: Version,
    /// What the packager called it, such as `Debian 1:10.0.2+ds-2`; often empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub package: String,
    /// The architecture of its guests.
    pub arch: Arch,
    /// What QEMU says about KVM here.
    pub kvm: KvmState,
    /// What it offers under each accelerator that works here.
    pub accelerators: BTreeMap<Accelerator, AcceleratorCapabilities>,
    /// Accelerators that it has besides and that nobody has asked it about yet: nothing above speaks of them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unasked: BTreeSet<Accelerator>,
    /// What its interface can do.
    pub features: BTreeSet<Feature>,
    /// All QOM types that are not abstract: devices, objects, buses, machines.
    pub types: BTreeSet<String>,
    /// The properties of the devices, objects and machines that were asked about.
    pub properties: BTreeMap<String, BTreeSet<String>>,
    /// Command-line options and their parameters, as far as QEMU lists them.
    pub command_line: BTreeMap<String, BTreeSet<String>>,
    /// All QMP commands.
    pub commands: BTreeSet<String>,
    /// All QMP events.
    pub events: BTreeSet<String>,
    /// All migration capabilities.
    #[serde(default)]
    pub migration: BTreeSet<String>,
    /// TPM device models.
    #[serde(default)]
    pub tpm_models: BTreeSet<String>,
    /// TPM backends.
    #[serde(default)]
    pub tpm_types: BTreeSet<String>,
    /// Interrupt controllers of ARM hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gic: Vec<GicVersion>,
    /// AMD's encrypted guests, when the host has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sev: Option<Sev>,
    /// Intel's enclaves, when the host has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sgx: Option<Sgx>,
    /// What of its own interface QEMU says will go.
    #[serde(default)]
    pub deprecated_interface: Vec<DeprecatedMember>,
    /// How many places of its interface carry each flag (`deprecated`, `unstable` ...).
    #[serde(default)]
    pub interface_flags: BTreeMap<String, usize>,
}

/// The reply to `query-kvm`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KvmState {
    /// QEMU was built with it.
    pub present: bool,
    /// It works on this host.
    pub enabled: bool,
}

/// What one accelerator offers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceleratorCapabilities {
    /// Machine types, in QEMU's order.
    pub machines: Vec<MachineType>,
    /// CPU models, in QEMU's order.
    pub cpu_models: Vec<CpuModel>,
    /// The best CPU a guest can get here (`host` under KVM, `max` under TCG): what host-model is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_cpu: Option<ExpandedCpu>,
    /// The same with the features too that a guest cannot be migrated with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_cpu_unmigratable: Option<ExpandedCpu>,
    /// The same with every Hyper-V enlightenment that the kernel has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hyperv: Option<ExpandedCpu>,
    /// The CPU of guests with host-model, where it is told instead of being worked out from what QEMU says: on a
    /// host that is only pretended.
    #[serde(skip)]
    pub told_host_model: Option<crate::HostModel>,
    /// Features of the host's CPU that a portable guest should switch off (s390x).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub host_cpu_deprecated_features: Vec<String>,
}

impl EmulatorCapabilities {
    /// Can it run guests of that architecture: its own, or one that it serves besides?
    pub fn serves(&self, guest: Arch) -> bool {
        guest == self.arch
            || matches!(
                (self.arch, guest),
                (Arch::X86_64, Arch::I686) | (Arch::Aarch64, Arch::Armv7l) | (Arch::Ppc64, Arch::Ppc64le)
            )
    }

    /// Does its interface have the feature?
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// Is there a device (or object, or bus) of that type?
    pub fn has_device(&self, type_name: &str) -> bool {
        self.types.contains(type_name)
    }

    /// Can `-device` make a device of that name: a type, or one of the short names that QEMU has for some
    /// (`qdev_alias_table`)?
    pub fn takes_device(&self, name: &str) -> bool {
        let long = match name {
            "ac97" => "AC97",
            "ahci" => "ich9-ahci",
            "e1000-82540em" => "e1000",
            "es1370" => "ES1370",
            "lsi" => "lsi53c895a",
            name => name,
        };
        // A virtio device's bus is found out by QEMU.
        let on_a_bus =
            || ["pci", "ccw", "device"].iter().any(|bus| self.has_device(&format!("{name}-{bus}")));
        self.has_device(name) || self.has_device(long) || name.starts_with("virtio-") && on_a_bus()
    }

    /// Has the device, object or machine class the property? Only for the types of
    /// [`PROBED_TYPES`](crate::probe::PROBED_TYPES).
    pub fn has_property(&self, type_name: &str, property: &str) -> bool {
        self.properties.get(type_name).is_some_and(|properties| properties.contains(property))
    }

    /// Is there a QMP command of that name?
    pub fn has_command(&self, command: &str) -> bool {
        self.commands.contains(command)
    }

    /// Is the command-line option listed, with that parameter? Options that QEMU parses by its schema
    /// (`-blockdev`, `-audiodev`, `-display`, `-compat`) are never listed: see [`Feature`].
    pub fn has_option(&self, option: &str, parameter: &str) -> bool {
        self.command_line.get(option).is_some_and(|parameters| parameters.contains(parameter))
    }

    /// Whether the accelerator works here, whether or not it is known what it offers.
    pub fn runs_under(&self, accelerator: Accelerator) -> bool {
        self.accelerators.contains_key(&accelerator) || self.unasked.contains(&accelerator)
    }

    /// All accelerators that work here, the fastest first.
    pub fn works_under(&self) -> impl DoubleEndedIterator<Item = Accelerator> {
        self.accelerators.keys().chain(&self.unasked).copied().collect::<BTreeSet<_>>().into_iter()
    }

    /// What the accelerator offers; `None` when it does not work here, or is still [`unasked`](Self::unasked).
    pub fn accelerator(&self, accelerator: Accelerator) -> Option<&AcceleratorCapabilities> {
        self.accelerators.get(&accelerator)
    }

    /// The first accelerator that works: KVM, else HVF, else TCG. Lists that libvirt shows once
    /// for all domain types are this one's.
    pub fn first_accelerator(&self) -> Option<(Accelerator, &AcceleratorCapabilities)> {
        self.accelerators.iter().next().map(|(accelerator, offer)| (*accelerator, offer))
    }

    /// The machine type that `name` (canonical or alias) stands for.
    pub fn machine(&self, accelerator: Accelerator, name: &str) -> Option<&MachineType> {
        self.accelerator(accelerator)?.machine(name)
    }

    /// The canonical name of a machine type: an alias is replaced, any other name stays as it is,
    /// known or not (TAINT rule: definitions hold canonical names).
    pub fn canonical_machine<'a>(&'a self, accelerator: Accelerator, name: &'a str) -> &'a str {
        self.machine(accelerator, name).map_or(name, |machine| &machine.name)
    }

    /// The machine type of a definition that names none.
    pub fn default_machine(&self, accelerator: Accelerator) -> Option<&MachineType> {
        preferred_machine(self.arch, &self.accelerator(accelerator)?.machines)
    }

    /// The CPU model of a definition that names none, by what the machine type gives its guests; `None`
    /// when QEMU does not say, or names a type that is no model (`host` of another accelerator).
    pub fn default_cpu_model(&self, accelerator: Accelerator, machine: &str) -> Option<&CpuModel> {
        let offer = self.accelerator(accelerator)?;
        let type_name = offer.machine(machine)?.default_cpu_type.as_deref()?;
        offer.cpu_models.iter().find(|model| model.type_name == type_name)
    }

    /// The CPU model of exactly that name, in QEMU's spelling.
    pub fn cpu_model(&self, accelerator: Accelerator, name: &str) -> Option<&CpuModel> {
        self.accelerator(accelerator)?.cpu_model(name)
    }
}

impl AcceleratorCapabilities {
    /// The machine type that `name` (canonical first, then alias) stands for.
    pub fn machine(&self, name: &str) -> Option<&MachineType> {
        let canonical = self.machines.iter().find(|machine| machine.name == name);
        canonical.or_else(|| self.machines.iter().find(|machine| machine.answers_to(name)))
    }

    /// The CPU model of exactly that name, in QEMU's spelling.
    pub fn cpu_model(&self, name: &str) -> Option<&CpuModel> {
        self.cpu_models.iter().find(|model| model.name == name)
    }
}

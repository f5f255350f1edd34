//! What is known of a host's emulators, as far as its documents tell.

use std::collections::{BTreeMap, BTreeSet};

use caps::{AcceleratorCapabilities, Arch, EmulatorCapabilities, KvmState, Version};

use xml::Word as _;

use crate::documents::{accelerator, cpu_models, machines_by_emulator};
use crate::{Definition, DocumentError};

/// Which emulator, for what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmulatorKey {
    /// Its path.
    pub path: String,
    /// The architecture of the guests.
    pub arch: String,
    /// The domain type, such as `kvm`.
    pub virt_type: String,
}

impl EmulatorKey {
    fn is_same_binary(&self, other: &Self) -> bool {
        (&self.path, &self.arch) == (&other.path, &other.arch)
    }
}

/// What is known of a host's emulators.
#[derive(Debug, Clone, Default)]
pub struct HostKnowledge {
    offers: BTreeMap<EmulatorKey, AcceleratorCapabilities>,
    /// Of which the machine types are known; of others only what was asked besides.
    with_machines: BTreeSet<EmulatorKey>,
    /// Why an emulator cannot be used, in the host's words.
    broken: BTreeMap<String, String>,
    version: Option<Version>,
    /// All that a probe of one binary has found, when there is one: then it counts for every guest.
    probed: Option<Box<EmulatorCapabilities>>,
}

impl HostKnowledge {
    /// From `<capabilities>`.
    ///
    /// # Errors
    /// When it is none.
    pub fn of_capabilities(text: &str) -> Result<Self, DocumentError> {
        let mut known = Self::default();
        known.add_capabilities(text)?;
        Ok(known)
    }

    /// Adds a `<capabilities>`.
    ///
    /// # Errors
    /// When it is none.
    pub fn add_capabilities(&mut self, text: &str) -> Result<(), DocumentError> {
        for (key, offer) in machines_by_emulator(text)? {
            self.with_machines.insert(key.clone());
            self.offers.entry(key).or_default().machines = offer.machines;
        }
        Ok(())
    }

    /// The emulators of which the machine types are known.
    pub fn emulators(&self) -> impl Iterator<Item = &EmulatorKey> {
        self.with_machines.iter()
    }

    /// From all that a probe of one binary has found.
    pub fn of_probe(capabilities: EmulatorCapabilities) -> Self {
        Self { probed: Some(Box::new(capabilities)), ..Self::default() }
    }

    /// The version of the host's hypervisor, as the version call tells it.
    pub fn set_version(&mut self, number: u64) {
        let part = |by: u64| u32::try_from(number / by % 1000).unwrap_or(0);
        self.version = Some(Version::new(part(1_000_000), part(1000), part(1)));
    }

    /// The version, when it is known.
    pub fn version(&self) -> Option<Version> {
        self.probed.as_ref().map(|probed| probed.version).or(self.version)
    }

    /// Adds a `<domainCapabilities>`: the CPU models of one emulator.
    ///
    /// # Errors
    /// When it is none.
    pub fn add_domain_capabilities(&mut self, text: &str) -> Result<(), DocumentError> {
        let (key, models) = cpu_models(text)?;
        self.offers.entry(key).or_default().cpu_models = models;
        Ok(())
    }

    /// Notes that an emulator cannot be used, with the host's reason.
    pub fn set_broken(&mut self, path: &str, why: &str) {
        self.broken.insert(path.to_owned(), why.to_owned());
    }

    /// Why an emulator cannot be used, if that is so.
    pub fn broken(&self, path: &str) -> Option<&str> {
        self.broken.get(path).map(String::as_str)
    }

    /// Whether the machine types of that emulator are known.
    pub fn knows_machines(&self, key: &EmulatorKey) -> bool {
        self.probed.is_some() || self.with_machines.iter().any(|known| known.is_same_binary(key))
    }

    /// Whether an emulator was asked itself, so that its device types are known.
    pub(crate) fn was_probed(&self) -> bool {
        self.probed.is_some()
    }

    /// Whether the host has that emulator, but not for this domain type: KVM that does not work, mostly.
    pub(crate) fn lacks_virt_type(&self, key: &EmulatorKey) -> bool {
        match &self.probed {
            Some(probed) => {
                accelerator(&key.virt_type).is_some_and(|kind| probed.accelerator(kind).is_none())
            }
            None => self.knows_machines(key) && !self.with_machines.contains(key),
        }
    }

    /// Whether the CPU models of that emulator are known.
    pub fn knows_cpu_models(&self, key: &EmulatorKey) -> bool {
        self.probed.is_some() || self.offers.get(key).is_some_and(|offer| !offer.cpu_models.is_empty())
    }

    /// Machine types are the binary's, whatever executes the guest's instructions; CPU models are not.
    fn offer(&self, key: &EmulatorKey) -> Option<AcceleratorCapabilities> {
        let own = self.offers.get(key);
        let machines = match own {
            Some(own) if !own.machines.is_empty() => own.machines.clone(),
            _ => {
                let mut others = self.offers.iter().filter(|(other, _)| other.is_same_binary(key));
                others
                    .find(|(_, offer)| !offer.machines.is_empty())
                    .map(|(_, offer)| offer.machines.clone())
                    .unwrap_or_default()
            }
        };
        if own.is_none() && machines.is_empty() {
            return None;
        }
        let cpu_models = own.map(|own| own.cpu_models.clone()).unwrap_or_default();
        Some(AcceleratorCapabilities { machines, cpu_models, ..AcceleratorCapabilities::default() })
    }

    /// What is known of the emulator that a guest of this definition would be started with here: its own, or where
    /// the host has none at that path the usual one for such guests. `None` when no machine types are known of it.
    pub fn answers_for(&self, definition: &Definition) -> Option<EmulatorCapabilities> {
        let own = definition.emulator().filter(|key| self.knows_machines(key));
        let key = own.or_else(|| self.usual_emulator_anywhere(definition))?;
        let capabilities = self.capabilities(&key);
        accelerator(&key.virt_type)
            .and_then(|kind| capabilities.accelerator(kind))
            .is_some()
            .then_some(capabilities)
    }

    fn usual_emulator_anywhere(&self, definition: &Definition) -> Option<EmulatorKey> {
        let domain = definition.domain();
        let arch = domain.os.arch.as_deref();
        let fits = |key: &&EmulatorKey| {
            key.virt_type == domain.virt_type.word() && arch.is_none_or(|arch| arch == key.arch)
        };
        self.usual_emulator(definition).or_else(|| self.with_machines.iter().find(fits).cloned())
    }

    /// The emulator of a definition that names none: the host's first for its architecture and domain type.
    pub(crate) fn usual_emulator(&self, definition: &Definition) -> Option<EmulatorKey> {
        let domain = definition.domain();
        let virt_type = domain.virt_type.word();
        if let Some(probed) = &self.probed {
            return Some(EmulatorKey {
                path: probed.binary.clone(),
                arch: probed.arch.libvirt().to_owned(),
                virt_type: virt_type.to_owned(),
            });
        }
        let path = domain.devices.emulator.as_deref();
        let arch = domain.os.arch.as_deref();
        let fits = |key: &&EmulatorKey| {
            key.virt_type == virt_type
                && arch.is_none_or(|arch| arch == key.arch)
                && path.is_none_or(|path| path == key.path)
        };
        // x86_64 before i686, which comes first in the alphabet.
        let usual = |key: &&EmulatorKey| key.arch != "i686";
        let mut candidates = self.offers.keys().filter(fits);
        candidates.clone().find(usual).or_else(|| candidates.next()).cloned()
    }

    /// What is known of an emulator, in the form that rules are written for; nothing is in it that is not known.
    pub(crate) fn capabilities(&self, key: &EmulatorKey) -> EmulatorCapabilities {
        if let Some(probed) = &self.probed {
            return (**probed).clone();
        }
        let mut accelerators = BTreeMap::new();
        if let (Some(offer), Some(accelerator)) = (self.offer(key), accelerator(&key.virt_type)) {
            accelerators.insert(accelerator, offer);
        }
        EmulatorCapabilities {
            binary: key.path.clone(),
            version: self.version.unwrap_or_default(),
            package: String::new(),
            arch: Arch::from_libvirt(&key.arch).unwrap_or(Arch::X86_64),
            kvm: KvmState::default(),
            accelerators,
            unasked: BTreeSet::new(),
            features: BTreeSet::new(),
            types: BTreeSet::new(),
            properties: BTreeMap::new(),
            command_line: BTreeMap::new(),
            commands: BTreeSet::new(),
            events: BTreeSet::new(),
            migration: BTreeSet::new(),
            tpm_models: BTreeSet::new(),
            tpm_types: BTreeSet::new(),
            gic: Vec::new(),
            sev: None,
            sgx: None,
            deprecated_interface: Vec::new(),
            interface_flags: BTreeMap::new(),
        }
    }
}

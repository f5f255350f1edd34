//! The CPU that a guest with mode `host-model` gets.

use cpu::table::{BitPlace, Signature, x86};
use cpu::{Choice, CpuFacts, FeatureSet, For, describe};

use crate::{Accelerator, AcceleratorCapabilities, EmulatorCapabilities, ExpandedCpu};

/// A CPU named by a model and what is added to it or taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostModel {
    /// The model, in libvirt's spelling.
    pub model: String,
    /// Its vendor, where models have one.
    pub vendor: Option<String>,
    /// A guest may get another model when this one cannot be had.
    pub fallback: bool,
    /// Features in the order in which they are listed.
    pub features: Vec<(Policy, String)>,
}

/// What is said about one feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The guest has it.
    Require,
    /// The guest lacks it.
    Disable,
}

impl Policy {
    /// The word in XML.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Require => "require",
            Self::Disable => "disable",
        }
    }
}

impl EmulatorCapabilities {
    /// The CPU that a guest with `host-model` gets under that accelerator, as far as QEMU itself tells: on
    /// x86 the nearest model of the CPU table, on s390x the base model that QEMU names. `None` elsewhere.
    /// It has nothing that would keep the guest from moving.
    pub fn host_model(&self, accelerator: Accelerator) -> Option<HostModel> {
        let offer = self.accelerator(accelerator)?;
        self.describe_host(offer, offer.host_cpu.as_ref()?)
    }

    /// The same with what a guest cannot be moved with, such as `invtsc`: what domain capabilities show.
    pub fn unmigratable_host_model(&self, accelerator: Accelerator) -> Option<HostModel> {
        let offer = self.accelerator(accelerator)?;
        self.describe_host(offer, offer.host_cpu_unmigratable.as_ref().or(offer.host_cpu.as_ref())?)
    }

    /// Features that the host's x86 processor tells in registers rather than by CPUID, as KVM passes them on
    /// (IA32_CORE_CAPABILITIES and IA32_ARCH_CAPABILITIES); none without KVM.
    pub fn feature_registers(&self) -> FeatureSet {
        let offer = self.accelerator(Accelerator::Kvm);
        let host = offer.and_then(|offer| offer.host_cpu_unmigratable.as_ref().or(offer.host_cpu.as_ref()));
        let on = host.into_iter().flat_map(ExpandedCpu::flags).filter(|(_, on)| *on);
        let in_register = |place: &usize| {
            let place = x86().features().get(*place).map(|feature| feature.place);
            matches!(place, Some(BitPlace::Msr { index: 0xcf | 0x10a, .. }))
        };
        on.filter_map(|(name, _)| x86().feature(name)).filter(in_register).collect()
    }

    fn describe_host(&self, offer: &AcceleratorCapabilities, host: &ExpandedCpu) -> Option<HostModel> {
        if self.arch.is_x86() {
            x86_host_model(offer, host)
        } else if self.arch == cpu::Arch::S390x {
            Some(s390x_host_model(host))
        } else {
            None
        }
    }
}

impl HostModel {
    /// The same in terms of the CPU table: what an x86 guest that gets everything has.
    pub fn facts(&self) -> CpuFacts {
        let table = x86();
        let of = |wanted: Policy| -> FeatureSet {
            let named = self.features.iter().filter(|(policy, _)| *policy == wanted);
            named.filter_map(|(_, name)| table.feature(name)).collect()
        };
        let model = table.model(&self.model).map(|model| model.features.clone()).unwrap_or_default();
        let features = model.union(&of(Policy::Require)).without(&of(Policy::Disable));
        CpuFacts { vendor: self.vendor.clone(), features, ..CpuFacts::default() }
    }
}

impl AcceleratorCapabilities {
    /// What a guest of that x86 model lacks here, in terms of the CPU table; `None` when there is no such
    /// model. QEMU's idea of a model may have more than the table's.
    pub fn lacking(&self, model: &str) -> Option<FeatureSet> {
        let blockers = &self.cpu_model(model)?.blockers;
        Some(blockers.iter().filter_map(|name| x86().feature(name)).collect())
    }

    /// What keeps an x86 guest from moving, as QEMU itself sees it here.
    pub fn unmigratable(&self) -> FeatureSet {
        let on = |cpu: &Option<ExpandedCpu>| -> FeatureSet {
            let flags = cpu.iter().flat_map(ExpandedCpu::flags).filter(|(_, on)| *on);
            flags.filter_map(|(name, _)| x86().feature(name)).collect()
        };
        on(&self.host_cpu_unmigratable).without(&on(&self.host_cpu))
    }
}

fn x86_host_model(offer: &AcceleratorCapabilities, host: &ExpandedCpu) -> Option<HostModel> {
    let table = x86();
    let number = |name: &str| host.number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    let on = host.flags().filter(|(_, on)| *on);
    let cpu = CpuFacts {
        vendor: host.text("vendor").and_then(|vendor| table.vendor_name(vendor)).map(str::to_owned),
        signature: Signature {
            family: number("family"),
            model: number("model"),
            stepping: number("stepping"),
        },
        features: on.filter_map(|(name, _)| table.feature(name)).collect(),
    };
    let offered = |name: &str| offer.lacking(name);
    let description = describe(
        table,
        &cpu,
        Choice { whom: For::Guest, preferred: None, any_vendor: false, offered: &offered },
    )?;
    let model = &description.model.name;
    let require = table.names(&description.require).map(|name| (Policy::Require, name.to_owned()));
    let disable =
        description.disabled_names(table).into_iter().map(|name| (Policy::Disable, name.to_owned()));
    Some(HostModel {
        model: model.clone(),
        vendor: description.model.vendor.clone(),
        fallback: false,
        features: require.chain(disable).collect(),
    })
}

fn s390x_host_model(host: &ExpandedCpu) -> HostModel {
    let policy = |on| if on { Policy::Require } else { Policy::Disable };
    let features = host.flags().map(|(name, on)| (policy(on), name.to_owned())).collect();
    HostModel { model: host.name.clone(), vendor: None, fallback: false, features }
}

#[cfg(test)]
mod tests {
    use crate::tests::sample;
    use crate::{Accelerator, Policy};

    #[test]
    fn a_guest_gets_what_it_can_be_moved_with() {
        let emulator = sample::emulator();
        let moved = emulator.host_model(Accelerator::Kvm).unwrap();
        let shown = emulator.unmigratable_host_model(Accelerator::Kvm).unwrap();
        assert_eq!((moved.model.as_str(), moved.vendor.as_deref()), ("EPYC", Some("AMD")));
        let invtsc = (Policy::Require, "invtsc".to_owned());
        assert!(shown.features.contains(&invtsc) && !moved.features.contains(&invtsc));
        // QEMU's EPYC has more than the table's: what blocks it is named.
        assert!(moved.features.contains(&(Policy::Disable, "topoext".to_owned())));
        assert_eq!(emulator.host_model(Accelerator::Hvf), None);
        // What is said to be absent is absent in the table's terms too.
        let invtsc = cpu::table::x86().feature("invtsc").unwrap();
        let npt = cpu::table::x86().feature("npt").unwrap();
        assert!(shown.facts().features.contains(invtsc) && !moved.facts().features.contains(invtsc));
        assert!(!shown.facts().features.contains(npt));
    }
}

//! The command line while it grows.

use caps::{Accelerator, EmulatorCapabilities, Feature, MachineType};
use model::Domain;
use model::device::address::Address;
use model::device::info::DeviceInfo;
use model::domain::VirtType;
use model::qemu::OverrideValue;
use serde_json::Value;

use crate::hotplug::Step;
use crate::option::{Pairs, Props};
use crate::{CommandLine, Descriptor, DescriptorNumbers, DescriptorTarget, HostResources, LaunchContext};

/// What every part of the command line is written from and to.
#[derive(Debug)]
pub(crate) struct Build<'a> {
    /// The live definition.
    pub(crate) guest: &'a Domain,
    /// What the emulator can do.
    pub(crate) caps: &'a EmulatorCapabilities,
    /// The surroundings.
    pub(crate) context: &'a LaunchContext,
    /// What the host lends.
    pub(crate) resources: &'a HostResources,
    /// What has been written so far.
    pub(crate) line: CommandLine,
    /// How many block nodes have a number.
    pub(crate) nodes: u32,
    /// What a running QEMU is told instead, when that is what is written.
    pub(crate) steps: Option<Vec<Step>>,
    next_descriptor: i32,
    next_fdset: u32,
}

impl<'a> Build<'a> {
    /// Nothing written yet.
    pub(crate) fn new(
        guest: &'a Domain,
        caps: &'a EmulatorCapabilities,
        context: &'a LaunchContext,
        resources: &'a HostResources,
    ) -> Self {
        let next_descriptor = match context.descriptors {
            DescriptorNumbers::Sequential { first } => first,
            DescriptorNumbers::ByKind { .. } | DescriptorNumbers::ByPath => 0,
        };
        Self {
            guest,
            caps,
            context,
            resources,
            line: CommandLine::default(),
            nodes: 0,
            steps: None,
            next_descriptor,
            next_fdset: 0,
        }
    }

    /// The accelerator that the guest runs under.
    pub(crate) fn accelerator(&self) -> Accelerator {
        match self.guest.virt_type {
            VirtType::Kvm => Accelerator::Kvm,
            VirtType::Hvf => Accelerator::Hvf,
            _ => Accelerator::Tcg,
        }
    }

    /// Is it a command line that nobody starts as it is?
    pub(crate) fn is_only_looked_at(&self) -> bool {
        matches!(self.context.descriptors, DescriptorNumbers::ByPath) && self.steps.is_none()
    }

    /// The machine type's name.
    pub(crate) fn machine_name(&self) -> &'a str {
        self.guest.os.machine.as_deref().unwrap_or_default()
    }

    /// What the emulator says about the machine type.
    pub(crate) fn machine(&self) -> Option<&'a MachineType> {
        self.caps.machine(self.accelerator(), self.machine_name())
    }

    /// A raw image is its storage: no node interprets it. Block jobs of older releases want one all the same.
    pub(crate) fn raw_is_storage(&self) -> bool {
        self.caps.version >= caps::Version::new(9, 0, 0)
    }

    /// Is what IBM Z's firmware loads a property of the device it loads from? Before, it was one of the board.
    pub(crate) fn device_load_parm(&self) -> bool {
        self.caps.version >= caps::Version::new(9, 2, 0)
    }

    /// What IBM Z's firmware loads from a device.
    pub(crate) fn load_parm(&self, info: &DeviceInfo) -> Option<String> {
        info.boot
            .as_ref()
            .and_then(|boot| boot.load_parm.clone())
            .filter(|_| self.device_load_parm() && self.caps.arch == caps::Arch::S390x)
    }

    /// One option with its value.
    pub(crate) fn option(&mut self, name: &str, value: impl Into<String>) {
        self.line.args.push(name.to_owned());
        self.line.args.push(value.into());
    }

    /// One option without a value.
    pub(crate) fn flag(&mut self, name: &str) {
        self.line.args.push(name.to_owned());
    }

    /// Notes what a running QEMU is told; false on a command line.
    fn step(&mut self, step: impl FnOnce() -> Step) -> bool {
        match &mut self.steps {
            Some(steps) => {
                steps.push(step());
                true
            }
            None => false,
        }
    }

    /// `-object`; the first property is `qom-type`.
    pub(crate) fn object(&mut self, props: &Props) {
        let flat = self.caps.has(Feature::JsonObject);
        if self.step(|| Step::object(props, flat)) {
            return;
        }
        let value = if self.caps.has(Feature::JsonObject) { props.json() } else { props.pairs() };
        self.option("-object", value);
    }

    /// `-device`; the first property is `driver`. What the definition overrides is put in here.
    pub(crate) fn device(&mut self, mut props: Props) {
        if let Some(Value::String(id)) = props.get("id").cloned() {
            self.override_device(&id, &mut props);
            self.zpci(&id);
        }
        self.write_device(&props);
    }

    /// On IBM Z every PCI device has one beside it that knows how the guest calls it.
    fn zpci(&mut self, id: &str) {
        let info = self.guest.devices.infos().find(|info| info.alias.as_deref() == Some(id));
        if let Some(Address::Pci(Some(address))) = info.and_then(|info| info.address.as_ref())
            && let Some(zpci) = address.zpci
        {
            let props = Props::new()
                .with("driver", "zpci")
                .maybe("uid", zpci.uid)
                .maybe("fid", zpci.fid)
                .with("target", id)
                .with("id", format!("zpci{}", zpci.uid.unwrap_or_default()));
            self.write_device(&props);
        }
    }

    fn write_device(&mut self, props: &Props) {
        if self.step(|| Step::device(props)) {
            return;
        }
        let value = if self.caps.has(Feature::JsonDevice) { props.json() } else { props.pairs() };
        self.option("-device", value);
    }

    /// `-netdev`; the first property is `type`.
    pub(crate) fn netdev(&mut self, props: &Props) {
        if self.step(|| Step::netdev(props)) {
            return;
        }
        let value = if self.caps.has(Feature::JsonNetdev) { props.json() } else { props.pairs() };
        self.option("-netdev", value);
    }

    /// `-chardev`; the head is its kind.
    pub(crate) fn chardev(&mut self, pairs: Pairs) {
        if !self.step(|| Step::chardev(&pairs)) {
            self.option("-chardev", pairs);
        }
    }

    /// `-blockdev`: JSON with every supported emulator.
    pub(crate) fn blockdev(&mut self, props: &Props) {
        if self.step(|| Step::blockdev(props)) {
            return;
        }
        self.option("-blockdev", props.json());
    }

    fn override_device(&self, id: &str, props: &mut Props) {
        let alias = self.guest.qemu.device_overrides.iter().find(|device| device.alias == id);
        for property in alias.iter().flat_map(|device| &device.frontend) {
            match &property.value {
                OverrideValue::Signed(value) => props.set(&property.name, *value),
                OverrideValue::Unsigned(value) => props.set(&property.name, *value),
                OverrideValue::Bool(value) => props.set(&property.name, *value),
                OverrideValue::String(value) => props.set(&property.name, value.clone()),
                OverrideValue::Remove => props.remove(&property.name),
            }
        }
    }

    /// Has the caller open something for QEMU; gives the number it is inherited under, or `None` where QEMU is
    /// to open it by its path.
    pub(crate) fn descriptor(&mut self, target: DescriptorTarget) -> Option<i32> {
        let fd = match (self.context.descriptors, &target) {
            (DescriptorNumbers::ByPath, _) => return None,
            (DescriptorNumbers::Sequential { .. }, _) => {
                self.next_descriptor += 1;
                self.next_descriptor - 1
            }
            (DescriptorNumbers::ByKind { file, .. }, DescriptorTarget::CharacterFile { .. }) => file,
            (DescriptorNumbers::ByKind { log, .. }, DescriptorTarget::CharacterLog { .. }) => log,
            (DescriptorNumbers::ByKind { listener, .. }, _) => listener,
        };
        self.line.descriptors.push(Descriptor { fd, target });
        Some(fd)
    }

    /// A socket that QEMU listens on, as the properties of its character device.
    pub(crate) fn listener(&mut self, device: Pairs, target: DescriptorTarget) -> Pairs {
        let path = match &target {
            DescriptorTarget::Monitor(path) | DescriptorTarget::Listener(path) => path.clone(),
            DescriptorTarget::CharacterFile { path, .. } | DescriptorTarget::CharacterLog { path, .. } => {
                path.clone()
            }
        };
        let device = match self.descriptor(target) {
            Some(fd) => device.with("fd", fd.to_string()),
            None => device.with("path", path),
        };
        device.with("server", "on").with("wait", "off")
    }

    /// Puts a descriptor into a set of its own, which options name as a path.
    pub(crate) fn fdset(&mut self, fd: i32, opaque: &str) -> String {
        let set = self.next_fdset;
        self.next_fdset += 1;
        self.option("-add-fd", format!("set={set},fd={fd},opaque={opaque}"));
        format!("/dev/fdset/{set}")
    }
}

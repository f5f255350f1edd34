//! Which findings hold when a guest's process is about to be started, in libvirt's order.
//!
//! The order is that of the log lines: privileges, hook, arguments, overrides, machine type, CPU, disks,
//! host devices, interfaces, device tree.

use caps::{Accelerator, EmulatorCapabilities};
use model::Domain;
use model::cpu::CpuMode;
use model::domain::VirtType;
use xml::Word as _;

use crate::{Finding, rules};

/// What the rules need to know of a start besides the definition.
#[derive(Debug, Clone, Copy, Default)]
pub struct Situation<'a> {
    /// The daemon is privileged and QEMU's user or group is root.
    pub runs_as_root: bool,
    /// A hook script's definition was used.
    pub hook_modified: bool,
    /// The daemon's configuration takes capabilities away.
    pub capability_filters: bool,
    /// Memory state comes in: restore, managed save, migration.
    pub incoming: bool,
    /// Paths of block devices that the host says are CD drives.
    pub cd_drives: &'a [String],
}

/// The findings of a start: `domain` is the live definition, its CPU resolved.
pub fn at_launch(
    domain: &Domain,
    capabilities: &EmulatorCapabilities,
    situation: Situation<'_>,
) -> Vec<Finding> {
    let emulator = emulator_name(capabilities);
    let accelerator = accelerator(domain.virt_type);
    let mut found = Vec::new();
    if situation.runs_as_root {
        found.push(rules::high_privileges("root", None, "the configured QEMU user or group is root"));
    }
    if situation.hook_modified {
        found.push(rules::hook_script());
    }
    if domain.qemu.has_command_line() {
        found.push(rules::custom_argv(&command_line_words(domain)));
    }
    if let Some(device) = domain.qemu.device_overrides.first() {
        found.push(rules::custom_device(&device.alias));
    }
    if situation.capability_filters
        || !domain.qemu.capabilities_add.is_empty()
        || !domain.qemu.capabilities_del.is_empty()
    {
        let names = domain.qemu.capabilities_add.iter().chain(&domain.qemu.capabilities_del);
        found.push(rules::custom_hypervisor_feature(&names.cloned().collect::<Vec<_>>().join(" ")));
    }
    if let Some(machine) = &domain.os.machine
        && machine_is_deprecated(capabilities, accelerator, machine)
    {
        found.push(rules::deprecated_machine(machine, &emulator));
    }
    if let Some(mode) = domain.cpu.as_ref().and_then(|cpu| cpu.mode)
        && situation.incoming
        && matches!(mode, CpuMode::HostPassthrough | CpuMode::Maximum)
    {
        found.push(rules::host_cpu(mode.word()));
    }
    if let Some(model) = named_cpu_model(domain)
        && cpu_is_deprecated(capabilities, accelerator, model)
    {
        found.push(rules::deprecated_cpu(model, &emulator));
    }
    devices(domain, situation, &mut found);
    if let Some(dtb) = &domain.os.dtb {
        found.push(rules::custom_dtb(dtb));
    }
    found
}

/// The accelerator whose lists count for a virt type.
pub fn accelerator(virt_type: VirtType) -> Accelerator {
    Accelerator::from_domain_type(virt_type.word()).unwrap_or(Accelerator::Tcg)
}

/// Whether this QEMU calls the machine type deprecated. Canonical names only, exactly: an alias or a name
/// that QEMU does not list is not deprecated.
pub fn machine_is_deprecated(
    capabilities: &EmulatorCapabilities,
    accelerator: Accelerator,
    machine: &str,
) -> bool {
    capabilities
        .accelerator(accelerator)
        .is_some_and(|offer| offer.machines.iter().any(|m| m.name == machine && m.deprecated))
}

/// Whether this QEMU calls the CPU model deprecated: its exact name in the list, no alias or version resolved.
pub fn cpu_is_deprecated(capabilities: &EmulatorCapabilities, accelerator: Accelerator, model: &str) -> bool {
    capabilities.cpu_model(accelerator, model).is_some_and(|model| model.deprecated)
}

/// The model's name when the CPU is one that is named (mode custom); modes that follow the host have none.
pub fn named_cpu_model(domain: &Domain) -> Option<&str> {
    let cpu = domain.cpu.as_ref()?;
    match cpu.mode {
        None | Some(CpuMode::Custom) => cpu.model.as_ref()?.name.as_deref(),
        Some(_) => None,
    }
}

fn command_line_words(domain: &Domain) -> Vec<String> {
    let env = domain
        .qemu
        .env
        .iter()
        .map(|(name, value)| format!("{name}={}", value.as_deref().unwrap_or_default()));
    domain.qemu.args.iter().cloned().chain(env).collect()
}

pub(crate) fn emulator_name(capabilities: &EmulatorCapabilities) -> String {
    format!("QEMU {} ({})", capabilities.version, capabilities.binary)
}

fn devices(domain: &Domain, situation: Situation<'_>, found: &mut Vec<Finding>) {
    for disk in &domain.devices.disks {
        found.extend(crate::device::disk(disk, situation.cd_drives));
    }
    for hostdev in &domain.devices.hostdevs {
        found.extend(crate::device::hostdev(hostdev));
    }
    for interface in &domain.devices.interfaces {
        found.extend(crate::device::interface(interface));
    }
}

//! The whole command line, in libvirt's order.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;

use crate::build::Build;
use crate::{CommandLine, HostResources, LaunchContext};
use crate::{
    boot, clock, device, firmware, general, machine, memory, numa, power, processor, protection, tables,
    topology,
};

/// How to start a guest.
///
/// `domain` is the live definition from `prepare::start`; every device has its address and alias.
///
/// # Errors
/// `ConfigUnsupported` for what this emulator cannot be told; `InternalError` for a definition that
/// is not complete.
pub fn command_line(
    domain: &Domain,
    caps: &EmulatorCapabilities,
    context: &LaunchContext,
) -> Result<CommandLine> {
    command_line_with(domain, caps, context, &HostResources::default())
}

/// The same for a guest that asks for resources of the host.
///
/// # Errors
/// As [`command_line`]; `InternalError` too for resources that the host has not.
pub fn command_line_with(
    domain: &Domain,
    caps: &EmulatorCapabilities,
    context: &LaunchContext,
    resources: &HostResources,
) -> Result<CommandLine> {
    let mut build = Build::new(domain, caps, context, resources);
    let build = &mut build;
    build.line.program = domain.devices.emulator.clone().unwrap_or_default();
    build.line.env.clone_from(&context.env);

    general::name(build);
    general::deprecations(build);
    general::stopped(build);
    general::master_key(build);
    general::reservations(build);
    firmware::blockdevs(build)?;
    machine::machine(build)?;
    machine::accelerator(build);
    firmware::tseg(build);
    processor::cpu(build)?;
    firmware::secure(build);
    firmware::bios(build);
    memory::memory(build)?;
    memory::locking(build);
    topology::smp(build);
    device::iothread::args::objects(build);
    crate::throttle::groups(build);
    numa::numa(build)?;
    general::uuid(build);
    tables::smbios(build)?;
    tables::configuration_blobs(build);
    tables::generation(build);
    general::no_display(build);
    general::no_defaults(build);
    general::monitor(build);
    clock::rtc(build);
    clock::timers(build);
    power::reboot(build);
    machine::no_acpi(build);
    power::sleep_states(build);
    boot::boot(build);
    boot::kernel(build);
    device::args(build)?;
    protection::object(build);
    general::custom(build);
    general::sandbox(build);
    device::late_args(build)?;
    general::teardown(build);
    general::timestamps(build);
    Ok(std::mem::take(&mut build.line))
}

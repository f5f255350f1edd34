//! A definition as far as the command line of its start, of which the types of its devices are read: nothing is opened
//! or claimed, and what only a host can give is made up.

use caps::EmulatorCapabilities;
use launch::{DescriptorNumbers, HostResources, LaunchContext};
use model::Domain;
use prepare::{HostFacts, InstalledEmulator, Policy, Randomness, StartFacts};

/// A directory that stands for the guest's own.
const PLACE: &str = "/var/lib/libvirt/qemu/domain--1-rehearsal";

/// The first port of a display.
const FIRST_DISPLAY: u16 = 5900;

/// How many displays a guest has at most.
const DISPLAYS: u16 = 16;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rehearsed {
    /// The types of the devices that a start would ask the emulator for.
    Devices(Vec<String>),
    /// The definition would not be taken, in these words.
    Refused(String),
    /// No command line comes about, for the emulator or for want of what only a host knows.
    Unclear,
    /// Nobody asked the emulator itself.
    NotAsked,
}

/// Rehearses the start of a definition on that emulator.
pub(crate) fn rehearse(domain: &Domain, capabilities: &EmulatorCapabilities) -> Rehearsed {
    if capabilities.types.is_empty() {
        return Rehearsed::NotAsked;
    }
    let mut domain = domain.clone();
    // Which firmware there is to choose from is the host's, and no device depends on it.
    let had_firmware = domain.os.firmware.take().is_some();
    let facts = host_facts(&domain, capabilities);
    let stored = match prepare::define(domain, capabilities, &facts) {
        Ok(stored) => stored,
        Err(_) if had_firmware => return Rehearsed::Unclear,
        Err(why) => return Rehearsed::Refused(why.to_string()),
    };
    let line = prepare::for_native(stored, capabilities)
        .and_then(|plain| prepare::start(plain, capabilities, &start_facts()))
        .and_then(|live| {
            launch::command_line_with(
                &live,
                capabilities,
                &context(),
                &HostResources::imagined(&live, PLACE, format!("unix:path={PLACE}/dbus.sock")),
            )
        });
    line.map_or(Rehearsed::Unclear, |line| Rehearsed::Devices(line.device_types()))
}

/// The types of the devices, where they can be known.
pub(crate) fn device_types(domain: &Domain, capabilities: &EmulatorCapabilities) -> Vec<String> {
    match rehearse(domain, capabilities) {
        Rehearsed::Devices(types) => types,
        _ => Vec::new(),
    }
}

fn host_facts(domain: &Domain, capabilities: &EmulatorCapabilities) -> HostFacts {
    let emulator = InstalledEmulator { arch: capabilities.arch, path: capabilities.binary.clone() };
    let macs = vec![[0, 0, 1]; domain.devices.interfaces.len()];
    HostFacts {
        arch: capabilities.arch,
        emulators: vec![emulator],
        random: Randomness { macs, ..Randomness::default() },
        policy: Policy::default(),
    }
}

fn start_facts() -> StartFacts {
    let ports: Vec<u16> = (FIRST_DISPLAY..FIRST_DISPLAY + DISPLAYS).collect();
    StartFacts {
        id: None,
        domain_dir: PLACE.into(),
        channel_dir: PLACE.into(),
        memory_dir: PLACE.into(),
        vnc_ports: ports.clone(),
        spice_ports: ports,
        policy: Policy::default(),
    }
}

fn context() -> LaunchContext {
    LaunchContext {
        domain_dir: PLACE.into(),
        memory_dir: PLACE.into(),
        monitor_socket: format!("{PLACE}/monitor.sock"),
        master_key: Some(format!("{PLACE}/master-key.aes")),
        descriptors: DescriptorNumbers::ByPath,
        cdrom_drives: Vec::new(),
        sandbox: false,
        dump_guest_core: false,
        deprecation_behavior: None,
        timestamps: false,
        incoming: None,
        env: Vec::new(),
        now: 0,
        utc_offset: 0,
    }
}

//! A definition as the command line that somebody could start by hand (procedure
//! CONNECT_DOMAIN_XML_TO_NATIVE): nothing is opened, claimed or made for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caps::EmulatorCapabilities;
use errors::{Code, Error, Result};
use host::clock::Timestamp;
use launch::{CommandLine, DescriptorNumbers, HostResources, LaunchContext, SealedText};
use model::device::hostdev::HostDevSource;
use model::device::interface::InterfaceSource;
use model::{Domain, NumberSet};
use prepare::StartFacts;

use crate::base64::base64;
use crate::displays::ports;
use crate::memory_files;
use crate::starting::{SHORT_NAME, text};
use crate::{Settings, random};

/// Where programs are that a guest's own process may start.
pub(crate) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The port of the first display of a command line that is only looked at.
const FIRST_DISPLAY: u16 = 5900;

/// Where certificates for encrypted connections of QEMU's are.
const CERTIFICATES: &str = "/etc/pki/qemu";

/// Bytes of a block of the cipher.
const BLOCK: usize = 16;

/// Which NUMA nodes the host has.
const NUMA_NODES: &str = "/sys/devices/system/node/online";

/// The device by which the kernel hands over PCI devices.
const VFIO: &str = "/dev/vfio/vfio";

/// The command line of a complete definition.
///
/// # Errors
/// What keeps it from being written, as at a start.
pub fn native_command_line(
    settings: &Settings,
    stored: Domain,
    capabilities: &EmulatorCapabilities,
) -> Result<CommandLine> {
    let directory = directory(settings, &stored);
    let stored = prepare::for_native(stored, capabilities)?;
    let live = live_definition(settings, stored, capabilities)?;
    can_be_passed_through(&live)?;
    let context = LaunchContext {
        master_key: Some(text(&directory.join("master-key.aes"))),
        descriptors: DescriptorNumbers::ByPath,
        ..plain_context(settings, &directory)
    };
    launch::command_line_with(&live, capabilities, &context, &resources(settings, &live, &directory))
}

/// What a start would get from the host.
fn resources(settings: &Settings, live: &Domain, directory: &Path) -> HostResources {
    let short = directory.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let short = short.strip_prefix("domain-").unwrap_or(&short);
    let bus = settings.guests.join("dbus").join(format!("{short}-dbus.sock"));
    HostResources {
        numa_nodes: numa_nodes(),
        sealed_texts: sealed_texts(live),
        ..HostResources::imagined(live, CERTIFICATES, format!("unix:path={}", text(&bus)))
    }
}

/// Cookies as they would look: the key that seals them is thrown away with the command line.
fn sealed_texts(live: &Domain) -> BTreeMap<String, SealedText> {
    let seal = |line: String| {
        let block = || random::bytes::<BLOCK>().unwrap_or_default();
        let data: Vec<u8> = (0..=line.len() / BLOCK).flat_map(|_| block()).collect();
        (line, SealedText { data: base64(&data), iv: base64(&block()) })
    };
    launch::cookie_lines(live).map(seal).collect()
}

/// The NUMA nodes of the host; `None` when it does not tell.
fn numa_nodes() -> Option<NumberSet> {
    NumberSet::parse(std::fs::read_to_string(NUMA_NODES).ok()?.trim_ascii())
}

/// Whether the host can hand over its PCI devices, for a guest that has any.
///
/// # Errors
/// `ConfigUnsupported` when it cannot.
fn can_be_passed_through(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let any = devices.hostdevs.iter().any(|hostdev| matches!(hostdev.source, HostDevSource::Pci { .. }))
        || devices.interfaces.iter().any(|nic| matches!(nic.source, InterfaceSource::HostDev { .. }));
    if any && !Path::new(VFIO).exists() {
        let detail = "host doesn't support passthrough of host PCI devices";
        return Err(Error::new(Code::ConfigUnsupported, errors::Domain::Qemu, detail));
    }
    Ok(())
}

/// What would run: the live definition, with nothing claimed for it.
///
/// # Errors
/// As at a start.
pub(crate) fn live_definition(
    settings: &Settings,
    stored: Domain,
    capabilities: &EmulatorCapabilities,
) -> Result<Domain> {
    let directory = directory(settings, &stored);
    let count = u16::try_from(ports(&stored).len()).unwrap_or(0);
    let free: Vec<u16> = (FIRST_DISPLAY..FIRST_DISPLAY + count).collect();
    let domain_dir = text(&directory);
    let facts = StartFacts {
        id: None,
        channel_dir: domain_dir.clone(),
        memory_dir: text(&memory_files::directory(&directory)),
        domain_dir,
        vnc_ports: free.clone(),
        spice_ports: free,
        policy: settings.policy.clone(),
    };
    prepare::start(stored, capabilities, &facts)
}

pub(crate) fn directory(settings: &Settings, stored: &Domain) -> PathBuf {
    let short: String = stored.name.chars().take(SHORT_NAME).collect();
    settings.guests.join(format!("domain--1-{short}"))
}

/// The surroundings that every command line has in common: no key, nothing of the host looked at.
pub(crate) fn plain_context(settings: &Settings, directory: &Path) -> LaunchContext {
    let domain_dir = text(directory);
    let user = settings.qemu.as_ref().map_or_else(|| "root".to_owned(), |qemu| qemu.name.clone());
    LaunchContext {
        memory_dir: text(&memory_files::directory(directory)),
        cdrom_drives: Vec::new(),
        dump_guest_core: settings.dump_guest_core,
        utc_offset: host::clock::utc_offset_s(),
        monitor_socket: text(&directory.join("monitor.sock")),
        master_key: None,
        descriptors: DescriptorNumbers::ByPath,
        sandbox: settings.seccomp_sandbox,
        deprecation_behavior: settings.deprecation_behavior.clone(),
        timestamps: true,
        incoming: None,
        env: LaunchContext::environment(PATH, &user, &domain_dir),
        now: Timestamp::now().seconds(),
        domain_dir,
    }
}

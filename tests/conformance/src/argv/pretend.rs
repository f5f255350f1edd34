//! The surroundings in which the recorded cases were made, as values.

use std::collections::BTreeMap;
use std::path::Path;

use caps::{Arch, EmulatorCapabilities};
use launch::{
    Certificates, CommandLine, Credentials, DescriptorNumbers, HostResources, HugePages, LaunchContext,
    SealedSecret, SealedText, TapDescriptors, TpmConnection,
};
use model::device::address::PciAddress;
use model::device::hostdev::{HostDevSource, ScsiLocation};
use model::device::info::DeviceInfo;
use model::device::interface::{InterfaceSource, InterfaceType};
use model::device::storage::{
    Location, NetworkLocation, NetworkProtocol, SecretRef, StorageHost, StorageSource, VolumeMode,
};
use model::device::tpm::TpmBackend;
use model::os::NvramSource;
use model::{Domain, Format, Uuid};
use prepare::{FirmwareDescriptor, HostFacts, InstalledEmulator, Policy, Randomness, StartFacts};
use serde_json::Value;

use super::case::Case;
use super::{emulator, seal};
use crate::Recordings;

/// Turns definitions into command lines as the recorded runs did.
pub(super) struct Pretend<'a> {
    recordings: &'a Recordings,
    emulators: BTreeMap<String, Option<EmulatorCapabilities>>,
    settings: Value,
    firmware: Vec<FirmwareDescriptor>,
}

/// What becomes of a definition that is not refused itself.
pub(super) struct Outcome {
    /// The command line, or why there is none.
    pub(super) line: Result<CommandLine, String>,
    /// The definition as it is stored.
    pub(super) definition: String,
}

impl<'a> Pretend<'a> {
    /// With the settings beside the cases, and the firmware of an environment.
    pub(super) fn new(cases: &Path, recordings: &'a Recordings, environment: Option<&Path>) -> Self {
        let settings = std::fs::read_to_string(cases.join("test-env.json")).unwrap_or_default();
        Self {
            recordings,
            emulators: BTreeMap::new(),
            settings: serde_json::from_str(&settings).unwrap_or_default(),
            firmware: environment.map(|root| firmware(&root.join("qemufirmwaredata"))).unwrap_or_default(),
        }
    }

    /// Is there a recording of that name?
    pub(super) fn knows(&mut self, recording: &str) -> bool {
        self.emulator(recording).is_some()
    }

    fn emulator(&mut self, recording: &str) -> Option<&EmulatorCapabilities> {
        let emulator = self
            .emulators
            .entry(recording.to_owned())
            .or_insert_with(|| self.recordings.probe(recording).ok());
        emulator.as_ref()
    }

    /// The command line and the stored definition of a case.
    ///
    /// Runs with the newest recording know machine types by their moving names only.
    pub(super) fn run(&mut self, xml: &str, case: &Case) -> Result<Outcome, String> {
        let settings = self.settings[case.id()].clone();
        let mut caps = self.emulator(&case.recording).cloned().ok_or("no such recording")?;
        if case.is_latest() {
            emulator::name_by_alias(&mut caps);
        }
        emulator::change(&mut caps, &settings);
        let parsed = Domain::parse(xml).map_err(|error| error.message)?;
        let policy = policy(&settings, &self.firmware);
        let host = host_facts(policy.clone());
        let complete = if case.is_abi_update() { prepare::define } else { prepare::convert };
        let stored = complete(parsed, &caps, &host).map_err(|error| error.message)?;
        let definition = stored.format(Format { inactive: true, secure: true, ..Format::default() });
        let short: String = stored.name.chars().take(20).collect();
        let start = start_facts(&short, policy);
        let context = context(&short, &settings);
        let line = prepare::start(resolved(stored), &caps, &start)
            .and_then(|live| {
                launch::command_line_with(&live, &caps, &context, &resources(&live, &short, &settings))
            })
            .map_err(|error| error.message);
        Ok(Outcome { line, definition })
    }
}

/// The descriptors in force: a name in the first directory hides the same name in the others.
fn firmware(root: &Path) -> Vec<FirmwareDescriptor> {
    let mut by_name = BTreeMap::new();
    for directory in ["home/user/.config/qemu/firmware", "etc/qemu/firmware", "usr/share/qemu/firmware"] {
        for file in std::fs::read_dir(root.join(directory)).into_iter().flatten().flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            by_name.entry(file.file_name()).or_insert(text);
        }
    }
    by_name.values().filter_map(|text| FirmwareDescriptor::parse(text)).collect()
}

fn policy(settings: &Value, firmware: &[FirmwareDescriptor]) -> Policy {
    let is_set = |name: &str| matches!(settings["conf"][name].as_str(), Some("true" | "1"));
    Policy {
        vnc_allow_host_audio: is_set("vncAllowHostAudio"),
        nographics_allow_host_audio: is_set("nogfxAllowHostAudio"),
        vnc_auto_unix_socket: is_set("vncAutoUnixSocket"),
        spice_auto_unix_socket: is_set("spiceAutoUnixSocket"),
        host_audio: Policy::host_audio(
            settings["env"]["QEMU_AUDIO_DRV"].as_str(),
            settings["env"]["SDL_AUDIODRIVER"].as_str(),
        ),
        spice_tls: is_set("spiceTLS"),
        chardev_tls: is_set("chardevTLS"),
        firmware: firmware.to_vec(),
        ..Policy::default()
    }
}

fn host_facts(policy: Policy) -> HostFacts {
    let emulators = Arch::all()
        .map(|arch| InstalledEmulator { arch, path: format!("/usr/bin/qemu-system-{}", arch.qemu()) })
        .collect();
    let macs = (0..64).map(|_| [0, 0, 0]).collect();
    HostFacts { arch: Arch::X86_64, emulators, random: Randomness { macs, ..Randomness::default() }, policy }
}

fn start_facts(short: &str, policy: Policy) -> StartFacts {
    StartFacts {
        id: None,
        domain_dir: format!("/var/lib/libvirt/qemu/domain--1-{short}"),
        channel_dir: format!("/var/run/libvirt/qemu/channel/-1-{short}"),
        memory_dir: format!("/var/lib/libvirt/qemu/ram/-1-{short}"),
        vnc_ports: (5900..5950).collect(),
        spice_ports: (5901..5950).collect(),
        policy,
    }
}

fn context(short: &str, settings: &Value) -> LaunchContext {
    let domain_dir = format!("/var/lib/libvirt/qemu/domain--1-{short}");
    LaunchContext {
        monitor_socket: format!("{domain_dir}/monitor.sock"),
        memory_dir: format!("/var/lib/libvirt/qemu/ram/-1-{short}"),
        master_key: Some(format!("{domain_dir}/master-key.aes")),
        descriptors: DescriptorNumbers::ByKind { listener: 1729, file: 1750, log: 1751 },
        cdrom_drives: vec!["/dev/cdrom".to_owned()],
        sandbox: true,
        dump_guest_core: settings["conf"]["dumpGuestCore"].as_str() == Some("true"),
        deprecation_behavior: None,
        timestamps: true,
        incoming: incoming(settings),
        env: LaunchContext::environment("/bin", "test", &domain_dir),
        now: 1_234_567_890,
        utc_offset: 0,
        domain_dir,
    }
}

/// Where state comes in, in the cases of a migration.
fn incoming(settings: &Value) -> Option<String> {
    let args: Vec<&str> = settings["args"].as_array()?.iter().filter_map(Value::as_str).collect();
    let from = args.iter().position(|arg| *arg == "ARG_MIGRATE_FROM")?;
    let address = args.get(from + 1)?.trim_matches('"');
    match address {
        "stdio" => args
            .iter()
            .position(|arg| *arg == "ARG_MIGRATE_FD")
            .and_then(|at| Some(format!("fd:{}", args.get(at + 1)?))),
        address => Some(address.to_owned()),
    }
}

fn resources(live: &Domain, short: &str, settings: &Value) -> HostResources {
    let pages = |size, mount| HugePages { size, dir: format!("{mount}/libvirt/qemu/-1-{short}") };
    let devices = &live.devices;
    let aliases =
        |infos: Vec<&DeviceInfo>| infos.into_iter().filter_map(|info| info.alias.clone()).collect::<Vec<_>>();
    let taps = devices.interfaces.iter().filter_map(|interface| {
        let kind = interface.source.kind();
        let first = if kind == InterfaceType::Ethernet { 3 } else { 102 };
        let queues = i32::try_from(interface.driver.queues.unwrap_or(1)).unwrap_or(1);
        let descriptors =
            TapDescriptors { tap: (first..first + queues).collect(), vhost: (44..44 + queues).collect() };
        Some((interface.info.alias.clone()?, descriptors))
    });
    let sockets = devices.interfaces.iter().filter_map(|interface| {
        let alias = interface.info.alias.clone()?;
        let path = format!("/var/run/libvirt/qemu/passt/-1-{short}-{alias}.socket");
        Some((alias, path))
    });
    let tpms = devices.tpms.iter().filter_map(|tpm| {
        let connection = match tpm.backend {
            TpmBackend::Passthrough { .. } => TpmConnection::Passthrough { device: 1730, cancel: 1731 },
            _ => TpmConnection::Emulator { socket: "/dev/test".to_owned() },
        };
        Some((tpm.info.alias.clone()?, connection))
    });
    let hostdevs = aliases(devices.hostdevs.iter().map(|device| &device.info).collect());
    let videos = aliases(devices.videos.iter().map(|device| &device.info).collect());
    HostResources {
        host_smbios: None,
        huge_pages: vec![pages(2048, "/dev/hugepages2M"), pages(1_048_576, "/dev/hugepages1G")],
        automatic_nodes: (0..4).collect(),
        numa_nodes: Some((0..4).collect()),
        render_node: Some("/dev/dri/foo".to_owned()),
        network_addresses: BTreeMap::from([("nat-network;".to_owned(), "192.168.122.1".to_owned())]),
        taps: taps.collect(),
        network_sockets: sockets.collect(),
        tpms: tpms.collect(),
        vhost_user_gpus: videos.into_iter().map(|alias| (alias, 1729)).collect(),
        vhost_scsi: hostdevs.iter().map(|alias| (alias.clone(), 3)).collect(),
        vhost_vsock: Some(6789),
        scsi_generic: hostdevs.into_iter().map(|alias| (alias, "sg0".to_owned())).collect(),
        secrets: secrets(live, settings),
        sealed_texts: sealed_texts(live),
        credentials: credentials(settings),
        dbus_address: Some(format!("unix:path=/var/run/libvirt/qemu/dbus/-1-{short}-dbus.sock")),
        pipewire_runtime_dir: settings["env"]["PIPEWIRE_RUNTIME_DIR"].as_str().map(str::to_owned),
    }
}

/// Certificates are in a directory for each purpose; what is encrypted with them is a setting of the case.
fn credentials(settings: &Value) -> Credentials {
    let is_set = |name: &str| settings["conf"][name].as_str() == Some("1");
    let certificates = |purpose: &str, verify_clients| Certificates {
        dir: format!("/etc/pki/libvirt-{purpose}"),
        verify_clients,
        secret: None,
    };
    Credentials {
        vnc: is_set("vncTLS").then(|| certificates("vnc", is_set("vncTLSx509verify"))),
        vnc_sasl: is_set("vncSASL"),
        spice: is_set("spiceTLS").then(|| "/etc/pki/libvirt-spice".to_owned()),
        spice_sasl: is_set("spiceSASL"),
        spice_password: true,
        vnc_password: false,
        sasl_dir: Some("/etc/sasl2".to_owned()),
        character_devices: Some(certificates("chardev", true)),
        nbd: Some(Certificates { secret: nbd_secret(settings), ..certificates("nbd", true) }),
    }
}

fn nbd_secret(settings: &Value) -> Option<SecretRef> {
    Uuid::parse(settings["conf"]["nbdTLSx509secretUUID"].as_str()?).map(SecretRef::Uuid)
}

/// Every secret that a definition mentions; all of them are sealed alike.
fn secrets(live: &Domain, settings: &Value) -> Vec<SealedSecret> {
    let mut found: Vec<SecretRef> = nbd_secret(settings).into_iter().collect();
    let mut note = |source: &StorageSource| {
        found.extend(source.auth.iter().map(|auth| auth.secret.clone()));
        found.extend(
            source
                .encryption
                .iter()
                .flat_map(|encryption| &encryption.secrets)
                .map(|secret| secret.secret.clone()),
        );
    };
    live.devices.disks.iter().flat_map(model::device::disk::Disk::sources).for_each(&mut note);
    if let Some(NvramSource::Storage(source)) = live.os.nvram.as_ref().and_then(|nvram| nvram.source.as_ref())
    {
        note(source);
    }
    for hostdev in &live.devices.hostdevs {
        if let HostDevSource::Scsi(source) = &hostdev.source
            && let ScsiLocation::Iscsi { auth: Some(auth), .. } = &source.location
        {
            found.push(auth.secret.clone());
        }
    }
    let seal = |secret| SealedSecret {
        secret,
        data: "9eao5F8qtkGt+seB1HYivWIxbtwUu6MQtg1zpj/oDtUsPr1q8wBYM91uEHCn6j/1".to_owned(),
        iv: "AAECAwQFBgcICQoLDA0ODw==".to_owned(),
    };
    found.into_iter().map(seal).collect()
}

/// Cookies, sealed with the key that the recorded cases have.
fn sealed_texts(live: &Domain) -> BTreeMap<String, SealedText> {
    let iv = || "AAECAwQFBgcICQoLDA0ODw==".to_owned();
    launch::cookie_lines(live)
        .map(|line| (line.clone(), SealedText { data: seal::sealed(&line), iv: iv() }))
        .collect()
}

/// What virtual networks and storage pools stand for, which is looked up before a start: the networks that hand
/// out devices of the host, and the pool of an iSCSI target.
fn resolved(mut domain: Domain) -> Domain {
    for interface in &mut domain.devices.interfaces {
        if let InterfaceSource::Network(network) = &interface.source
            && network.network == "hostdev;plug-hostdev-pci"
        {
            let address = PciAddress { domain: 1, bus: 2, slot: 3, function: 4, ..PciAddress::default() };
            interface.source = InterfaceSource::HostDev { address, managed: Some(true) };
        }
    }
    for disk in &mut domain.devices.disks {
        if let Location::Volume(Some(volume)) = &disk.source.location
            && volume.mode == Some(VolumeMode::Direct)
        {
            let unit = volume.volume.rsplit(':').next().unwrap_or_default();
            let host = StorageHost { name: Some("iscsi.example.com".to_owned()), ..StorageHost::default() };
            disk.source.location = Location::Network(Box::new(NetworkLocation::at(
                NetworkProtocol::Iscsi,
                Some(format!("demo-target/{unit}")),
                vec![host],
            )));
        }
    }
    domain
}

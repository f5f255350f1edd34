//! Abilities of QEMU's interface that differ between releases, each with the evidence that tells.
//!
//! Whoever needs to know whether QEMU can do something adds a line here. Device types, device
//! properties, command-line parameters and QMP commands need none: they can be asked for by name on
//! [`EmulatorCapabilities`](crate::EmulatorCapabilities).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Schema;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        /// One ability of QEMU's interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        /// Every feature with the evidence that proves it: a path through the schema, or `-OPTION[/PARAMETER]`
        /// for a command-line option that QEMU lists.
        const EVIDENCE: &[(Feature, &str)] = &[$((Feature::$name, $path),)*];
    };
}

features! {
    // How things are given on the command line.

    /// `-device` takes JSON, and devices given so can be unplugged (6.2).
    JsonDevice = "device_add/!json-cli-hotplug";
    /// `-object` takes JSON (6.0): the QMP command got typed arguments in the same change.
    JsonObject = "object-add/arg/qom-type=secret";
    /// `-netdev` takes JSON (7.2): it came with the backends that needed it.
    JsonNetdev = "netdev_add/arg/type=dgram";
    /// `-chardev` takes JSON. No release so far does; `chardev-add` would carry the flag that
    /// `device_add` carries.
    JsonChardev = "chardev-add/!json-cli";
    /// `-action` (6.0), the option behind `set-action`.
    Action = "set-action";
    /// `set-action` knows what to do about a panic without stopping the guest: `shutdown`, `exit-failure`.
    PanicExitFailure = "set-action/arg/panic=exit-failure";
    /// `-compat` (6.0). It shows nowhere by itself; typed `object-add` came in the same release.
    Compat = "object-add/arg/qom-type=can-bus";
    /// `-set` and friends aside, `-display` can be changed at run time: `display-reload` (6.0).
    DisplayReload = "display-reload";

    // Block layer.

    /// `blockdev-reopen` without the experimental prefix (6.1).
    BlockdevReopen = "blockdev-reopen";
    /// A disk can be given an NVMe controller of the host.
    BlockdevNvme = "blockdev-add/arg/driver=nvme";
    /// A block export daemon can be built in: `block-export-add`.
    BlockExport = "block-export-add";
    /// vhost-user disks by libblkio.
    BlockdevVhostUser = "blockdev-add/arg/driver=virtio-blk-vhost-user";
    /// vhost-vDPA disks by libblkio (7.2).
    BlockdevVhostVdpa = "blockdev-add/arg/driver=virtio-blk-vhost-vdpa";
    /// The same with an inherited file descriptor.
    BlockdevVhostVdpaFdset = "blockdev-add/arg/driver=virtio-blk-vhost-vdpa/path/!fdset";
    /// Zeroes are discarded when `discard-no-unref` is set (8.1).
    Qcow2DiscardNoUnref = "blockdev-add/arg/driver=qcow2/discard-no-unref";
    /// Host devices as disks are refused write access dynamically.
    DynamicAutoReadOnly = "blockdev-add/arg/driver=file/!dynamic-auto-read-only";
    /// `io_uring` asynchronous I/O.
    AioIoUring = "blockdev-add/arg/driver=file/aio=io_uring";
    /// Remote disks through SSH.
    BlockdevSsh = "blockdev-add/arg/driver=ssh";
    /// Remote disks through RBD.
    BlockdevRbd = "blockdev-add/arg/driver=rbd";
    /// RBD disks that are encrypted by librbd (6.1).
    RbdEncryption = "blockdev-add/arg/driver=rbd/encrypt";
    /// RBD encryption layered over clones (8.0).
    RbdEncryptionLayering = "blockdev-add/arg/driver=rbd/encrypt/parent";
    /// RBD with any format of LUKS (8.0).
    RbdEncryptionLuksAny = "blockdev-add/arg/driver=rbd/encrypt/format=luks-any";
    /// Host SCSI pass-through controllers of NVMe kind, by `driver=host_device`.
    BlockdevHostDevice = "blockdev-add/arg/driver=host_device";
    /// Throttle groups as nodes.
    BlockdevThrottle = "blockdev-add/arg/driver=throttle";
    /// A node can be activated and set inactive (10.0).
    BlockdevSetActive = "blockdev-set-active";

    // Character devices, consoles, clipboards.

    /// SPICE agents as character devices.
    ChardevSpicevmc = "chardev-add/arg/backend/type=spicevmc";
    /// SPICE ports as character devices.
    ChardevSpiceport = "chardev-add/arg/backend/type=spiceport";
    /// D-Bus character devices (7.0).
    ChardevDbus = "chardev-add/arg/backend/type=dbus";
    /// A clipboard agent inside QEMU (6.1).
    ChardevQemuVdagent = "chardev-add/arg/backend/type=qemu-vdagent";
    /// Reconnection in milliseconds (9.2).
    ChardevReconnectMs = "chardev-add/arg/backend/type=socket/data/reconnect-ms";

    // Network.

    /// Datagram and stream backends (7.2).
    NetdevStream = "netdev_add/arg/type=stream";
    /// Stream backends that reconnect (8.0).
    NetdevStreamReconnect = "netdev_add/arg/type=stream/reconnect";
    /// Stream backends that reconnect after milliseconds (9.2).
    NetdevStreamReconnectMs = "netdev_add/arg/type=stream/reconnect-ms";
    /// User-mode network by libslirp.
    NetdevUser = "netdev_add/arg/type=user";
    /// vhost-vDPA network backends.
    NetdevVhostVdpa = "netdev_add/arg/type=vhost-vdpa";
    /// The passt helper built in (10.1).
    NetdevPasst = "netdev_add/arg/type=passt";
    /// AF_XDP network backends (8.2).
    NetdevAfXdp = "netdev_add/arg/type=af-xdp";

    // Memory and confidential guests.

    /// Backends that may be made of a file descriptor shared with a vhost-user process.
    MemoryBackendMemfd = "object-add/arg/qom-type=memory-backend-memfd";
    /// Enclave memory (6.2).
    MemoryBackendEpc = "object-add/arg/qom-type=memory-backend-epc";
    /// A backend that hides its pages from the host, for tests of confidential guests (9.1).
    MemoryBackendShm = "object-add/arg/qom-type=memory-backend-shm";
    /// Encrypted guests of AMD.
    SevGuest = "object-add/arg/qom-type=sev-guest";
    /// Encrypted guests of AMD whose kernel is measured too (6.2).
    SevGuestKernelHashes = "object-add/arg/qom-type=sev-guest/kernel-hashes";
    /// Encrypted guests of AMD with integrity (9.1).
    SevSnpGuest = "object-add/arg/qom-type=sev-snp-guest";
    /// Protected guests of IBM Z.
    S390PvGuest = "object-add/arg/qom-type=s390-pv-guest";
    /// Trusted domains of Intel (10.1).
    TdxGuest = "object-add/arg/qom-type=tdx-guest";
    /// A host thread can prepare memory with given affinity (7.2).
    ThreadContext = "object-add/arg/qom-type=thread-context";
    /// Preallocation by several threads (5.0).
    MemoryPreallocThreads = "object-add/arg/qom-type=memory-backend-ram/prealloc-threads";
    /// An I/O thread limits how many worker threads serve it (7.1).
    IothreadPoolMax = "object-add/arg/qom-type=iothread/thread-pool-max";
    /// IOMMUFD as an object (9.0).
    Iommufd = "object-add/arg/qom-type=iommufd";
    /// Dirty page rates (5.2).
    CalcDirtyRate = "calc-dirty-rate";
    /// Dirty page rates by bitmap or ring.
    CalcDirtyRateMode = "calc-dirty-rate/arg/mode=dirty-bitmap";
    /// The state of virtio-mem devices is reported by events (5.1).
    MemoryDeviceSizeChange = "MEMORY_DEVICE_SIZE_CHANGE";

    // Displays, input, sound.

    /// VNC inside.
    Vnc = "-vnc";
    /// SPICE inside. The schema has its commands even when the module that does it is not installed.
    Spice = "-spice";
    /// `-display dbus` (7.0); QEMU's schema names displays in `query-display-options`.
    DisplayDbus = "query-display-options/ret/type=dbus";
    /// `-display egl-headless`.
    DisplayEglHeadless = "query-display-options/ret/type=egl-headless";
    /// `-display sdl`.
    DisplaySdl = "query-display-options/ret/type=sdl";
    /// `-display gtk`.
    DisplayGtk = "query-display-options/ret/type=gtk";
    /// VNC and SPICE passwords can be set through one typed command (7.0).
    SetPasswordTyped = "set_password/arg/protocol=vnc/display";
    /// Screenshots in PNG (7.1).
    ScreendumpPng = "screendump/arg/format=png";
    /// Screenshots of a chosen device.
    ScreendumpDevice = "screendump/arg/device";
    /// `-audiodev` with the JACK backend.
    AudiodevJack = "query-audiodevs/ret/driver=jack";
    /// Sound backends are listed over QMP (8.0).
    QueryAudiodevs = "query-audiodevs";

    // Run-time questions.

    /// All statistics of the kernel and QEMU's own (7.1).
    QueryStats = "query-stats";
    /// The schema of those statistics (7.1).
    QueryStatsSchemas = "query-stats-schemas";
    /// `query-machines` can list compatibility properties (9.1).
    MachineCompatProps = "query-machines/arg/compat-props";
    /// Which of the host's CPU features a portable guest should not have (s390x, 9.1).
    CpuModelDeprecatedProps = "query-cpu-model-expansion/ret/deprecated-props";
    /// Resets are told apart by their cause.
    NicResetReason = "RESET/arg/reason";
    /// Unplugging that the guest refused has its own event (6.2).
    DeviceUnplugGuestError = "DEVICE_UNPLUG_GUEST_ERROR";
    /// Memory can be dumped while the guest runs.
    DumpGuestMemoryDetach = "dump-guest-memory/arg/detach";
    /// Memory dumps for the Windows debugger.
    DumpWinDmp = "dump-guest-memory/arg/format=win-dmp";
    /// Memory dumps without flattening (8.2).
    DumpRawKdump = "dump-guest-memory/arg/format=kdump-raw-zlib";
    /// The guest's time can be set by hand after a pause.
    RtcResetReinjection = "rtc-reset-reinjection";
    /// Migration parameters can be listed in one typed structure with TLS authorisation.
    MigrationTlsAuthz = "migrate-set-parameters/arg/tls-authz";
    /// Block bitmaps travel with a migration, by an explicit mapping (5.2).
    MigrationBlockBitmapMapping = "migrate-set-parameters/arg/block-bitmap-mapping";
    /// A bitmap's transformation while it travels (6.0).
    MigrationBlockBitmapTransform = "migrate-set-parameters/arg/block-bitmap-mapping/bitmaps/transform";
    /// Jobs have their own life cycle and can be dismissed.
    JobDismiss = "job-dismiss";
    /// Backups by blockdev with tuning parameters (6.0).
    BlockdevBackupPerf = "blockdev-backup/arg/x-perf";
    /// Snapshots of internal kind as jobs (6.0).
    SnapshotSave = "snapshot-save";
    /// vCPUs' dirty page rates can be limited (7.1).
    SetVcpuDirtyLimit = "set-vcpu-dirty-limit";
    /// The guest's clock is asked to announce its network address.
    AnnounceSelf = "announce-self";
    /// The balloon tells what is plugged besides.
    QueryMemoryDevices = "query-memory-devices";
    /// Sockets of Hyper-V enlightened memory (8.2).
    QueryHvBalloon = "query-hv-balloon-status-report";
}

impl Feature {
    /// Every feature that there is.
    pub fn all() -> impl Iterator<Item = Self> {
        EVIDENCE.iter().map(|(feature, _)| *feature)
    }

    /// The evidence that proves it.
    pub fn evidence(self) -> &'static str {
        EVIDENCE[self as usize].1
    }

    /// The features that a schema and a list of options prove.
    pub fn detect(schema: &Schema, options: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Self> {
        let listed = |option: &str| match option.split_once('/') {
            Some((option, parameter)) => options.get(option).is_some_and(|known| known.contains(parameter)),
            None => options.contains_key(option),
        };
        let proven = |feature: &Self| match feature.evidence().strip_prefix('-') {
            Some(option) => listed(option),
            None => schema.has(feature.evidence()),
        };
        Self::all().filter(proven).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_feature_needs_its_own_evidence() {
        let schema = Schema::from_reply(json!([
            {"name": "set-action", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
            {"name": "0", "meta-type": "object", "members": []},
        ]));
        let options = BTreeMap::from([("spice".to_owned(), BTreeSet::from(["port".to_owned()]))]);
        let found = Feature::detect(&schema, &options);
        assert_eq!(found, BTreeSet::from([Feature::Action, Feature::Spice]));
    }

    #[test]
    fn names_in_the_cache_are_plain_words() {
        assert_eq!(serde_json::to_value(Feature::JsonDevice).unwrap(), "json-device");
        let distinct: BTreeSet<_> = Feature::all().collect();
        assert_eq!(distinct.len(), EVIDENCE.len());
    }
}

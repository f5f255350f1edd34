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
    /// A panicked guest can end QEMU with a failure (7.1).
    PanicExitFailure = "set-action/arg/panic=exit-failure";
    /// `-compat` (6.0). It shows nowhere by itself; typed `object-add` came in the same release.
    Compat = "object-add/arg/qom-type=can-bus";

    // Block layer.

    /// `blockdev-reopen` without the experimental prefix (6.1).
    BlockdevReopen = "blockdev-reopen";
    /// Disks on NVMe controllers of the host that QEMU drives itself.
    BlockdevNvme = "blockdev-add/arg/driver=nvme";
    /// vhost-user disks through libblkio (7.2).
    BlockdevVhostUser = "blockdev-add/arg/driver=virtio-blk-vhost-user";
    /// vhost-vDPA disks through libblkio (7.2).
    BlockdevVhostVdpa = "blockdev-add/arg/driver=virtio-blk-vhost-vdpa";
    /// The same with an inherited file descriptor (8.1).
    BlockdevVhostVdpaFdset = "blockdev-add/arg/driver=virtio-blk-vhost-vdpa/!fdset";
    /// Discarded clusters of a qcow2 image can keep their place (8.1).
    Qcow2DiscardNoUnref = "blockdev-add/arg/driver=qcow2/discard-no-unref";
    /// An image that is opened "read-only where need be" is reopened when that changes.
    DynamicAutoReadOnly = "blockdev-add/arg/driver=file/!dynamic-auto-read-only";
    /// Asynchronous I/O by `io_uring`.
    AioIoUring = "blockdev-add/arg/driver=file/aio=io_uring";
    /// Disks over SSH.
    BlockdevSsh = "blockdev-add/arg/driver=ssh";
    /// Disks over TFTP.
    BlockdevTftp = "blockdev-add/arg/driver=tftp";
    /// Disks of Ceph.
    BlockdevRbd = "blockdev-add/arg/driver=rbd";
    /// Disks of Ceph that Ceph encrypts (6.1).
    RbdEncryption = "blockdev-add/arg/driver=rbd/encrypt";
    /// Such encryption in layers (8.0).
    RbdEncryptionLayering = "blockdev-add/arg/driver=rbd/encrypt/parent";
    /// Such encryption with whichever version of LUKS the image has (8.0).
    RbdEncryptionLuksAny = "blockdev-add/arg/driver=rbd/encrypt/format=luks-any";
    /// A block node can be set active and inactive (10.0).
    BlockdevSetActive = "blockdev-set-active";
    /// Backups can be tuned (6.0).
    BlockdevBackupPerf = "blockdev-backup/arg/x-perf";
    /// Internal snapshots are jobs (6.0).
    SnapshotSave = "snapshot-save";

    // Character devices and displays.

    /// SPICE agents as character devices.
    ChardevSpicevmc = "chardev-add/arg/backend/type=spicevmc";
    /// SPICE ports as character devices.
    ChardevSpiceport = "chardev-add/arg/backend/type=spiceport";
    /// D-Bus character devices (7.0).
    ChardevDbus = "chardev-add/arg/backend/type=dbus";
    /// A clipboard agent inside QEMU (6.1).
    ChardevQemuVdagent = "chardev-add/arg/backend/type=qemu-vdagent";
    /// A socket's reconnection in milliseconds (9.2).
    ChardevReconnectMs = "chardev-add/arg/backend/type=socket/data/reconnect-ms";
    /// VNC inside.
    Vnc = "-vnc";
    /// SPICE inside. The schema has its commands even when the module that does it is not installed.
    Spice = "-spice";
    /// `-display dbus` (7.0).
    DisplayDbus = "query-display-options/ret/type=dbus";
    /// `-display egl-headless`.
    DisplayEglHeadless = "query-display-options/ret/type=egl-headless";
    /// `-display sdl`.
    DisplaySdl = "query-display-options/ret/type=sdl";
    /// `-display gtk`.
    DisplayGtk = "query-display-options/ret/type=gtk";
    /// A display's certificates can be read anew while it runs (6.0).
    DisplayReload = "display-reload";
    /// `set_password` has arguments of its own for each protocol (7.0).
    SetPasswordTyped = "set_password/arg/protocol=vnc/display";
    /// Screenshots in PNG (7.1).
    ScreendumpPng = "screendump/arg/format=png";
    /// Screenshots of a chosen device.
    ScreendumpDevice = "screendump/arg/device";
    /// Sound backends are listed over QMP (8.0).
    QueryAudiodevs = "query-audiodevs";

    // Network.

    /// Datagram and stream backends (7.2), which also serve the passt helper.
    NetdevStream = "netdev_add/arg/type=stream";
    /// Stream backends that reconnect (8.0).
    NetdevStreamReconnect = "netdev_add/arg/type=stream/reconnect";
    /// Stream backends that reconnect after milliseconds (9.2).
    NetdevStreamReconnectMs = "netdev_add/arg/type=stream/reconnect-ms";
    /// A user-mode network inside (libslirp).
    NetdevUser = "netdev_add/arg/type=user";
    /// vhost-vDPA backends.
    NetdevVhostVdpa = "netdev_add/arg/type=vhost-vdpa";
    /// The passt helper started by QEMU itself (10.1).
    NetdevPasst = "netdev_add/arg/type=passt";
    /// AF_XDP backends (8.2).
    NetdevAfXdp = "netdev_add/arg/type=af-xdp";

    // Objects. Whether a type exists at all is asked with `has_device`.

    /// The kernel of an encrypted AMD guest is measured too (6.2).
    SevGuestKernelHashes = "object-add/arg/qom-type=sev-guest/kernel-hashes";
    /// An I/O thread can be told how many workers it may have (7.1).
    IothreadPoolMax = "object-add/arg/qom-type=iothread/thread-pool-max";

    // Questions to a running guest.

    /// Dirty page rates by bitmap or ring (6.2).
    CalcDirtyRateMode = "calc-dirty-rate/arg/mode=dirty-bitmap";
    /// The page rates of virtual CPUs can be limited (7.1).
    SetVcpuDirtyLimit = "set-vcpu-dirty-limit";
    /// Statistics of the kernel and of QEMU (7.1).
    QueryStats = "query-stats";
    /// What those statistics are (7.1).
    QueryStatsSchemas = "query-stats-schemas";
    /// `query-machines` can list compatibility properties (9.1).
    MachineCompatProps = "query-machines/arg/compat-props";
    /// An expanded CPU model names its deprecated features (s390x, 9.1).
    CpuModelDeprecatedProps = "query-cpu-model-expansion/ret/deprecated-props";
    /// The event of a reset tells its cause.
    ResetReason = "RESET/arg/reason";
    /// A guest's refusal to give up a device is an event (6.2).
    DeviceUnplugGuestError = "DEVICE_UNPLUG_GUEST_ERROR";
    /// A change of pluggable memory is an event.
    MemoryDeviceSizeChange = "MEMORY_DEVICE_SIZE_CHANGE";
    /// Memory dumps in the background.
    DumpDetach = "dump-guest-memory/arg/detach";
    /// Memory dumps for the Windows debugger.
    DumpWinDmp = "dump-guest-memory/arg/format=win-dmp";
    /// Memory dumps that need no flattening (8.2).
    DumpRawKdump = "dump-guest-memory/arg/format=kdump-raw-zlib";
    /// Block bitmaps travel with a migration by explicit mapping (5.2).
    MigrationBlockBitmapMapping = "migrate-set-parameters/arg/block-bitmap-mapping";
    /// Bitmaps can be changed while they travel (6.0).
    MigrationBlockBitmapTransform = "migrate-set-parameters/arg/block-bitmap-mapping/bitmaps/transform";
    /// Who may send a migration is decided by TLS authorization.
    MigrationTlsAuthz = "migrate-set-parameters/arg/tls-authz";
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

//! What the host lends to a guest that is looked for only when a definition asks for it.

use std::collections::BTreeMap;

use model::device::storage::SecretRef;
use model::sysinfo::Smbios;
use model::{Domain, NumberSet};

use crate::{Certificates, Credentials};

/// Resources of the host, as values. Empty when a guest needs none of them.
///
/// Descriptors are numbers under which QEMU inherits what the caller has opened; they must not collide with
/// those that [`DescriptorNumbers`](crate::DescriptorNumbers) gives out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostResources {
    /// Where huge pages are, the default size first.
    pub huge_pages: Vec<HugePages>,
    /// The NUMA nodes that were chosen for a guest which leaves the choice to the host.
    pub automatic_nodes: NumberSet,
    /// The nodes that the host has; `None`: it was not asked.
    pub numa_nodes: Option<NumberSet>,
    /// The device that renders for displays which name none.
    pub render_node: Option<String>,
    /// The addresses of virtual networks, by name, for displays that listen there.
    pub network_addresses: BTreeMap<String, String>,
    /// What network interfaces are connected to, by alias.
    pub taps: BTreeMap<String, TapDescriptors>,
    /// Sockets of the processes that serve network interfaces which name none, by alias.
    pub network_sockets: BTreeMap<String, String>,
    /// Where TPMs are, by alias.
    pub tpms: BTreeMap<String, TpmConnection>,
    /// Connections to processes that draw for video devices, by alias.
    pub vhost_user_gpus: BTreeMap<String, i32>,
    /// `/dev/vhost-scsi`, opened for host devices, by alias.
    pub vhost_scsi: BTreeMap<String, i32>,
    /// `/dev/vhost-vsock`, opened.
    pub vhost_vsock: Option<i32>,
    /// The generic SCSI devices (`/dev/sg0`) of SCSI host devices, by alias.
    pub scsi_generic: BTreeMap<String, String>,
    /// Passwords and keys.
    pub secrets: Vec<SealedSecret>,
    /// What else QEMU is told under seal: the text, and what became of it.
    pub sealed_texts: BTreeMap<String, SealedText>,
    /// What connections are secured with.
    pub credentials: Credentials,
    /// The bus that a D-Bus display is on, as D-Bus writes addresses.
    pub dbus_address: Option<String>,
    /// The host's own firmware tables, when they can be read.
    pub host_smbios: Option<Smbios>,
    /// Where PipeWire's socket is, for sound that does not say.
    pub pipewire_runtime_dir: Option<String>,
}

/// The number of the first tap device of a command line that is only looked at.
const FIRST_TAP: i32 = 3;

impl HostResources {
    /// What a start would get from the host, for a command line that is only looked at: tap devices under the numbers
    /// that they would be inherited under, certificates in a directory, the bus of a display.
    pub fn imagined(live: &Domain, certificates: &str, dbus_address: String) -> Self {
        let aliases = live.devices.interfaces.iter().filter_map(|interface| interface.info.alias.clone());
        let taps = aliases.zip(FIRST_TAP..).map(|(alias, fd)| {
            let tap = TapDescriptors { tap: vec![fd], vhost: Vec::new() };
            (alias, tap)
        });
        let certificates =
            || Certificates { dir: certificates.to_owned(), verify_clients: true, secret: None };
        Self {
            credentials: Credentials {
                nbd: Some(certificates()),
                character_devices: Some(certificates()),
                ..Credentials::default()
            },
            taps: taps.collect(),
            dbus_address: Some(dbus_address),
            ..Self::default()
        }
    }
}

/// Pages of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HugePages {
    /// The size of a page in KiB.
    pub size: u64,
    /// The guest's own directory on that file system, without a slash at the end.
    pub dir: String,
}

/// A tap device, opened once for each queue, and as many `/dev/vhost-net`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TapDescriptors {
    /// The tap device.
    pub tap: Vec<i32>,
    /// The kernel's own network backend; none to do without.
    pub vhost: Vec<i32>,
}

/// Where a TPM is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TpmConnection {
    /// An emulator that listens on this socket.
    Emulator {
        /// The socket's path.
        socket: String,
    },
    /// The host's own, opened.
    Passthrough {
        /// The device.
        device: i32,
        /// The file that cancels its commands.
        cancel: i32,
    },
}

/// A text, sealed with the guest's master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedText {
    /// The cipher text (AES-256-CBC, padded), in base64.
    pub data: String,
    /// The initialisation vector, in base64.
    pub iv: String,
}

/// A password or key, sealed with the guest's master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSecret {
    /// What the definition calls it.
    pub secret: SecretRef,
    /// The cipher text (AES-256-CBC, padded), in base64.
    pub data: String,
    /// The initialisation vector, in base64.
    pub iv: String,
}

//! What `<interface>` says.

use crate::device::address::PciAddress;
use crate::device::chardev::{Reconnect, SocketMode};
use crate::device::hostdev::HostDevDriver;
use crate::device::info::{DeviceInfo, VirtioOptions};
use crate::{Mac, Uuid};

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// What it is connected to.
    pub source: InterfaceSource,
    /// Its MAC address.
    pub mac: Option<MacAddress>,
    /// The model; any name, since not all are known beforehand. `None` when it is to be chosen.
    pub model: Option<String>,
    /// Whether filters that the guest asks for are obeyed.
    pub trust_guest_rx_filters: Option<bool>,
    /// The virtual switch port.
    pub virtual_port: Option<VirtualPort>,
    /// Limits.
    pub bandwidth: Option<Bandwidth>,
    /// VLAN tags.
    pub vlan: Option<Vlan>,
    /// Whether guests of the same network are kept apart.
    pub port_isolated: Option<bool>,
    /// The program that sets it up.
    pub script: Option<String>,
    /// The program that tears it down.
    pub down_script: Option<String>,
    /// The Xen domain that serves it.
    pub backend_domain: Option<String>,
    /// Its name on the host. Names that libvirt made are live only.
    pub target: Option<InterfaceTarget>,
    /// Its name in the guest (containers).
    pub guest: Option<InterfaceGuest>,
    /// How it is driven.
    pub driver: InterfaceDriver,
    /// What moves its packets on the host.
    pub backend: InterfaceBackend,
    /// Ports of the host that lead to the guest (passt).
    pub port_forwards: Vec<PortForward>,
    /// The packet filter.
    pub filter: Option<FilterRef>,
    /// Whether the cable is plugged in.
    pub link: Option<LinkState>,
    /// Largest packet in bytes.
    pub mtu: Option<u32>,
    /// The host's send buffer in bytes.
    pub send_buffer: Option<u64>,
    /// How many packets an interrupt waits for.
    pub coalesce_rx_max_frames: Option<u32>,
    /// Its part in a pair.
    pub teaming: Option<Teaming>,
    /// Addresses and routes in the guest.
    pub guest_ip: IpConfig,
    /// Alias, boot order, address ...
    pub info: DeviceInfo,
}

impl Interface {
    /// One of which nothing else is said.
    pub fn plain(source: InterfaceSource, mac: Option<MacAddress>, model: Option<String>) -> Self {
        Self {
            source,
            mac,
            model,
            trust_guest_rx_filters: None,
            virtual_port: None,
            bandwidth: None,
            vlan: None,
            port_isolated: None,
            script: None,
            down_script: None,
            backend_domain: None,
            target: None,
            guest: None,
            driver: InterfaceDriver::default(),
            backend: InterfaceBackend::default(),
            port_forwards: Vec::new(),
            filter: None,
            link: None,
            mtu: None,
            send_buffer: None,
            coalesce_rx_max_frames: None,
            teaming: None,
            guest_ip: IpConfig::default(),
            info: DeviceInfo::default(),
        }
    }
}

/// A MAC address and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MacAddress {
    /// The address.
    pub address: Mac,
    /// Who chose it (VMware).
    pub mac_type: Option<MacType>,
    /// Whether VMware checks it.
    pub check: Option<bool>,
    /// What the guest has changed it to; live only.
    pub current: Option<Mac>,
}

/// What an interface is connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InterfaceSource {
    /// A device made for the guest.
    Ethernet {
        /// Addresses and routes on the host.
        host_ip: IpConfig,
    },
    /// QEMU's or another program's own network.
    User {
        /// The host's interface to leave by (passt).
        dev: Option<String>,
        /// Addresses and routes on the host.
        host_ip: IpConfig,
    },
    /// A vhost-user server.
    VhostUser(VhostUserSource),
    /// A virtual network.
    Network(NetworkSource),
    /// A bridge of the host.
    Bridge {
        /// Its name.
        bridge: String,
    },
    /// A multicast group.
    Mcast(SocketSource),
    /// A socket that listens.
    Server(SocketSource),
    /// A socket that connects.
    Client(SocketSource),
    /// UDP packets.
    Udp(SocketSource),
    /// A host interface, by macvtap.
    Direct {
        /// Its name.
        dev: String,
        /// How packets reach it.
        mode: Option<DirectMode>,
    },
    /// Another switch of the hypervisor.
    Internal {
        /// Its name.
        name: String,
    },
    /// A PCI device of the host.
    HostDev {
        /// Its address there.
        address: PciAddress,
        /// Whether it is taken from its host driver and given back.
        managed: Option<bool>,
    },
    /// A vDPA device of the host.
    Vdpa {
        /// Its path.
        dev: String,
    },
    /// Nothing.
    Null,
    /// A distributed switch (VMware).
    Vds(VdsSource),
}

xml::words! {
    /// A kind of interface.
    pub enum InterfaceType {
        User = "user", Ethernet = "ethernet", VhostUser = "vhostuser", Server = "server", Client = "client",
        Mcast = "mcast", Network = "network", Bridge = "bridge", Internal = "internal", Direct = "direct",
        HostDev = "hostdev", Udp = "udp", Vdpa = "vdpa", Null = "null", Vds = "vds",
    }

    /// Who chose a MAC address.
    pub enum MacType { Generated = "generated", Static = "static" }

    /// How packets reach a host interface by macvtap.
    pub enum DirectMode { Vepa = "vepa", Private = "private", Bridge = "bridge", Passthrough = "passthrough" }

    /// A kind of virtual switch port.
    pub enum VirtualPortType {
        Vepa = "802.1Qbg", VnLink = "802.1Qbh", OpenVSwitch = "openvswitch", Midonet = "midonet",
    }

    /// How a native VLAN is tagged.
    pub enum NativeVlanMode { Tagged = "tagged", Untagged = "untagged" }

    /// What moves packets on the host.
    pub enum InterfaceDriverName { Qemu = "qemu", Vhost = "vhost" }

    /// When packets are sent.
    pub enum TxMode { Iothread = "iothread", Timer = "timer" }

    /// What serves user networks.
    pub enum InterfaceBackendType { Default = "default", Passt = "passt" }

    /// Whether the cable is plugged in.
    pub enum LinkState { Up = "up", Down = "down" }

    /// The part of an interface in a pair.
    pub enum TeamingType { Persistent = "persistent", Transient = "transient" }

    /// A transport protocol.
    pub enum ForwardProtocol { Tcp = "tcp", Udp = "udp" }
}

/// A vhost-user server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VhostUserSource {
    /// Its socket.
    pub path: Option<String>,
    /// Who opens the connection.
    pub mode: Option<SocketMode>,
    /// Whether a lost connection is opened again.
    pub reconnect: Option<Reconnect>,
    /// The host's interface to leave by (passt).
    pub dev: Option<String>,
}

/// A virtual network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkSource {
    /// Its name.
    pub network: String,
    /// The port group.
    pub port_group: Option<String>,
    /// The port's identity; live only.
    pub port_id: Option<Uuid>,
    /// The bridge it turned out to be; live only.
    pub bridge: Option<String>,
}

/// Sockets between guests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SocketSource {
    /// The address to listen on or to connect to.
    pub address: Option<String>,
    /// Its port.
    pub port: u32,
    /// UDP: the address that packets are received on.
    pub local_address: Option<String>,
    /// UDP: the port that packets are received on.
    pub local_port: Option<u32>,
}

/// A distributed switch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VdsSource {
    /// The switch.
    pub switch_id: Option<Uuid>,
    /// The port.
    pub port_id: Option<i64>,
    /// The port group.
    pub port_group_id: Option<String>,
    /// The connection.
    pub connection_id: Option<i64>,
}

/// A virtual switch port.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VirtualPort {
    /// Which kind; `None` to leave it to the network.
    pub port_type: Option<VirtualPortType>,
    /// 802.1Qbg: 0 to 255.
    pub manager_id: Option<u32>,
    /// 802.1Qbg: 0 to 0xffffff.
    pub type_id: Option<u32>,
    /// 802.1Qbg: 0 to 255.
    pub type_id_version: Option<u32>,
    /// 802.1Qbg.
    pub instance_id: Option<Uuid>,
    /// 802.1Qbh, Open vSwitch.
    pub profile_id: Option<String>,
    /// Open vSwitch, Midonet.
    pub interface_id: Option<Uuid>,
}

/// Limits of an interface.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bandwidth {
    /// To the guest.
    pub inbound: Option<Rate>,
    /// From the guest.
    pub outbound: Option<Rate>,
}

/// A limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    /// KiB per second in the long run.
    pub average: Option<u64>,
    /// KiB per second in a burst.
    pub peak: Option<u64>,
    /// KiB of a burst.
    pub burst: Option<u64>,
    /// KiB per second that are guaranteed.
    pub floor: Option<u64>,
}

/// VLAN tags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vlan {
    /// Whether packets keep their tags.
    pub trunk: bool,
    /// The tags.
    pub tags: Vec<VlanTag>,
}

/// A VLAN tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VlanTag {
    /// 0 to 4095.
    pub id: u32,
    /// It is the native one, and how it is tagged.
    pub native: Option<NativeVlanMode>,
}

/// The interface's name on the host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterfaceTarget {
    /// The name; `None` to have one made up.
    pub dev: Option<String>,
    /// Whether the device is made for the guest.
    pub managed: Option<bool>,
}

/// The interface's name in a container.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterfaceGuest {
    /// The name that was asked for.
    pub dev: Option<String>,
    /// The name that it has.
    pub actual: Option<String>,
}

/// How an interface is driven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterfaceDriver {
    /// What moves packets.
    pub name: Option<InterfaceDriverName>,
    /// When packets are sent.
    pub tx_mode: Option<TxMode>,
    /// I/O in a thread of its own.
    pub ioeventfd: Option<bool>,
    /// Fewer notifications.
    pub event_idx: Option<bool>,
    /// How many queues.
    pub queues: Option<u32>,
    /// The length of the receiving queue.
    pub rx_queue_size: Option<u32>,
    /// The length of the sending queue.
    pub tx_queue_size: Option<u32>,
    /// Receive side scaling.
    pub rss: Option<bool>,
    /// The hash is told to the guest.
    pub rss_hash_report: Option<bool>,
    /// The virtio transport.
    pub virtio: VirtioOptions,
    /// What the host offloads.
    pub host: HostOffloads,
    /// What the guest offloads.
    pub guest: GuestOffloads,
    /// How the host device behind it is driven.
    pub host_device: HostDevDriver,
}

/// What the host offloads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HostOffloads {
    /// Checksums.
    pub csum: Option<bool>,
    /// Segmentation.
    pub gso: Option<bool>,
    /// TCP segmentation.
    pub tso4: Option<bool>,
    /// TCP segmentation over IPv6.
    pub tso6: Option<bool>,
    /// Congestion notification.
    pub ecn: Option<bool>,
    /// UDP fragmentation.
    pub ufo: Option<bool>,
    /// Merged receive buffers.
    pub mrg_rxbuf: Option<bool>,
}

/// What the guest offloads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GuestOffloads {
    /// Checksums.
    pub csum: Option<bool>,
    /// TCP segmentation.
    pub tso4: Option<bool>,
    /// TCP segmentation over IPv6.
    pub tso6: Option<bool>,
    /// Congestion notification.
    pub ecn: Option<bool>,
    /// UDP fragmentation.
    pub ufo: Option<bool>,
}

/// What moves packets on the host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterfaceBackend {
    /// Which program.
    pub backend_type: Option<InterfaceBackendType>,
    /// The device that taps are made from.
    pub tap: Option<String>,
    /// The device that vhost is driven by.
    pub vhost: Option<String>,
    /// The program's log.
    pub log_file: Option<String>,
}

impl InterfaceBackend {
    /// Whether passt is named.
    pub fn is_passt(&self) -> bool {
        self.backend_type == Some(InterfaceBackendType::Passt)
    }
}

/// Ports of the host that lead to the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortForward {
    /// The protocol.
    pub protocol: ForwardProtocol,
    /// The host's address.
    pub address: Option<String>,
    /// The host's interface.
    pub dev: Option<String>,
    /// Which ports; empty for all.
    pub ranges: Vec<PortRange>,
}

/// A range of ports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PortRange {
    /// The first.
    pub start: u32,
    /// The last.
    pub end: Option<u32>,
    /// What the first becomes.
    pub to: Option<u32>,
    /// They do not lead to the guest.
    pub exclude: Option<bool>,
}

/// A packet filter and its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilterRef {
    /// The filter's name.
    pub filter: String,
    /// Its parameters, as name and value.
    pub parameters: Vec<(String, String)>,
}

/// An interface's part in a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teaming {
    /// Which part.
    pub teaming_type: TeamingType,
    /// The alias of the other one.
    pub persistent: Option<String>,
}

/// Addresses and routes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IpConfig {
    /// Addresses.
    pub addresses: Vec<IpAddress>,
    /// Routes.
    pub routes: Vec<Route>,
}

xml::words! {
    /// A version of the internet protocol.
    pub enum IpFamily { Ipv4 = "ipv4", Ipv6 = "ipv6" }
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IpAddress {
    /// The address.
    pub address: std::net::IpAddr,
    /// The network's bits.
    pub prefix: Option<u32>,
    /// The other end.
    pub peer: Option<std::net::IpAddr>,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The version of the protocol; `None` when not given.
    pub family: Option<IpFamily>,
    /// The network.
    pub address: String,
    /// The network's bits as a mask.
    pub netmask: Option<String>,
    /// The network's bits.
    pub prefix: Option<u32>,
    /// Where packets go.
    pub gateway: String,
    /// The route's cost.
    pub metric: Option<u32>,
}

impl InterfaceSource {
    /// Its kind.
    pub const fn kind(&self) -> InterfaceType {
        match self {
            Self::Ethernet { .. } => InterfaceType::Ethernet,
            Self::User { .. } => InterfaceType::User,
            Self::VhostUser(_) => InterfaceType::VhostUser,
            Self::Network(_) => InterfaceType::Network,
            Self::Bridge { .. } => InterfaceType::Bridge,
            Self::Mcast(_) => InterfaceType::Mcast,
            Self::Server(_) => InterfaceType::Server,
            Self::Client(_) => InterfaceType::Client,
            Self::Udp(_) => InterfaceType::Udp,
            Self::Direct { .. } => InterfaceType::Direct,
            Self::Internal { .. } => InterfaceType::Internal,
            Self::HostDev { .. } => InterfaceType::HostDev,
            Self::Vdpa { .. } => InterfaceType::Vdpa,
            Self::Null => InterfaceType::Null,
            Self::Vds(_) => InterfaceType::Vds,
        }
    }
}

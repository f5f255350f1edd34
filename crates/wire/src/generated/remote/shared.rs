// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::WireError;
use crate::limits;
use crate::xdr::{Decode, Decoder, Encode, Encoder, codec};

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Domain {
    pub name: String,
    pub uuid: [u8; 16],
    pub id: i32,
}

codec!(Domain { name, uuid, id }, 24);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    pub name: String,
    pub uuid: [u8; 16],
}

codec!(Network { name, uuid }, 20);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkPort {
    pub net: Network,
    pub uuid: [u8; 16],
}

codec!(NetworkPort { net, uuid }, 36);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Nwfilter {
    pub name: String,
    pub uuid: [u8; 16],
}

codec!(Nwfilter { name, uuid }, 20);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NwfilterBinding {
    pub portdev: String,
    pub filtername: String,
}

codec!(NwfilterBinding { portdev, filtername }, 8);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interface {
    pub name: String,
    pub mac: String,
}

codec!(Interface { name, mac }, 8);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePool {
    pub name: String,
    pub uuid: [u8; 16],
}

codec!(StoragePool { name, uuid }, 20);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVol {
    pub pool: String,
    pub name: String,
    pub key: String,
}

codec!(StorageVol { pool, name, key }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDevice {
    pub name: String,
}

codec!(NodeDevice { name }, 4);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Secret {
    pub uuid: [u8; 16],
    pub usage_type: i32,
    pub usage_id: String,
}

codec!(Secret { uuid, usage_type, usage_id }, 24);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainCheckpoint {
    pub name: String,
    pub dom: Domain,
}

codec!(DomainCheckpoint { name, dom }, 28);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainSnapshot {
    pub name: String,
    pub dom: Domain,
}

codec!(DomainSnapshot { name, dom }, 28);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RemoteError {
    pub code: i32,
    pub domain: i32,
    pub message: Option<String>,
    pub level: i32,
    pub dom: Option<Domain>,
    pub str1: Option<String>,
    pub str2: Option<String>,
    pub str3: Option<String>,
    pub int1: i32,
    pub int2: i32,
    pub net: Option<Network>,
}

codec!(RemoteError { code, domain, message, level, dom, str1, str2, str3, int1, int2, net }, 44);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VcpuInfo {
    pub number: u32,
    pub state: i32,
    pub cpu_time: u64,
    pub cpu: i32,
}

codec!(VcpuInfo { number, state, cpu_time, cpu }, 20);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypedParam {
    pub field: String,
    pub value: TypedParamValue,
}

codec!(TypedParam { field, value }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetCpuStats {
    pub field: String,
    pub value: u64,
}

codec!(NodeGetCpuStats { field, value }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeGetMemoryStats {
    pub field: String,
    pub value: u64,
}

codec!(NodeGetMemoryStats { field, value }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainDiskError {
    pub disk: String,
    pub error: i32,
}

codec!(DomainDiskError { disk, error }, 8);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMemoryStat {
    pub tag: i32,
    pub val: u64,
}

codec!(DomainMemoryStat { tag, val }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIothreadInfo {
    pub iothread_id: u32,
    pub cpumap: Vec<u8>,
}

codec!(DomainIothreadInfo { iothread_id, cpumap: opaque(limits::CPUMAP_MAX) }, 8);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventGraphicsAddress {
    pub family: i32,
    pub node: String,
    pub service: String,
}

codec!(DomainEventGraphicsAddress { family, node, service }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainEventGraphicsIdentity {
    pub r#type: String,
    pub name: String,
}

codec!(DomainEventGraphicsIdentity { r#type, name }, 8);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetworkDhcpLease {
    pub iface: String,
    pub expirytime: i64,
    pub r#type: i32,
    pub mac: Option<String>,
    pub iaid: Option<String>,
    pub ipaddr: String,
    pub prefix: u32,
    pub hostname: Option<String>,
    pub clientid: Option<String>,
}

codec!(NetworkDhcpLease { iface, expirytime, r#type, mac, iaid, ipaddr, prefix, hostname, clientid }, 40);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainStatsRecord {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
}

codec!(DomainStatsRecord { dom, params: array(limits::CONNECT_GET_ALL_DOMAIN_STATS_MAX) }, 28);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainFsinfo {
    pub mountpoint: String,
    pub name: String,
    pub fstype: String,
    pub dev_aliases: Vec<String>,
}

codec!(DomainFsinfo { mountpoint, name, fstype, dev_aliases: array(limits::DOMAIN_FSINFO_DISKS_MAX) }, 16);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainIpAddr {
    pub r#type: i32,
    pub addr: String,
    pub prefix: u32,
}

codec!(DomainIpAddr { r#type, addr, prefix }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainInterface {
    pub name: String,
    pub hwaddr: Option<String>,
    pub addrs: Vec<DomainIpAddr>,
}

codec!(DomainInterface { name, hwaddr, addrs: array(limits::DOMAIN_IP_ADDR_MAX) }, 12);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreamHole {
    pub length: i64,
    pub flags: u32,
}

codec!(StreamHole { length, flags }, 12);

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AuthType(pub i32);

impl AuthType {
    pub const NONE: Self = Self(0);
    pub const SASL: Self = Self(1);
    pub const POLKIT: Self = Self(2);
}

impl Encode for AuthType {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for AuthType {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

/// A value that says its type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypedParamValue {
    Int(i32),
    Uint(u32),
    Llong(i64),
    Ullong(u64),
    Double(f64),
    Boolean(i32),
    String(String),
}

impl Default for TypedParamValue {
    fn default() -> Self {
        Self::Int(Default::default())
    }
}

impl Encode for TypedParamValue {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        match self {
            Self::Int(value) => {
                1i32.encode(to)?;
                value.encode(to)
            }
            Self::Uint(value) => {
                2i32.encode(to)?;
                value.encode(to)
            }
            Self::Llong(value) => {
                3i32.encode(to)?;
                value.encode(to)
            }
            Self::Ullong(value) => {
                4i32.encode(to)?;
                value.encode(to)
            }
            Self::Double(value) => {
                5i32.encode(to)?;
                value.encode(to)
            }
            Self::Boolean(value) => {
                6i32.encode(to)?;
                value.encode(to)
            }
            Self::String(value) => {
                7i32.encode(to)?;
                value.encode(to)
            }
        }
    }
}

impl Decode for TypedParamValue {
    const MIN_SIZE: usize = 8;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        match i32::decode(from)? {
            1 => Decode::decode(from).map(Self::Int),
            2 => Decode::decode(from).map(Self::Uint),
            3 => Decode::decode(from).map(Self::Llong),
            4 => Decode::decode(from).map(Self::Ullong),
            5 => Decode::decode(from).map(Self::Double),
            6 => Decode::decode(from).map(Self::Boolean),
            7 => Decode::decode(from).map(Self::String),
            other => Err(WireError::UnknownParamType(other)),
        }
    }
}

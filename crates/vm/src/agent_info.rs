//! What a guest agent tells of its guest, under the names of `virDomainGetGuestInfo`.

use errors::Result;
use model::Domain;
use model::device::address::{Address, PciAddress};
use serde_json::{Value, json};

use crate::agent_call::{QUESTION, malformed};
use crate::guest::Guest;
use crate::stats::{StatValue, Stats};

/// What is asked for (`virDomainGuestInfoTypes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuestInfoTypes(pub u32);

impl GuestInfoTypes {
    const USERS: u32 = 1;
    const OS: u32 = 2;
    const TIMEZONE: u32 = 4;
    const HOSTNAME: u32 = 8;
    const FILESYSTEM: u32 = 16;
    const DISKS: u32 = 32;
    const INTERFACES: u32 = 64;
    const LOAD: u32 = 128;
    /// All that can be asked for.
    pub const ALL: u32 = 255;
}

/// A network interface of the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceAddresses {
    /// Its name.
    pub name: String,
    /// Its MAC address.
    pub mac: Option<String>,
    /// Its addresses.
    pub addresses: Vec<IpAddress>,
}

/// An address of the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IpAddress {
    /// `virIPAddrType`: 0 IPv4, 1 IPv6.
    pub kind: i32,
    /// The address.
    pub address: String,
    /// The length of its network's prefix.
    pub prefix: u32,
}

/// A mounted file system of the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSystem {
    /// Where it is mounted.
    pub mount_point: String,
    /// The device in the guest.
    pub name: String,
    /// Its kind, such as `ext4`.
    pub kind: String,
    /// Targets of the disks that it is on.
    pub disks: Vec<String>,
}

impl Guest {
    /// What the agent tells (DOMAIN_GET_GUEST_INFO). When all is asked for, what it cannot tell is left out.
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn guest_info(&self, types: GuestInfoTypes) -> Result<Stats> {
        let all = types.0 == 0;
        let live = self.live()?;
        let mut stats = Stats::new();
        type Writer = fn(&Value, &Domain, &mut Stats);
        let parts: [(u32, &str, Writer); 8] = [
            (GuestInfoTypes::USERS, "guest-get-users", users),
            (GuestInfoTypes::OS, "guest-get-osinfo", os),
            (GuestInfoTypes::TIMEZONE, "guest-get-timezone", timezone),
            (GuestInfoTypes::HOSTNAME, "guest-get-host-name", hostname),
            (GuestInfoTypes::FILESYSTEM, "guest-get-fsinfo", file_systems),
            (GuestInfoTypes::DISKS, "guest-get-disks", disks),
            (GuestInfoTypes::INTERFACES, "guest-network-get-interfaces", interfaces),
            (GuestInfoTypes::LOAD, "guest-get-load", load),
        ];
        for (group, command, write) in parts {
            if all {
                if let Some(answer) = self.agent_maybe(command, Value::Null).await? {
                    write(&answer, live.domain(), &mut stats);
                }
            } else if types.0 & group != 0 {
                let answer = self.agent_call(command, Value::Null, QUESTION).await?;
                write(&answer, live.domain(), &mut stats);
            }
        }
        Ok(stats)
    }

    /// The guest's own name (DOMAIN_GET_HOSTNAME).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn agent_hostname(&self) -> Result<String> {
        let command = "guest-get-host-name";
        let answer = self.agent_call(command, Value::Null, QUESTION).await?;
        answer["host-name"].as_str().map(str::to_owned).ok_or_else(|| malformed(command))
    }

    /// The guest's network interfaces as its agent knows them (DOMAIN_INTERFACE_ADDRESSES).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn agent_interfaces(&self) -> Result<Vec<InterfaceAddresses>> {
        let command = "guest-network-get-interfaces";
        let answer = self.agent_call(command, Value::Null, QUESTION).await?;
        Ok(entries(&answer).filter_map(interface).collect())
    }

    /// The guest's mounted file systems (DOMAIN_GET_FSINFO).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn file_systems(&self) -> Result<Vec<FileSystem>> {
        let live = self.live()?;
        let answer = self.agent_call("guest-get-fsinfo", Value::Null, QUESTION).await?;
        let found = entries(&answer).filter_map(|entry| {
            Some(FileSystem {
                mount_point: text(entry, "mountpoint")?,
                name: text(entry, "name")?,
                kind: text(entry, "type")?,
                disks: entries(&entry["disk"]).filter_map(|disk| target_of(live.domain(), disk)).collect(),
            })
        });
        Ok(found.collect())
    }

    /// Keys that may log in as `user` (DOMAIN_AUTHORIZED_SSH_KEYS_GET).
    ///
    /// # Errors
    /// As [`Guest::agent_call`].
    pub async fn ssh_keys(&self, user: &str) -> Result<Vec<String>> {
        let command = "guest-ssh-get-authorized-keys";
        let answer = self.agent_call(command, json!({ "username": user }), QUESTION).await?;
        let keys = answer["keys"].as_array().ok_or_else(|| malformed(command))?;
        Ok(keys.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}

fn entries(answer: &Value) -> impl Iterator<Item = &Value> {
    answer.as_array().into_iter().flatten()
}

fn text(entry: &Value, key: &str) -> Option<String> {
    entry[key].as_str().map(str::to_owned)
}

fn put(stats: &mut Stats, name: impl Into<String>, value: StatValue) {
    stats.push((name.into(), value));
}

fn put_text(stats: &mut Stats, name: impl Into<String>, entry: &Value, key: &str) {
    if let Some(text) = text(entry, key) {
        put(stats, name, StatValue::Text(text));
    }
}

fn put_count(stats: &mut Stats, name: impl Into<String>, count: usize) {
    put(stats, name, StatValue::UInt(u32::try_from(count).unwrap_or(u32::MAX)));
}

fn users(answer: &Value, _: &Domain, stats: &mut Stats) {
    put_count(stats, "user.count", entries(answer).count());
    for (at, user) in entries(answer).enumerate() {
        put_text(stats, format!("user.{at}.name"), user, "user");
        put_text(stats, format!("user.{at}.domain"), user, "domain");
        if let Some(seconds) = user["login-time"].as_f64() {
            // A time before 1970 or beyond all numbers is what it becomes: the agent may say anything.
            let milliseconds = (seconds * 1000.0) as u64;
            put(stats, format!("user.{at}.login-time"), StatValue::ULLong(milliseconds));
        }
    }
}

fn os(answer: &Value, _: &Domain, stats: &mut Stats) {
    for key in [
        "id",
        "name",
        "pretty-name",
        "version",
        "version-id",
        "machine",
        "variant",
        "variant-id",
        "kernel-release",
        "kernel-version",
    ] {
        put_text(stats, format!("os.{key}"), answer, key);
    }
}

fn timezone(answer: &Value, _: &Domain, stats: &mut Stats) {
    put_text(stats, "timezone.name", answer, "zone");
    if let Some(offset) = answer["offset"].as_i64().and_then(|offset| i32::try_from(offset).ok()) {
        put(stats, "timezone.offset", StatValue::Int(offset));
    }
}

fn hostname(answer: &Value, _: &Domain, stats: &mut Stats) {
    put_text(stats, "hostname", answer, "host-name");
}

fn file_systems(answer: &Value, domain: &Domain, stats: &mut Stats) {
    put_count(stats, "fs.count", entries(answer).count());
    for (at, fs) in entries(answer).enumerate() {
        let prefix = format!("fs.{at}");
        put_text(stats, format!("{prefix}.name"), fs, "name");
        put_text(stats, format!("{prefix}.mountpoint"), fs, "mountpoint");
        put_text(stats, format!("{prefix}.fstype"), fs, "type");
        for key in ["total-bytes", "used-bytes"] {
            if let Some(bytes) = fs[key].as_u64() {
                put(stats, format!("{prefix}.{key}"), StatValue::ULLong(bytes));
            }
        }
        put_count(stats, format!("{prefix}.disk.count"), entries(&fs["disk"]).count());
        for (number, disk) in entries(&fs["disk"]).enumerate() {
            let prefix = format!("{prefix}.disk.{number}");
            if let Some(target) = target_of(domain, disk) {
                put(stats, format!("{prefix}.alias"), StatValue::Text(target));
            }
            put_text(stats, format!("{prefix}.serial"), disk, "serial");
            put_text(stats, format!("{prefix}.device"), disk, "dev");
        }
    }
}

fn disks(answer: &Value, domain: &Domain, stats: &mut Stats) {
    put_count(stats, "disk.count", entries(answer).count());
    for (at, disk) in entries(answer).enumerate() {
        let prefix = format!("disk.{at}");
        put_text(stats, format!("{prefix}.name"), disk, "name");
        let partition = disk["partition"].as_bool().unwrap_or(false);
        put(stats, format!("{prefix}.partition"), StatValue::Bool(partition));
        let dependencies = &disk["dependencies"];
        if entries(dependencies).next().is_some() {
            put_count(stats, format!("{prefix}.dependency.count"), entries(dependencies).count());
        }
        for (number, dependency) in entries(dependencies).filter_map(Value::as_str).enumerate() {
            let name = format!("{prefix}.dependency.{number}.name");
            put(stats, name, StatValue::Text(dependency.to_owned()));
        }
        let address = &disk["address"];
        if !address.is_null() {
            put_text(stats, format!("{prefix}.serial"), address, "serial");
            if let Some(target) = target_of(domain, address) {
                put(stats, format!("{prefix}.alias"), StatValue::Text(target));
            }
        }
        put_text(stats, format!("{prefix}.guest_alias"), disk, "alias");
        put_text(stats, format!("{prefix}.guest_bus"), address, "bus-type");
    }
}

fn interfaces(answer: &Value, _: &Domain, stats: &mut Stats) {
    let found: Vec<InterfaceAddresses> = entries(answer).filter_map(interface).collect();
    put_count(stats, "if.count", found.len());
    for (at, interface) in found.into_iter().enumerate() {
        let prefix = format!("if.{at}");
        put(stats, format!("{prefix}.name"), StatValue::Text(interface.name));
        if let Some(mac) = interface.mac {
            put(stats, format!("{prefix}.hwaddr"), StatValue::Text(mac));
        }
        put_count(stats, format!("{prefix}.addr.count"), interface.addresses.len());
        for (number, ip) in interface.addresses.into_iter().enumerate() {
            let prefix = format!("{prefix}.addr.{number}");
            let kind = if ip.kind == 0 { "ipv4" } else { "ipv6" };
            put(stats, format!("{prefix}.type"), StatValue::Text(kind.to_owned()));
            put(stats, format!("{prefix}.addr"), StatValue::Text(ip.address));
            put(stats, format!("{prefix}.prefix"), StatValue::UInt(ip.prefix));
        }
    }
}

fn load(answer: &Value, _: &Domain, stats: &mut Stats) {
    for (name, key) in [("1m", "load1m"), ("5m", "load5m"), ("15m", "load15m")] {
        if let Some(load) = answer[key].as_f64() {
            put(stats, format!("load.{name}"), StatValue::Double(load));
        }
    }
}

/// An interface of `guest-network-get-interfaces`. Aliases such as `eth0:1` belong to their interface.
fn interface(entry: &Value) -> Option<InterfaceAddresses> {
    let addresses = entries(&entry["ip-addresses"]).filter_map(|ip| {
        Some(IpAddress {
            kind: i32::from(ip["ip-address-type"].as_str()? == "ipv6"),
            address: text(ip, "ip-address")?,
            prefix: u32::try_from(ip["prefix"].as_u64()?).ok()?,
        })
    });
    Some(InterfaceAddresses {
        name: text(entry, "name")?,
        mac: text(entry, "hardware-address"),
        addresses: addresses.collect(),
    })
}

/// The target (`vda`) of the disk that sits where the agent says.
fn target_of(domain: &Domain, place: &Value) -> Option<String> {
    let number = |value: &Value| value.as_u64().and_then(|value| u32::try_from(value).ok());
    let pci = &place["pci-controller"];
    let at = PciAddress {
        domain: number(&pci["domain"])?,
        bus: number(&pci["bus"])?,
        slot: number(&pci["slot"])?,
        function: number(&pci["function"])?,
        ..PciAddress::default()
    };
    let sits = |address: Option<&Address>| match address {
        Some(Address::Pci(Some(known))) => {
            (known.domain, known.bus, known.slot, known.function) == (at.domain, at.bus, at.slot, at.function)
        }
        _ => false,
    };
    let controllers = &domain.devices.controllers;
    let controller = controllers.iter().find(|controller| sits(controller.info.address.as_ref()));
    let disk = domain.devices.disks.iter().find(|disk| match &disk.info.address {
        Some(Address::Drive(drive)) => controller.is_some_and(|controller| {
            controller.index == Some(drive.controller)
                && (number(&place["bus"]), number(&place["target"]), number(&place["unit"]))
                    == (Some(drive.bus), Some(drive.target), Some(drive.unit))
        }),
        other => sits(other.as_ref()),
    })?;
    Some(disk.target.dev.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_agent_says_of_interfaces() {
        let entry = json!({"name": "eth0", "hardware-address": "52:54:00:00:00:01", "ip-addresses": [
            {"ip-address-type": "ipv4", "ip-address": "10.0.2.15", "prefix": 24},
            {"ip-address-type": "ipv6", "ip-address": "fe80::1", "prefix": 64},
            {"ip-address": 7},
        ]});
        let found = interface(&entry).unwrap();
        assert_eq!(found.addresses.len(), 2);
        assert_eq!(found.addresses.get(1).map(|ip| ip.kind), Some(1));
        assert_eq!(interface(&json!({"ip-addresses": "none"})), None);
    }

    #[test]
    fn odd_answers_do_no_harm() {
        for odd in
            [Value::Null, json!([1, "x", {"user": 5, "login-time": "never"}]), json!({"load1m": "much"})]
        {
            let domain = crate::test_guest::domain();
            for write in [users, os, timezone, hostname, file_systems, disks, interfaces, load] {
                write(&odd, &domain, &mut Stats::new());
            }
        }
    }
}

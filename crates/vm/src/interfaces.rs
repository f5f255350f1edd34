//! A guest's network interfaces: found by name, counted on the host, limited in the definition.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::node::{NetCounters, Node};
use model::Domain;
use model::device::interface::{Bandwidth, Interface, InterfaceSource, Rate};

use crate::View;
use crate::agent_info::{InterfaceAddresses, IpAddress};
use crate::edit::Affected;
use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::stats::{StatValue, Stats};

/// The interface with this MAC address or name on the host.
fn find<'a>(domain: &'a Domain, name: &str) -> Result<&'a Interface> {
    let found = domain.devices.interfaces.iter().find(|interface| is_called(interface, name));
    found.ok_or_else(|| {
        let detail = format!("'{name}' is not a known interface");
        Error::new(Code::InvalidArg, ErrorDomain::Domain, detail)
    })
}

fn is_called(interface: &Interface, name: &str) -> bool {
    host_device(interface) == Some(name)
        || interface.mac.as_ref().is_some_and(|mac| mac.address.to_string().eq_ignore_ascii_case(name))
}

/// Its name on the host, if it has one.
pub(crate) fn host_device(interface: &Interface) -> Option<&str> {
    interface.target.as_ref()?.dev.as_deref()
}

/// Whether the host's device is the far end of the guest's cable, so that what it sends the guest receives.
fn is_far_end(interface: &Interface) -> bool {
    !matches!(interface.source, InterfaceSource::Direct { .. } | InterfaceSource::HostDev { .. })
}

/// What the guest has received and sent.
pub(crate) fn counters(interface: &Interface) -> Option<NetCounters> {
    let counters = Node::default().net_counters(host_device(interface)?)?;
    if is_far_end(interface) {
        return Some(NetCounters { received: counters.sent, sent: counters.received });
    }
    Some(counters)
}

impl Guest {
    /// What has gone through an interface (DOMAIN_INTERFACE_STATS), as the guest sees it.
    ///
    /// # Errors
    /// 55; 8 for an unknown interface; 1 for one without a device on the host.
    pub fn interface_counters(&self, name: &str) -> Result<NetCounters> {
        let live = self.live()?;
        let interface = find(live.domain(), name)?;
        let Some(device) = host_device(interface) else {
            return Err(Error::internal(ErrorDomain::None, "Interface name not provided"));
        };
        counters(interface).ok_or_else(|| {
            Error::internal(ErrorDomain::None, format!("/proc/net/dev: Interface '{device}' not found"))
        })
    }

    /// Limits an interface from its guest's next start on (DOMAIN_SET_INTERFACE_PARAMETERS).
    ///
    /// # Errors
    /// 55; 8 for an unknown interface; 67 for an interface that cannot be limited.
    pub async fn set_bandwidth(&self, name: String, params: Stats, affected: Affected) -> Result<()> {
        let view = self.view();
        if affected.live {
            self.live()?;
        }
        let definition = if affected.live { view.definition()? } else { view.next_definition()? };
        let interface = find(definition.domain(), &name)?;
        if !has_bandwidth(interface) {
            let kind = interface.source.kind();
            let detail = format!("setting bandwidth on interfaces of type '{kind}' is not implemented yet");
            return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
        }
        if affected.live {
            return Err(invalid("the bandwidth of a running domain's interface cannot be changed"));
        }
        self.edit(affected, move |domain| {
            let all = &mut domain.devices.interfaces;
            let Some(interface) = all.iter_mut().find(|interface| is_called(interface, &name)) else {
                return Ok(());
            };
            let bandwidth = interface.bandwidth.get_or_insert_default();
            set(bandwidth, &params);
            if bandwidth.inbound.is_none() && bandwidth.outbound.is_none() {
                interface.bandwidth = None;
            }
            Ok(())
        })
        .await
    }

    /// Who answers at the guest's MAC addresses, according to the host's table of neighbours
    /// (DOMAIN_INTERFACE_ADDRESSES, source ARP).
    ///
    /// # Errors
    /// 55 "domain is not running".
    pub fn neighbours(&self) -> Result<Vec<InterfaceAddresses>> {
        let live = self.live()?;
        let table = Node::default().neighbours();
        let of = |interface: &Interface| {
            let mac = interface.mac.as_ref()?.address.to_string();
            let addresses = table.iter().filter(|neighbour| neighbour.mac.eq_ignore_ascii_case(&mac));
            let addresses: Vec<_> = addresses
                .map(|neighbour| IpAddress {
                    kind: i32::from(neighbour.address.contains(':')),
                    address: neighbour.address.clone(),
                    prefix: 0,
                })
                .collect();
            let name = host_device(interface).unwrap_or_default().to_owned();
            (!addresses.is_empty()).then_some(InterfaceAddresses { name, mac: Some(mac), addresses })
        };
        Ok(live.domain().devices.interfaces.iter().filter_map(of).collect())
    }
}

impl View {
    /// The limits of an interface (DOMAIN_GET_INTERFACE_PARAMETERS).
    ///
    /// # Errors
    /// 8 for an unknown interface.
    pub fn bandwidth(&self, name: &str, stored: bool) -> Result<Stats> {
        let definition = if stored { self.next_definition()? } else { self.definition()? };
        let bandwidth = find(definition.domain(), name)?.bandwidth.clone().unwrap_or_default();
        let (inbound, outbound) =
            (bandwidth.inbound.unwrap_or_default(), bandwidth.outbound.unwrap_or_default());
        let value = |name: &str, value: Option<u64>| {
            let value = value.and_then(|value| u32::try_from(value).ok()).unwrap_or(0);
            (name.to_owned(), StatValue::UInt(value))
        };
        Ok(vec![
            value("inbound.average", inbound.average),
            value("inbound.peak", inbound.peak),
            value("inbound.burst", inbound.burst),
            value("inbound.floor", inbound.floor),
            value("outbound.average", outbound.average),
            value("outbound.peak", outbound.peak),
            value("outbound.burst", outbound.burst),
        ])
    }
}

const fn has_bandwidth(interface: &Interface) -> bool {
    matches!(
        interface.source,
        InterfaceSource::Ethernet { .. }
            | InterfaceSource::Network(_)
            | InterfaceSource::Bridge { .. }
            | InterfaceSource::Direct { .. }
    )
}

/// A direction without an average has no limit.
fn set(bandwidth: &mut Bandwidth, params: &Stats) {
    for (way, place) in [("inbound", &mut bandwidth.inbound), ("outbound", &mut bandwidth.outbound)] {
        let value = |what: &str| {
            let name = format!("{way}.{what}");
            params.iter().find_map(|(known, value)| match value {
                StatValue::UInt(value) if *known == name => Some(u64::from(*value)),
                _ => None,
            })
        };
        let given = |what: &str| value(what).filter(|value| *value != 0);
        if let Some(average) = value("average") {
            let rate = Rate {
                average: given("average"),
                peak: given("peak"),
                burst: given("burst"),
                floor: given("floor"),
            };
            *place = (average != 0 || rate.floor.is_some()).then_some(rate);
        }
    }
}

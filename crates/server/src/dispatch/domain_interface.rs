//! A guest's network interfaces: counters, limits, addresses.

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use vm::{InterfaceAddresses, Stats};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_block::few;
use crate::dispatch::flags::{CONFIG, LIVE, STRING_OKAY};
use crate::dispatch::guest::{active_view, guest, view};
use crate::dispatch::impact::affects;
use crate::dispatch::parameters::{self, Kind};
use crate::dispatch::{Table, flags};

const BANDWIDTH: [(&str, Kind); 7] = [
    ("inbound.average", Kind::Uint),
    ("inbound.peak", Kind::Uint),
    ("inbound.burst", Kind::Uint),
    ("inbound.floor", Kind::Uint),
    ("outbound.average", Kind::Uint),
    ("outbound.peak", Kind::Uint),
    ("outbound.burst", Kind::Uint),
];

pub(super) fn register(table: &mut Table) {
    table.read::<DomainInterfaceStats>(counters);
    table.read::<DomainGetInterfaceParameters>(get_parameters);
    table.call::<DomainSetInterfaceParameters>(set_parameters);
    table.call::<DomainInterfaceAddresses>(addresses);
}

fn counters(engine: &Engine, args: DomainInterfaceStatsArgs) -> Result<DomainInterfaceStatsRet> {
    let counters = guest(engine, &args.dom)?.interface_counters(&args.device)?;
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    Ok(DomainInterfaceStatsRet {
        rx_bytes: signed(counters.received.bytes),
        rx_packets: signed(counters.received.packets),
        rx_errs: signed(counters.received.errors),
        rx_drop: signed(counters.received.dropped),
        tx_bytes: signed(counters.sent.bytes),
        tx_packets: signed(counters.sent.packets),
        tx_errs: signed(counters.sent.errors),
        tx_drop: signed(counters.sent.dropped),
    })
}

fn get_parameters(
    engine: &Engine,
    args: DomainGetInterfaceParametersArgs,
) -> Result<DomainGetInterfaceParametersRet> {
    few(args.nparams, limits::DOMAIN_INTERFACE_PARAMETERS_MAX)?;
    flags::live_or_config(args.flags, "virDomainGetInterfaceParameters")?;
    flags::check(args.flags, LIVE | CONFIG | STRING_OKAY, "qemuDomainGetInterfaceParameters")?;
    let view = view(engine, &args.dom)?;
    let affected = affects(&view, args.flags)?;
    // How many there are is asked without a look at the interface.
    let stats = match args.nparams {
        0 => BANDWIDTH.map(|(name, _)| (name.to_owned(), vm::StatValue::UInt(0))).into(),
        _ => view.bandwidth(&args.device, affected.config)?,
    };
    let (params, nparams) = parameters::counted(stats, args.nparams, args.flags);
    Ok(DomainGetInterfaceParametersRet { params, nparams })
}

async fn set_parameters(context: Context, args: DomainSetInterfaceParametersArgs) -> Result<()> {
    flags::live_or_config(args.flags, "virDomainSetInterfaceParameters")?;
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainSetInterfaceParameters")?;
    let params: Stats = parameters::taken(args.params, &BANDWIDTH)?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    guest.set_bandwidth(args.device, params, affected).await
}

async fn addresses(
    context: Context,
    args: DomainInterfaceAddressesArgs,
) -> Result<DomainInterfaceAddressesRet> {
    const LEASE: u32 = 0;
    const AGENT: u32 = 1;
    const ARP: u32 = 2;
    flags::check(args.flags, 0, "qemuDomainInterfaceAddresses")?;
    let guest = guest(&context.engine, &args.dom)?;
    active_view(&context.engine, &args.dom)?;
    let found = match args.source {
        // Leases are those of virtual networks; this daemon has none.
        LEASE => Vec::new(),
        AGENT => guest.agent_interfaces().await?,
        ARP => guest.neighbours()?,
        other => {
            let detail = format!("Unknown IP address data source {other}");
            return Err(Error::new(Code::ArgumentUnsupported, Domain::Qemu, detail));
        }
    };
    let ifaces = found.into_iter().take(limits::DOMAIN_INTERFACE_MAX).map(interface).collect();
    Ok(DomainInterfaceAddressesRet { ifaces })
}

fn interface(found: InterfaceAddresses) -> DomainInterface {
    let address = |ip: vm::IpAddress| DomainIpAddr { r#type: ip.kind, addr: ip.address, prefix: ip.prefix };
    DomainInterface {
        name: found.name,
        hwaddr: found.mac,
        addrs: found.addresses.into_iter().take(limits::DOMAIN_IP_ADDR_MAX).map(address).collect(),
    }
}

//! Devices, I/O threads and CPUs that come, change, and go.

use errors::{Code, Domain, Error, Result};
use vm::{Affected, IoThreadChange, StatValue, VcpuCount, Which};
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::flags::{CONFIG, LIVE};
use crate::dispatch::guest::guest;
use crate::dispatch::impact::affects;
use crate::dispatch::parameters::{self, Kind};
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_DEVICE_MODIFY_FORCE`: though the guest holds it.
const FORCE: u32 = 4;
/// `VIR_DOMAIN_VCPU_MAXIMUM`: how many there can be.
const MAXIMUM: u32 = 4;
/// `VIR_DOMAIN_VCPU_GUEST`: by the guest agent.
const GUEST: u32 = 8;
/// `VIR_DOMAIN_VCPU_HOTPLUGGABLE`: those that come can go again.
const HOTPLUGGABLE: u32 = 16;

/// What can be set of an I/O thread.
const IOTHREAD: [(&str, Kind); 5] = [
    ("poll_max_ns", Kind::Ullong),
    ("poll_grow", Kind::Uint),
    ("poll_shrink", Kind::Uint),
    ("thread_pool_min", Kind::Int),
    ("thread_pool_max", Kind::Int),
];

pub(super) fn register(table: &mut Table) {
    table.call::<DomainAttachDevice>(async |context: Context, args: DomainAttachDeviceArgs| {
        attach(context, &args.dom, &args.xml, LIVE).await
    });
    table.call::<DomainAttachDeviceFlags>(async |context: Context, args: DomainAttachDeviceFlagsArgs| {
        attach(context, &args.dom, &args.xml, args.flags).await
    });
    table.call::<DomainDetachDevice>(async |context: Context, args: DomainDetachDeviceArgs| {
        detach(context, &args.dom, &args.xml, LIVE).await
    });
    table.call::<DomainDetachDeviceFlags>(async |context: Context, args: DomainDetachDeviceFlagsArgs| {
        detach(context, &args.dom, &args.xml, args.flags).await
    });
    table.call::<DomainDetachDeviceAlias>(detach_alias);
    table.call::<DomainUpdateDeviceFlags>(update);
    table.call::<DomainSetVcpus>(async |context: Context, args: DomainSetVcpusArgs| {
        set_vcpus(context, &args.dom, args.nvcpus, LIVE).await
    });
    table.call::<DomainSetVcpusFlags>(async |context: Context, args: DomainSetVcpusFlagsArgs| {
        set_vcpus(context, &args.dom, args.nvcpus, args.flags).await
    });
    table.call::<DomainSetVcpu>(set_vcpu);
    table.call::<DomainAddIothread>(async |context: Context, args: DomainAddIothreadArgs| {
        let (add, call) = (IoThreadChange::Add, "qemuDomainAddIOThread");
        iothread(context, &args.dom, args.iothread_id, add, args.flags, call).await
    });
    table.call::<DomainDelIothread>(async |context: Context, args: DomainDelIothreadArgs| {
        let (remove, call) = (IoThreadChange::Remove, "qemuDomainDelIOThread");
        iothread(context, &args.dom, args.iothread_id, remove, args.flags, call).await
    });
    table.call::<DomainSetIothreadParams>(set_iothread);
}

async fn attach(context: Context, dom: &wire::remote::Domain, xml: &str, flags: u32) -> Result<()> {
    flags::check(flags, LIVE | CONFIG, "qemuDomainAttachDeviceLiveAndConfig")?;
    let guest = guest(&context.engine, dom)?;
    let to = affects(&guest.view(), flags)?;
    context.engine.attach_device(&guest, xml, to, context.caller).await
}

async fn detach(context: Context, dom: &wire::remote::Domain, xml: &str, flags: u32) -> Result<()> {
    flags::check(flags, LIVE | CONFIG, "qemuDomainDetachDeviceLiveAndConfig")?;
    let guest = guest(&context.engine, dom)?;
    let from = affects(&guest.view(), flags)?;
    context.engine.detach_device(&guest, xml, from).await
}

async fn detach_alias(context: Context, args: DomainDetachDeviceAliasArgs) -> Result<()> {
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainDetachDeviceAlias")?;
    let guest = guest(&context.engine, &args.dom)?;
    let from = affects(&guest.view(), args.flags)?;
    guest.detach(Which::Alias(args.alias), from).await
}

async fn update(context: Context, args: DomainUpdateDeviceFlagsArgs) -> Result<()> {
    flags::check(args.flags, LIVE | CONFIG | FORCE, "qemuDomainUpdateDeviceFlags")?;
    let guest = guest(&context.engine, &args.dom)?;
    let of = affects(&guest.view(), args.flags)?;
    let force = args.flags & FORCE != 0;
    context.engine.update_device(&guest, &args.xml, force, of, context.caller).await
}

async fn set_vcpus(context: Context, dom: &wire::remote::Domain, count: u32, flags: u32) -> Result<()> {
    let call = "virDomainSetVcpusFlags";
    flags::exclusive(
        flags,
        (GUEST, "VIR_DOMAIN_VCPU_GUEST"),
        (HOTPLUGGABLE, "VIR_DOMAIN_VCPU_HOTPLUGGABLE"),
        call,
    )?;
    if count == 0 {
        let text = format!("nvcpus in {call} must not be zero");
        return Err(Error::invalid_argument(Domain::Domain, call, "nvcpus", text));
    }
    let known = LIVE | CONFIG | MAXIMUM | GUEST | HOTPLUGGABLE;
    flags::check(flags, known, "qemuDomainSetVcpusFlags")?;
    let guest = guest(&context.engine, dom)?;
    let affected = affects(&guest.view(), flags)?;
    if flags & GUEST != 0 {
        return set_guest_vcpus(&guest, count).await;
    }
    let maximum = flags & MAXIMUM != 0;
    if maximum {
        if affected.live {
            let detail = "maximum vcpu count of a live domain can't be modified";
            return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
        }
        return guest.set_vcpu_maximum(count, affected).await;
    }
    let wanted = VcpuCount { count, maximum, hotpluggable: flags & HOTPLUGGABLE != 0 };
    guest.set_vcpu_count(wanted, affected).await
}

/// The guest agent takes CPUs on and off line: the last ones go first.
async fn set_guest_vcpus(guest: &vm::Guest, count: u32) -> Result<()> {
    let vcpus = guest.guest_vcpus().await?;
    let (count, online) = (count as usize, vcpus.online.len());
    if count > vcpus.all.len() {
        let detail = "requested vcpu count is greater than the count of enabled vcpus in the domain";
        return Err(Error::new(
            Code::InvalidArg,
            Domain::Qemu,
            format!("{detail}: {count} > {}", vcpus.all.len()),
        ));
    }
    let offline = || vcpus.all.iter().filter(|id| !vcpus.online.contains(id));
    if count > online {
        let ids: model::NumberSet = offline().take(count - online).copied().collect();
        return guest.set_guest_vcpus(&ids, true).await;
    }
    let mut can_go: Vec<u32> = vcpus.online.intersection(&vcpus.offlinable).copied().collect();
    let going: model::NumberSet =
        can_go.split_off(can_go.len().saturating_sub(online - count)).into_iter().collect();
    if going.is_empty() { Ok(()) } else { guest.set_guest_vcpus(&going, false).await }
}

async fn set_vcpu(context: Context, args: DomainSetVcpuArgs) -> Result<()> {
    let call = "virDomainSetVcpu";
    if !matches!(args.state, 0 | 1) {
        let text = format!("state in {call} must be zero or one");
        return Err(Error::invalid_argument(Domain::Domain, call, "state", text));
    }
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainSetVcpu")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    let set = model::NumberSet::parse(&args.cpumap).filter(|set| !set.is_empty());
    let set = set.ok_or_else(|| {
        let detail = format!("Failed to parse bitmap '{}'", args.cpumap);
        Error::new(Code::InvalidArg, Domain::None, detail)
    })?;
    guest.set_vcpus(set.iter().collect(), args.state == 1, affected).await
}

async fn iothread(
    context: Context,
    dom: &wire::remote::Domain,
    id: u32,
    change: IoThreadChange,
    flags: u32,
    call: &str,
) -> Result<()> {
    if id == 0 {
        let text = "invalid value of 0 for iothread_id";
        return Err(Error::new(Code::InvalidArg, Domain::Qemu, text));
    }
    flags::check(flags, LIVE | CONFIG, call)?;
    let guest = guest(&context.engine, dom)?;
    let affected: Affected = affects(&guest.view(), flags)?;
    guest.change_iothread(id, change, affected).await
}

async fn set_iothread(context: Context, args: DomainSetIothreadParamsArgs) -> Result<()> {
    let params = parameters::taken(args.params, &IOTHREAD)?;
    let whole = |name: &str| {
        params.iter().find(|(known, _)| known == name).and_then(|(_, value)| match value {
            StatValue::ULLong(value) => Some(*value),
            StatValue::UInt(value) => Some(u64::from(*value)),
            _ => None,
        })
    };
    let signed = |name: &str| {
        params.iter().find(|(known, _)| known == name).and_then(|(_, value)| match value {
            StatValue::Int(value) => Some(*value),
            _ => None,
        })
    };
    let change = IoThreadChange::Set {
        poll_max: whole("poll_max_ns"),
        poll_grow: whole("poll_grow"),
        poll_shrink: whole("poll_shrink"),
        pool_min: signed("thread_pool_min"),
        pool_max: signed("thread_pool_max"),
    };
    iothread(context, &args.dom, args.iothread_id, change, args.flags, "qemuDomainSetIOThreadParams").await
}

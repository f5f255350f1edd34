//! Virtual CPUs: how many, where they run, where they may run.

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use host::node::CpuSet;
use vm::View;
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_metadata::affected;
use crate::dispatch::flags::{CONFIG, LIVE};
use crate::dispatch::guest::{active_view, guest, view};
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_VCPU_MAXIMUM`: how many there can be.
const MAXIMUM: u32 = 4;
/// `VIR_DOMAIN_VCPU_GUEST`: as the guest agent says.
const GUEST: u32 = 8;

pub(super) fn register(table: &mut Table) {
    table.read::<DomainGetMaxVcpus>(|engine: &Engine, args: DomainGetMaxVcpusArgs| {
        Ok(DomainGetMaxVcpusRet { num: number(active_view(engine, &args.dom)?.max_vcpus()) })
    });
    table.call::<DomainGetVcpusFlags>(vcpus_flags);
    table.call::<DomainGetVcpus>(get_vcpus);
    table.read::<DomainGetVcpuPinInfo>(pin_info);
    table.read::<DomainGetEmulatorPinInfo>(emulator_pin_info);
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

async fn vcpus_flags(context: Context, args: DomainGetVcpusFlagsArgs) -> Result<DomainGetVcpusFlagsRet> {
    flags::live_or_config(args.flags, "virDomainGetVcpusFlags")?;
    flags::check(args.flags, LIVE | CONFIG | MAXIMUM | GUEST, "qemuDomainGetVcpusFlags")?;
    let guest = guest(&context.engine, &args.dom)?;
    let view = guest.view();
    let (live, stored) = affected(&view, args.flags)?;
    if args.flags & GUEST != 0 {
        if !live {
            let detail = "vCPU count provided by the guest agent can only be requested for live domains";
            return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
        }
        let vcpus = guest.guest_vcpus().await?;
        let counted = if args.flags & MAXIMUM != 0 { vcpus.all.len() } else { vcpus.online.len() };
        return Ok(DomainGetVcpusFlagsRet { num: i32::try_from(counted).unwrap_or(i32::MAX) });
    }
    let definition = if stored { view.next_definition()? } else { view.definition()? };
    let vcpus = &definition.domain().vcpus;
    let most = vcpus.maximum.unwrap_or(1);
    let num = if args.flags & MAXIMUM != 0 { most } else { vcpus.current.unwrap_or(most) };
    Ok(DomainGetVcpusFlagsRet { num: number(num) })
}

async fn get_vcpus(context: Context, args: DomainGetVcpusArgs) -> Result<DomainGetVcpusRet> {
    let most = check_maps("maxinfo", args.maxinfo, args.maplen)?;
    if most == 0 {
        return Err(must_not_be_null("info", "virDomainGetVcpus"));
    }
    let guest = guest(&context.engine, &args.dom)?;
    let view = guest.view();
    if !view.is_active() {
        let detail = "cannot retrieve vcpu information for inactive domain";
        return Err(Error::new(Code::OperationInvalid, Domain::Qemu, detail));
    }
    let maplen = usize::try_from(args.maplen).unwrap_or(0);
    let host = context.engine.node().online_cpus();
    let mut ret = DomainGetVcpusRet { info: Vec::new(), cpumaps: vec![0; maplen * most] };
    for (at, vcpu) in guest.vcpu_info().await.into_iter().take(most).enumerate() {
        let allowed = allowed_cpus(&view, vcpu.number, &host, false)?;
        if let Some(map) = ret.cpumaps.get_mut(at * maplen..(at + 1) * maplen) {
            fill_map(map, &allowed);
        }
        ret.info.push(VcpuInfo {
            number: vcpu.number,
            state: vcpu.state,
            cpu_time: vcpu.time_ns,
            cpu: vcpu.cpu,
        });
    }
    Ok(ret)
}

fn pin_info(engine: &Engine, args: DomainGetVcpuPinInfoArgs) -> Result<DomainGetVcpuPinInfoRet> {
    let call = "virDomainGetVcpuPinInfo";
    let most = check_maps("ncpumaps", args.ncpumaps, args.maplen)?;
    if most == 0 {
        let message = format!("ncpumaps in {call} must be greater than zero");
        return Err(Error::invalid_argument(Domain::Domain, call, "ncpumaps", message));
    }
    flags::live_or_config(args.flags, call)?;
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainGetVcpuPinInfo")?;
    let view = view(engine, &args.dom)?;
    let (_, stored) = affected(&view, args.flags)?;
    let definition = if stored { view.next_definition()? } else { view.definition()? };
    let count = definition.domain().vcpus.maximum.unwrap_or(1).min(u32::try_from(most).unwrap_or(u32::MAX));
    let maplen = usize::try_from(args.maplen).unwrap_or(0);
    let host = engine.node().online_cpus();
    let mut cpumaps = vec![0; maplen * most];
    for vcpu in 0..count {
        let at = vcpu as usize * maplen;
        if let Some(map) = cpumaps.get_mut(at..at + maplen) {
            fill_map(map, &allowed_cpus(&view, vcpu, &host, stored)?);
        }
    }
    Ok(DomainGetVcpuPinInfoRet { cpumaps, num: number(count) })
}

fn emulator_pin_info(
    engine: &Engine,
    args: DomainGetEmulatorPinInfoArgs,
) -> Result<DomainGetEmulatorPinInfoRet> {
    let call = "virDomainGetEmulatorPinInfo";
    check_maps("ncpumaps", 1, args.maplen)?;
    if args.maplen == 0 {
        return Err(must_not_be_null("cpumap", call));
    }
    flags::live_or_config(args.flags, call)?;
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainGetEmulatorPinInfo")?;
    let view = view(engine, &args.dom)?;
    let (_, stored) = affected(&view, args.flags)?;
    let definition = if stored { view.next_definition()? } else { view.definition()? };
    let domain = definition.domain();
    let pinned = domain.cpu_tune.emulator_pin.as_ref().or(domain.vcpus.cpuset.as_ref());
    let host = engine.node().online_cpus();
    let allowed = pinned.map_or(host, |set| CpuSet(set.iter().collect()));
    let mut cpumaps = vec![0; usize::try_from(args.maplen).unwrap_or(0)];
    fill_map(&mut cpumaps, &allowed);
    Ok(DomainGetEmulatorPinInfoRet { cpumaps, ret: 1 })
}

/// The host CPUs that a vcpu may run on: its own pinning, else the guest's, else all.
fn allowed_cpus(view: &View, vcpu: u32, host: &CpuSet, stored: bool) -> Result<CpuSet> {
    let definition = if stored { view.next_definition()? } else { view.definition()? };
    let domain = definition.domain();
    let own = domain.cpu_tune.vcpu_pins.iter().find(|pin| pin.id == vcpu).map(|pin| &pin.cpuset);
    let pinned = own.or(domain.vcpus.cpuset.as_ref());
    Ok(pinned.map_or_else(|| host.clone(), |set| CpuSet(set.iter().collect())))
}

/// A bit for each host CPU, lowest first; CPUs past the map are left out.
fn fill_map(map: &mut [u8], cpus: &CpuSet) {
    for cpu in &cpus.0 {
        if let Some(byte) = map.get_mut((cpu / 8) as usize) {
            *byte |= 1 << (cpu % 8);
        }
    }
}

/// The count of maps, when both it and their size can be sent.
fn check_maps(what: &str, count: i32, maplen: i32) -> Result<usize> {
    let refuse = |detail: &str| Err(Error::new(Code::Rpc, Domain::Rpc, detail));
    let (Ok(count), Ok(maplen)) = (usize::try_from(count), usize::try_from(maplen)) else {
        return refuse(&format!("{what} and maplen must be non-negative"));
    };
    if count > limits::VCPUINFO_MAX {
        return refuse(&format!("{what} > REMOTE_VCPUINFO_MAX"));
    }
    if count.saturating_mul(maplen) > limits::CPUMAPS_MAX {
        return refuse(&format!("{what} * maplen > REMOTE_CPUMAPS_MAX"));
    }
    Ok(count)
}

fn must_not_be_null(argument: &str, call: &str) -> Error {
    Error::invalid_argument(Domain::Domain, call, argument, format!("{argument} in {call} must not be NULL"))
}

//! Which host CPUs a guest's threads may run on: changed, and of I/O threads also told.

use errors::{Domain, Error, Result};
use host::node::CpuSet;
use model::NumberSet;
use vm::Pinned;
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::flags::{CONFIG, LIVE};
use crate::dispatch::guest::guest;
use crate::dispatch::impact::affects;
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainPinVcpu>(async |context: Context, args: DomainPinVcpuArgs| {
        pin(context, &args.dom, Pinned::Vcpu(args.vcpu), &args.cpumap, LIVE).await
    });
    table.call::<DomainPinVcpuFlags>(async |context: Context, args: DomainPinVcpuFlagsArgs| {
        flags::check(args.flags, LIVE | CONFIG, "qemuDomainPinVcpuFlags")?;
        pin(context, &args.dom, Pinned::Vcpu(args.vcpu), &args.cpumap, args.flags).await
    });
    table.call::<DomainPinEmulator>(async |context: Context, args: DomainPinEmulatorArgs| {
        flags::check(args.flags, LIVE | CONFIG, "qemuDomainPinEmulator")?;
        pin(context, &args.dom, Pinned::Emulator, &args.cpumap, args.flags).await
    });
    table.call::<DomainPinIothread>(async |context: Context, args: DomainPinIothreadArgs| {
        flags::check(args.flags, LIVE | CONFIG, "qemuDomainPinIOThread")?;
        pin(context, &args.dom, Pinned::IoThread(args.iothreads_id), &args.cpumap, args.flags).await
    });
    table.call::<DomainGetIothreadInfo>(iothread_info);
}

async fn pin(
    context: Context,
    dom: &wire::remote::Domain,
    whose: Pinned,
    map: &[u8],
    flags: u32,
) -> Result<()> {
    let guest = guest(&context.engine, dom)?;
    let affected = affects(&guest.view(), flags)?;
    guest.pin(whose, cpus(map), affected).await
}

/// The CPUs of a map: a bit for each, lowest first.
fn cpus(map: &[u8]) -> NumberSet {
    let numbers = map.iter().zip(0..).flat_map(|(byte, at)| {
        (0..8_u32).filter(move |bit| byte & (1 << bit) != 0).map(move |bit| at * 8 + bit)
    });
    numbers.collect()
}

async fn iothread_info(
    context: Context,
    args: DomainGetIothreadInfoArgs,
) -> Result<DomainGetIothreadInfoRet> {
    flags::live_or_config(args.flags, "virDomainGetIOThreadInfo")?;
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainGetIOThreadInfo")?;
    let guest = guest(&context.engine, &args.dom)?;
    let affected = affects(&guest.view(), args.flags)?;
    let host = context.engine.node().online_cpus();
    let places = guest.iothread_places(affected.config).await?;
    if places.len() > limits::IOTHREAD_INFO_MAX {
        return Err(Error::internal(Domain::Rpc, "Too many IOThreads in info"));
    }
    let length = context.engine.node().possible_cpus().0.last().map_or(1, |last| *last as usize / 8 + 1);
    let info: Vec<_> = places
        .into_iter()
        .map(|place| DomainIothreadInfo {
            iothread_id: place.id,
            cpumap: map(place.cpus.as_ref().unwrap_or(&host), length),
        })
        .collect();
    let ret = u32::try_from(info.len()).unwrap_or(0);
    Ok(DomainGetIothreadInfoRet { info, ret })
}

fn map(cpus: &CpuSet, length: usize) -> Vec<u8> {
    let mut map = vec![0; length];
    for cpu in &cpus.0 {
        if let Some(byte) = map.get_mut((cpu / 8) as usize) {
            *byte |= 1 << (cpu % 8);
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_and_sets() {
        assert_eq!(cpus(&[0b101, 1]), [0, 2, 8].into_iter().collect());
        assert!(cpus(&[0, 0]).is_empty());
        assert_eq!(map(&CpuSet([0, 9, 99].into()), 2), [1, 2]);
    }
}

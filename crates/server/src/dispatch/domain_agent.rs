//! What a guest's own agent tells and does.

use std::collections::BTreeSet;

use errors::{Code, Domain, Error, Result};
use model::NumberSet;
use vm::{AgentTimeout, GuestInfoTypes, KeyChange, Sleep, StatValue, Stats};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::domain_block::too_much;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};
use crate::typed_params;

pub(super) fn register(table: &mut Table) {
    table.call::<DomainGetTime>(get_time);
    table.call::<DomainSetTime>(set_time);
    table.call::<DomainGetHostname>(hostname);
    table.call::<DomainGetFsinfo>(file_systems);
    table.call::<DomainFsfreeze>(freeze);
    table.call::<DomainFsthaw>(thaw);
    table.call::<DomainFstrim>(trim);
    table.call::<DomainGetGuestVcpus>(get_vcpus);
    table.call::<DomainSetGuestVcpus>(set_vcpus);
    table.call::<DomainGetGuestInfo>(info);
    table.call::<DomainSetUserPassword>(set_password);
    table.call::<DomainAuthorizedSshKeysGet>(get_keys);
    table.call::<DomainAuthorizedSshKeysSet>(set_keys);
    table.call::<DomainPmSuspendForDuration>(sleep);
    table.call::<DomainPmWakeup>(wake);
    table.call::<DomainAgentSetResponseTimeout>(set_timeout);
}

/// The guest of a call whose check of the running guest is the driver's own, not that of all calls: only the
/// error's domain differs.
fn running(context: &Context, dom: &wire::remote::Domain) -> Result<vm::Guest> {
    let guest = guest(&context.engine, dom)?;
    if guest.view().is_active() {
        return Ok(guest);
    }
    Err(Error::new(Code::OperationInvalid, Domain::Qemu, "domain is not running"))
}

async fn get_time(context: Context, args: DomainGetTimeArgs) -> Result<DomainGetTimeRet> {
    flags::check(args.flags, 0, "qemuDomainGetTime")?;
    let (seconds, nseconds) = guest(&context.engine, &args.dom)?.time().await?;
    Ok(DomainGetTimeRet { seconds, nseconds })
}

async fn set_time(context: Context, args: DomainSetTimeArgs) -> Result<()> {
    /// `VIR_DOMAIN_TIME_SYNC`: the time of the guest's clock device, not the one in the call.
    const SYNC: u32 = 1;
    flags::check(args.flags, SYNC, "qemuDomainSetTime")?;
    let time = (args.flags & SYNC == 0).then_some((args.seconds, args.nseconds));
    guest(&context.engine, &args.dom)?.set_time(time).await
}

async fn hostname(context: Context, args: DomainGetHostnameArgs) -> Result<DomainGetHostnameRet> {
    const LEASE: u32 = 1;
    const AGENT: u32 = 2;
    let call = "qemuDomainGetHostname";
    flags::check(args.flags, LEASE | AGENT, call)?;
    if args.flags == LEASE | AGENT {
        let text = "Flags 'VIR_DOMAIN_GET_HOSTNAME_LEASE' and 'VIR_DOMAIN_GET_HOSTNAME_AGENT' are mutually \
                    exclusive";
        return Err(Error::invalid_argument(Domain::Qemu, call, "ctl", text));
    }
    let guest = guest(&context.engine, &args.dom)?;
    if args.flags == LEASE {
        let view = guest.view();
        if !view.is_active() {
            return Err(Error::new(Code::OperationInvalid, Domain::Domain, "domain is not running"));
        }
        // Leases are those of virtual networks; this daemon has none.
        let detail = format!("no hostname found for domain {}", view.name);
        return Err(Error::new(Code::NoHostname, Domain::Qemu, detail));
    }
    Ok(DomainGetHostnameRet { hostname: guest.agent_hostname().await? })
}

async fn file_systems(context: Context, args: DomainGetFsinfoArgs) -> Result<DomainGetFsinfoRet> {
    flags::check(args.flags, 0, "qemuDomainGetFSInfo")?;
    let found = guest(&context.engine, &args.dom)?.file_systems().await?;
    if found.len() > limits::DOMAIN_FSINFO_MAX {
        return Err(too_much("Too many mountpoints in fsinfo"));
    }
    let info: Vec<_> = found
        .into_iter()
        .map(|fs| DomainFsinfo {
            mountpoint: fs.mount_point,
            name: fs.name,
            fstype: fs.kind,
            dev_aliases: fs.disks.into_iter().take(limits::DOMAIN_FSINFO_DISKS_MAX).collect(),
        })
        .collect();
    let ret = u32::try_from(info.len()).unwrap_or(0);
    Ok(DomainGetFsinfoRet { info, ret })
}

async fn freeze(context: Context, args: DomainFsfreezeArgs) -> Result<DomainFsfreezeRet> {
    flags::check(args.flags, 0, "qemuDomainFSFreeze")?;
    let filesystems = guest(&context.engine, &args.dom)?.freeze(args.mountpoints).await?;
    Ok(DomainFsfreezeRet { filesystems })
}

async fn thaw(context: Context, args: DomainFsthawArgs) -> Result<DomainFsthawRet> {
    flags::check(args.flags, 0, "qemuDomainFSThaw")?;
    let guest = guest(&context.engine, &args.dom)?;
    if !args.mountpoints.is_empty() {
        let detail = "specifying mountpoints is not supported";
        return Err(Error::new(Code::ArgumentUnsupported, Domain::Qemu, detail));
    }
    Ok(DomainFsthawRet { filesystems: guest.thaw().await? })
}

async fn trim(context: Context, args: DomainFstrimArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainFSTrim")?;
    if args.mount_point.is_some() {
        let detail = "Specifying mount point is not supported for now";
        return Err(Error::new(Code::ArgumentUnsupported, Domain::Qemu, detail));
    }
    running(&context, &args.dom)?.trim(args.minimum).await
}

async fn get_vcpus(context: Context, args: DomainGetGuestVcpusArgs) -> Result<DomainGetGuestVcpusRet> {
    flags::check(args.flags, 0, "qemuDomainGetGuestVcpus")?;
    let vcpus = guest(&context.engine, &args.dom)?.guest_vcpus().await?;
    let text = |set: BTreeSet<u32>| StatValue::Text(set.into_iter().collect::<NumberSet>().to_string());
    let stats: Stats = vec![
        ("vcpus".to_owned(), text(vcpus.all)),
        ("online".to_owned(), text(vcpus.online)),
        ("offlinable".to_owned(), text(vcpus.offlinable)),
    ];
    let params = typed_params::write(stats, limits::DOMAIN_GUEST_VCPU_PARAMS_MAX);
    Ok(DomainGetGuestVcpusRet { params })
}

async fn set_vcpus(context: Context, args: DomainSetGuestVcpusArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainSetGuestVcpus")?;
    if !matches!(args.state, 0 | 1) {
        let text = "unsupported state value";
        return Err(Error::invalid_argument(Domain::Qemu, "qemuDomainSetGuestVcpus", "state", text));
    }
    let Some(wanted) = NumberSet::parse(&args.cpumap).filter(|set| !set.is_empty()) else {
        let detail = format!("Failed to parse bitmap '{}'", args.cpumap);
        return Err(Error::new(Code::InvalidArg, Domain::None, detail));
    };
    running(&context, &args.dom)?.set_guest_vcpus(&wanted, args.state == 1).await
}

async fn info(context: Context, args: DomainGetGuestInfoArgs) -> Result<DomainGetGuestInfoRet> {
    flags::check(args.flags, 0, "qemuDomainGetGuestInfo")?;
    if args.types & !GuestInfoTypes::ALL != 0 {
        let detail =
            format!("unsupported guest information types '0x{:x}'", args.types & !GuestInfoTypes::ALL);
        return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
    }
    let stats = running(&context, &args.dom)?.guest_info(GuestInfoTypes(args.types)).await?;
    let params = typed_params::write(stats, limits::DOMAIN_GUEST_INFO_PARAMS_MAX);
    Ok(DomainGetGuestInfoRet { params })
}

async fn set_password(context: Context, args: DomainSetUserPasswordArgs) -> Result<()> {
    const ENCRYPTED: u32 = 1;
    flags::check(args.flags, ENCRYPTED, "qemuDomainSetUserPassword")?;
    let guest = guest(&context.engine, &args.dom)?;
    let given = |text: Option<String>, name: &str| {
        text.ok_or_else(|| {
            let call = "virDomainSetUserPassword";
            let text = format!("{name} in {call} must not be NULL");
            Error::invalid_argument(Domain::Domain, call, name, text)
        })
    };
    let (user, password) = (given(args.user, "user")?, given(args.password, "password")?);
    guest.set_user_password(&user, &password, args.flags & ENCRYPTED != 0).await
}

async fn get_keys(
    context: Context,
    args: DomainAuthorizedSshKeysGetArgs,
) -> Result<DomainAuthorizedSshKeysGetRet> {
    flags::check(args.flags, 0, "qemuDomainAuthorizedSSHKeysGet")?;
    let keys = running(&context, &args.dom)?.ssh_keys(&args.user).await?;
    if keys.len() > limits::DOMAIN_AUTHORIZED_SSH_KEYS_MAX {
        return Err(too_much("Number of keys exceeds the maximum"));
    }
    Ok(DomainAuthorizedSshKeysGetRet { keys })
}

async fn set_keys(context: Context, args: DomainAuthorizedSshKeysSetArgs) -> Result<()> {
    const APPEND: u32 = 1;
    const REMOVE: u32 = 2;
    flags::exclusive(
        args.flags,
        (APPEND, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND"),
        (REMOVE, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE"),
        "virDomainAuthorizedSSHKeysSet",
    )?;
    flags::check(args.flags, APPEND | REMOVE, "qemuDomainAuthorizedSSHKeysSet")?;
    let change = match args.flags {
        APPEND => KeyChange::Add,
        REMOVE => KeyChange::Remove,
        _ => KeyChange::Replace,
    };
    running(&context, &args.dom)?.set_ssh_keys(&args.user, &args.keys, change).await
}

async fn sleep(context: Context, args: DomainPmSuspendForDurationArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainPMSuspendForDuration")?;
    let refuse = |code, detail: &str| Err(Error::new(code, Domain::Qemu, detail));
    if args.duration != 0 {
        return refuse(Code::ArgumentUnsupported, "Duration not supported. Use 0 for now");
    }
    let how = match args.target {
        0 => Sleep::Memory,
        1 => Sleep::Disk,
        2 => Sleep::Hybrid,
        other => {
            let detail = format!("Unknown suspend target: {other}");
            return refuse(Code::InvalidArg, &detail);
        }
    };
    running(&context, &args.dom)?.sleep(how).await
}

async fn wake(context: Context, args: DomainPmWakeupArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainPMWakeup")?;
    guest(&context.engine, &args.dom)?.wake().await
}

async fn set_timeout(
    context: Context,
    args: DomainAgentSetResponseTimeoutArgs,
) -> Result<DomainAgentSetResponseTimeoutRet> {
    flags::check(args.flags, 0, "qemuDomainAgentSetResponseTimeout")?;
    let timeout = AgentTimeout::from_number(args.timeout)?;
    guest(&context.engine, &args.dom)?.set_agent_timeout(timeout);
    Ok(DomainAgentSetResponseTimeoutRet { result: 0 })
}

//! Starting, pausing, ending.

use errors::Result;
use vm::{PowerMode, StartFlags};
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::{Named, guest};
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_START_PAUSED`.
const START_PAUSED: u32 = 1;
/// `VIR_DOMAIN_START_AUTODESTROY`.
const START_AUTODESTROY: u32 = 2;
/// `VIR_DOMAIN_START_BYPASS_CACHE`: read a managed save past the page cache. A hint; the cache does no harm.
const START_BYPASS_CACHE: u32 = 4;
/// `VIR_DOMAIN_START_FORCE_BOOT`: drop a managed save and boot anew.
const START_FORCE_BOOT: u32 = 8;
/// `VIR_DOMAIN_START_VALIDATE`: check the XML against the schema first.
const START_VALIDATE: u32 = 16;
/// `VIR_DOMAIN_START_RESET_NVRAM`.
const START_RESET_NVRAM: u32 = 32;

pub(super) fn register(table: &mut Table) {
    table.call::<DomainCreate>(async |context: Context, args: DomainCreateArgs| {
        guest(&context.engine, &args.dom)?.start(StartFlags::default(), &context.caller).await.map(drop)
    });
    table.call::<DomainCreateWithFlags>(create_with_flags);
    table.call::<DomainCreateXml>(create_xml);
    table.call::<DomainSuspend>(async |context: Context, args: DomainSuspendArgs| {
        guest(&context.engine, &args.dom)?.suspend().await
    });
    table.call::<DomainResume>(async |context: Context, args: DomainResumeArgs| {
        guest(&context.engine, &args.dom)?.resume().await
    });
    table.call::<DomainShutdown>(async |context: Context, args: DomainShutdownArgs| {
        guest(&context.engine, &args.dom)?.shutdown(PowerMode::Any).await
    });
    table.call::<DomainShutdownFlags>(async |context: Context, args: DomainShutdownFlagsArgs| {
        let mode = power_mode(args.flags, "qemuDomainShutdownFlags")?;
        guest(&context.engine, &args.dom)?.shutdown(mode).await
    });
    table.call::<DomainReboot>(async |context: Context, args: DomainRebootArgs| {
        let mode = power_mode(args.flags, "qemuDomainReboot")?;
        guest(&context.engine, &args.dom)?.reboot(mode).await
    });
    table.call::<DomainReset>(async |context: Context, args: DomainResetArgs| {
        flags::check(args.flags, 0, "qemuDomainReset")?;
        guest(&context.engine, &args.dom)?.reset().await
    });
    table.call::<DomainDestroy>(async |context: Context, args: DomainDestroyArgs| {
        guest(&context.engine, &args.dom)?.destroy(false).await
    });
    table.call::<DomainDestroyFlags>(async |context: Context, args: DomainDestroyFlagsArgs| {
        const GRACEFUL: u32 = 1;
        const REMOVE_LOGS: u32 = 2;
        flags::check(args.flags, GRACEFUL | REMOVE_LOGS, "qemuDomainDestroyFlags")?;
        guest(&context.engine, &args.dom)?.destroy(args.flags & GRACEFUL != 0).await
    });
}

async fn create_with_flags(context: Context, args: DomainCreateWithFlagsArgs) -> Result<Named> {
    let known = START_PAUSED | START_AUTODESTROY | START_BYPASS_CACHE | START_FORCE_BOOT | START_RESET_NVRAM;
    flags::check(args.flags, known, "qemuDomainCreateWithFlags")?;
    let guest = guest(&context.engine, &args.dom)?;
    let view = guest.start(start_flags(args.flags), &context.caller).await?;
    if args.flags & START_AUTODESTROY != 0 {
        context.auto_destroy.note(guest);
    }
    Ok(Named(view))
}

async fn create_xml(context: Context, args: DomainCreateXmlArgs) -> Result<Named> {
    let known = START_PAUSED | START_AUTODESTROY | START_VALIDATE | START_RESET_NVRAM;
    flags::check(args.flags, known, "qemuDomainCreateXML")?;
    if args.flags & START_VALIDATE != 0 {
        context.engine.validate(&args.xml_desc).await?;
    }
    let guest = context.engine.create(&args.xml_desc, start_flags(args.flags), &context.caller).await?;
    let view = guest.view();
    if args.flags & START_AUTODESTROY != 0 {
        context.auto_destroy.note(guest);
    }
    Ok(Named(view))
}

const fn start_flags(flags: u32) -> StartFlags {
    StartFlags {
        paused: flags & START_PAUSED != 0,
        auto_destroy: flags & START_AUTODESTROY != 0,
        reset_nvram: flags & START_RESET_NVRAM != 0,
        force_boot: flags & START_FORCE_BOOT != 0,
    }
}

/// `virDomainShutdownFlagValues`, and the same for reboots: the power button, the guest agent, or whatever
/// works.
fn power_mode(flags: u32, function: &str) -> Result<PowerMode> {
    const ACPI: u32 = 1;
    const AGENT: u32 = 2;
    flags::check(flags, ACPI | AGENT, function)?;
    match flags {
        ACPI => Ok(PowerMode::Acpi),
        AGENT => Ok(PowerMode::Agent),
        _ => Ok(PowerMode::Any),
    }
}

//! Defining guests, forgetting them, renaming them, starting them with the daemon.

use errors::{Code, Domain, Error, Result};
use vm::UndefineFlags;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::{Named, guest};
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.call::<DomainDefineXml>(async |context: Context, args: DomainDefineXmlArgs| {
        define(context, args.xml).await
    });
    table.call::<DomainDefineXmlFlags>(async |context: Context, args: DomainDefineXmlFlagsArgs| {
        // VIR_DOMAIN_DEFINE_VALIDATE
        const VALIDATE: u32 = 1;
        flags::check(args.flags, VALIDATE, "qemuDomainDefineXMLFlags")?;
        if args.flags & VALIDATE != 0 {
            context.engine.validate(&args.xml).await?;
        }
        define(context, args.xml).await
    });
    table.call::<DomainUndefine>(async |context: Context, args: DomainUndefineArgs| {
        let guest = guest(&context.engine, &args.dom)?;
        context.engine.undefine(&guest, UndefineFlags::default()).await
    });
    table.call::<DomainUndefineFlags>(undefine_flags);
    table.call::<DomainRename>(rename);
    table.call::<ConnectDomainXmlToNative>(to_native);
    table.call::<DomainSetAutostart>(async |context: Context, args: DomainSetAutostartArgs| {
        guest(&context.engine, &args.dom)?.set_autostart(args.autostart != 0).await
    });
}

async fn define(context: Context, xml: String) -> Result<Named> {
    let guest = context.engine.define(&xml).await?;
    Ok(Named(guest.view()))
}

async fn to_native(
    context: Context,
    args: ConnectDomainXmlToNativeArgs,
) -> Result<ConnectDomainXmlToNativeRet> {
    flags::check(args.flags, 0, "qemuConnectDomainXMLToNative")?;
    if args.native_format != "qemu-argv" {
        let detail = format!("unsupported config type {}", args.native_format);
        return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
    }
    let native_config = context.engine.native_command_line(&args.domain_xml).await?;
    Ok(ConnectDomainXmlToNativeRet { native_config })
}

async fn undefine_flags(context: Context, args: DomainUndefineFlagsArgs) -> Result<()> {
    // Of snapshots, checkpoints and a TPM's state there is nothing to remove yet.
    const MANAGED_SAVE: u32 = 1;
    const SNAPSHOTS_METADATA: u32 = 2;
    const NVRAM: u32 = 4;
    const KEEP_NVRAM: u32 = 8;
    const CHECKPOINTS_METADATA: u32 = 16;
    const TPM: u32 = 32;
    const KEEP_TPM: u32 = 64;
    let known =
        MANAGED_SAVE | SNAPSHOTS_METADATA | NVRAM | KEEP_NVRAM | CHECKPOINTS_METADATA | TPM | KEEP_TPM;
    flags::check(args.flags, known, "qemuDomainUndefineFlags")?;
    let guest = guest(&context.engine, &args.dom)?;
    let wanted = UndefineFlags {
        nvram: args.flags & NVRAM != 0,
        keep_nvram: args.flags & KEEP_NVRAM != 0,
        tpm: args.flags & TPM != 0,
        keep_tpm: args.flags & KEEP_TPM != 0,
        managed_save: args.flags & MANAGED_SAVE != 0,
    };
    context.engine.undefine(&guest, wanted).await
}

async fn rename(context: Context, args: DomainRenameArgs) -> Result<DomainRenameRet> {
    let Some(name) = args.new_name else {
        let message = "new_name in virDomainRename must not be NULL";
        return Err(Error::invalid_argument(Domain::Domain, "virDomainRename", "new_name", message));
    };
    flags::check(args.flags, 0, "qemuDomainRename")?;
    let guest = guest(&context.engine, &args.dom)?;
    context.engine.rename(&guest, &name).await?;
    Ok(DomainRenameRet { retcode: 0 })
}

//! Guests in files: save, restore, managed save, core dump.

use std::path::PathBuf;

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use vm::{Dump, DumpFormat, ImageFormat, Save, SavedGuest, StartFlags};
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::{guest, view};
use crate::dispatch::{Table, flags};
use crate::typed_params::{Given, Kind};

/// `VIR_DOMAIN_SAVE_BYPASS_CACHE`: past the page cache. A hint; the cache does no harm.
const SAVE_BYPASS_CACHE: u32 = 1;
/// `VIR_DOMAIN_SAVE_RUNNING`: it runs when it comes back.
const SAVE_RUNNING: u32 = 2;
/// `VIR_DOMAIN_SAVE_PAUSED`: it does not.
const SAVE_PAUSED: u32 = 4;
/// `VIR_DOMAIN_SAVE_RESET_NVRAM`: its UEFI variables begin anew when it comes back.
const SAVE_RESET_NVRAM: u32 = 8;

/// `VIR_DOMAIN_SAVE_IMAGE_XML_SECURE`: with passwords.
const IMAGE_XML_SECURE: u32 = 1;

/// What saving and restoring by parameters knows (`VIR_DOMAIN_SAVE_PARAM_*`).
const PARAMS: [(&str, Kind); 4] = [
    ("file", Kind::Text),
    ("dxml", Kind::Text),
    ("image_format", Kind::Text),
    ("parallel.channels", Kind::Int),
];

pub(super) fn register(table: &mut Table) {
    table.call::<DomainSave>(async |context: Context, args: DomainSaveArgs| {
        save(context, &args.dom, &args.to, None, 0, "qemuDomainSave").await
    });
    table.call::<DomainSaveFlags>(async |context: Context, args: DomainSaveFlagsArgs| {
        let dxml = args.dxml.as_deref();
        save(context, &args.dom, &args.to, dxml, args.flags, "qemuDomainSaveFlags").await
    });
    table.call::<DomainSaveParams>(save_params);
    table.call::<DomainRestore>(async |context: Context, args: DomainRestoreArgs| {
        restore(context, &args.from, None, (0, None), "qemuDomainRestore").await
    });
    table.call::<DomainRestoreFlags>(async |context: Context, args: DomainRestoreFlagsArgs| {
        let given = (args.flags, None);
        restore(context, &args.from, args.dxml.as_deref(), given, "qemuDomainRestoreFlags").await
    });
    table.call::<DomainRestoreParams>(restore_params);
    table.call::<DomainManagedSave>(async |context: Context, args: DomainManagedSaveArgs| {
        let known = SAVE_BYPASS_CACHE | SAVE_RUNNING | SAVE_PAUSED;
        let runs = wants(args.flags, known, "virDomainManagedSave", "qemuDomainManagedSave")?;
        guest(&context.engine, &args.dom)?.managed_save(Save { runs, ..Save::default() }).await
    });
    table.call::<DomainManagedSaveRemove>(async |context: Context, args: DomainManagedSaveRemoveArgs| {
        flags::check(args.flags, 0, "qemuDomainManagedSaveRemove")?;
        guest(&context.engine, &args.dom)?.remove_managed_save().await
    });
    table.read::<DomainHasManagedSaveImage>(|engine: &Engine, args: DomainHasManagedSaveImageArgs| {
        flags::check(args.flags, 0, "qemuDomainHasManagedSaveImage")?;
        Ok(DomainHasManagedSaveImageRet { result: view(engine, &args.dom)?.managed_save.into() })
    });
    table.call::<DomainManagedSaveGetXmlDesc>(managed_save_xml);
    table.call::<DomainManagedSaveDefineXml>(managed_save_define);
    table.call::<DomainSaveImageGetXmlDesc>(image_xml);
    table.call::<DomainSaveImageDefineXml>(image_define);
    table.call::<DomainCoreDump>(async |context: Context, args: DomainCoreDumpArgs| {
        dump(context, &args.dom, &args.to, 0, args.flags).await
    });
    table.call::<DomainCoreDumpWithFormat>(async |context: Context, args: DomainCoreDumpWithFormatArgs| {
        dump(context, &args.dom, &args.to, args.dumpformat, args.flags).await
    });
}

/// Whether it is to run when it comes back, as the flags have it; `None` when they do not say.
fn wants(flags: u32, known: u32, api: &str, function: &str) -> Result<Option<bool>> {
    let running = (SAVE_RUNNING, "VIR_DOMAIN_SAVE_RUNNING");
    flags::exclusive(flags, running, (SAVE_PAUSED, "VIR_DOMAIN_SAVE_PAUSED"), api)?;
    flags::check(flags, known, function)?;
    Ok(match (flags & SAVE_RUNNING != 0, flags & SAVE_PAUSED != 0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    })
}

async fn save(
    context: Context,
    dom: &wire::remote::Domain,
    to: &str,
    dxml: Option<&str>,
    given: u32,
    function: &str,
) -> Result<()> {
    let known = SAVE_BYPASS_CACHE | SAVE_RUNNING | SAVE_PAUSED;
    let runs = wants(given, known, "virDomainSaveFlags", function)?;
    let guest = guest(&context.engine, dom)?;
    context.engine.save(&guest, PathBuf::from(to), dxml, Save { runs, ..Save::default() }).await
}

async fn save_params(context: Context, args: DomainSaveParamsArgs) -> Result<()> {
    let known = SAVE_BYPASS_CACHE | SAVE_RUNNING | SAVE_PAUSED;
    let runs = wants(args.flags, known, "virDomainSaveParams", "qemuDomainSaveParams")?;
    let given = Given::check(args.params, &PARAMS)?;
    let format = given.text("image_format").map(image_format).transpose()?;
    let guest = guest(&context.engine, &args.dom)?;
    let dxml = given.text("dxml");
    let save = Save { runs, format, channels: channels(&given)?, ..Save::default() };
    match given.text("file") {
        Some(to) => context.engine.save(&guest, PathBuf::from(to), dxml, save).await,
        None if dxml.is_some() => {
            let detail = "xml modification unsupported when saving to managed save";
            Err(Error::new(Code::InvalidArg, Domain::Qemu, detail))
        }
        None => guest.managed_save(save).await,
    }
}

fn image_format(word: &str) -> Result<ImageFormat> {
    ImageFormat::from_word(word).ok_or_else(|| {
        Error::new(Code::OperationFailed, Domain::Qemu, format!("Invalid image_format '{word}'"))
    })
}

/// In how many streams QEMU writes or reads.
fn channels(given: &Given) -> Result<Option<u32>> {
    let Some(number) = given.int("parallel.channels") else { return Ok(None) };
    match u32::try_from(number) {
        Ok(number) if (1..=255).contains(&number) => Ok(Some(number)),
        _ => {
            let detail = format!("number of parallel save channels ({number}) must be from 1 to 255");
            Err(Error::new(Code::InvalidArg, Domain::Qemu, detail))
        }
    }
}

async fn restore(
    context: Context,
    from: &str,
    dxml: Option<&str>,
    (given, channels): (u32, Option<u32>),
    function: &str,
) -> Result<()> {
    let known = SAVE_BYPASS_CACHE | SAVE_RUNNING | SAVE_PAUSED | SAVE_RESET_NVRAM;
    let runs = wants(given, known, "virDomainRestoreFlags", function)?;
    let start = StartFlags { reset_nvram: given & SAVE_RESET_NVRAM != 0, ..StartFlags::default() };
    context.engine.restore_from(from.as_ref(), dxml, (runs, channels), start, &context.caller).await.map(drop)
}

async fn restore_params(context: Context, args: DomainRestoreParamsArgs) -> Result<()> {
    let given = Given::check(args.params, &PARAMS)?;
    let channels = channels(&given)?;
    let Some(from) = given.text("file") else {
        let detail = "missing path to restore from";
        return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
    };
    restore(context, from, given.text("dxml"), (args.flags, channels), "qemuDomainRestoreParams").await
}

async fn managed_save_xml(
    context: Context,
    args: DomainManagedSaveGetXmlDescArgs,
) -> Result<DomainManagedSaveGetXmlDescRet> {
    flags::check(args.flags, IMAGE_XML_SECURE, "qemuDomainManagedSaveGetXMLDesc")?;
    let image = guest(&context.engine, &args.dom)?.managed_save_image(false)?;
    let xml = context.engine.saved_xml(&image, args.flags & IMAGE_XML_SECURE != 0)?;
    Ok(DomainManagedSaveGetXmlDescRet { xml })
}

async fn managed_save_define(context: Context, args: DomainManagedSaveDefineXmlArgs) -> Result<()> {
    let known = SAVE_RUNNING | SAVE_PAUSED;
    let runs = wants(args.flags, known, "virDomainManagedSaveDefineXML", "qemuDomainManagedSaveDefineXML")?;
    let image = guest(&context.engine, &args.dom)?.managed_save_image(true)?;
    context.engine.redefine_saved(image, args.dxml.as_deref(), runs).await
}

async fn image_xml(
    context: Context,
    args: DomainSaveImageGetXmlDescArgs,
) -> Result<DomainSaveImageGetXmlDescRet> {
    flags::check(args.flags, IMAGE_XML_SECURE, "qemuDomainSaveImageGetXMLDesc")?;
    let image = SavedGuest::open(args.file.as_ref(), false)?;
    let xml = context.engine.saved_xml(&image, args.flags & IMAGE_XML_SECURE != 0)?;
    Ok(DomainSaveImageGetXmlDescRet { xml })
}

async fn image_define(context: Context, args: DomainSaveImageDefineXmlArgs) -> Result<()> {
    let known = SAVE_RUNNING | SAVE_PAUSED;
    let runs = wants(args.flags, known, "virDomainSaveImageDefineXML", "qemuDomainSaveImageDefineXML")?;
    let image = SavedGuest::open(args.file.as_ref(), true)?;
    context.engine.redefine_saved(image, Some(&args.dxml), runs).await
}

async fn dump(context: Context, dom: &wire::remote::Domain, to: &str, format: u32, given: u32) -> Result<()> {
    const CRASH: (u32, &str) = (1, "VIR_DUMP_CRASH");
    const LIVE: (u32, &str) = (2, "VIR_DUMP_LIVE");
    /// Past the page cache; a hint.
    const BYPASS_CACHE: u32 = 4;
    const RESET: (u32, &str) = (8, "VIR_DUMP_RESET");
    const MEMORY_ONLY: u32 = 16;
    let api = "virDomainCoreDumpWithFormat";
    flags::exclusive(given, CRASH, LIVE, api)?;
    flags::exclusive(given, CRASH, RESET, api)?;
    flags::exclusive(given, LIVE, RESET, api)?;
    let known = CRASH.0 | LIVE.0 | BYPASS_CACHE | RESET.0 | MEMORY_ONLY;
    flags::check(given, known, "qemuDomainCoreDumpWithFormat")?;
    let Some(format) = DumpFormat::from_number(format) else {
        let detail = format!("dumpformat '{format}' is not supported");
        return Err(Error::new(Code::InvalidArg, Domain::Qemu, detail));
    };
    let has = |flag: u32| given & flag != 0;
    let dump = Dump {
        live: has(LIVE.0),
        crash: has(CRASH.0),
        reset: has(RESET.0),
        memory: has(MEMORY_ONLY).then_some(format),
    };
    let guest = guest(&context.engine, dom)?;
    if format != DumpFormat::Elf && !has(MEMORY_ONLY) && guest.view().is_active() {
        let detail = "kdump-compressed format is only supported with memory-only dump";
        return Err(Error::new(Code::OperationUnsupported, Domain::Qemu, detail));
    }
    guest.dump(PathBuf::from(to), dump).await
}

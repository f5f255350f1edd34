//! What is known of a guest: all answered from its snapshot, whatever its QEMU is doing.

use engine::Engine;
use errors::Result;
use model::Format;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::guest::{Shared, active_view, guest, view};
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_XML_SECURE`: with passwords.
const XML_SECURE: u32 = 1;
/// `VIR_DOMAIN_XML_INACTIVE`: what will run next time.
const XML_INACTIVE: u32 = 2;
/// `VIR_DOMAIN_XML_UPDATE_CPU`: the CPU with all that the host's adds. The live definition has it anyway.
const XML_UPDATE_CPU: u32 = 4;
/// `VIR_DOMAIN_XML_MIGRATABLE`: without what another host cannot use.
const XML_MIGRATABLE: u32 = 8;

pub(super) fn register(table: &mut Table) {
    table.read::<DomainGetInfo>(info);
    table.read::<DomainGetState>(state);
    table.read::<DomainGetControlInfo>(control_info);
    table.read::<DomainGetXmlDesc>(xml);
    table.read::<DomainGetMessages>(messages);
    table.read::<DomainGetOsType>(os_type);
    table.read::<DomainGetMaxMemory>(|engine: &Engine, args: DomainGetMaxMemoryArgs| {
        Ok(DomainGetMaxMemoryRet { memory: view(engine, &args.dom)?.max_memory_kib() })
    });
    table.read::<DomainGetAutostart>(|engine: &Engine, args: DomainGetAutostartArgs| {
        Ok(DomainGetAutostartRet { autostart: view(engine, &args.dom)?.autostart.into() })
    });
    table.read::<DomainGetAutostartOnce>(|engine: &Engine, args: DomainGetAutostartOnceArgs| {
        view(engine, &args.dom)?;
        Ok(DomainGetAutostartOnceRet { autostart: 0 })
    });
    table.read::<DomainIsActive>(|engine: &Engine, args: DomainIsActiveArgs| {
        Ok(DomainIsActiveRet { active: view(engine, &args.dom)?.is_active().into() })
    });
    table.read::<DomainIsPersistent>(|engine: &Engine, args: DomainIsPersistentArgs| {
        Ok(DomainIsPersistentRet { persistent: view(engine, &args.dom)?.persistent.into() })
    });
    table.read::<DomainIsUpdated>(|engine: &Engine, args: DomainIsUpdatedArgs| {
        Ok(DomainIsUpdatedRet { updated: view(engine, &args.dom)?.updated.into() })
    });
    table.read::<DomainGetSecurityLabel>(|engine: &Engine, args: DomainGetSecurityLabelArgs| {
        view(engine, &args.dom)?;
        Ok(no_label())
    });
    table.read::<DomainGetSecurityLabelList>(|engine: &Engine, args: DomainGetSecurityLabelListArgs| {
        let view = view(engine, &args.dom)?;
        let labels = if view.is_active() { vec![no_label()] } else { Vec::new() };
        let ret = i32::try_from(labels.len()).unwrap_or(0);
        Ok(DomainGetSecurityLabelListRet { labels, ret })
    });
    table.read::<DomainGetSchedulerType>(|engine: &Engine, args: DomainGetSchedulerTypeArgs| {
        view(engine, &args.dom)?;
        // The kernel's own, and no parameters of it can be set yet.
        Ok(DomainGetSchedulerTypeRet { r#type: "posix".into(), nparams: 0 })
    });
}

fn info(engine: &Engine, args: DomainGetInfoArgs) -> Result<DomainGetInfoRet> {
    let guest = guest(engine, &args.dom)?;
    let view = guest.view();
    Ok(DomainGetInfoRet {
        state: u8::try_from(view.state.number()).unwrap_or(0),
        max_mem: view.max_memory_kib(),
        memory: view.memory_kib(),
        nr_virt_cpu: u16::try_from(view.vcpus()).unwrap_or(u16::MAX),
        cpu_time: if view.is_active() { guest.cpu_time_ns() } else { 0 },
    })
}

fn state(engine: &Engine, args: DomainGetStateArgs) -> Result<DomainGetStateRet> {
    flags::check(args.flags, 0, "qemuDomainGetState")?;
    let state = view(engine, &args.dom)?.state;
    Ok(DomainGetStateRet { state: state.number(), reason: state.reason_number() })
}

/// The way to QEMU is always free: a call that waits for it holds up no other.
fn control_info(engine: &Engine, args: DomainGetControlInfoArgs) -> Result<DomainGetControlInfoRet> {
    flags::check(args.flags, 0, "qemuDomainGetControlInfo")?;
    active_view(engine, &args.dom)?;
    Ok(DomainGetControlInfoRet::default())
}

fn xml(engine: &Engine, args: DomainGetXmlDescArgs) -> Result<Shared> {
    let known = XML_SECURE | XML_INACTIVE | XML_UPDATE_CPU | XML_MIGRATABLE;
    flags::check(args.flags, known, "qemuDomainGetXMLDesc")?;
    let has = |flag| args.flags & flag != 0;
    let format = Format {
        inactive: has(XML_INACTIVE),
        secure: has(XML_SECURE),
        migratable: has(XML_MIGRATABLE),
        status: false,
    };
    view(engine, &args.dom)?.xml(format).map(Shared)
}

fn messages(engine: &Engine, args: DomainGetMessagesArgs) -> Result<DomainGetMessagesRet> {
    let known = findings::MESSAGE_DEPRECATION | findings::MESSAGE_TAINTING | findings::MESSAGE_IO_ERRORS;
    flags::check(args.flags, known, "qemuDomainGetMessages")?;
    Ok(DomainGetMessagesRet { msgs: engine.messages(&guest(engine, &args.dom)?, args.flags) })
}

fn os_type(engine: &Engine, args: DomainGetOsTypeArgs) -> Result<DomainGetOsTypeRet> {
    let view = view(engine, &args.dom)?;
    let definition = view.definition()?;
    Ok(DomainGetOsTypeRet {
        r#type: definition.domain().os.os_type.map_or_else(|| "hvm".to_owned(), |kind| kind.to_string()),
    })
}

/// What a guest without a security label is said to have: an empty text with its end mark.
fn no_label() -> DomainGetSecurityLabelRet {
    DomainGetSecurityLabelRet { label: vec![0], enforcing: 0 }
}

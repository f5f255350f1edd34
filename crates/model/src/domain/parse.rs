//! Reading a whole definition.

use errors::Code;
use xml::{Document, Element, Fault, Result, Word};

use super::{
    Domain, GenId, IdMap, IdMaps, Metadata, PerfEvent, Placement, PowerManagement, Resource, ThreadPool,
    Vcpus, VirtType, iothreads,
};
use crate::clock::Clock;
use crate::cpu::Cpu;
use crate::device::Devices;
use crate::features::Features;
use crate::memory::{Memory, MemoryBacking, NumaTune};
use crate::missing::missing;
use crate::os::Os;
use crate::qemu::QemuNamespace;
use crate::security::{KeyWrap, LaunchSecurity, SecLabel};
use crate::sysinfo::Sysinfo;
use crate::tuning::{BlkioTune, CpuTune, ThrottleGroup};
use crate::{Parse, Uuid};

impl Domain {
    /// Reads a user's definition.
    ///
    /// # Errors
    /// XML that is not well-formed, and content that libvirt refuses, in libvirt's words.
    pub fn parse(xml: &str) -> errors::Result<Self> {
        Ok(Self::parse_located(xml, Parse::INACTIVE)?)
    }

    /// The same, with the mistake's place in the document; also reads running guests' records.
    ///
    /// # Errors
    /// XML that is not well-formed, and content that libvirt refuses, in libvirt's words.
    pub fn parse_located(xml: &str, how: Parse) -> Result<Self> {
        let document = Document::parse(xml)?;
        let root = document.root();
        if root.name() != "domain" {
            let what = format!("expecting root element of 'domain', not '{}'", root.name());
            return Err(Fault::of(errors::Domain::Xml, Code::XmlError, what).at(root.position()));
        }
        Self::from_element(&root, how)
    }

    /// Reads `<domain>` where it is part of something larger.
    ///
    /// # Errors
    /// Content that libvirt refuses, in libvirt's words.
    pub fn from_element(e: &Element<'_>, how: Parse) -> Result<Self> {
        // Fields stand in libvirt's order of reading, so that of several mistakes the same one is told.
        Ok(Self {
            id: if how.live { e.number("id")? } else { None },
            name: name(e)?,
            virt_type: virt_type(e)?,
            uuid: uuid(e)?,
            genid: genid(e)?,
            title: title(e)?,
            description: e.child_text("description"),
            seclabels: SecLabel::parse_all(e, how)?,
            os: e.child("os").map_or_else(|| Os::missing(e), |os| Os::parse(&os, how))?,
            metadata: e.child("metadata").and_then(|metadata| Metadata::parse(&metadata)),
            memory: Memory::parse(e)?,
            blkio_tune: e.maybe("blkiotune", BlkioTune::parse)?.unwrap_or_default(),
            memory_backing: e.maybe("memoryBacking", MemoryBacking::parse)?.unwrap_or_default(),
            vcpus: Vcpus::parse(e)?,
            iothreads: iothreads::count(e)?,
            iothread_ids: iothreads::ids(e)?,
            default_iothread: e.maybe("defaultiothread", ThreadPool::parse)?.unwrap_or_default(),
            cpu_tune: e.maybe("cputune", |e| CpuTune::parse(e, how))?.unwrap_or_default(),
            cpu: e.maybe("cpu", Cpu::parse_whole)?,
            numa_tune: numa_tune(e)?,
            resource: only(e, "resource")?.and_then(|resource| Resource::parse(&resource)),
            sysinfo: e.each("sysinfo", Sysinfo::parse)?,
            bootloader: e.child_text("bootloader"),
            bootloader_args: e.child_text("bootloader_args"),
            idmap: e.maybe("idmap", IdMaps::parse)?.filter(|maps| !maps.uid.is_empty()),
            throttle_groups: throttle_groups(e)?,
            features: e.maybe("features", Features::parse)?.unwrap_or_default(),
            clock: e.maybe("clock", Clock::parse)?,
            on_poweroff: action(e, "on_poweroff")?,
            on_reboot: action(e, "on_reboot")?,
            on_crash: action(e, "on_crash")?,
            on_lockfailure: action(e, "on_lockfailure")?,
            pm: e.maybe("pm", PowerManagement::parse)?.unwrap_or_default(),
            perf: PerfEvent::parse_all(e)?,
            devices: e.maybe("devices", |e| Devices::parse(e, how))?.unwrap_or_default(),
            keywrap: e.maybe("keywrap", KeyWrap::parse)?,
            launch_security: e.maybe("launchSecurity", LaunchSecurity::parse)?,
            qemu: QemuNamespace::parse(e)?,
        })
    }
}

/// The name: it must be there, and be fit for a file name.
fn name(e: &Element<'_>) -> Result<String> {
    let name = e.child_text("name").ok_or_else(|| missing(e, Code::NoName, None))?;
    if name.contains('/') {
        return Err(e.fault(Code::XmlError, format!("name {name} cannot contain '/'")));
    }
    if name.contains('\n') {
        let what = format!("invalid char in name: {}", "\n");
        return Err(Fault::of(errors::Domain::Xml, Code::XmlDetail, what).at(e.position()));
    }
    Ok(name)
}

fn virt_type(e: &Element<'_>) -> Result<VirtType> {
    let given = e.attribute("type").filter(|text| !text.is_empty());
    let text = given.ok_or_else(|| e.fault(Code::InternalError, "missing domain type attribute"))?;
    let unknown = || e.fault(Code::ConfigUnsupported, format!("invalid domain type {text}"));
    VirtType::from_word(text).ok_or_else(unknown)
}

fn uuid(e: &Element<'_>) -> Result<Option<Uuid>> {
    let parse = |text: String| {
        Uuid::parse(&text).ok_or_else(|| e.fault(Code::InternalError, "malformed uuid element"))
    };
    e.child_text("uuid").map(parse).transpose()
}

fn genid(e: &Element<'_>) -> Result<Option<GenId>> {
    let mut all = e.children_named("genid");
    let Some(genid) = all.next() else { return Ok(None) };
    if all.next().is_some() {
        return Err(genid.fault(Code::XmlError, "element 'genid' can only appear once"));
    }
    let text = genid.text();
    match Uuid::parse(&text) {
        _ if text.is_empty() => Ok(Some(GenId::Generate)),
        Some(uuid) => Ok(Some(GenId::Given(uuid))),
        None => Err(genid.fault(Code::InternalError, "malformed genid element")),
    }
}

fn title(e: &Element<'_>) -> Result<Option<String>> {
    let title = e.child_text("title");
    match &title {
        Some(text) if text.contains('\n') => {
            Err(e.fault(Code::XmlError, "Domain title can't contain newlines"))
        }
        _ => Ok(title),
    }
}

/// What to do in an event: the text of the child named after it.
fn action<A: Word>(e: &Element<'_>, name: &str) -> Result<Option<A>> {
    let parse = |text: String| {
        let unknown = || e.fault(Code::ConfigUnsupported, format!("unknown {name} action: {text}"));
        A::from_word(&text).ok_or_else(unknown)
    };
    e.child_text(name).map(parse).transpose()
}

fn numa_tune(e: &Element<'_>) -> Result<NumaTune> {
    let vcpu = e.maybe("vcpu", |vcpu| vcpu.word("placement"))?.flatten();
    match only(e, "numatune")? {
        Some(tune) => NumaTune::parse(&tune, vcpu == Some(Placement::Auto)),
        None => Ok(NumaTune::default()),
    }
}

/// The child of a name that may be there once.
fn only<'a>(e: &Element<'a>, name: &str) -> Result<Option<Element<'a>>> {
    match e.children().filter(|child| child.name() == name).nth(1) {
        Some(second) => Err(second.fault(
            Code::XmlError,
            match name {
                "resource" => "only one resource element is supported".to_owned(),
                _ => format!("only one {name} is supported"),
            },
        )),
        None => Ok(e.child(name)),
    }
}

fn throttle_groups(e: &Element<'_>) -> Result<Vec<ThrottleGroup>> {
    let mut groups: Vec<ThrottleGroup> = Vec::new();
    for list in e.children_named("throttlegroups").collect::<Vec<_>>() {
        for group in list.each("throttlegroup", |e| ThrottleGroup::parse(e, "throttle group"))? {
            if group.group_name.is_none() {
                return Err(list.fault(Code::XmlError, "missing group name"));
            }
            if let Some(name) = &group.group_name
                && groups.iter().any(|other| other.group_name == group.group_name)
            {
                let what = format!("duplicate group name '{name}' found");
                return Err(list.fault(Code::XmlError, what));
            }
            groups.push(group);
        }
    }
    Ok(groups)
}

impl Resource {
    fn parse(e: &Element<'_>) -> Option<Self> {
        let fibrechannel_appid = e.child("fibrechannel").and_then(|e| e.string("appid"));
        let resource = Self { partition: e.child_text("partition"), fibrechannel_appid };
        (resource != Self::default()).then_some(resource)
    }
}

impl IdMaps {
    /// Reads the maps, of which there must be both kinds.
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let maps = Self::parse_any(e)?;
        if maps.uid.is_empty() != maps.gid.is_empty() {
            return Err(e.fault(Code::ConfigUnsupported, "uid and gid should be mapped both"));
        }
        Ok(maps)
    }

    /// Reads the maps.
    pub(crate) fn parse_any(e: &Element<'_>) -> Result<Self> {
        Ok(Self { uid: e.each("uid", IdMap::parse)?, gid: e.each("gid", IdMap::parse)? })
    }
}

impl IdMap {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let number = |name| e.attribute(name).and_then(|text| text.parse().ok());
        let (start, target, count) = (number("start"), number("target"), number("count"));
        match (start, target, count) {
            (Some(start), Some(target), Some(count)) => Ok(Self { start, target, count }),
            _ => Err(e.fault(Code::XmlError, "invalid idmap start/target/count settings")),
        }
    }
}

impl PowerManagement {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let enabled = |name| e.maybe(name, |e| e.yes_no("enabled")).map(Option::flatten);
        Ok(Self { suspend_to_mem: enabled("suspend-to-mem")?, suspend_to_disk: enabled("suspend-to-disk")? })
    }
}

impl PerfEvent {
    fn parse_all(domain: &Element<'_>) -> Result<Vec<Self>> {
        let mut events: Vec<Self> = Vec::new();
        let lists = domain.children().filter(|child| child.name() == "perf");
        for e in lists.flat_map(|list| list.children()).filter(|child| child.name() == "event") {
            let event = Self::parse(&e)?;
            if events.iter().any(|other| other.name == event.name) {
                let what = format!("perf event '{}' was already specified", event.name);
                return Err(e.fault(Code::XmlError, what));
            }
            events.push(event);
        }
        events.sort_by_key(|event| event.name);
        Ok(events)
    }

    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            name: e.required_word("name")?,
            enabled: e.yes_no("enabled")?.ok_or_else(|| e.missing_attribute("enabled"))?,
        })
    }
}

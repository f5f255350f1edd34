//! What the replies of one conversation mean.

use std::collections::{BTreeMap, BTreeSet};

use cpu::Arch;
use serde_json::Value;

use super::{ProbeError, QmpError, Scope};
use crate::{
    Accelerator, AcceleratorCapabilities, CpuModel, DeprecatedMember, EmulatorCapabilities, ExpandedCpu,
    Feature, GicVersion, KvmState, MachineType, Schema, Sev, Sgx, Usable, Version,
};

type PlainReplies = BTreeMap<&'static str, Result<Value, QmpError>>;

/// The replies of one conversation, each kind by what it was asked for.
#[derive(Debug, Default)]
pub(super) struct Replies {
    /// Questions without arguments.
    pub(super) plain: PlainReplies,
    /// Property lists, by type.
    pub(super) properties: BTreeMap<&'static str, Value>,
    /// Expansions of the best CPU.
    pub(super) host_cpu: BTreeMap<HostCpu, Value>,
}

/// The ways in which the best CPU of an accelerator is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum HostCpu {
    /// What a guest can be migrated with.
    Migratable,
    /// With the features too that it cannot be migrated with.
    Unmigratable,
    /// With all Hyper-V enlightenments.
    HyperV,
    /// Every property, where [`HostCpu::Migratable`] asks for a static base: it lists deprecated features.
    Full,
}

/// What one conversation found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    accelerator: Accelerator,
    offer: AcceleratorCapabilities,
    arch: Arch,
    kvm: KvmState,
    whole: Option<Interface>,
}

/// What does not depend on the accelerator.
#[derive(Debug, Clone, PartialEq)]
struct Interface {
    version: Version,
    package: String,
    features: BTreeSet<Feature>,
    types: BTreeSet<String>,
    properties: BTreeMap<String, BTreeSet<String>>,
    command_line: BTreeMap<String, BTreeSet<String>>,
    commands: BTreeSet<String>,
    events: BTreeSet<String>,
    migration: BTreeSet<String>,
    tpm_models: BTreeSet<String>,
    tpm_types: BTreeSet<String>,
    gic: Vec<GicVersion>,
    sev: Option<Sev>,
    sgx: Option<Sgx>,
    deprecated_interface: Vec<DeprecatedMember>,
    interface_flags: BTreeMap<String, usize>,
}

impl Answers {
    pub(super) fn read(scope: Scope, replies: Replies) -> Result<Self, ProbeError> {
        let Replies { mut plain, properties, host_cpu } = replies;
        let plain = &mut plain;
        let target = required(plain, "query-target")?;
        let target = text(&target, "arch").ok_or(ProbeError::Malformed("query-target"))?;
        let arch = Arch::from_qemu(&target).ok_or(ProbeError::UnknownTarget(target))?;
        let kvm = optional(plain, "query-kvm").unwrap_or_default();
        let kvm = KvmState { present: flag(&kvm, "present"), enabled: flag(&kvm, "enabled") };
        let accelerator =
            if kvm.enabled && scope == Scope::Whole { Accelerator::Kvm } else { Accelerator::Tcg };
        let offer = AcceleratorCapabilities {
            told_host_model: None,
            machines: machines(&required(plain, "query-machines")?)?,
            // Some targets have no such command.
            cpu_models: cpu_models(&optional(plain, "query-cpu-definitions").unwrap_or_default()),
            host_cpu: host_cpu.get(&HostCpu::Migratable).and_then(expanded),
            host_cpu_unmigratable: host_cpu.get(&HostCpu::Unmigratable).and_then(expanded),
            hyperv: host_cpu.get(&HostCpu::HyperV).and_then(expanded),
            host_cpu_deprecated_features: deprecated_features(&host_cpu),
        };
        let whole = match scope {
            Scope::Whole => Some(Interface::read(plain, properties)?),
            Scope::TcgOnly => None,
        };
        Ok(Self { accelerator, offer, arch, kvm, whole })
    }
}

impl Interface {
    fn read(plain: &mut PlainReplies, properties: BTreeMap<&'static str, Value>) -> Result<Self, ProbeError> {
        let version = required(plain, "query-version")?;
        let part = |name: &str| {
            version
                .pointer(&format!("/qemu/{name}"))
                .and_then(Value::as_u64)
                .and_then(|n| u32::try_from(n).ok())
        };
        let malformed = ProbeError::Malformed("query-version");
        let (Some(major), Some(minor), Some(micro)) = (part("major"), part("minor"), part("micro")) else {
            return Err(malformed);
        };
        let schema = Schema::from_reply(required(plain, "query-qmp-schema")?);
        let command_line = options(&optional(plain, "query-command-line-options").unwrap_or_default());
        let mut list =
            |command, name: Option<&str>| names(&optional(plain, command).unwrap_or_default(), name);
        Ok(Self {
            version: Version::new(major, minor, micro),
            package: text(&version, "package").unwrap_or_default(),
            features: Feature::detect(&schema, &command_line),
            types: list("qom-list-types", Some("name")),
            properties: properties
                .into_iter()
                .map(|(name, value)| (name.to_owned(), names(&value, Some("name"))))
                .collect(),
            migration: list("query-migrate-capabilities", Some("capability")),
            tpm_models: list("query-tpm-models", None),
            tpm_types: list("query-tpm-types", None),
            command_line,
            commands: schema.commands(),
            events: schema.events(),
            gic: GicVersion::all_from_reply(&optional(plain, "query-gic-capabilities").unwrap_or_default()),
            sev: optional(plain, "query-sev-capabilities").as_ref().and_then(Sev::from_reply),
            sgx: optional(plain, "query-sgx-capabilities").as_ref().and_then(Sgx::from_reply),
            deprecated_interface: schema.deprecated(),
            interface_flags: schema.flag_counts(),
        })
    }
}

impl EmulatorCapabilities {
    /// What a whole conversation with a binary says. Where KVM works, it leaves TCG [`unasked`](Self::unasked).
    ///
    /// # Errors
    /// When the conversation was not a whole one.
    pub fn of_conversation(binary: impl Into<String>, first: Answers) -> Result<Self, ProbeError> {
        let whole = first.whole.ok_or(ProbeError::Unanswered("query-version"))?;
        let accelerators = BTreeMap::from([(first.accelerator, first.offer)]);
        // Builds without it exist.
        let has_tcg = first.accelerator != Accelerator::Tcg && whole.types.contains("tcg-accel");
        Ok(Self {
            unasked: has_tcg.then_some(Accelerator::Tcg).into_iter().collect(),
            binary: binary.into(),
            version: whole.version,
            package: whole.package,
            arch: first.arch,
            kvm: first.kvm,
            accelerators,
            features: whole.features,
            types: whole.types,
            properties: whole.properties,
            command_line: whole.command_line,
            commands: whole.commands,
            events: whole.events,
            migration: whole.migration,
            tpm_models: whole.tpm_models,
            tpm_types: whole.tpm_types,
            gic: whole.gic,
            sev: whole.sev,
            sgx: whole.sgx,
            deprecated_interface: whole.deprecated_interface,
            interface_flags: whole.interface_flags,
        })
    }

    /// The same with what another conversation says of an accelerator that was [`unasked`](Self::unasked).
    #[must_use]
    pub fn completed_by(mut self, answers: Answers) -> Self {
        if self.unasked.remove(&answers.accelerator) {
            self.accelerators.insert(answers.accelerator, answers.offer);
        }
        self
    }
}

/// A reply without which nothing is known.
fn required(replies: &mut PlainReplies, command: &'static str) -> Result<Value, ProbeError> {
    match replies.remove(command) {
        Some(Ok(value)) => Ok(value),
        Some(Err(error)) => Err(ProbeError::Refused { command, error }),
        None => Err(ProbeError::Unanswered(command)),
    }
}

/// A reply that a QEMU may well refuse to give.
fn optional(replies: &mut PlainReplies, command: &'static str) -> Option<Value> {
    replies.remove(command).and_then(Result::ok)
}

fn machines(reply: &Value) -> Result<Vec<MachineType>, ProbeError> {
    let entries = reply.as_array().ok_or(ProbeError::Malformed("query-machines"))?;
    let mut machines = Vec::new();
    for entry in entries {
        let name = text(entry, "name").ok_or(ProbeError::Malformed("query-machines"))?;
        // The machine without anything: it is what the probe itself runs on.
        if name == "none" {
            continue;
        }
        machines.push(MachineType {
            name,
            alias: text(entry, "alias"),
            max_cpus: entry
                .get("cpu-max")
                .and_then(Value::as_u64)
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(0),
            hotpluggable_cpus: flag(entry, "hotpluggable-cpus"),
            deprecated: flag(entry, "deprecated"),
            is_default: flag(entry, "is-default"),
            numa_mem_supported: flag(entry, "numa-mem-supported"),
            default_cpu_type: text(entry, "default-cpu-type"),
            default_ram_id: text(entry, "default-ram-id"),
            acpi: entry.get("acpi").and_then(Value::as_bool),
        });
    }
    Ok(machines)
}

fn cpu_models(reply: &Value) -> Vec<CpuModel> {
    let entries = reply.as_array().into_iter().flatten();
    entries
        .filter_map(|entry| {
            let blockers = entry.get("unavailable-features").and_then(Value::as_array);
            let usable = match blockers {
                None => Usable::Unknown,
                Some(list) if list.is_empty() => Usable::Yes,
                Some(_) => Usable::No,
            };
            let blockers = blockers.into_iter().flatten();
            Some(CpuModel {
                name: text(entry, "name")?,
                type_name: text(entry, "typename").unwrap_or_default(),
                usable,
                blockers: blockers.filter_map(|name| name.as_str().map(str::to_owned)).collect(),
                deprecated: flag(entry, "deprecated"),
                alias_of: text(entry, "alias-of"),
            })
        })
        .collect()
}

fn expanded(reply: &Value) -> Option<ExpandedCpu> {
    let model = reply.get("model")?;
    let properties = model.get("props").and_then(Value::as_object).cloned().unwrap_or_default();
    Some(ExpandedCpu { name: text(model, "name")?, properties })
}

/// The features that QEMU calls deprecated in the most complete expansion that it gave.
fn deprecated_features(replies: &BTreeMap<HostCpu, Value>) -> Vec<String> {
    let reply = replies.get(&HostCpu::Full).or_else(|| replies.get(&HostCpu::Migratable));
    let list = reply.and_then(|reply| reply.get("deprecated-props")).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

fn options(reply: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut options = BTreeMap::<String, BTreeSet<String>>::new();
    for entry in reply.as_array().into_iter().flatten() {
        let Some(option) = text(entry, "option").filter(|name| !name.is_empty()) else { continue };
        let parameters = names(entry.get("parameters").unwrap_or(&Value::Null), Some("name"));
        options.entry(option).or_default().extend(parameters);
    }
    options
}

/// The texts of a list: its items, or one member of each.
fn names(list: &Value, member: Option<&str>) -> BTreeSet<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| match member {
            Some(member) => text(item, member),
            None => item.as_str().map(str::to_owned),
        })
        .collect()
}

fn text(object: &Value, member: &str) -> Option<String> {
    object.get(member).and_then(Value::as_str).map(str::to_owned)
}

fn flag(object: &Value, member: &str) -> bool {
    object.get(member).and_then(Value::as_bool).unwrap_or(false)
}

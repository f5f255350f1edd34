//! Each rule's finding: the one place where sentences and evidence stand.

use crate::Taint;
use crate::catalogue::{self, Entry};
use crate::finding::{Cause, Finding, Subject, When};

/// A finding whose sentence is libvirt's about its flag.
fn taint(entry: &Entry, subject: Subject, evidence: &str) -> Finding {
    let sentence = entry.taint.map_or(entry.title, Taint::sentence);
    entry.finding(subject, sentence.to_owned(), evidence.to_owned())
}

fn deprecation(entry: &Entry, what: &str, subject: Subject, emulator: &str, query: &str) -> Finding {
    let sentence = format!("{what} '{}'", subject.value);
    entry.finding(subject, sentence, format!("{emulator} marks it deprecated in its reply to {query}"))
}

/// The machine type is one that the guest's QEMU calls deprecated. `machine` is the canonical name.
pub fn deprecated_machine(machine: &str, emulator: &str) -> Finding {
    let subject = Subject::at(machine, "/domain/os/type/@machine");
    deprecation(&catalogue::DEPRECATED_CONFIG_MACHINE_TYPE, MACHINE_TYPE, subject, emulator, "query-machines")
}

/// The CPU model is one that the guest's QEMU calls deprecated.
pub fn deprecated_cpu(model: &str, emulator: &str) -> Finding {
    let subject = Subject::at(model, "/domain/cpu/model");
    deprecation(
        &catalogue::DEPRECATED_CONFIG_CPU_MODEL,
        CPU_MODEL,
        subject,
        emulator,
        "query-cpu-definitions",
    )
}

const MACHINE_TYPE: &str = "machine type";
const CPU_MODEL: &str = "CPU model";

/// What a deprecation string of a status file stands for: such a file has nothing but the string.
pub(crate) fn recorded_deprecation(text: &str) -> Finding {
    let named = |what: &str| {
        let name = text.strip_prefix(what)?.strip_prefix(" '")?.strip_suffix('\'')?;
        Some(name.to_owned())
    };
    let (entry, subject) = if let Some(name) = named(MACHINE_TYPE) {
        (&catalogue::DEPRECATED_CONFIG_MACHINE_TYPE, Subject::at(name, "/domain/os/type/@machine"))
    } else if let Some(name) = named(CPU_MODEL) {
        (&catalogue::DEPRECATED_CONFIG_CPU_MODEL, Subject::at(name, "/domain/cpu/model"))
    } else {
        (&catalogue::DEPRECATED_CONFIG, Subject::of(text))
    };
    entry.finding(subject, text.to_owned(), FROM_STATUS.to_owned())
}

const FROM_STATUS: &str = "recorded in the status file of the running guest";

/// What a flag of a status file stands for, of which nothing else is known.
pub(crate) fn recorded_taint(flag: Taint) -> Finding {
    let entry = Entry::of(flag.word()).unwrap_or(&catalogue::UNKNOWN_TAINT);
    taint(entry, Subject::of(""), FROM_STATUS)
}

/// A flag of a status file that only another daemon knows.
pub(crate) fn unknown_taint(word: &str) -> Finding {
    let sentence = format!("marked with '{word}', which this version does not know");
    catalogue::UNKNOWN_TAINT.finding(Subject::of(word), sentence, FROM_STATUS.to_owned())
}

/// Arguments or environment variables for QEMU stand in the definition.
pub fn custom_argv(given: &[String]) -> Finding {
    let subject = Subject::at(given.join(" "), "/domain/qemu:commandline");
    taint(
        &catalogue::CUSTOM_ARGV,
        subject,
        "the definition passes arguments or environment of its own to QEMU",
    )
}

/// Properties of a device are overridden in the definition.
pub fn custom_device(alias: &str) -> Finding {
    let subject = Subject::at(alias, "/domain/qemu:override");
    taint(&catalogue::CUSTOM_DEVICE, subject, "the definition overrides properties of a device")
}

/// What QEMU can do is overridden in the definition or the daemon's configuration.
pub fn custom_hypervisor_feature(value: &str) -> Finding {
    let subject = Subject::at(value, "/domain/qemu:capabilities");
    taint(&catalogue::CUSTOM_HYPERVISOR_FEATURE, subject, "capabilities of QEMU are added or removed by hand")
}

/// QEMU's process has privileges that a guest should not have.
pub fn high_privileges(value: &str, place: Option<&'static str>, why: &str) -> Finding {
    let subject = Subject { value: value.into(), place: place.map(Into::into) };
    taint(&catalogue::HIGH_PRIVILEGES, subject, why)
}

/// A hook script gave another definition than the stored one.
pub fn hook_script() -> Finding {
    let evidence = "a hook script returned a definition that was used";
    taint(&catalogue::HOOK_SCRIPT, Subject::of("hook"), evidence)
}

/// Memory state came in while the CPU is the host's own.
pub fn host_cpu(mode: &str) -> Finding {
    let subject = Subject::at(mode, "/domain/cpu/@mode");
    taint(&catalogue::HOST_CPU, subject, "memory state was loaded on a CPU that follows the host's")
}

/// A CD drive of the host is handed through.
pub fn cdrom_passthrough(path: &str) -> Finding {
    let subject = Subject::at(path, "/domain/devices/disk/source");
    taint(&catalogue::CDROM_PASSTHROUGH, subject, "the disk's source is a CD drive of the host")
}

/// An interface is set up by a script.
pub fn shell_scripts(path: &str) -> Finding {
    let subject = Subject::at(path, "/domain/devices/interface/script");
    taint(&catalogue::SHELL_SCRIPTS, subject, "an interface is set up by a script")
}

/// The guest boots with a device tree of the user's own.
pub fn custom_dtb(path: &str) -> Finding {
    taint(&catalogue::CUSTOM_DTB, Subject::at(path, "/domain/os/dtb"), "the definition names a device tree")
}

/// A client sent a raw command to the monitor.
pub fn custom_monitor(command: &str, cause: Option<Cause>) -> Finding {
    let evidence = "a client sent this to QEMU's monitor past the daemon";
    Finding { cause, ..taint(&catalogue::CUSTOM_MONITOR, Subject::of(command), evidence) }
}

/// A client sent a raw command to the guest agent.
pub fn custom_ga_command(command: &str, cause: Option<Cause>) -> Finding {
    let evidence = "a client sent this to the guest agent past the daemon";
    Finding { cause, ..taint(&catalogue::CUSTOM_GA_COMMAND, Subject::of(command), evidence) }
}

/// The machine type is not among those that QEMU offers.
pub(crate) fn machine_type_gone(machine: &str, emulator: &str) -> Finding {
    let subject = Subject::at(machine, "/domain/os/type/@machine");
    let sentence = format!("{MACHINE_TYPE} '{machine}' is not offered by {emulator}");
    catalogue::CANNOT_START_MACHINE_TYPE_GONE.finding(subject, sentence, not_in(emulator, "query-machines"))
}

/// The CPU model is not among those that QEMU knows.
pub(crate) fn cpu_model_gone(model: &str, emulator: &str) -> Finding {
    let subject = Subject::at(model, "/domain/cpu/model");
    let sentence = format!("{CPU_MODEL} '{model}' is not offered by {emulator}");
    let evidence = not_in(emulator, "query-cpu-definitions");
    catalogue::CANNOT_START_CPU_MODEL_GONE.finding(subject, sentence, evidence)
}

/// QEMU has no device of this type.
pub(crate) fn device_gone(device: &str, emulator: &str) -> Finding {
    let sentence = format!("device '{device}' is not offered by {emulator}");
    let evidence = not_in(emulator, "qom-list-types");
    catalogue::CANNOT_START_DEVICE_GONE.finding(Subject::at(device, "/domain/devices"), sentence, evidence)
}

fn not_in(emulator: &str, query: &str) -> String {
    format!("it is not in the reply of {emulator} to {query}")
}

/// There are more vcpus than the machine type takes.
pub(crate) fn too_many_vcpus(wanted: u32, machine: &str, most: u32, emulator: &str) -> Finding {
    let subject = Subject::at(wanted.to_string(), "/domain/vcpu");
    let sentence = format!("{wanted} vcpus are more than {MACHINE_TYPE} '{machine}' takes ({most})");
    let evidence = format!("{emulator} says so in its reply to query-machines");
    catalogue::CANNOT_START_TOO_MANY_VCPUS.finding(subject, sentence, evidence)
}

/// The emulator cannot be used.
pub(crate) fn emulator_gone(emulator: &str, why: &str) -> Finding {
    let subject = Subject::at(emulator, "/domain/devices/emulator");
    let sentence = format!("emulator '{emulator}' cannot be used: {why}");
    catalogue::CANNOT_START_EMULATOR_GONE.finding(subject, sentence, why.to_owned())
}

/// The start would be refused in these words.
pub(crate) fn start_refused(why: &str, emulator: &str) -> Finding {
    let evidence = format!("a start was prepared for {emulator} and went no further");
    catalogue::CANNOT_START_REFUSED.finding(Subject::of(why), why.to_owned(), evidence)
}

/// A text that is to be defined is no definition: `why` in the words in which defining it would fail.
pub fn invalid_definition(why: &str) -> Finding {
    let evidence = "the definition was read as a daemon reads it";
    let subject = Subject::of(why);
    catalogue::INVALID_DEFINITION
        .finding(subject, why.to_owned(), evidence.to_owned())
        .forecast(When::NextStart)
}

/// The program that the guest runs on was replaced on disk. `what` is the sentence, `binary` its path.
pub(crate) fn emulator_replaced(binary: &str, what: String) -> Finding {
    let subject = Subject::at(binary, "/domain/devices/emulator");
    let evidence = "the file of the running program is not the one at its path any more";
    catalogue::EMULATOR_REPLACED.finding(subject, what, evidence.to_owned())
}

/// A client uses a monitor command, or an argument of one, that QEMU's schema marks as deprecated. `what` is
/// `COMMAND` or `COMMAND.ARGUMENT`.
pub fn deprecated_command(what: &str, emulator: &str, cause: Option<Cause>) -> Finding {
    let sentence = format!("monitor command '{what}'");
    let evidence = format!("{emulator} marks it deprecated in its reply to query-qmp-schema");
    Finding { cause, ..catalogue::DEPRECATED_COMMAND.finding(Subject::of(what), sentence, evidence) }
}

/// QEMU wrote a line of warning that nothing else explains.
pub(crate) fn qemu_said(entry: &Entry, text: &str) -> Finding {
    entry.finding(Subject::of(text), text.to_owned(), "QEMU wrote it to the guest's log".to_owned())
}

/// There are more different warnings than are kept.
pub(crate) fn warnings_dropped() -> Finding {
    let entry = &catalogue::QEMU_WARNINGS_DROPPED;
    entry.finding(Subject::of("others"), entry.title.to_lowercase(), "the guest's log has them".to_owned())
}

/// An I/O error of a disk's image, as QEMU reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IoError {
    /// The disk's target, such as `vda`.
    pub disk: String,
    /// The image's number in the disk's chain.
    pub index: u32,
    /// Where the image is, where it has a path.
    pub path: Option<String>,
    /// When, in libvirt's form of a time.
    pub timestamp: String,
    /// QEMU's words.
    pub message: String,
}

impl IoError {
    /// libvirt's words for it, after `I/O error: `.
    pub(crate) fn words(&self) -> String {
        format!(
            "disk='{}', index='{}', path='{}', timestamp='{}', message='{}'",
            self.disk,
            self.index,
            self.path.as_deref().unwrap_or("-"),
            self.timestamp,
            self.message
        )
    }

    /// The same as a finding.
    pub(crate) fn finding(&self) -> Finding {
        let subject = Subject::at(format!("{}[{}]", self.disk, self.index), "/domain/devices/disk");
        catalogue::IO_ERROR.finding(subject, self.words(), "QEMU's event BLOCK_IO_ERROR".to_owned())
    }
}

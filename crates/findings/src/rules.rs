//! Each rule's finding: the one place where sentences and evidence stand.

use crate::Taint;
use crate::catalogue::{self, Entry};
use crate::finding::{Cause, Finding, Subject};

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

//! Each rule's finding: the one place where codes, sentences and remedies stand.

use crate::Taint;
use crate::finding::{Cause, Class, Code, Finding, Severity, Subject};

fn taint(
    taint: Taint,
    code: &'static str,
    severity: Severity,
    value: impl Into<String>,
    place: Option<&'static str>,
    evidence: &str,
) -> Finding {
    Finding {
        code: Code(code),
        class: Class::Taint,
        severity,
        taint,
        subject: Subject { value: value.into(), place },
        sentence: taint.sentence().to_owned(),
        evidence: evidence.to_owned(),
        remedy: None,
        cause: None,
        first_seen_ms: 0,
    }
}

fn deprecation(
    code: &'static str,
    what: &str,
    value: &str,
    place: &'static str,
    emulator: &str,
    query: &str,
    remedy: &str,
) -> Finding {
    Finding {
        code: Code(code),
        class: Class::Deprecation,
        severity: Severity::Warning,
        taint: Taint::DeprecatedConfig,
        subject: Subject { value: value.to_owned(), place: Some(place) },
        sentence: format!("{what} '{value}'"),
        evidence: format!("{emulator} marks it deprecated in its reply to {query}"),
        remedy: Some(remedy.to_owned()),
        cause: None,
        first_seen_ms: 0,
    }
}

/// The machine type is one that the guest's QEMU calls deprecated. `machine` is the canonical name.
pub fn deprecated_machine(machine: &str, emulator: &str) -> Finding {
    deprecation(
        "deprecated-config.machine-type",
        "machine type",
        machine,
        "/domain/os/type/@machine",
        emulator,
        "query-machines",
        "choose a newer machine type of the same family and start the guest afresh",
    )
}

/// The CPU model is one that the guest's QEMU calls deprecated.
pub fn deprecated_cpu(model: &str, emulator: &str) -> Finding {
    deprecation(
        "deprecated-config.cpu-model",
        "CPU model",
        model,
        "/domain/cpu/model",
        emulator,
        "query-cpu-definitions",
        "choose a CPU model that is not deprecated and start the guest afresh",
    )
}

/// Arguments or environment variables for QEMU stand in the definition.
pub fn custom_argv(given: &[String]) -> Finding {
    taint(
        Taint::CustomArgv,
        "custom-argv",
        Severity::Warning,
        given.join(" "),
        Some("/domain/qemu:commandline"),
        "the definition passes arguments or environment of its own to QEMU",
    )
}

/// Properties of a device are overridden in the definition.
pub fn custom_device(alias: &str) -> Finding {
    taint(
        Taint::CustomDevice,
        "custom-device",
        Severity::Warning,
        alias,
        Some("/domain/qemu:override"),
        "the definition overrides properties of a device",
    )
}

/// What QEMU can do is overridden in the definition or the daemon's configuration.
pub fn custom_hypervisor_feature(value: &str) -> Finding {
    taint(
        Taint::CustomHypervisorFeature,
        "custom-hypervisor-feature",
        Severity::Warning,
        value,
        Some("/domain/qemu:capabilities"),
        "capabilities of QEMU are added or removed by hand",
    )
}

/// QEMU's process has privileges that a guest should not have.
pub fn high_privileges(value: &str, place: Option<&'static str>, why: &str) -> Finding {
    let mut finding = taint(Taint::HighPrivileges, "high-privileges", Severity::Danger, value, place, why);
    finding.remedy = Some("run QEMU as an unprivileged user, without raw I/O".into());
    finding
}

/// A hook script gave another definition than the stored one.
pub fn hook_script() -> Finding {
    taint(
        Taint::HookScript,
        "hook-script",
        Severity::Info,
        "hook",
        None,
        "a hook script returned a definition that was used",
    )
}

/// Memory state came in while the CPU is the host's own.
pub fn host_cpu(mode: &str) -> Finding {
    taint(
        Taint::HostCpu,
        "host-cpu",
        Severity::Warning,
        mode,
        Some("/domain/cpu/@mode"),
        "memory state was loaded on a CPU that follows the host's",
    )
}

/// A CD drive of the host is handed through.
pub fn cdrom_passthrough(path: &str) -> Finding {
    taint(
        Taint::CdromPassthrough,
        "cdrom-passthrough",
        Severity::Info,
        path,
        Some("/domain/devices/disk/source"),
        "the disk's source is a CD drive of the host",
    )
}

/// An interface is set up by a script.
pub fn shell_scripts(path: &str) -> Finding {
    taint(
        Taint::ShellScripts,
        "shell-scripts",
        Severity::Warning,
        path,
        Some("/domain/devices/interface/script"),
        "an interface is set up by a script",
    )
}

/// The guest boots with a device tree of the user's own.
pub fn custom_dtb(path: &str) -> Finding {
    taint(
        Taint::CustomDtb,
        "custom-dtb",
        Severity::Info,
        path,
        Some("/domain/os/dtb"),
        "the definition names a device tree",
    )
}

/// A client sent a raw command to the monitor.
pub fn custom_monitor(command: &str, cause: Option<Cause>) -> Finding {
    let mut finding = taint(
        Taint::CustomMonitor,
        "custom-monitor",
        Severity::Warning,
        command,
        None,
        "a client sent this to QEMU's monitor past the daemon",
    );
    finding.cause = cause;
    finding
}

/// A client sent a raw command to the guest agent.
pub fn custom_ga_command(command: &str, cause: Option<Cause>) -> Finding {
    let mut finding = taint(
        Taint::CustomGaCommand,
        "custom-ga-command",
        Severity::Info,
        command,
        None,
        "a client sent this to the guest agent past the daemon",
    );
    finding.cause = cause;
    finding
}

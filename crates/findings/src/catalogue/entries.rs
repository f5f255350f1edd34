// Generated from catalogue.toml by `cargo xtask codegen`. Change that file, not this one.

//! What `cargo xtask codegen` makes of `catalogue.toml`.

use super::Entry;
use crate::{Class, Severity, Taint};

/// Every entry, in the order of the page.
pub(crate) const CATALOGUE: &[Entry] = &[
    CUSTOM_ARGV,
    CUSTOM_MONITOR,
    HIGH_PRIVILEGES,
    SHELL_SCRIPTS,
    DISK_PROBING,
    EXTERNAL_LAUNCH,
    HOST_CPU,
    HOOK_SCRIPT,
    CDROM_PASSTHROUGH,
    CUSTOM_DTB,
    CUSTOM_GA_COMMAND,
    CUSTOM_HYPERVISOR_FEATURE,
    DEPRECATED_CONFIG,
    DEPRECATED_CONFIG_MACHINE_TYPE,
    DEPRECATED_CONFIG_CPU_MODEL,
    CUSTOM_DEVICE,
    NBDKIT_RESTART,
    UNKNOWN_TAINT,
    DEPRECATED_COMMAND,
    IO_ERROR,
    CANNOT_START_MACHINE_TYPE_GONE,
    CANNOT_START_CPU_MODEL_GONE,
    CANNOT_START_DEVICE_GONE,
    CANNOT_START_EMULATOR_GONE,
    CANNOT_START_TOO_MANY_VCPUS,
    CANNOT_START_REFUSED,
    EMULATOR_REPLACED,
    QEMU_DEPRECATION,
    QEMU_WARNING,
    QEMU_WARNINGS_DROPPED,
    INVALID_DEFINITION,
];

/// Arguments for QEMU in the definition.
pub(crate) const CUSTOM_ARGV: Entry = Entry {
    code: "custom-argv",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::CustomArgv),
    title: "Arguments for QEMU in the definition",
    meaning: "The definition has `<qemu:commandline>`: arguments or environment variables that go to QEMU as they are.",
    harm: "Nobody checks them, and nobody knows what they do to the guest: such a guest may stop starting with the next QEMU, lose devices on save or migration, and is not supported by most vendors.",
    remedy: "Say the same in the definition's own elements where they can, and remove `<qemu:commandline>`.",
};

/// A raw monitor command was sent.
pub(crate) const CUSTOM_MONITOR: Entry = Entry {
    code: "custom-monitor",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::CustomMonitor),
    title: "A raw monitor command was sent",
    meaning: "A client sent a command to QEMU's monitor past the daemon (`virsh qemu-monitor-command`). The finding is noted before the command is sent, whether it succeeds or not; it names the command and who sent it.",
    harm: "The daemon does not know what the command changed: the definition may not describe the guest any more, and a save or a migration may fail. Commands that only ask (`query-...`, `info ...`) do no harm.",
    remedy: "Use the daemon's own calls where there are any; start the guest afresh to be rid of what was changed.",
};

/// QEMU has more privileges than a guest should have.
pub(crate) const HIGH_PRIVILEGES: Entry = Entry {
    code: "high-privileges",
    class: Class::Taint,
    severity: Severity::Danger,
    taint: Some(Taint::HighPrivileges),
    title: "QEMU has more privileges than a guest should have",
    meaning: "QEMU runs as root, or a disk or SCSI device is given with raw I/O (`rawio='yes'`). The subject says which.",
    harm: "A guest that breaks out of QEMU owns the host.",
    remedy: "Run QEMU as an unprivileged user (settings `qemu_user` and `qemu_group`) and remove `rawio`.",
};

/// A script sets up a network interface.
pub(crate) const SHELL_SCRIPTS: Entry = Entry {
    code: "shell-scripts",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::ShellScripts),
    title: "A script sets up a network interface",
    meaning: "An interface has `<script>`. One that only takes the interface down (`<downscript>`) does not count.",
    harm: "What the script does to the host's network, and with whose privileges, nobody knows but its author.",
    remedy: "Connect the interface to a bridge or a network and remove `<script>`.",
};

/// A disk's format was guessed.
pub(crate) const DISK_PROBING: Entry = Entry {
    code: "disk-probing",
    class: Class::Taint,
    severity: Severity::Danger,
    taint: Some(Taint::DiskProbing),
    title: "A disk's format was guessed",
    meaning: "An older daemon let QEMU guess the format of a disk. This one never does; the mark was found in the status file of a running guest.",
    harm: "A guest that writes another format's header to its raw disk can have QEMU read any file of the host.",
    remedy: "Name the format of each disk (`<driver type=...>`) and start the guest afresh.",
};

/// Somebody else started this QEMU.
pub(crate) const EXTERNAL_LAUNCH: Entry = Entry {
    code: "external-launch",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::ExternalLaunch),
    title: "Somebody else started this QEMU",
    meaning: "The process was started by another program and taken over. This daemon never does that; the mark was found in the status file of a running guest.",
    harm: "The definition may not describe what runs.",
    remedy: "Start the guest afresh.",
};

/// Memory was loaded on a CPU that follows the host's.
pub(crate) const HOST_CPU: Entry = Entry {
    code: "host-cpu",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::HostCpu),
    title: "Memory was loaded on a CPU that follows the host's",
    meaning: "The guest was restored (or migrated) while its CPU is `host-passthrough` or `maximum`. A plain start is not marked.",
    harm: "If this host's CPU, microcode or kernel is not the one where the guest was saved, the guest may crash or compute wrongly at any time.",
    remedy: "Shut the guest down and start it, or choose a named CPU model, or `host-model`.",
};

/// A hook script gave another definition.
pub(crate) const HOOK_SCRIPT: Entry = Entry {
    code: "hook-script",
    class: Class::Taint,
    severity: Severity::Info,
    taint: Some(Taint::HookScript),
    title: "A hook script gave another definition",
    meaning: "When the guest was restored or taken over, a hook script returned a definition, and that one was used. The mark stays with the guest for as long as the daemon runs.",
    harm: "What runs may not be what is stored; whoever looks only at the stored definition is misled.",
    remedy: "Look at what the hook script changes, and change the stored definition instead.",
};

/// The host's CD drive is handed through.
pub(crate) const CDROM_PASSTHROUGH: Entry = Entry {
    code: "cdrom-passthrough",
    class: Class::Taint,
    severity: Severity::Info,
    taint: Some(Taint::CdromPassthrough),
    title: "The host's CD drive is handed through",
    meaning: "A CD-ROM of the guest has a drive of the host as its source.",
    harm: "The guest can lock or open the tray, and notices poorly when the medium is changed.",
    remedy: "Copy the medium to an image file and use that.",
};

/// A device tree of the user's own.
pub(crate) const CUSTOM_DTB: Entry = Entry {
    code: "custom-dtb",
    class: Class::Taint,
    severity: Severity::Info,
    taint: Some(Taint::CustomDtb),
    title: "A device tree of the user's own",
    meaning: "The definition names a device tree (`<os><dtb>`).",
    harm: "The device tree may describe other hardware than QEMU shows.",
    remedy: "Remove `<dtb>` where the machine type brings its own.",
};

/// A raw guest-agent command was sent.
pub(crate) const CUSTOM_GA_COMMAND: Entry = Entry {
    code: "custom-ga-command",
    class: Class::Taint,
    severity: Severity::Info,
    taint: Some(Taint::CustomGaCommand),
    title: "A raw guest-agent command was sent",
    meaning: "A client sent a command to the guest agent past the daemon (`virsh qemu-agent-command`). It is noted before the command is sent; the finding names the command and who sent it.",
    harm: "The agent runs as root in the guest: the command may have changed anything there.",
    remedy: "Use the daemon's own calls where there are any.",
};

/// What QEMU can do was overridden.
pub(crate) const CUSTOM_HYPERVISOR_FEATURE: Entry = Entry {
    code: "custom-hypervisor-feature",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::CustomHypervisorFeature),
    title: "What QEMU can do was overridden",
    meaning: "The definition has `<qemu:capabilities>`, or the daemon's settings take capabilities away (`capability_filters`).",
    harm: "The daemon may use what this QEMU cannot do, or avoid what it does well.",
    remedy: "Remove the override; it is meant for finding faults.",
};

/// Something deprecated, in words this version does not know.
pub(crate) const DEPRECATED_CONFIG: Entry = Entry {
    code: "deprecated-config",
    class: Class::Deprecation,
    severity: Severity::Warning,
    taint: Some(Taint::DeprecatedConfig),
    title: "Something deprecated, in words this version does not know",
    meaning: "The status file of a running guest says that it uses something deprecated, in words that only another daemon knows. Two more findings have this flag: of the machine type and of the CPU model.",
    harm: "Sooner or later a QEMU will refuse it.",
    remedy: "Read the finding's words, replace what they name, and start the guest afresh.",
};

/// The machine type is deprecated.
pub(crate) const DEPRECATED_CONFIG_MACHINE_TYPE: Entry = Entry {
    code: "deprecated-config.machine-type",
    class: Class::Deprecation,
    severity: Severity::Warning,
    taint: Some(Taint::DeprecatedConfig),
    title: "The machine type is deprecated",
    meaning: "The guest's QEMU says in its reply to `query-machines` that it is going to drop this machine type. QEMU deprecates a versioned type after three years and removes it after six.",
    harm: "The guest runs well. After an upgrade of QEMU that has removed the type it does not start any more, cannot be migrated there, and its saved states are lost.",
    remedy: "Choose a newer machine type of the same family and start the guest afresh. Its hardware changes with that: Windows may ask to be activated again.",
};

/// The CPU model is deprecated.
pub(crate) const DEPRECATED_CONFIG_CPU_MODEL: Entry = Entry {
    code: "deprecated-config.cpu-model",
    class: Class::Deprecation,
    severity: Severity::Warning,
    taint: Some(Taint::DeprecatedConfig),
    title: "The CPU model is deprecated",
    meaning: "The guest's QEMU says in its reply to `query-cpu-definitions` that it is going to drop this CPU model. A `host-model` CPU is judged by the model that it became.",
    harm: "The guest runs well. After an upgrade of QEMU that has removed the model it does not start any more.",
    remedy: "Choose a CPU model that is not deprecated, or `host-model`, and start the guest afresh.",
};

/// Properties of a device are overridden.
pub(crate) const CUSTOM_DEVICE: Entry = Entry {
    code: "custom-device",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: Some(Taint::CustomDevice),
    title: "Properties of a device are overridden",
    meaning: "The definition has `<qemu:override>` for at least one device.",
    harm: "The device may not be the one that the definition describes, and may not survive an upgrade or a migration.",
    remedy: "Remove the override where the device's own elements can say the same.",
};

/// nbdkit ended and could not be started again.
pub(crate) const NBDKIT_RESTART: Entry = Entry {
    code: "nbdkit-restart",
    class: Class::Taint,
    severity: Severity::Danger,
    taint: Some(Taint::NbdkitRestart),
    title: "nbdkit ended and could not be started again",
    meaning: "A network disk was served by nbdkit, which ended.",
    harm: "The disk is gone for the guest: its reads and writes fail.",
    remedy: "See the guest's log for why nbdkit ended, and start the guest afresh.",
};

/// A flag that this version does not know.
pub(crate) const UNKNOWN_TAINT: Entry = Entry {
    code: "unknown-taint",
    class: Class::Taint,
    severity: Severity::Warning,
    taint: None,
    title: "A flag that this version does not know",
    meaning: "The status file of a running guest has a `<taint>` flag whose word only another daemon knows. The guest is found and managed as any other, and the flag stays in its status file.",
    harm: "Something marks this guest, and this version cannot tell what.",
    remedy: "Look for the word in the documentation of the daemon that started the guest.",
};

/// A client sends monitor commands that QEMU will drop.
pub(crate) const DEPRECATED_COMMAND: Entry = Entry {
    code: "deprecated-command",
    class: Class::Deprecation,
    severity: Severity::Info,
    taint: None,
    title: "A client sends monitor commands that QEMU will drop",
    meaning: "A raw monitor command that a client sent, or one of its arguments, is marked deprecated in QEMU's schema (`query-qmp-schema`). The subject is the command, or `COMMAND.ARGUMENT`.",
    harm: "The guest is well. The client stops working with a later QEMU.",
    remedy: "Change the client that the finding names: QEMU's list of deprecated features says what to use instead.",
};

/// A disk could not be read or written.
pub(crate) const IO_ERROR: Entry = Entry {
    code: "io-error",
    class: Class::IoError,
    severity: Severity::Danger,
    taint: None,
    title: "A disk could not be read or written",
    meaning: "QEMU reported an I/O error of one of the guest's disks. The subject is the disk, the finding has the image and the time.",
    harm: "Data may be lost; depending on `error_policy` the guest is paused until the cause is gone.",
    remedy: "See to the storage (is it full? is it reachable?), then `virsh resume` the guest.",
};

/// The next start fails: no such machine type.
pub(crate) const CANNOT_START_MACHINE_TYPE_GONE: Entry = Entry {
    code: "cannot-start.machine-type-gone",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails: no such machine type",
    meaning: "The emulator that would be used does not offer the machine type, or not with the guest's accelerator. It was removed, or is another vendor's.",
    harm: "The guest does not start.",
    remedy: "Choose a machine type that the emulator offers (`virsh capabilities`), or install the QEMU that has it.",
};

/// The next start fails: no such CPU model.
pub(crate) const CANNOT_START_CPU_MODEL_GONE: Entry = Entry {
    code: "cannot-start.cpu-model-gone",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails: no such CPU model",
    meaning: "The emulator that would be used does not know the CPU model, or cannot run it here.",
    harm: "The guest does not start.",
    remedy: "Choose a CPU model that is usable here (`virsh domcapabilities`), or `host-model`.",
};

/// The next start fails: no such device.
pub(crate) const CANNOT_START_DEVICE_GONE: Entry = Entry {
    code: "cannot-start.device-gone",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails: no such device",
    meaning: "The emulator that would be used does not have a device of the definition, or an option of one.",
    harm: "The guest does not start.",
    remedy: "Replace the device by one that the emulator has (`virsh domcapabilities`).",
};

/// The next start fails: no such emulator.
pub(crate) const CANNOT_START_EMULATOR_GONE: Entry = Entry {
    code: "cannot-start.emulator-gone",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails: no such emulator",
    meaning: "The program that `<emulator>` names is not there, or does not work.",
    harm: "The guest does not start.",
    remedy: "Install the emulator again, or name another in `<emulator>`.",
};

/// The next start fails: too many vcpus.
pub(crate) const CANNOT_START_TOO_MANY_VCPUS: Entry = Entry {
    code: "cannot-start.too-many-vcpus",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails: too many vcpus",
    meaning: "The definition has more vcpus than the emulator's machine type takes.",
    harm: "The guest does not start.",
    remedy: "Take vcpus away, or choose a machine type that takes more (`virsh domcapabilities`).",
};

/// The next start fails for another reason.
pub(crate) const CANNOT_START_REFUSED: Entry = Entry {
    code: "cannot-start.refused",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "The next start fails for another reason",
    meaning: "The definition asks for what this emulator, or this host, cannot do. The finding has the words in which the start would fail.",
    harm: "The guest does not start.",
    remedy: "Change the definition as the words say.",
};

/// QEMU was replaced while the guest runs.
pub(crate) const EMULATOR_REPLACED: Entry = Entry {
    code: "emulator-replaced",
    class: Class::Forecast,
    severity: Severity::Warning,
    taint: None,
    title: "QEMU was replaced while the guest runs",
    meaning: "The program that the guest runs on is not the one on disk any more: QEMU was upgraded or removed.",
    harm: "The guest runs well, on the old QEMU with the old faults. Its next start is a different machine.",
    remedy: "Shut the guest down and start it at a good time. Until then, compare with what its next start would find.",
};

/// QEMU says that something is deprecated.
pub(crate) const QEMU_DEPRECATION: Entry = Entry {
    code: "qemu-deprecation",
    class: Class::RuntimeWarning,
    severity: Severity::Warning,
    taint: None,
    title: "QEMU says that something is deprecated",
    meaning: "QEMU wrote a line about deprecation to the guest's log that no other finding knows. The subject is the line.",
    harm: "The guest runs well. A later QEMU refuses what the line names.",
    remedy: "Replace what the line names; it mostly says by what.",
};

/// QEMU warns of something.
pub(crate) const QEMU_WARNING: Entry = Entry {
    code: "qemu-warning",
    class: Class::RuntimeWarning,
    severity: Severity::Info,
    taint: None,
    title: "QEMU warns of something",
    meaning: "QEMU wrote a warning to the guest's log. The subject is the line.",
    harm: "As the line says. A guest can provoke some of them.",
    remedy: "Read the guest's log around the time that the finding has.",
};

/// More warnings than are kept.
pub(crate) const QEMU_WARNINGS_DROPPED: Entry = Entry {
    code: "qemu-warnings-dropped",
    class: Class::RuntimeWarning,
    severity: Severity::Info,
    taint: None,
    title: "More warnings than are kept",
    meaning: "QEMU wrote more different warnings than are kept of one guest. The count says how many were not looked at further.",
    harm: "Other warnings are hidden behind them. The guest may be provoking them.",
    remedy: "Read the guest's log.",
};

/// A file that is no valid definition.
pub(crate) const INVALID_DEFINITION: Entry = Entry {
    code: "invalid-definition",
    class: Class::Forecast,
    severity: Severity::Danger,
    taint: None,
    title: "A file that is no valid definition",
    meaning: "`ferrovirt check` cannot read the file as the definition of a guest. The finding has the words in which defining it would fail, and the place.",
    harm: "It cannot be defined.",
    remedy: "Change the definition as the words say.",
};

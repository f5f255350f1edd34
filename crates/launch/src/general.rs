//! What every guest's command line has, whatever the guest is.

use caps::Feature;
use model::device::storage::StorageSource;

use crate::DescriptorTarget;
use crate::build::Build;
use crate::option::{Pairs, Props};

/// The guest's name, which QEMU shows in its process and thread names.
pub(crate) fn name(build: &mut Build<'_>) {
    let value = Pairs::headless().with("guest", &build.guest.name).with("debug-threads", "on");
    build.option("-name", value);
}

/// What QEMU does when it is asked for something that will go.
pub(crate) fn deprecations(build: &mut Build<'_>) {
    let configured = &build.context.deprecation_behavior;
    let input =
        match build.guest.qemu.deprecation_behavior.as_ref().or(configured.as_ref()).map(String::as_str) {
            Some("omit") => None,
            Some("reject") => Some("reject"),
            Some("crash") => Some("crash"),
            _ => return,
        };
    if build.caps.has(Feature::Compat) {
        let compat = Props::new().with("deprecated-output", "hide").maybe("deprecated-input", input);
        build.option("-compat", compat.json());
    }
}

/// Where the guest's state comes in, when it does not start from nothing.
pub(crate) fn incoming(build: &mut Build<'_>) {
    if let Some(address) = &build.context.incoming {
        build.option("-incoming", address.as_str());
    }
}

/// The guest's CPUs do not run until they are told to.
pub(crate) fn stopped(build: &mut Build<'_>) {
    build.flag("-S");
}

/// The key that protects secrets which are given later.
pub(crate) fn master_key(build: &mut Build<'_>) {
    if let Some(file) = &build.context.master_key {
        let secret = Props::new()
            .with("qom-type", "secret")
            .with("id", "masterKey0")
            .with("format", "raw")
            .with("file", file.as_str());
        build.object(&secret);
    }
}

/// The id of the helper that makes reservations for the guest's units.
pub(crate) const MANAGED_RESERVATIONS: &str = "pr-helper0";

/// The helper that is started for the guest, when any of its disks has reservations that it shall see to.
pub(crate) fn reservations(build: &mut Build<'_>) {
    let wanted = |source: &StorageSource| {
        source.reservations.as_ref().is_some_and(|asked| asked.managed == Some(true) || asked.path.is_none())
    };
    if build.guest.devices.disks.iter().any(|disk| wanted(&disk.source)) {
        let helper = Props::new()
            .with("qom-type", "pr-manager-helper")
            .with("id", MANAGED_RESERVATIONS)
            .with("path", format!("{}/{MANAGED_RESERVATIONS}.sock", build.context.domain_dir));
        build.object(&helper);
    }
}

/// The UUID that the guest sees in its firmware tables.
pub(crate) fn uuid(build: &mut Build<'_>) {
    if let Some(uuid) = build.guest.uuid {
        build.option("-uuid", uuid.to_string());
    }
}

/// Without graphics in the definition QEMU is told to show nothing.
pub(crate) fn no_display(build: &mut Build<'_>) {
    if build.guest.devices.graphics.is_empty() {
        build.option("-display", "none");
    }
}

/// No device, file or setting comes from anywhere else.
pub(crate) fn no_defaults(build: &mut Build<'_>) {
    build.flag("-no-user-config");
    build.flag("-nodefaults");
}

/// The monitor: a listening socket that QEMU inherits.
pub(crate) fn monitor(build: &mut Build<'_>) {
    let target = DescriptorTarget::Monitor(build.context.monitor_socket.clone());
    let chardev = build.listener(Pairs::new("socket").with("id", "charmonitor"), target);
    build.chardev(chardev);
    build.option("-mon", "chardev=charmonitor,id=monitor,mode=control");
}

/// The system call filter: QEMU gives up what it needs only while starting.
pub(crate) fn sandbox(build: &mut Build<'_>) {
    if build.context.sandbox {
        build.option("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
    }
}

/// What the definition adds by hand.
pub(crate) fn custom(build: &mut Build<'_>) {
    let custom = &build.guest.qemu;
    build.line.args.extend(custom.args.iter().cloned());
    build
        .line
        .env
        .extend(custom.env.iter().map(|(name, value)| (name.clone(), value.clone().unwrap_or_default())));
}

/// The guest's memory is given back after its end by a process of its own.
pub(crate) fn teardown(build: &mut Build<'_>) {
    if let Some(on) = build.guest.features.async_teardown {
        build.option("-run-with", Pairs::headless().switch("async-teardown", on));
    }
}

/// Messages carry the time.
pub(crate) fn timestamps(build: &mut Build<'_>) {
    if build.context.timestamps {
        build.option("-msg", "timestamp=on");
    }
}

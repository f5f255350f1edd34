//! The example of the original design, word for word: `pc-1.3` and `Icelake-Client` on a QEMU 5.2.
//!
//! On a real one where Debian's could be had, and always on a fake that claims the same and takes no
//! newer option than a real one would.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::path::Path;

use support::{Daemon, FakeEmulator, Guest, Need, needs};

const MACHINE: &str = "machine type 'pc-1.3'";
const CPU: &str = "CPU model 'Icelake-Client'";

fn the_example(emulator: &Path) -> Guest {
    // As it was written: what TCG cannot do of that model may be left out.
    let cpu =
        "<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>Icelake-Client</model></cpu>";
    Guest::named("example").machine("pc-1.3").cpu(cpu).emulator(emulator)
}

/// The example on an emulator that the definition names.
fn is_told(emulator: &Path) {
    let daemon = Daemon::start();
    daemon.start_guest(&the_example(emulator));
    let told = [
        "tainted: use of deprecated configuration settings".to_owned(),
        format!("deprecated configuration: {MACHINE}"),
        format!("deprecated configuration: {CPU}"),
    ];
    assert_eq!(daemon.messages("example"), told);
    for sentence in [MACHINE, CPU] {
        daemon.has_logged("example", &format!("deprecated-config ({sentence})"));
    }
    let path = emulator.to_str().unwrap();
    let capabilities =
        daemon.virsh(["domcapabilities", "--emulatorbin", path, "--virttype", "qemu"]).succeeds();
    let model = capabilities.lines().find(|line| line.contains(">Icelake-Client<")).unwrap();
    assert!(model.contains("deprecated='yes'"), "{model}");
    daemon.virsh(["destroy", "example"]).succeeds();
}

/// The capabilities where that emulator is the host's.
fn is_marked(emulator: &Path) {
    let daemon = Daemon::start_with_emulator(emulator);
    let capabilities = daemon.virsh(["capabilities"]).succeeds();
    let machine = capabilities.lines().find(|line| line.contains(">pc-1.3<")).unwrap();
    assert!(machine.contains("deprecated='yes'"), "{machine}");
}

#[test]
fn on_a_fake_it_is_told() {
    needs!(Need::Virsh);
    is_told(&FakeEmulator::qemu_5_2().path());
}

#[test]
fn on_a_fake_it_is_marked() {
    needs!(Need::Virsh);
    is_marked(&FakeEmulator::qemu_5_2().path());
}

#[test]
fn on_a_real_qemu_5_2_it_is_told() {
    needs!(Need::Virsh, Need::Qemu52);
    is_told(&support::other_qemu("bullseye").unwrap());
}

#[test]
fn on_a_real_qemu_5_2_it_is_marked() {
    needs!(Need::Virsh, Need::Qemu52);
    is_marked(&support::other_qemu("bullseye").unwrap());
}

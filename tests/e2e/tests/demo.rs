//! The demo tells what it promises, and leaves nothing.

use support::{Need, needs};

#[test]
fn the_demo_comes_to_its_end() {
    needs!(Need::Virsh, Need::Qemu);
    support::binary("ferrovirtd"); // built anew, where nobody has
    let ran = support::run(
        std::process::Command::new(env!("CARGO_BIN_EXE_demo")).env("FERROVIRT_BINARIES_ARE_FRESH", "1"),
    );
    let said = ran.clone().succeeds();
    for line in [
        "Messages:       tainted: custom configuration parameters specified",
        "                tainted: custom monitor control commands issued",
        "no process and no file is left",
    ] {
        assert!(said.lines().any(|told| told == line), "{line} is not in\n{said}");
    }
}

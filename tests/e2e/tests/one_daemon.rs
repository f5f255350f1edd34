//! One folder has one daemon; a second one says who has it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::process::Command;

use support::{Daemon, binary, run};

#[test]
fn a_second_one_is_refused_with_the_pid_of_the_first() {
    let daemon = Daemon::start();
    let why = run(Command::new(binary("ferrovirtd")).arg("--root").arg(daemon.root())).fails();
    assert!(why.contains(&format!("process {} holds", daemon.pid())), "{why}");
    assert!(daemon.raw().opened().call(3, []).is_ok(), "the first one is undisturbed");
}

//! The system account that a root daemon runs QEMU as.

use std::process::Command;

use anyhow::Result;

use crate::command;

/// Whether the account stands.
pub fn exists(name: &str) -> bool {
    command::output(Command::new("id").args(["-u", name])).is_some()
}

/// Whether the account is in the group that may open /dev/kvm. True as well where there is no such group.
pub fn may_use_kvm(name: &str) -> bool {
    let groups = command::output(Command::new("id").args(["-nG", name])).unwrap_or_default();
    !kvm_group_exists() || groups.split_whitespace().any(|group| group == "kvm")
}

fn kvm_group_exists() -> bool {
    command::output(Command::new("getent").args(["group", "kvm"])).is_some()
}

/// The command that makes the account.
pub fn make_command(name: &str) -> Command {
    let mut command = Command::new("useradd");
    command.args(["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]);
    command.args(["--shell", "/usr/sbin/nologin", name]);
    command
}

/// The command that lets the account use /dev/kvm.
pub fn kvm_command(name: &str) -> Command {
    let mut command = Command::new("usermod");
    command.args(["--append", "--groups", "kvm", name]);
    command
}

/// Makes the account where it is missing and lets it use /dev/kvm where that can be.
pub fn ensure(name: &str) -> Result<()> {
    if !exists(name) {
        command::run(&mut make_command(name))?;
    }
    if !may_use_kvm(name) {
        command::run(&mut kvm_command(name))?;
    }
    Ok(())
}

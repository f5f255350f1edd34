//! The command line that starts QEMU for a probe.

use super::Scope;

/// The arguments that start QEMU with no machine, ready to be asked over QMP on `qmp`, a character
/// device specification such as `stdio` or `unix:/path,server=on,wait=off`. Nothing of the user's is
/// read, no guest code can run.
pub fn probe_arguments(scope: Scope, qmp: &str) -> Vec<String> {
    let machine = match scope {
        Scope::Whole => "none,accel=kvm:tcg",
        Scope::TcgOnly => "none,accel=tcg",
    };
    let fixed = ["-S", "-no-user-config", "-nodefaults", "-nographic", "-machine", machine, "-qmp", qmp];
    fixed.into_iter().map(str::to_owned).collect()
}

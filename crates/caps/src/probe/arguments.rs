//! The command line that starts QEMU for a probe.

use super::Scope;

/// The arguments that start QEMU with no machine, ready to be asked over QMP on `qmp`, a character
/// device specification such as `stdio` or `unix:/path,server=on,wait=off`. Nothing of the user's is
/// read, no guest code can run.
pub fn probe_arguments(scope: Scope, qmp: &str) -> Vec<String> {
    let mut arguments = machine_arguments(scope);
    arguments.extend(["-qmp".to_owned(), qmp.to_owned()]);
    arguments
}

/// The same without a monitor, for those who add one of their own making.
pub fn machine_arguments(scope: Scope) -> Vec<String> {
    let machine = match scope {
        Scope::Whole => "none,accel=kvm:tcg",
        Scope::TcgOnly => "none,accel=tcg",
    };
    let fixed = ["-S", "-no-user-config", "-nodefaults", "-nographic", "-machine", machine];
    fixed.map(str::to_owned).to_vec()
}

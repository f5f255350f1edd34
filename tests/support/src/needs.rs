//! What a test needs from the machine, and how it says that it could not run.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::binaries::built_programs;

/// Something that a machine may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// libvirt's own command line.
    Virsh,
    /// libvirt's Python bindings, for `/usr/bin/python3`.
    Python,
    /// Typing into programs from Python.
    Pexpect,
    /// The installed QEMU for x86_64.
    Qemu,
    /// QEMU's disk image tool.
    QemuImg,
    /// The shared facts and client scripts beside the project.
    Shared,
    /// Debian's QEMU 5.2, unpacked beside the host's.
    Qemu52,
    /// The shared clients' guest image, in a folder that `FERROVIRT_GUEST_IMAGE` names.
    GuestImage,
    /// The TPM emulator and its setup tool.
    Swtpm,
    /// passt.
    Passt,
    /// UEFI firmware that descriptors tell of.
    Ovmf,
    /// libvirt's schemas.
    Schemas,
    /// TAP devices.
    Tun,
    /// virt-install.
    VirtInstall,
    /// OpenSSH's server (and with it `ssh-keygen`), and libvirt's helper on its side.
    Sshd,
    /// A netcat that speaks to unix sockets.
    Netcat,
    /// Being root.
    Root,
}

impl Need {
    /// Why the test cannot run here, when it cannot.
    fn missing(self) -> Option<&'static str> {
        let (there, reason) = match self {
            Self::Virsh => (on_path("virsh"), "virsh is not installed"),
            Self::Python => (python_has("libvirt"), "libvirt-python is not installed"),
            Self::Pexpect => (python_has("pexpect"), "pexpect is not installed"),
            Self::Qemu => (on_path("qemu-system-x86_64"), "qemu-system-x86_64 is not installed"),
            Self::QemuImg => (on_path("qemu-img"), "qemu-img is not installed"),
            Self::Shared => {
                (shared().is_some(), "the shared data is not beside the project (FERROVIRT_SHARED)")
            }
            Self::Qemu52 => (
                other_qemu("bullseye").is_some(),
                "no QEMU 5.2 is here (cargo xtask setup --with-other-releases)",
            ),
            Self::GuestImage => {
                (guest_image().is_some(), "FERROVIRT_GUEST_IMAGE names no folder with vmlinuz and initrd.img")
            }
            Self::Swtpm => {
                (on_path("swtpm") && on_path("swtpm_setup"), "swtpm and swtpm_setup are not installed")
            }
            Self::Passt => (on_path("passt"), "passt is not installed"),
            Self::Ovmf => (
                Path::new("/usr/share/qemu/firmware/60-edk2-x86_64.json").is_file(),
                "no UEFI firmware is installed (ovmf)",
            ),
            Self::Schemas => (
                Path::new("/usr/share/libvirt/schemas/domain.rng").is_file(),
                "libvirt's schemas are not installed (libvirt-daemon)",
            ),
            Self::Tun => (
                std::fs::OpenOptions::new().read(true).write(true).open("/dev/net/tun").is_ok(),
                "/dev/net/tun cannot be opened",
            ),
            Self::VirtInstall => (on_path("virt-install"), "virt-install is not installed (virtinst)"),
            Self::Sshd => (
                on_path("sshd") && on_path("ssh-keygen") && on_path("virt-ssh-helper"),
                "sshd, ssh-keygen and virt-ssh-helper are not installed (openssh-server, libvirt-daemon)",
            ),
            Self::Netcat => (on_path("nc"), "nc is not installed (netcat-openbsd)"),
            Self::Root => (rustix::process::getuid().is_root(), "not root"),
        };
        (!there).then_some(reason)
    }
}

/// The first reason why a test with these needs cannot run here.
pub fn missing(needs: &[Need]) -> Option<&'static str> {
    needs.iter().find_map(|need| need.missing())
}

/// Says that a test did not run. `cargo xtask test` counts and shows what is said here.
pub fn skip(test: &str, reason: &str) {
    println!("skipped {test}: {reason}");
    if let Some(log) = std::env::var_os("FERROVIRT_SKIP_LOG") {
        let mut file = std::fs::OpenOptions::new().append(true).open(log).expect("the log of skipped tests");
        file.write_all(format!("{test}: {reason}\n").as_bytes()).expect("write to the log of skipped tests");
    }
}

/// The same of the test that runs in this thread.
pub fn skip_this(reason: &str) {
    skip(std::thread::current().name().unwrap_or("a test"), reason);
}

/// Returns from the test, saying why, unless the machine has all that it needs.
#[macro_export]
macro_rules! needs {
    ($($need:expr),+ $(,)?) => {
        if let Some(reason) = $crate::missing(&[$($need),+]) {
            let test = std::thread::current().name().unwrap_or("a test").to_owned();
            $crate::skip(&format!("{} {test}", env!("CARGO_CRATE_NAME")), reason);
            return;
        }
    };
}

/// The shared facts and scripts, when they are there.
pub fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("FERROVIRT_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// Another Debian release, unpacked as `cargo xtask setup --with-other-releases` does it: its file tree, in which
/// nothing is set up.
pub fn other_release(suite: &str) -> Option<PathBuf> {
    let named = std::env::var_os("FERROVIRT_OTHER_RELEASES").map(PathBuf::from);
    let folder = named.or_else(|| Some(built_programs().parent()?.join("other-releases")))?;
    Some(folder.join(suite)).filter(|release| release.join("qemu-system-x86_64").is_file())
}

/// Its QEMU, which runs in the host's own file tree.
pub fn other_qemu(suite: &str) -> Option<PathBuf> {
    other_release(suite).map(|release| release.join("qemu-system-x86_64"))
}

fn guest_image() -> Option<PathBuf> {
    std::env::var_os("FERROVIRT_GUEST_IMAGE")
        .map(PathBuf::from)
        .filter(|folder| folder.join("initrd.img").is_file())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn python_has(module: &str) -> bool {
    static LIBVIRT: OnceLock<bool> = OnceLock::new();
    static PEXPECT: OnceLock<bool> = OnceLock::new();
    let known = if module == "libvirt" { &LIBVIRT } else { &PEXPECT };
    *known.get_or_init(|| {
        let mut python = Command::new("/usr/bin/python3");
        python.args(["-c", &format!("import {module}")]).stdin(Stdio::null()).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    })
}

//! The emulators of this host: those that the configuration names, else `qemu-system-ARCH` on the path.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use caps::{Accelerator, Arch};
use model::Domain;
use prepare::InstalledEmulator;

use crate::config::Config;

/// Where emulators are looked for.
const DIRECTORIES: [&str; 4] = ["/usr/local/bin", "/usr/bin", "/usr/libexec", "/bin"];

/// The emulator of one architecture.
pub(crate) fn of_arch(config: &Config, arch: Arch) -> Option<PathBuf> {
    if let Some(path) = config.emulators.get(arch.libvirt()) {
        return Some(path.clone());
    }
    // RHEL's only emulator has a name of its own.
    let names = [format!("qemu-system-{}", arch.qemu()), "qemu-kvm".to_owned()];
    let names = if arch == Arch::X86_64 { &names[..] } else { &names[..1] };
    let candidates = names
        .iter()
        .flat_map(|name| DIRECTORIES.iter().map(move |directory| Path::new(directory).join(name)));
    candidates.into_iter().find(|path| is_executable(path))
}

/// All emulators, the host's own architecture first.
pub(crate) fn all(config: &Config, own: Arch) -> Vec<InstalledEmulator> {
    let others = Arch::all().filter(|arch| *arch != own);
    std::iter::once(own)
        .chain(others)
        .filter_map(|arch| {
            let path = of_arch(config, arch)?.to_string_lossy().into_owned();
            Some(InstalledEmulator { arch, path })
        })
        .collect()
}

/// What executes the guest's instructions.
pub(crate) fn accelerator(domain: &Domain) -> Accelerator {
    findings::launch::accelerator(domain.virt_type)
}

fn is_executable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

//! The oldest QEMU that is supported, as Debian built it, beside the host's own: for the tests that show the
//! original design's example on the release it was written for.
//!
//! The program runs in the host's own file tree, with the older release's loader and libraries, so sockets,
//! disks and inherited descriptors work as with any emulator. Nothing of the host is changed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// Debian's release with QEMU 5.2.
const SUITE: &str = "bullseye";
const ARCHIVE: &str = "http://deb.debian.org/debian";

/// Makes `folder/qemu-system-x86_64`. Takes a minute, 700 MB, root, and Debian's archive.
pub fn install(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    let release = folder.join(SUITE);
    if !release.join("usr/bin/qemu-system-x86_64").exists() {
        unpack(&release)?;
    }
    let program = folder.join("qemu-system-x86_64");
    fs::write(&program, wrapper(&release)?)?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    command::run(Command::new(&program).arg("--version"))?;
    println!("for the tests: export FERROVIRT_QEMU_5_2={}", program.display());
    Ok(())
}

/// The release's smallest system, with QEMU in it.
fn unpack(release: &Path) -> Result<()> {
    if !command::exists("debootstrap") {
        bail!("debootstrap is not installed: apt-get install debootstrap");
    }
    command::run(Command::new("debootstrap").args(["--variant=minbase", SUITE]).arg(release).arg(ARCHIVE))?;
    let mut install = Command::new("chroot");
    install.arg(release).args([
        "apt-get",
        "-q",
        "-y",
        "--no-install-recommends",
        "install",
        "qemu-system-x86",
    ]);
    command::run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}

/// A script that starts QEMU with the loader, the libraries, the modules and the firmware of its release.
fn wrapper(release: &Path) -> Result<String> {
    let libraries: Vec<PathBuf> = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu"]
        .into_iter()
        .map(|part| release.join(part))
        .filter(|path| path.is_dir())
        .collect();
    let loader =
        libraries.iter().map(|folder| folder.join("ld-linux-x86-64.so.2")).find(|path| path.exists());
    let loader = loader.context("the release has no loader")?;
    let shown = |path: &Path| path.display().to_string();
    let firmware: Vec<String> = ["seabios", "qemu", "ipxe"]
        .into_iter()
        .map(|name| format!("-L {}", shown(&release.join("usr/share").join(name))))
        .collect();
    Ok(format!(
        "#!/bin/sh\nexport QEMU_MODULE_DIR={modules}\nexec {loader} --library-path {libraries} \\\n  {program} {firmware} \"$@\"\n",
        modules = shown(&release.join("usr/lib/x86_64-linux-gnu/qemu")),
        loader = shown(&loader),
        libraries = libraries.iter().map(|path| shown(path)).collect::<Vec<_>>().join(":"),
        program = shown(&release.join("usr/bin/qemu-system-x86_64")),
        firmware = firmware.join(" "),
    ))
}

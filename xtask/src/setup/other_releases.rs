//! Other Debian releases' programs, unpacked beside the host's own: for the tests that show a promise on the QEMU
//! and on the libvirtd that it is about.
//!
//! Nothing of the host is changed, and root is not needed: apt reads a list of its own, takes the packages with all
//! that they need, and they are unpacked, not installed. QEMU then runs in the host's own file tree, with its
//! release's loader and libraries, so sockets, disks and inherited descriptors work as with any emulator.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command;

const ARCHIVE: &str = "http://deb.debian.org/debian";
const KEYS: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// A release, and what of it is wanted.
struct Release {
    /// The suite's name; its folder is called the same.
    suite: &'static str,
    /// The suite that it stands on, when it is not whole by itself.
    base: Option<&'static str>,
    packages: &'static [&'static str],
    why: &'static str,
    /// The program of the machine's own that makes this superfluous, when it says this of its version.
    unless: Option<(&'static str, &'static str)>,
}

const RELEASES: &[Release] = &[
    Release {
        suite: "bullseye",
        base: None,
        packages: &["qemu-system-x86", "libvirt-daemon-system"],
        why: "QEMU 5.2, the oldest that is supported, and a libvirtd that knows no messages call",
        unless: None,
    },
    Release { suite: "bookworm", base: None, packages: &["qemu-system-x86"], why: "QEMU 7.2", unless: None },
    Release {
        suite: "bookworm-backports",
        base: Some("bookworm"),
        packages: &["qemu-system-x86", "libvirt-daemon-system", "swtpm-tools"],
        why: "libvirtd 11.3.0, which ours is compared with",
        unless: Some(("/usr/sbin/libvirtd", "11.3.0")),
    },
    Release {
        suite: "sid",
        base: None,
        packages: &["qemu-system-x86"],
        why: "QEMU 11 or newer, where machine types go",
        unless: None,
    },
];

/// The accounts that libvirtd looks up, for who runs it below the release's tree: packages that are only unpacked
/// have made none.
const ACCOUNTS: &[(&str, &str)] = &[
    (
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n\
         libvirt-qemu:x:64055:105::/var/lib/libvirt:/usr/sbin/nologin\n",
    ),
    (
        "etc/group",
        "root:x:0:\ntty:x:5:\nkvm:x:105:\nlibvirt:x:106:\nnogroup:x:65534:\nlibvirt-qemu:x:64055:\n",
    ),
];

/// Where they are kept: `FERROVIRT_OTHER_RELEASES`, or below the folder that cargo builds into (as tests look for
/// them).
///
/// # Errors
/// When this program does not know its own path.
fn folder() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("FERROVIRT_OTHER_RELEASES") {
        return Ok(named.into());
    }
    let own = std::env::current_exe().context("cannot tell where this program lies")?;
    let built = own.ancestors().nth(2).context("this program does not lie where cargo builds")?;
    Ok(built.join("other-releases"))
}

/// Unpacks what is not there yet; says what, and why something could not be had. Nothing else depends on it.
pub fn fetch() {
    for release in RELEASES {
        if let Err(error) = folder().and_then(|folder| release.fetch(&folder)) {
            println!("setup: no {} here, so its tests are skipped: {error:#}", release.why);
        }
    }
}

impl Release {
    /// `folder/SUITE`, whole or not at all.
    fn fetch(&self, folder: &Path) -> Result<()> {
        let place = folder.join(self.suite);
        let program = place.join("qemu-system-x86_64");
        if program.is_file() || self.is_superfluous() {
            return Ok(());
        }
        for needed in ["apt-get", "dpkg-deb"] {
            if !command::exists(needed) {
                bail!("{needed} is not installed");
            }
        }
        println!("setup: unpacking Debian's {} into {}: {}", self.suite, place.display(), self.why);
        remove(&place)?;
        fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
        let place = place.canonicalize()?;
        let packages = place.join("packages");
        self.download(&packages)?;
        unpack(&packages.join("archives"), &place)?;
        remove(&packages)?;
        for (file, text) in ACCOUNTS {
            fs::write(place.join(file), text)?;
        }
        // Written last: who finds it finds all.
        let program = place.join("qemu-system-x86_64");
        fs::write(&program, wrapper(&place)?)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        command::run(Command::new(&program).arg("--version"))
    }

    fn is_superfluous(&self) -> bool {
        self.unless.is_some_and(|(program, version)| {
            command::output(Command::new(program).arg("--version")).is_some_and(|said| said.contains(version))
        })
    }

    /// All packages that these need, themselves included, into `folder/archives`.
    fn download(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder.join("lists/partial"))?;
        fs::create_dir_all(folder.join("archives/partial"))?;
        // As if no package were installed.
        fs::write(folder.join("status"), "")?;
        fs::write(folder.join("apt.conf"), apt_configuration(folder))?;
        let suites = self.base.into_iter().chain([self.suite]);
        let sources = suites.map(|suite| format!("deb [signed-by={KEYS}] {ARCHIVE} {suite} main\n"));
        fs::write(folder.join("sources.list"), sources.collect::<String>())?;
        command::run(apt(folder).arg("update"))?;
        let mut install = apt(folder);
        install.args(["--yes", "--download-only", "--target-release", self.suite, "install"]);
        command::run(install.args(self.packages))
    }
}

/// apt with nothing of the host's but its proxies and archive keys.
fn apt(folder: &Path) -> Command {
    let mut command = Command::new("apt-get");
    command.arg("-qq").arg("-c").arg(folder.join("apt.conf")).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// What [`apt`] is told. It may download as root: the account that it would take may not enter the folder.
fn apt_configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Dir::Etc::sourcelist \"{folder}/sources.list\";\n\
         Dir::Etc::sourceparts \"-\";\n\
         Dir::State \"{folder}\";\n\
         Dir::State::lists \"{folder}/lists\";\n\
         Dir::State::status \"{folder}/status\";\n\
         Dir::Cache \"{folder}\";\n\
         Dir::Cache::archives \"{folder}/archives\";\n\
         APT::Install-Recommends \"false\";\n\
         APT::Sandbox::User \"root\";\n\
         Acquire::Languages \"none\";\n\
         Acquire::Retries \"3\";\n\
         Acquire::http::Timeout \"60\";\n\
         Debug::NoLocking \"true\";\n"
    )
}

fn unpack(archives: &Path, place: &Path) -> Result<()> {
    for entry in fs::read_dir(archives).with_context(|| format!("cannot read {}", archives.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            let output = Command::new("dpkg-deb").arg("--extract").arg(&path).arg(place).output()?;
            if !output.status.success() {
                bail!("cannot unpack {}: {}", path.display(), String::from_utf8_lossy(&output.stderr).trim());
            }
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
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

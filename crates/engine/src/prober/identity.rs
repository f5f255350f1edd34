//! What a probe's outcome holds for: the binary as it is, and the host as far as it matters.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use caps::{FORMAT, Identity};
use errors::{Domain as ErrorDomain, Error, Result};
use host::kvm::KvmFacts;

use crate::memo::Memo;

/// How long a script may take to say which binary it starts.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tells identities.
#[derive(Debug)]
pub(super) struct Identities {
    kernel: String,
    microcode: u32,
    device: PathBuf,
    kvm: Memo<(), Option<KvmFacts>>,
    says: Memo<PathBuf, Option<String>>,
}

impl Identities {
    /// `device`: `/dev/kvm`.
    pub(super) fn new(kernel: String, microcode: u32, device: PathBuf) -> Self {
        Self { kernel, microcode, device, kvm: Memo::default(), says: Memo::default() }
    }

    /// What KVM can do; `None` where it does not work.
    pub(super) fn kvm(&self) -> Option<KvmFacts> {
        let known = self.kvm.fresh(&());
        known.unwrap_or_else(|| self.kvm.remember((), host::kvm::facts(&self.device).ok()))
    }

    /// The identity of the binary at `path` now. `before`: what it was when it was last looked at.
    ///
    /// # Errors
    /// 38 "Cannot check QEMU binary ..." when there is none.
    pub(super) async fn of(&self, path: &Path, before: Option<&Identity>) -> Result<Identity> {
        let data = std::fs::metadata(path).map_err(|why| {
            Error::io(ErrorDomain::Qemu, &why, format_args!("Cannot check QEMU binary {}", path.display()))
        })?;
        let now = Identity {
            format: FORMAT,
            path: path.to_owned(),
            size: data.size(),
            modified_s: data.mtime(),
            modified_ns: data.mtime_nsec(),
            changed_s: data.ctime(),
            changed_ns: data.ctime_nsec(),
            inode: data.ino(),
            says: None,
            kvm_usable: self.kvm().is_some(),
            kernel: self.kernel.clone(),
            microcode: self.microcode,
        };
        // A script that said nothing is not asked again: it may well hang.
        if before == Some(&now) || !is_script(path) {
            return Ok(now);
        }
        let says = match self.says.fresh(&path.to_owned()) {
            Some(says) => says,
            None => self.says.remember(path.to_owned(), version_line(path).await),
        };
        Ok(Identity { says, ..now })
    }
}

/// Whether the file is a script, which may start a binary that changes while the script does not.
fn is_script(path: &Path) -> bool {
    use std::io::Read as _;
    let mut start = [0; 2];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"#!"
}

async fn version_line(path: &Path) -> Option<String> {
    use tokio::io::AsyncReadExt as _;
    /// Bytes that a version takes at most.
    const LONGEST: u64 = 4096;
    let mut command = tokio::process::Command::new(path);
    command.arg("--version").stdin(Stdio::null()).stderr(Stdio::null());
    command.stdout(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().ok()?;
    let output = child.stdout.take()?;
    let mut text = Vec::new();
    tokio::time::timeout(PATIENCE, output.take(LONGEST).read_to_end(&mut text)).await.ok()?.ok()?;
    let line = String::from_utf8_lossy(&text).lines().next()?.to_owned();
    (!line.is_empty()).then_some(line)
}

//! What a guest's task needs of the rest of the daemon, and nothing more of it.

use std::fmt::Debug;
use std::fs::Metadata;
use std::future::Future;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use caps::{Accelerator, EmulatorCapabilities};
use errors::Result;
use findings::Finding;
use model::Uuid;
use policy::Policy;

use crate::image_format::ImageFormat;
use crate::{DomainEvent, View};

/// A future that can cross threads.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The daemon around a guest: ids, ports, listeners, and knowledge of emulators. One guest never asks
/// another through it.
pub trait Surroundings: Debug + Send + Sync {
    /// Where things are and how the daemon was set up.
    fn settings(&self) -> &Settings;

    /// What the administrator decided about findings, as it is now; never waits.
    fn policy(&self) -> Arc<Policy>;

    /// Tells every listener; never waits.
    fn publish(&self, event: DomainEvent);

    /// The guest is as this view has it; never waits. Told for every view that readers can see.
    fn follow(&self, view: &View);

    /// Whether somebody has taken a finding of the guest upon them; never waits.
    fn is_acknowledged(&self, guest: Uuid, finding: &Finding) -> bool;

    /// A fresh id for a guest that starts; the guest can be found by it from now on.
    fn claim_id(&self, guest: Uuid) -> i32;

    /// Makes an id known that a restarted daemon found in use.
    fn restore_id(&self, guest: Uuid, id: i32);

    /// The id's guest does not run any more.
    fn release_id(&self, id: i32);

    /// The guest is neither running nor defined any more: nobody finds it from now on.
    fn forget(&self, guest: Uuid);

    /// A TCP port for a display that nobody else has, on `address`. `wanted`: that port or none.
    fn claim_port(&self, guest: Uuid, address: &str, wanted: Option<u16>) -> Result<u16>;

    /// The guest's ports are free again.
    fn release_ports(&self, guest: Uuid);

    /// The pid of a process of the guest's that runs though nobody knows what it is doing: its status file
    /// could not be read.
    fn stray(&self, guest: Uuid) -> Option<u32>;

    /// What the emulator can do, under the accelerator in any case; probes it when it has changed or is new.
    fn capabilities<'a>(
        &'a self,
        emulator: &'a Path,
        accelerator: Accelerator,
    ) -> Boxed<'a, Result<Arc<EmulatorCapabilities>>>;

    /// What is known of the emulator already, whatever the accelerator; waits for nothing and looks at nothing.
    fn known_capabilities(&self, emulator: &Path) -> Option<Arc<EmulatorCapabilities>>;

    /// Takes note of the files that have to be given to the QEMU user for as long as the guest runs, and
    /// returns them with whom they belong to. Files that it can use anyway are left alone.
    fn lend(&self, guest: Uuid, files: &[File]) -> Result<Vec<crate::status::Lent>>;

    /// Gives them to the QEMU user: only when it is on disk whom they have to go back to.
    fn give(&self, lent: &[crate::status::Lent]) -> Result<()>;

    /// Gives them back, unless another running guest still uses them.
    fn hand_back(&self, guest: Uuid, lent: &[crate::status::Lent]);
}

/// A file that a guest's process opens by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The file.
    pub path: PathBuf,
    /// Whether the guest may change it.
    pub writable: bool,
}

/// Where things are and how the daemon was set up, as far as a guest is concerned.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The daemon is root, so QEMU has to run as somebody else.
    pub privileged: bool,
    /// Whom QEMU runs as; `None` when the daemon is not root and QEMU runs as the daemon's own user.
    pub qemu: Option<QemuUser>,
    /// Whom TPM emulators run as; `None` for the daemon's own user.
    pub tpm_user: Option<QemuUser>,
    /// Stored definitions, one `NAME.xml` each.
    pub definitions: PathBuf,
    /// Links to the definitions that start with the daemon.
    pub autostart: PathBuf,
    /// Status files of running guests.
    pub status: PathBuf,
    /// One directory for each running guest.
    pub guests: PathBuf,
    /// Guest logs.
    pub logs: PathBuf,
    /// The administrator's hook script, where there is one.
    pub hook: PathBuf,
    /// The host's control groups, and where guests' are.
    pub control_groups: crate::ControlGroups,
    /// QEMU runs inside its seccomp sandbox.
    pub seccomp_sandbox: bool,
    /// The configuration takes capabilities away from QEMU (taints every guest).
    pub capability_filters: bool,
    /// What QEMU does when it is asked for something that will go, where the definition does not say.
    pub deprecation_behavior: Option<String>,
    /// What was found at each start is kept here, one `UUID.jsonl` each; `None`: it is not kept.
    pub history: Option<PathBuf>,
    /// What the administrator decided for all guests' definitions.
    pub policy: prepare::Policy,
    /// A guest's memory is part of QEMU's core dumps when the definition does not say.
    pub dump_guest_core: bool,
    /// The host's name, for guest logs.
    pub hostname: String,
    /// The host's kernel release, for guest logs.
    pub kernel: String,
    /// The form of saved guests where a client does not say.
    pub save_format: ImageFormat,
    /// The form of core dumps that hold all of a guest's state.
    pub dump_format: ImageFormat,
    /// How long a command may take that QEMU has to answer.
    pub monitor_timeout: Duration,
    /// How long a question may take that can also be answered without QEMU.
    pub query_timeout: Duration,
}

impl Settings {
    /// Whether guests' processes have the privileges of root.
    pub fn runs_as_root(&self) -> bool {
        self.privileged && self.qemu.as_ref().is_none_or(|qemu| qemu.uid == 0 || qemu.gid == 0)
    }
}

/// The user that QEMU runs as under a root daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QemuUser {
    /// Its name, for messages.
    pub name: String,
    /// Its user id.
    pub uid: u32,
    /// Its group id.
    pub gid: u32,
    /// Further groups, such as `kvm`.
    pub groups: Vec<u32>,
}

impl QemuUser {
    /// Whether permission bits let it read (and write) a file as it is.
    pub fn can_use(&self, data: &Metadata, write: bool) -> bool {
        self.is_granted(data, if write { 0o6 } else { 0o4 })
    }

    /// The first directory above a path that it cannot enter, if any: the usual reason for a guest that cannot
    /// open its files.
    pub fn closed_directory(&self, path: &Path) -> Option<PathBuf> {
        let mut above: Vec<&Path> = path.ancestors().skip(1).collect();
        above.reverse();
        let closed =
            |directory: &&Path| std::fs::metadata(directory).is_ok_and(|data| !self.is_granted(&data, 0o1));
        above.into_iter().find(closed).map(Path::to_path_buf)
    }

    fn is_granted(&self, data: &Metadata, bits: u32) -> bool {
        let shift = if data.uid() == self.uid {
            6
        } else if data.gid() == self.gid || self.groups.contains(&data.gid()) {
            3
        } else {
            0
        };
        self.uid == 0 || (data.mode() >> shift) & bits == bits
    }
}

/// Who asked for something, for the cause of a finding and for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caller {
    /// The client's user id.
    pub uid: u32,
    /// The client's group id.
    pub gid: u32,
    /// The client's process id.
    pub pid: i32,
    /// Which of the daemon's connections it is.
    pub connection: u64,
}

impl Caller {
    /// The same as the cause of a finding, with the name of the program while it is there.
    pub fn cause(self) -> findings::Cause {
        let program = host::process::program_name(self.pid);
        findings::Cause { uid: self.uid, pid: self.pid, program, connection: self.connection }
    }
}

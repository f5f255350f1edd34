//! A fake QEMU in a folder of its own, with a profile to choose.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary;

/// A made-up QEMU 5.2, of the time when `pc-1.3` and `Icelake-Client` became deprecated: only what the
/// daemon asks about, in our own words.
const QEMU_5_2: &str = include_str!("../profiles/qemu-5.2.json");

/// An emulator that runs nothing and claims what its profile says.
#[derive(Debug)]
pub struct FakeEmulator {
    folder: TempDir,
    profile: Value,
}

impl FakeEmulator {
    /// A QEMU 5.2 that deprecates the machine type `pc-1.3` and the CPU model `Icelake-Client`.
    pub fn qemu_5_2() -> Self {
        let folder = tempfile::Builder::new().prefix("fq").tempdir_in("/tmp").expect("a folder for the fake");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))
            .expect("open the fake's folder");
        let profile = serde_json::from_str(QEMU_5_2).expect("the profile is JSON");
        let fake = Self { folder, profile };
        // A copy, since QEMU runs as somebody who may not be able to reach the folder of the build.
        fs::copy(binary("fake_qemu"), fake.path()).expect("copy the fake");
        fake.write();
        fake
    }

    /// One that misbehaves when a guest's monitor gets this far: `greeting`, or the name of a command.
    /// `how` is `"silence"`, `"garbage"`, `{"exit": CODE}` or `{"slow": MS}`. Probes are treated well.
    pub fn misbehaving(self, on: &str, how: Value) -> Self {
        self.with_misbehaviour(json!({"on": on, "how": how, "spare_probes": true}))
    }

    /// One that misbehaves for everybody, probes included.
    pub fn misbehaving_always(self, on: &str, how: Value) -> Self {
        self.with_misbehaviour(json!({"on": on, "how": how}))
    }

    fn with_misbehaviour(mut self, misbehaviour: Value) -> Self {
        self.profile["misbehaviour"] = json!([misbehaviour]);
        self.write();
        self
    }

    /// Another program takes its place, as an upgrade does it: with a profile that `change` makes of this one's.
    /// Who runs already goes on.
    pub fn becomes(&mut self, change: impl FnOnce(&mut Value)) {
        change(&mut self.profile);
        self.write();
        let new = self.folder.path().join("new");
        fs::copy(binary("fake_qemu"), &new).expect("copy the fake");
        fs::rename(new, self.path()).expect("put the fake in its place");
    }

    /// The program.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("qemu-system-x86_64")
    }

    fn write(&self) {
        write_readable(
            &self.folder.path().join("qemu-system-x86_64.profile.json"),
            &self.profile.to_string(),
        );
    }
}

fn write_readable(path: &Path, text: &str) {
    fs::write(path, text).expect("write the fake's profile");
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
        .expect("let everybody read the fake's profile");
}

//! The same sixty changes of a running guest, with stock libvirtd and with ours: the same answers, and the same
//! definitions in the end, live and stored.
//!
//! libvirt's daemon runs in namespaces of its own, with nothing of the host's to write to.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Need, needs, same_beside_libvirtd, skip};

/// Makes the changes; prints what each of them answers, then both definitions.
const CHANGES: &str = include_str!("hot_plug_beside_libvirtd/changes.py");

#[test]
fn sixty_changes_make_the_same_definitions() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    // QEMU of either daemon reads it; private directories of tests are closed to QEMU's user.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("changes.py");
    std::fs::write(&script, CHANGES).unwrap();
    match same_beside_libvirtd(&script, folder.path()) {
        Ok(lines) => assert!(lines > 300, "libvirt's answers are missing: {lines} lines"),
        Err(reason) => skip("hot-plug beside libvirtd", &reason),
    }
}

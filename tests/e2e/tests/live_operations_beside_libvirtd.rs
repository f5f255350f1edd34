//! Two hundred and fifty operations on a running guest, with stock libvirtd and with ours: the same answers, the same
//! events in the same order, and the same definitions in between and in the end, live and stored.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Need, needs, same_beside_libvirtd, skip};

/// Does them; prints what each of them answers and which events came.
const OPERATIONS: &str = include_str!("live_operations_beside_libvirtd/operations.py");

#[test]
fn the_same_operations_have_the_same_answers_events_and_definitions() {
    needs!(Need::Virsh, Need::Qemu, Need::Python, Need::Root);
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("operations.py");
    std::fs::write(&script, OPERATIONS).unwrap();
    match same_beside_libvirtd(&script, folder.path()) {
        Ok(lines) => assert!(lines > 1000, "libvirt's answers are missing: {lines} lines"),
        Err(reason) => skip("live operations beside libvirtd", &reason),
    }
}

//! Disks of a running guest are measured, read, resized, limited and watched through stock clients.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use support::{Daemon, Guest, Need, needs};

/// A guest with a raw disk of 10 MiB.
fn with_disk(daemon: &Daemon) -> Guest {
    let image = daemon.root().join("disk.raw");
    std::fs::File::create(&image).unwrap().set_len(10 << 20).unwrap();
    let source = image.display();
    Guest::named("a").device(&format!(
        "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{source}'/>\
         <target dev='vda' bus='virtio'/></disk>"
    ))
}

#[test]
fn sizes_and_counters_are_told_and_a_new_size_is_seen() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_disk(&daemon));
    let info = daemon.virsh(["domblkinfo", "a", "vda"]).succeeds();
    assert!(info.contains("Capacity:       10485760"), "{info}");
    let counters = daemon.virsh(["domblkstat", "a", "vda"]).succeeds();
    assert!(counters.contains("rd_req") && counters.contains("flush_operations"), "{counters}");
    daemon.virsh(["blockresize", "a", "vda", "20M"]).succeeds();
    let stats = daemon.virsh(["domstats", "--block", "a"]).succeeds();
    assert!(stats.contains("block.0.capacity=20971520"), "{stats}");
    let refused = daemon.virsh(["domblkinfo", "a", "nope"]).fails();
    assert!(refused.contains("invalid argument: invalid path nope not assigned to domain"), "{refused}");
}

#[test]
fn limits_hold_in_qemu_and_in_the_definition() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&with_disk(&daemon));
    daemon.virsh(["blkdeviotune", "a", "vda", "--total-bytes-sec", "1000000", "--live"]).succeeds();
    let told = daemon.virsh(["blkdeviotune", "a", "vda"]).succeeds();
    assert!(told.contains("total_bytes_sec: 1000000"), "{told}");
    let xml = daemon.virsh(["dumpxml", "a"]).succeeds();
    assert!(xml.contains("<total_bytes_sec>1000000</total_bytes_sec>"), "{xml}");
    assert!(!daemon.virsh(["dumpxml", "a", "--inactive"]).succeeds().contains("iotune"));
    let both = ["blkdeviotune", "a", "vda", "--total-bytes-sec", "5", "--read-bytes-sec", "5"];
    let refused = daemon.virsh(both).fails();
    assert!(
        refused.contains("total and read/write of bytes_sec cannot be set at the same time"),
        "{refused}"
    );
}

#[test]
fn limits_of_the_definition_hold_from_the_start() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&with_disk(&daemon));
    daemon.virsh(["blkdeviotune", "a", "vda", "--total-iops-sec", "77", "--config"]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    let told = daemon.virsh(["blkdeviotune", "a", "vda", "--live"]).succeeds();
    assert!(told.contains("total_iops_sec : 77"), "{told}");
}

/// Reads the first bytes of the image past the guest, then a piece beyond its end.
const PEEK: &str = r"
c = libvirt.open(uri); d = c.lookupByName('a')
libvirt.registerErrorHandler(lambda context, error: None, None)
print(d.blockPeek('vda', 0, 4))
try: d.blockPeek('vda', 100 << 20, 16)
except libvirt.libvirtError as e: print(e)
print(len(d.memoryPeek(0xf0000, 4096, libvirt.VIR_MEMORY_PHYSICAL)))
";

#[test]
fn what_stands_in_disk_and_memory_can_be_looked_at() {
    needs!(Need::Virsh, Need::Qemu, Need::Python);
    let daemon = Daemon::start();
    daemon.start_guest(&with_disk(&daemon));
    let said = daemon.python(PEEK).succeeds();
    let expected = "b'\\x00\\x00\\x00\\x00'\n\
                    invalid argument: 'vda' starting from 104857600 has only 0 bytes available\n4096";
    assert_eq!(said.trim(), expected);
    // Nothing that was written for it stays.
    let left: Vec<_> = std::fs::read_dir(daemon.path("lib/qemu")).into_iter().flatten().flatten().collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().starts_with("peek")), "{left:?}");
}

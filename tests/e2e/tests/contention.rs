//! Many clients that want different things of the same guests at once: in the end each guest is what its last
//! answer said, on disk as in memory, and no QEMU is left that nobody knows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;

use support::{Daemon, FakeEmulator, Guest, Need, files_below, needs, processes_of};

/// Eight clients act on two guests; which error they get is theirs to know, the daemon has to stay consistent.
const STORM: &str = r#"
import random, threading, time
libvirt.registerErrorHandler(lambda *a: None, None)
xmls = [open(f'{root}/{name}.xml').read() for name in ('a', 'b')]
end = time.time() + 6
odd = []
def act(number):
    chance = random.Random(number)
    c = libvirt.open(uri)
    while time.time() < end:
        which = chance.randrange(2)
        try:
            if chance.random() < 0.3:
                c.defineXML(xmls[which])
            elif chance.random() < 0.3:
                c.createXML(xmls[which], 0)
            else:
                d = c.lookupByName('ab'[which])
                chance.choice([d.create, d.destroy, d.undefine, d.undefine, d.info, d.suspend, d.destroy])()
        except libvirt.libvirtError as why:
            if why.get_error_code() not in (1, 9, 38, 42, 55, 68):
                odd.append(str(why))
threads = [threading.Thread(target=act, args=[number]) for number in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
print('\n'.join(odd))
"#;

#[test]
fn leaves_every_guest_whole() {
    needs!(Need::Python, Need::Virsh);
    let fake = FakeEmulator::qemu_5_2();
    let mut daemon = Daemon::start();
    for (name, byte) in [("a", "1"), ("b", "2")] {
        let uuid = format!("<uuid>{}</uuid>", [8, 4, 4, 4, 12].map(|count| byte.repeat(count)).join("-"));
        let guest = Guest::named(name).emulator(fake.path()).with(&uuid);
        fs::write(daemon.path(&format!("{name}.xml")), guest.xml()).unwrap();
    }
    let script = format!("root = {:?}\n{STORM}", daemon.root().display().to_string());
    let odd = daemon.python(&script).succeeds();
    assert_eq!(odd.trim(), "", "errors that nobody should get");
    is_consistent(&daemon);
    daemon.kill();
    daemon.start_again();
    is_consistent(&daemon);
    for name in listed(&daemon, &["--name"]) {
        daemon.virsh(["destroy", &name]).succeeds();
    }
    assert!(files_below(&daemon.path("lib/qemu")).is_empty());
    for name in ["a", "b"] {
        let file = daemon.path(&format!("{name}.xml"));
        daemon.virsh([OsStr::new("define"), file.as_os_str()]).succeeds();
        daemon.virsh(["start", name]).succeeds();
        daemon.virsh(["destroy", name]).succeeds();
    }
}

fn listed(daemon: &Daemon, flags: &[&str]) -> BTreeSet<String> {
    let names = daemon.virsh(["list"].iter().chain(flags)).succeeds();
    names.split_whitespace().map(str::to_owned).collect()
}

/// What is listed is what is on disk, and each QEMU is that of a guest.
#[track_caller]
fn is_consistent(daemon: &Daemon) {
    let stored = files_below(&daemon.path("etc/qemu")).into_iter();
    let stored: BTreeSet<String> = stored
        .filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".xml")?.to_owned()))
        .collect();
    assert_eq!(listed(daemon, &["--all", "--persistent", "--name"]), stored, "stored definitions");
    let running = listed(daemon, &["--name"]);
    let known: BTreeSet<i32> = running.iter().map(|name| daemon.guest_pid(name)).collect();
    let mut processes: BTreeSet<i32> = processes_of(daemon.root()).into_iter().collect();
    processes.remove(&daemon.pid());
    assert_eq!(processes, known, "processes");
}

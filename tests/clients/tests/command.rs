//! The `ferrovirt` command on libvirt's own daemon and on ours: the same true things about the same guests, and
//! nothing changed by the asking.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Daemon, Need, beside_libvirtd, binary, needs, run, skip};

/// Makes ten guests on the daemon that `$V` speaks to. `gone` is to lose its machine type while the daemon is away.
///
/// What makes libvirtd probe an emulator is waited for and never read from: the shell is its namespace's init, and
/// while it reads it does not reap.
const GUESTS: &str = r#"
$V capabilities > "$D/capabilities.xml"
OLD=$(sed -n "s/.*deprecated='yes'>\(pc-i440fx[^<]*\)<.*/\1/p" "$D/capabilities.xml" | head -1)
NEW=$(sed -n "s/.*canonical='\(pc-i440fx[^']*\)'.*/\1/p" "$D/capabilities.xml" | head -1)
define() {
    printf "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>%s</name>
<memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='%s'>hvm</type></os>%s
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>%s</devices></domain>" "$1" "$2" "$3" "$4" > "$D/g.xml"
    $V define "$D/g.xml"
}
arguments="<qemu:commandline><qemu:arg value='-name'/><qemu:arg value='x'/></qemu:commandline>"
define clean "$NEW"
define clean-running "$NEW"; $V start clean-running
define old "$OLD"
define old-running "$OLD"; $V start old-running
define arguments "$NEW" "$arguments"
define arguments-running "$NEW" "$arguments"; $V start arguments-running
define monitor "$NEW"; $V start monitor; $V qemu-monitor-command monitor --hmp info version > /dev/null
define saved "$OLD"; $V start saved; $V managedsave saved
define gone "$NEW"
define changed "$OLD"; $V start changed
$V dumpxml --inactive changed | sed "s/$OLD/$NEW/" > "$D/g.xml"; $V define "$D/g.xml"
"#;

/// What is true of them: each finding's code and when it holds.
const TRUE: [(&str, &[&str]); 10] = [
    ("arguments", &["custom-argv next-start"]),
    ("arguments-running", &["custom-argv next-start", "custom-argv running"]),
    ("changed", &["deprecated-config.machine-type running"]),
    ("clean", &[]),
    ("clean-running", &[]),
    ("gone", &["cannot-start.machine-type-gone next-start"]),
    ("monitor", &["custom-monitor running"]),
    ("old", &["deprecated-config.machine-type next-start"]),
    ("old-running", &["deprecated-config.machine-type next-start", "deprecated-config.machine-type running"]),
    ("saved", &["deprecated-config.machine-type managed-save", "deprecated-config.machine-type next-start"]),
];

/// Audits, and shows that nothing that the daemon keeps has changed. The exit status is a line of its own.
const AUDIT: &str = r#"
sums() { find $KEPT -name '*.xml' | sort | xargs sha256sum; }
sums > "$D/before"
set +e; "$F" audit --connect "$URI" --format json > "$D/audit.json"; echo "status $?"; set -e
sums > "$D/after"; cmp "$D/before" "$D/after"
"#;

#[test]
fn an_audit_of_libvirts_own_daemon_tells_what_is_true() {
    needs!(Need::Virsh, Need::Qemu);
    let folder = tempfile::tempdir().unwrap();
    let lines = format!(
        "F={command}; D={folder}; URI=qemu:///system; V=\"virsh -q -c $URI\"; export HOME=$D\n{GUESTS}\n\
         kill $(cat /run/libvirtd.pid)\n\
         sed -i 's/machine=.[^ >]*/machine=\"pc-i440fx-0.9\"/' /etc/libvirt/qemu/gone.xml\n\
         for turn in $(seq 100); do libvirtd -d 2> /dev/null && break; sleep 0.1; done\n\
         for turn in $(seq 100); do virsh -c $URI uri > /dev/null 2>&1 && break; sleep 0.1; done\n\
         KEPT='/etc/libvirt/qemu /run/libvirt/qemu'\n{AUDIT}\n",
        command = binary("ferrovirt").display(),
        folder = folder.path().display(),
    );
    match beside_libvirtd(&lines) {
        Ok(said) => {
            assert!(said.contains("status 1"), "{said}");
            compare(&folder.path().join("audit.json"));
        }
        Err(reason) if reason.contains("not installed") || reason.contains("unshare") => {
            skip("an audit of libvirt's own daemon", &reason);
        }
        Err(reason) => panic!("{reason}"),
    }
}

#[test]
fn an_audit_of_ours_tells_the_same() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    if daemon.is_reference() {
        return skip("an audit of ours", "FERROVIRT_REFERENCE names another daemon");
    }
    let folder = tempfile::tempdir().unwrap();
    let shell = |daemon: &Daemon, lines: &str| {
        let head = format!(
            "set -e; F={command}; D={folder}; URI='{uri}'; KEPT={kept}; V=\"virsh -q -c $URI\"; export HOME=$D\n",
            command = binary("ferrovirt").display(),
            folder = folder.path().display(),
            uri = daemon.uri(),
            kept = daemon.root().display(),
        );
        run(Command::new("sh").arg("-c").arg(head + lines)).succeeds()
    };
    shell(&daemon, GUESTS);
    daemon.stop();
    let edit = "file=$(find $KEPT/etc -name gone.xml); \
                sed -i 's/machine=.[^ >]*/machine=\"pc-i440fx-0.9\"/' $file";
    shell(&daemon, edit);
    daemon.start_again();
    let said = shell(&daemon, AUDIT);
    assert!(said.contains("status 1"), "{said}");
    compare(&folder.path().join("audit.json"));
}

/// Compares an audit's document with what is true.
fn compare(document: &Path) {
    let text = std::fs::read_to_string(document).unwrap();
    let fleet: Value = serde_json::from_str(&text).unwrap();
    let host = &fleet["hosts"][0];
    assert_eq!(host.get("failure"), None, "{text}");
    assert_eq!(host.get("not_asked"), None, "{text}");
    let found: BTreeMap<&str, Vec<String>> = host["guests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|guest| (guest["name"].as_str().unwrap(), codes(guest)))
        .collect();
    let expected: BTreeMap<&str, Vec<String>> = TRUE
        .iter()
        .map(|(name, codes)| (*name, codes.iter().map(|&code| code.to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
    for guest in host["guests"].as_array().unwrap() {
        assert_eq!(guest.get("not_asked"), None, "{guest}");
    }
}

fn codes(guest: &Value) -> Vec<String> {
    let findings = guest["findings"].as_array().unwrap().iter();
    let mut codes: Vec<String> = findings
        .map(|finding| format!("{} {}", finding["code"].as_str().unwrap(), finding["when"].as_str().unwrap()))
        .collect();
    codes.sort();
    codes
}

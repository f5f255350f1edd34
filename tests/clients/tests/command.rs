//! The `ferrovirt` command on libvirt's own daemons (this machine's, and 7.0, which has no messages) and on ours: the same true things about the same guests, and
//! nothing changed by the asking.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Daemon, Need, beside_libvirtd, beside_libvirtd_of, binary, needs, other_release, run, skip};

/// A machine type that the host calls deprecated, and the newest.
const BY_CAPABILITIES: &str = r#"
$V capabilities > "$D/capabilities.xml"
OLD=$(sed -n "s/.*deprecated='yes'>\(pc-i440fx[^<]*\)<.*/\1/p" "$D/capabilities.xml" | head -1)
NEW=$(sed -n "s/.*canonical='\(pc-i440fx[^']*\)'.*/\1/p" "$D/capabilities.xml" | head -1)
"#;

/// The same of QEMU 5.2, by name: libvirt 7.0 does not tell what is deprecated.
const OF_QEMU_5_2: &str = "OLD=pc-1.2; NEW=pc-i440fx-5.2\n";

/// Makes ten guests on the daemon that `$V` speaks to. `gone` is to lose its machine type while the daemon is away.
///
/// What makes libvirtd probe an emulator is waited for and never read from: the shell is its namespace's init, and
/// while it reads it does not reap.
const GUESTS: &str = r#"
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

/// What of that libvirt 7.0 tells: nothing of what is deprecated, and nothing of what was done to a guest.
const TOLD_BY_7_0: [(&str, &[&str]); 10] = [
    ("arguments", &["custom-argv next-start"]),
    ("arguments-running", &["custom-argv next-start", "custom-argv running"]),
    ("changed", &[]),
    ("clean", &[]),
    ("clean-running", &[]),
    ("gone", &["cannot-start.machine-type-gone next-start"]),
    ("monitor", &[]),
    ("old", &[]),
    ("old-running", &[]),
    ("saved", &[]),
];

/// Audits, and shows that nothing that the daemon keeps has changed. The exit status is a line of its own.
const AUDIT: &str = r#"
sums() { find $KEPT -name '*.xml' | sort | xargs sha256sum; }
sums > "$D/before"
set +e; "$F" audit --deadline 120 --connect "$URI" --format json > "$D/audit.json"; echo "status $?"; set -e
sums > "$D/after"; cmp "$D/before" "$D/after"
"#;

/// Guests, an edit of `gone` that no client may make, and an audit, on libvirt's own daemon.
fn audit_beside_libvirtd(folder: &Path, machines: &str) -> String {
    format!(
        "F={command}; D={folder}; URI=qemu:///system; V=\"virsh -q -c $URI\"; export HOME=$D\n{machines}{GUESTS}\n\
         restart_libvirtd 'sed -i s/machine=.[^\\ \\>]*/machine=\\\"pc-i440fx-0.9\\\"/ /etc/libvirt/qemu/gone.xml'\n\
         KEPT='/etc/libvirt/qemu /run/libvirt/qemu'\n{AUDIT}\n",
        command = binary("ferrovirt").display(),
        folder = folder.display(),
    )
}

#[test]
fn an_audit_of_libvirts_own_daemon_tells_what_is_true() {
    needs!(Need::Virsh, Need::Qemu);
    let folder = tempfile::tempdir().unwrap();
    match beside_libvirtd(&audit_beside_libvirtd(folder.path(), BY_CAPABILITIES)) {
        Ok(said) => {
            assert!(said.contains("status 1"), "{said}");
            let host = audited(&folder.path().join("audit.json"));
            compare(&host, &TRUE);
            assert_complete(&host);
        }
        Err(reason) if reason.contains("not installed") || reason.contains("unshare") => {
            skip("an audit of libvirt's own daemon", &reason);
        }
        Err(reason) => panic!("{reason}"),
    }
}

#[test]
fn an_audit_of_libvirt_7_0_tells_what_it_is_told_and_what_it_is_not() {
    needs!(Need::Virsh, Need::Root);
    let Some(root) = other_release("bullseye") else {
        return skip(
            "an audit of libvirt 7.0",
            "Debian 11 is not unpacked (cargo xtask setup --with-other-releases)",
        );
    };
    let folder = tempfile::tempdir().unwrap();
    let said = match beside_libvirtd_of(&root, &audit_beside_libvirtd(folder.path(), OF_QEMU_5_2)) {
        Ok(said) => said,
        Err(reason) if reason.contains("unshare") => return skip("an audit of libvirt 7.0", &reason),
        Err(reason) => panic!("{reason}"),
    };
    assert!(said.contains("status 2"), "{said}");
    let host = audited(&folder.path().join("audit.json"));
    compare(&host, &TOLD_BY_7_0);
    let missing = |place: &Value| -> Vec<String> {
        let missing = place["not_asked"].as_array().into_iter().flatten();
        missing.map(|missing| missing["what"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(missing(&host), ["which machine types and CPU models are deprecated"]);
    for guest in host["guests"].as_array().unwrap() {
        let expected: &[&str] = match guest["state"].as_str() {
            Some("running") => &["what was done to it since it was started"],
            _ => &[],
        };
        assert_eq!(missing(guest), expected, "{guest}");
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
    shell(&daemon, &[BY_CAPABILITIES, GUESTS].concat());
    daemon.stop();
    let edit = "file=$(find $KEPT/etc -name gone.xml); \
                sed -i 's/machine=.[^ >]*/machine=\"pc-i440fx-0.9\"/' $file";
    shell(&daemon, edit);
    daemon.start_again();
    let said = shell(&daemon, AUDIT);
    assert!(said.contains("status 1"), "{said}");
    let host = audited(&folder.path().join("audit.json"));
    compare(&host, &TRUE);
    assert_complete(&host);
}

/// The one host of an audit's document.
fn audited(document: &Path) -> Value {
    let text = std::fs::read_to_string(document).unwrap();
    let fleet: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(fleet["hosts"][0].get("failure"), None, "{text}");
    fleet["hosts"][0].clone()
}

/// Compares what was found with what is to be told.
fn compare(host: &Value, expected: &[(&str, &[&str])]) {
    let found: BTreeMap<&str, Vec<String>> = host["guests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|guest| (guest["name"].as_str().unwrap(), codes(guest)))
        .collect();
    let expected: BTreeMap<&str, Vec<String>> = expected
        .iter()
        .map(|(name, codes)| (*name, codes.iter().map(|&code| code.to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
}

/// Demands that everything could be asked.
fn assert_complete(host: &Value) {
    assert_eq!(host.get("not_asked"), None, "{host}");
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

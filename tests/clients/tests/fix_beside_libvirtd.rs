//! `ferrovirt fix` on libvirt's own daemon, with real guests: the story of a change from the diff to its undoing, and
//! all that it refuses.

use support::{Need, beside_libvirtd, binary, needs, skip};

/// Stories as a shell tells them: whatever is not as it should be ends it with a reason.
///
/// What makes libvirtd probe an emulator is waited for and never read from: the shell is its namespace's init, and
/// while it reads it does not reap.
const STORY: &str = r#"
V="virsh -q -c qemu:///system"; export HOME=$D XDG_STATE_HOME=$D/state
$V capabilities > "$D/capabilities.xml"
OLD=$(sed -n "s/.*deprecated='yes'>\(pc-i440fx[^<]*\)<.*/\1/p" "$D/capabilities.xml" | head -1)
[ -n "$OLD" ] || { echo 'nothing is deprecated'; exit 0; }
end() { echo "$1" >&2; cat "$D/said" >&2; exit 1; }
stored() { $V dumpxml --inactive --security-info "$1" > "$2"; }
fix() { "$F" fix --connect qemu:///system "$@" > "$D/said" 2>&1; }
refuses() {
    wanted=$1; shift
    stored "$1" "$D/kept"
    ! fix "$@" || end "not refused: $*"
    grep -q -- "$wanted" "$D/said" || end "refused without '$wanted': $*"
    stored "$1" "$D/now"; cmp "$D/kept" "$D/now"
}
define() {
    printf "<domain type='qemu'><name>%s</name>%s<memory unit='MiB'>64</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='%s'>hvm</type></os>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>%s</devices></domain>" "$1" "$2" "$OLD" "$3" > "$D/g.xml"
}

define old '' "<graphics type='vnc' passwd='sesame'/>"; $V define "$D/g.xml"; $V start old
stored old "$D/before"
set +e; fix old; shown=$?; set -e
[ $shown = 1 ] || end "a change that is only shown ends with $shown"
grep -q "^-.*$OLD" "$D/said" || end 'no diff'
stored old "$D/after"; cmp "$D/before" "$D/after"
fix old --apply || end 'not stored'
stored old "$D/after"
grep -q "passwd='sesame'" "$D/after" || end 'the password is lost'
[ $(diff "$D/before" "$D/after" | grep -c '^[<>]') = 2 ] || end 'more than a line has changed'
$V dumpxml old > "$D/live"; grep -q "machine='$OLD'" "$D/live" || end 'what runs has changed'
[ "$(stat -c %a "$D"/state/ferrovirt/fixes/*)" = 600 ] || end 'others can read the backup'
$V destroy old; $V start old
$V dominfo old > "$D/said"; ! grep -qi deprecat "$D/said" || end 'it is not cleared'
$V destroy old
fix old --undo || end 'not undone'
stored old "$D/undone"; cmp "$D/before" "$D/undone"
refuses 'there is nothing to undo' old --undo
$V start old; $V dominfo old > "$D/said"; grep -qi deprecat "$D/said" || end 'it was never so'; $V destroy old
echo 'changed, started, undone'

fix old --apply || end 'not stored'
sed -i 's/"from": "[^"]*"/"from": "pc-i440fx-0.9"/' "$D"/state/ferrovirt/fixes/*
refuses 'does not offer machine type' old --undo
$V desc old --config 'of somebody else' > /dev/null
refuses 'has changed since' old --undo
echo 'undoing refused'

define nova "<metadata><n:instance xmlns:n='http://openstack.org/xmlns/libvirt/nova/1.1'/></metadata>"
$V define "$D/g.xml"; refuses nova-manage nova --apply
define kubevirt "<metadata><k:kubevirt xmlns:k='http://kubevirt.io'/></metadata>"
$V define "$D/g.xml"; refuses kubectl kubevirt --apply
define ovirt "<metadata><o:vm xmlns:o='http://ovirt.org/vm/1.0'/></metadata>"
$V define "$D/g.xml"; refuses oVirt ovirt --apply
define windows "<metadata><l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'><l:os id='http://microsoft.com/win/11'/></l:libosinfo></metadata>"
$V define "$D/g.xml"; refuses --even-windows windows --apply
fix windows --apply --even-windows || end 'not stored'
define saved; $V define "$D/g.xml"; $V start saved; $V managedsave saved > /dev/null
refuses --even-with-state saved --apply
fix saved --apply --even-with-state || end 'not stored'
grep -q 'saved state' "$D/said" || end 'the saved state is not told of'
$V start saved; $V dumpxml saved > "$D/live"; grep -q "machine='$OLD'" "$D/live" || end 'the saved state does not win'
define transient; $V create "$D/g.xml"
! fix transient --apply || end 'a transient guest is changed'
grep -q 'is transient' "$D/said" || end 'not told that it is transient'
echo 'guards hold'
"#;

#[test]
fn a_fix_on_libvirts_own_daemon_is_stored_started_and_undone_and_knows_its_limits() {
    needs!(Need::Virsh, Need::Qemu);
    let folder = tempfile::tempdir().expect("a folder");
    let lines = format!("F={}; D={}\n{STORY}", binary("ferrovirt").display(), folder.path().display());
    match beside_libvirtd(&lines) {
        Ok(said) if said.contains("nothing is deprecated") => {
            skip("a fix on libvirt's own daemon", "no machine type is deprecated");
        }
        Ok(said) => {
            for line in ["changed, started, undone", "undoing refused", "guards hold"] {
                assert!(said.contains(line), "{said}");
            }
        }
        Err(reason) if reason.contains("not installed") || reason.contains("unshare") => {
            skip("a fix on libvirt's own daemon", &reason);
        }
        Err(reason) => panic!("{reason}"),
    }
}

//! The `ferrovirt` command through the system's ssh, a real sshd, and on the far side what stock clients use there:
//! `virt-ssh-helper` and netcat, to libvirt's own daemon.

use support::{Need, beside_libvirtd, binary, needs, skip};

/// All of it in namespaces: sshd, its keys, and what ssh remembers of hosts.
const STORY: &str = r#"
V="virsh -q -c qemu:///system"
mkdir -p ~root/.ssh /run/sshd; mount -t tmpfs tmpfs ~root/.ssh
cp /etc/passwd "$D/passwd"
grep -q ^sshd: "$D/passwd" || echo 'sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin' >> "$D/passwd"
mount --bind "$D/passwd" /etc/passwd
for key in host own other; do ssh-keygen -q -t ed25519 -N '' -f "$D/$key"; done
cat > "$D/sshd_config" <<X
ListenAddress 127.0.0.1
HostKey $D/host
AuthorizedKeysFile $D/own.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
X
"$(command -v sshd)" -f "$D/sshd_config" -E "$D/sshd.log"
printf "<domain type='qemu'><name>far</name><memory unit='MiB'>64</memory><os>
<type arch='x86_64'>hvm</type></os></domain>" > "$D/g.xml"
$V define "$D/g.xml"
for way in $WAYS; do
    netcat=; [ $way != netcat ] || netcat="&netcat=$(command -v nc)"
    url="qemu+ssh://root@127.0.0.1/system?no_verify=1&no_tty=1&proxy=$way$netcat&keyfile=$D"
    "$F" list --connect "$url/own" --format csv > "$D/list" || { cat "$D/sshd.log" >&2; exit 1; }
    grep -q '^,far,shut off,pc-i440fx-' "$D/list" || { cat "$D/list" >&2; exit 1; }
    set +e; "$F" audit --connect "$url/own"; echo "$way: audit ends with $?"
    "$F" list --connect "$url/other" > "$D/list"; echo "$way: without the key $?"; set -e
    grep -q 'Permission denied' "$D/list" || { cat "$D/list" >&2; exit 1; }
done
"#;

#[test]
fn a_far_host_is_asked_through_ssh_by_helper_and_by_netcat() {
    needs!(Need::Virsh, Need::Qemu, Need::Sshd, Need::Root);
    let mut ways = vec!["auto", "native"];
    match support::missing(&[Need::Netcat]) {
        Some(reason) => skip("ssh with netcat on the far side", reason),
        None => ways.push("netcat"),
    }
    let folder = tempfile::tempdir().expect("a folder");
    let lines = format!(
        "F={}; D={}; WAYS='{}'\n{STORY}",
        binary("ferrovirt").display(),
        folder.path().display(),
        ways.join(" ")
    );
    match beside_libvirtd(&lines) {
        Ok(said) => {
            for way in ways {
                assert!(said.contains(&format!("{way}: audit ends with 0")), "{said}");
                assert!(said.contains(&format!("{way}: without the key 2")), "{said}");
            }
        }
        Err(reason) if reason.contains("not installed") || reason.contains("unshare") => {
            skip("a far host through ssh", &reason);
        }
        Err(reason) => panic!("{reason}"),
    }
}

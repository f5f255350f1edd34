//! What the administrator decided about findings is done: reported, warned of, refused; and what each start found
//! is kept.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::time::Duration;

use support::{Daemon, Guest, Need, needs, until};

fn decide(daemon: &Daemon, policy: &str) {
    let rules = policy.matches("[[rule]]").count();
    let waivers = policy.matches("[[waiver]]").count();
    let told = format!("has {rules} rules and {waivers} waivers");
    let count = || daemon.log().matches(&told).count();
    let before = count();
    fs::create_dir_all(daemon.path("etc")).unwrap();
    fs::write(daemon.path("etc/policy.toml"), policy).unwrap();
    until("the policy is taken up", Duration::from_secs(10), || (count() > before).then_some(()));
}

#[test]
fn what_is_refused_is_not_done_and_leaves_nothing() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.define(&Guest::named("old").argument("-no-user-config"));
    daemon.start_guest(&Guest::named("plain"));
    decide(&daemon, "[[rule]]\ncode = 'custom-*'\naction = 'refuse'\nreason = 'nothing past the daemon'\n");

    let error = daemon.virsh(["define", &daemon.write_xml(&Guest::named("new").argument("-s"))]).fails();
    assert!(error.contains("operation forbidden: policy rule of line 2"), "{error}");
    assert!(error.contains("nothing past the daemon"), "{error}");
    assert!(!daemon.virsh(["list", "--all", "--name"]).succeeds().contains("new"));

    let error = daemon.virsh(["start", "old"]).fails();
    assert!(error.contains("refuses custom-argv at start of domain 'old'"), "{error}");
    assert_eq!(daemon.state("old"), "shut off (failed)");

    let error = daemon.virsh(["qemu-monitor-command", "plain", "--hmp", "info status"]).fails();
    assert!(error.contains("refuses custom-monitor at monitor"), "{error}");
    assert_eq!(daemon.messages("plain"), Vec::<String>::new(), "what was not sent is not told");
    daemon.virsh(["destroy", "plain"]).succeeds();
}

#[test]
fn who_has_a_finding_already_can_still_be_edited() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let old = || {
        let uuid = "<uuid>44444444-4444-4444-8444-444444444444</uuid>";
        Guest::named("old").with(uuid).argument("-no-user-config")
    };
    daemon.define(&old());
    decide(&daemon, "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\nat = ['define']\n");
    let edited = old().vcpus(2);
    daemon.virsh(["define", &daemon.write_xml(&edited)]).succeeds();
    assert!(daemon.virsh(["dumpxml", "old"]).succeeds().contains("<vcpu placement='static'>2</vcpu>"));
    let worse = old().argument("-s");
    daemon.virsh(["define", &daemon.write_xml(&worse)]).fails();
    daemon.virsh(["start", "old"]).succeeds();
    daemon.virsh(["destroy", "old"]).succeeds();
}

#[test]
fn a_device_that_is_refused_does_not_come() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a"));
    decide(&daemon, "[[rule]]\ncode = 'shell-scripts'\naction = 'refuse'\n");
    let interface = daemon.path("interface.xml");
    fs::write(&interface, "<interface type='user'><script path='/bin/true'/></interface>").unwrap();
    let interface = interface.to_string_lossy();
    let error = daemon.virsh(["attach-device", "a", &interface, "--live"]).fails();
    assert!(error.contains("refuses shell-scripts at hot-plug"), "{error}");
    assert_eq!(daemon.messages("a"), Vec::<String>::new());
    let error = daemon.virsh(["attach-device", "a", &interface, "--config"]).fails();
    assert!(error.contains("refuses shell-scripts at define"), "{error}");
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn a_dry_run_a_waiver_and_a_mistake() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    let rule = "[[rule]]\ncode = 'custom-argv'\naction = 'refuse'\n";
    decide(&daemon, &format!("dry_run = true\n{rule}"));
    daemon.start_guest(&Guest::named("a").argument("-no-user-config"));
    daemon.has_said("not refused: the policy's dry_run is on");
    daemon.virsh(["destroy", "a"]).succeeds();

    decide(&daemon, rule);
    daemon.virsh(["start", "a"]).fails();
    fs::write(daemon.path("etc/policy.toml"), "[[rule]]\ncode = 'custom-arg'\naction = 'warn'\n").unwrap();
    daemon.has_said("line 2, column 8: there is no finding with the code 'custom-arg'");
    daemon.virsh(["start", "a"]).fails();

    let waiver = "[[waiver]]\ncode = 'custom-argv'\nguests = ['a']\nowner = 'alice'\nreason = 'needed'\n";
    decide(&daemon, &format!("{rule}{waiver}"));
    daemon.virsh(["start", "a"]).succeeds();
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn what_runs_is_found_again_whatever_was_decided() {
    needs!(Need::Virsh, Need::Qemu);
    let mut daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").argument("-no-user-config"));
    daemon.virsh(["managedsave", "a"]).succeeds();
    decide(&daemon, "[[rule]]\ncode = '*'\naction = 'refuse'\n");
    daemon.stop();
    daemon.start_again();
    daemon.virsh(["start", "a"]).succeeds();
    daemon.kill();
    daemon.start_again();
    assert_eq!(daemon.state("a").split(' ').next(), Some("running"));
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn each_start_leaves_a_line_of_what_was_found() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start();
    daemon.start_guest(&Guest::named("a").argument("-no-user-config"));
    daemon.virsh(["destroy", "a"]).succeeds();
    daemon.virsh(["start", "a"]).succeeds();
    let uuid = daemon.virsh(["domuuid", "a"]).succeeds();
    let text = fs::read_to_string(daemon.path(&format!("log/history/{}.jsonl", uuid.trim()))).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    for line in text.lines() {
        assert!(line.contains("\"name\":\"a\"") && line.contains("\"code\":\"custom-argv\""), "{line}");
        assert!(!line.contains("\"version\":null"), "{line}");
    }
    daemon.virsh(["destroy", "a"]).succeeds();
}

#[test]
fn qemu_is_told_what_to_do_about_deprecations() {
    needs!(Need::Virsh, Need::Qemu);
    let daemon = Daemon::start_with("deprecation_behavior = \"omit\"\n");
    daemon.start_guest(&Guest::named("a"));
    let line = fs::read(format!("/proc/{}/cmdline", daemon.guest_pid("a"))).unwrap();
    assert!(String::from_utf8_lossy(&line).contains("-compat\u{0}{\"deprecated-output\":\"hide\"}"));
    daemon.virsh(["destroy", "a"]).succeeds();
}

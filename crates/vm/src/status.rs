//! A running guest's status file (`domstatus`), in libvirt's form: what a restarted daemon believes.
//!
//! What libvirt's form has no place for goes into `<ferrovirt>`, a child that libvirt skips.

use std::path::PathBuf;
use std::sync::Arc;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::Record;
use model::{Domain, Format, Parse};

use crate::{Definition, State};

/// All that outlives the daemon about a guest that runs.
#[derive(Debug, Clone)]
pub struct Status {
    /// What it was doing when this was written.
    pub state: State,
    /// Its process; none while it is only about to be started.
    pub process: Option<Process>,
    /// The kernel's name for the boot in which it was written; none of a daemon that did not write it.
    pub boot: Option<String>,
    /// QEMU's monitor socket.
    pub monitor: PathBuf,
    /// Flags and deprecations recorded since it started.
    pub record: Record,
    /// Files that were given to the QEMU user, with whom they belonged to.
    pub lent: Vec<Lent>,
    /// Programs that serve its devices.
    pub helpers: Vec<Helper>,
    /// Its control group, below the roots of the host's.
    pub group: Option<String>,
    /// The highest number that one of its block nodes has had.
    pub nodes: u32,
    /// Where the run begins in the guest's log, in bytes, where that is known.
    pub log: Option<u64>,
    /// The live definition.
    pub live: Arc<Definition>,
}

/// Which process, so that a reused pid is never taken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// Its pid.
    pub pid: u32,
    /// When it started, in clock ticks since the host booted (field 22 of `/proc/PID/stat`).
    pub start_time: u64,
}

/// A program that serves a device for as long as the guest runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// What it is called in logs.
    pub label: String,
    /// Its process.
    pub process: Process,
}

/// A file that was given to the QEMU user for as long as the guest runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lent {
    /// The file.
    pub path: PathBuf,
    /// Who owned it before.
    pub uid: u32,
    /// Which group owned it before.
    pub gid: u32,
}

impl Status {
    /// Whether it was written before the host was booted: its processes are nobody's any more, whoever has their
    /// pids now.
    pub fn is_of_another_boot(&self) -> bool {
        let now = host::process::boot_id().ok();
        self.boot.as_ref().zip(now).is_some_and(|(then, now)| *then != now)
    }

    /// The file's text.
    pub fn format(&self) -> String {
        let mut w = xml::Writer::new();
        w.element("domstatus", |w| {
            let (state, reason) = self.state.words();
            w.attr("state", state);
            w.attr("reason", reason);
            w.attr("pid", self.process.map_or(0, |process| process.pid));
            for taint in self.record.taints().iter() {
                w.element("taint", |w| w.attr("flag", taint.word()));
            }
            for word in self.record.unknown_words() {
                w.element("taint", |w| w.attr("flag", word.as_str()));
            }
            for text in self.record.deprecations() {
                w.text("deprecation", text.as_str());
            }
            w.element("monitor", |w| {
                w.attr("path", self.monitor.to_string_lossy().as_ref());
                w.attr("type", "unix");
            });
            w.element("ferrovirt", |w| {
                if let Some(process) = self.process {
                    w.attr("start-time", process.start_time);
                }
                if let Some(boot) = &self.boot {
                    w.attr("boot", boot.as_str());
                }
                if self.nodes > 0 {
                    w.attr("nodes", self.nodes);
                }
                if let Some(log) = self.log {
                    w.attr("log", log);
                }
                if let Some(group) = &self.group {
                    w.attr("group", group.as_str());
                }
                for lent in &self.lent {
                    w.element("lent", |w| {
                        w.attr("path", lent.path.to_string_lossy().as_ref());
                        w.attr("uid", lent.uid);
                        w.attr("gid", lent.gid);
                    });
                }
                for helper in &self.helpers {
                    w.element("helper", |w| {
                        w.attr("label", helper.label.as_str());
                        w.attr("pid", helper.process.pid);
                        w.attr("start-time", helper.process.start_time);
                    });
                }
            });
            self.live.domain().write(w, Format::STATUS);
        });
        w.finish()
    }

    /// Reads a status file back. Order does not matter, unknown flags are kept, a `<taint>` without its
    /// attribute is skipped.
    ///
    /// # Errors
    /// The text is not a status file, or lacks what makes a guest findable (state, pid, monitor, definition).
    pub fn parse(text: &str) -> Result<Self> {
        let document = xml::Document::parse(text)?;
        let root = document.root();
        if root.name() != "domstatus" {
            return Err(broken(format!("unexpected root element <{}>, expecting <domstatus>", root.name())));
        }
        let (state, reason) = (root.required("state")?, root.attribute("reason").unwrap_or("unknown"));
        let state = State::from_words(state, reason)
            .ok_or_else(|| broken(format!("invalid domain state '{state}'")))?;
        let ours = root.child("ferrovirt");
        let process = match root.required_number::<u32>("pid")? {
            0 => None,
            pid => {
                // By its pid alone a process cannot be told from a later one.
                let own = ours.ok_or_else(|| broken("missing <ferrovirt>"))?;
                Some(Process { pid, start_time: own.required_number("start-time")? })
            }
        };
        let monitor = root
            .child("monitor")
            .and_then(|monitor| monitor.attribute("path"))
            .ok_or_else(|| broken("missing monitor path"))?;
        let domain = root.child("domain").ok_or_else(|| broken("missing <domain>"))?;
        let words =
            root.children_named("taint").filter_map(|taint| taint.attribute("flag")).map(str::to_owned);
        let deprecations = root.children_named("deprecation").map(|text| text.text().into_owned()).collect();
        let lent = ours
            .iter()
            .flat_map(|own| own.children_named("lent"))
            .filter_map(|lent| {
                Some(Lent {
                    path: lent.attribute("path")?.into(),
                    uid: lent.number("uid").ok().flatten()?,
                    gid: lent.number("gid").ok().flatten()?,
                })
            })
            .collect();
        let helpers = ours.iter().flat_map(|own| own.children_named("helper")).filter_map(|helper| {
            let pid = helper.number("pid").ok().flatten()?;
            let start_time = helper.number("start-time").ok().flatten()?;
            let label = helper.attribute("label").unwrap_or_default().to_owned();
            Some(Helper { label, process: Process { pid, start_time } })
        });
        Ok(Self {
            helpers: helpers.collect(),
            boot: ours.and_then(|own| own.attribute("boot")).map(str::to_owned),
            group: ours.and_then(|own| own.attribute("group")).map(str::to_owned),
            state,
            process,
            monitor: monitor.into(),
            record: Record::restore(words, deprecations),
            lent,
            log: ours.and_then(|own| own.number("log").ok().flatten()),
            nodes: ours.and_then(|own| own.number("nodes").ok().flatten()).unwrap_or(0),
            // All of it counts: aliases, terminals and numbers are how QEMU is talked to about devices.
            live: Definition::new(Domain::parse_located(domain.source(), Parse::LIVE)?),
        })
    }
}

fn broken(detail: impl Into<String>) -> Error {
    Error::new(Code::InternalError, ErrorDomain::Domain, detail)
}

#[cfg(test)]
mod tests {
    use findings::rules;

    use super::*;
    use crate::RunningReason;

    const LIVE: &str = "<domain type='qemu' id='1'><name>a</name><memory>1024</memory><vcpu>1</vcpu>\
                        <os><type arch='x86_64' machine='pc'>hvm</type></os>\
                        <devices><rng model='virtio'><backend model='builtin'/><alias name='rng0'/></rng></devices>\
                        </domain>";

    fn status() -> Status {
        let mut record = Record::default();
        record.note(rules::custom_argv(&["-foo".into()]));
        record.note(rules::deprecated_machine("pc-q35-4.2", "QEMU"));
        Status {
            state: State::Running(RunningReason::Booted),
            process: Some(Process { pid: 77, start_time: 4711 }),
            monitor: "/r/lib/qemu/domain-1-a/monitor.sock".into(),
            record,
            boot: Some("a-boot".into()),
            group: Some("machine/qemu-1-a.libvirt-qemu".into()),
            nodes: 7,
            log: Some(99),
            lent: vec![Lent { path: "/img/a & b.qcow2".into(), uid: 0, gid: 6 }],
            helpers: vec![Helper {
                label: "swtpm for tpm0".into(),
                process: Process { pid: 78, start_time: 4712 },
            }],
            live: Definition::new(Domain::parse(LIVE).unwrap()),
        }
    }

    #[test]
    fn the_text_has_libvirts_form_with_flags_and_strings_first() {
        let text = status().format();
        assert!(
            text.starts_with(
                "<domstatus state='running' reason='booted' pid='77'>\n  \
                 <taint flag='custom-argv'/>\n  <taint flag='deprecated-config'/>\n  \
                 <deprecation>machine type &apos;pc-q35-4.2&apos;</deprecation>\n  \
                 <monitor path='/r/lib/qemu/domain-1-a/monitor.sock' type='unix'/>\n"
            ),
            "{text}"
        );
        assert!(text.contains("\n    <name>a</name>\n"), "{text}");
    }

    #[test]
    fn what_was_written_is_read_back() {
        let written = status();
        let read = Status::parse(&written.format()).unwrap();
        assert_eq!((read.state, read.process), (written.state, written.process));
        assert_eq!((&read.monitor, &read.lent), (&written.monitor, &written.lent));
        assert_eq!((&read.helpers, read.log), (&written.helpers, written.log));
        assert_eq!((&read.group, &read.boot), (&written.group, &written.boot));
        assert_eq!(read.record.messages(0), written.record.messages(0));
        assert_eq!(read.format(), written.format());
    }

    #[test]
    fn a_start_that_only_began_has_no_process() {
        let begun = Status { process: None, ..status() };
        let text = begun.format();
        assert!(text.contains(" pid='0'>") && !text.contains("<ferrovirt start-time"), "{text}");
        assert_eq!(Status::parse(&text).unwrap().process, None);
    }

    #[test]
    fn oddities_of_the_file_hide_no_guest() {
        let text = "<domstatus state='paused' reason='user' pid='5'><deprecation>b</deprecation><taint/>\
                    <taint flag='bogus'/><taint flag='host-cpu'/><monitor path='/m'/>\
                    <ferrovirt start-time='7'/>LIVE</domstatus>"
            .replace("LIVE", LIVE);
        let status = Status::parse(&text).unwrap();
        assert_eq!(status.record.unknown_words(), ["bogus"]);
        assert_eq!(status.record.messages(0).len(), 2);
        assert!(status.format().contains("<taint flag='bogus'/>"), "what is not understood is written back");
    }

    #[test]
    fn a_file_without_the_essentials_is_refused_with_the_reason() {
        for (text, reason) in [
            ("<domain/>", "unexpected root element"),
            ("<domstatus state='running' pid='1'><domain/></domstatus>", "ferrovirt"),
            ("<domstatus state='paused' pid='0'><domain/></domstatus>", "monitor"),
            ("<domstatus state='running'/>", "pid"),
            ("<domstatus state='running' pid='1'><ferrovirt/></domstatus>", "start-time"),
            ("<domstatus state='odd' pid='1'/>", "odd"),
        ] {
            let error = Status::parse(text).unwrap_err();
            assert!(error.message.contains(reason), "{}", error.message);
        }
    }
}

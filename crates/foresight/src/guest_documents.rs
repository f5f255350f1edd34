//! All that a host tells of one guest, and what it comes to.

use findings::{Class, Finding, When, from_messages};

use crate::judgement::names_cpu_model;
use crate::{Definition, EmulatorKey, GuestReport, GuestState, HostKnowledge, Judgement, NotAsked, Unjudged};

/// All that a host tells of one guest. Texts are as the host sent them.
#[derive(Debug, Clone, Default)]
pub struct GuestDocuments {
    /// Its name.
    pub name: String,
    /// Its uuid, in text.
    pub uuid: String,
    /// `virDomainState`.
    pub state: i32,
    /// It has a process.
    pub active: bool,
    /// What the host says of it; `None` when the host has no such call, or it does not run.
    pub messages: Option<Vec<String>>,
    /// What it runs with; asked for only where the host says nothing itself.
    pub live: Option<String>,
    /// What its next start is made from; `None` of one that has no next start.
    pub next: Option<String>,
    /// The definition in its managed save image.
    pub managed_save: Option<String>,
    /// Its snapshots, by name.
    pub snapshots: Vec<(String, String)>,
    /// What could not be had.
    pub not_asked: Vec<NotAsked>,
}

impl GuestDocuments {
    /// The emulators of which more has to be known than the host has told, to judge this guest.
    pub fn emulators_to_ask(&self, host: &HostKnowledge) -> Vec<EmulatorKey> {
        let definitions = self.definitions();
        let needed = definitions.iter().filter_map(|(_, definition)| {
            let key = definition.emulator()?;
            let lacks_models = names_cpu_model(definition) && !host.knows_cpu_models(&key);
            (lacks_models || !host.knows_machines(&key)).then_some(key)
        });
        needed.collect()
    }

    /// What it comes to.
    pub fn judge(&self, host: &HostKnowledge) -> GuestReport {
        let mut not_asked = self.not_asked.clone();
        let mut findings = self.said();
        for (when, definition) in self.definitions() {
            let judgement = Judgement::of(&definition, host, &when);
            for finding in judgement.findings {
                let finding = match when {
                    When::Running => match of_now(finding) {
                        Some(finding) => finding,
                        None => continue,
                    },
                    _ => finding,
                };
                if !findings.iter().any(|known: &Finding| known.is_same(&finding)) {
                    findings.push(finding);
                }
            }
            for unjudged in judgement.unjudged {
                let missing = missing(unjudged, &definition);
                if !not_asked.contains(&missing) {
                    not_asked.push(missing);
                }
            }
        }
        not_asked.extend(self.unreadable());
        let newest = self.newest();
        GuestReport {
            name: self.name.clone(),
            uuid: self.uuid.clone(),
            state: GuestState::of(self.state),
            title: newest.as_ref().and_then(|definition| definition.title().map(str::to_owned)),
            machine: newest.as_ref().and_then(|definition| definition.domain().os.machine.clone()),
            owner: newest.as_ref().and_then(Definition::owner),
            group: None,
            messages: self.messages.clone().unwrap_or_default(),
            findings,
            not_asked,
        }
    }

    /// What its next start is made from; of a guest that is not stored, what it runs with.
    pub fn newest(&self) -> Option<Definition> {
        let text = self.next.as_ref().or(self.live.as_ref())?;
        Definition::parse(text).ok()
    }

    /// What it runs with, where it runs and the host has told it; else what its next start is made from.
    pub fn present(&self) -> Option<Definition> {
        let live = self.live.as_deref().filter(|_| self.active);
        live.and_then(|text| Definition::parse(text).ok()).or_else(|| self.newest())
    }

    /// What the host says.
    fn said(&self) -> Vec<Finding> {
        from_messages(self.messages.iter().flatten().map(String::as_str))
    }

    /// Each definition that can be read, with the time of which it tells.
    fn definitions(&self) -> Vec<(When, Definition)> {
        let mut found = Vec::new();
        let mut add = |when: When, text: &str| {
            if let Ok(definition) = Definition::parse(text) {
                found.push((when, definition));
            }
        };
        if let Some(live) = self.live.as_deref().filter(|_| self.messages.is_none()) {
            add(When::Running, live);
        }
        if let Some(next) = &self.next {
            add(When::NextStart, next);
        }
        if let Some(saved) = &self.managed_save {
            add(When::ManagedSave, saved);
        }
        for (name, text) in &self.snapshots {
            if let Ok(Some(definition)) = Definition::of_snapshot(text) {
                found.push((When::Snapshot(name.clone()), definition));
            }
        }
        found
    }

    /// Definitions that cannot be read here are not judged, and that is told.
    fn unreadable(&self) -> Vec<NotAsked> {
        let single = [("next start", &self.next), ("managed save image", &self.managed_save)];
        single
            .into_iter()
            .filter_map(|(what, text)| {
                let fault = Definition::parse(text.as_ref()?).err()?;
                Some(NotAsked {
                    what: format!("the definition of its {what}"),
                    why: format!("it cannot be read: {}", fault.error),
                })
            })
            .collect()
    }
}

/// A finding about what runs now is no forecast; what would keep it from starting has not.
fn of_now(mut finding: Finding) -> Option<Finding> {
    finding.class = finding.code.entry().map_or(finding.class, |entry| entry.class);
    (finding.class != Class::Forecast).then_some(finding)
}

fn missing(unjudged: Unjudged, definition: &Definition) -> NotAsked {
    let emulator = definition.domain().devices.emulator.as_deref().unwrap_or("its emulator");
    let (what, why) = match unjudged {
        Unjudged::MachineType => {
            ("its machine type", format!("the host does not list the machine types of {emulator}"))
        }
        Unjudged::CpuModel => (
            "its CPU model",
            format!(
                "the host was not asked for the CPU models of {emulator}, which takes a connection that may write"
            ),
        ),
        Unjudged::Devices => {
            ("its devices", "what it would ask its emulator for cannot be worked out here".to_owned())
        }
        Unjudged::Emulator => ("anything about its emulator", "its definition names none".to_owned()),
    };
    NotAsked { what: what.into(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPABILITIES: &str = "<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>\
        <emulator>/usr/bin/qemu</emulator><machine maxCpus='255'>pc-9.0</machine>\
        <machine canonical='pc-9.0' maxCpus='255'>pc</machine><machine maxCpus='2' deprecated='yes'>pc-2.10</machine>\
        <domain type='qemu'/></arch></guest></capabilities>";
    const MODELS: &str = "<domainCapabilities><path>/usr/bin/qemu</path><domain>qemu</domain><arch>x86_64</arch><cpu>\
        <mode name='custom' supported='yes'><model usable='yes' deprecated='yes'>Old</model><model usable='no'>New</model>\
        </mode></cpu></domainCapabilities>";

    fn guest(machine: &str, more: &str) -> String {
        format!(
            "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>a</name><memory>1024\
             </memory><vcpu>4</vcpu><os><type arch='x86_64' machine='{machine}'>hvm</type></os>{more}\
             <devices><emulator>/usr/bin/qemu</emulator></devices></domain>"
        )
    }

    fn host() -> HostKnowledge {
        let mut host = HostKnowledge::of_capabilities(CAPABILITIES).unwrap();
        host.set_version(10_000_002);
        host
    }

    fn codes(report: &GuestReport) -> Vec<(String, String)> {
        report.findings.iter().map(|f| (f.code.to_string(), f.when.to_string())).collect()
    }

    fn pair(code: &str, when: &str) -> (String, String) {
        (code.into(), when.into())
    }

    #[test]
    fn a_guest_that_does_not_run_is_judged_by_its_hosts_documents() {
        for (machine, more, expected) in [
            ("pc-9.0", "", vec![]),
            (
                "pc-2.10",
                "",
                vec![
                    pair("cannot-start.too-many-vcpus", "next start"),
                    pair("deprecated-config.machine-type", "next start"),
                ],
            ),
            ("pc-0.1", "", vec![pair("cannot-start.machine-type-gone", "next start")]),
            (
                "pc-9.0",
                "<qemu:commandline><qemu:arg value='-s'/></qemu:commandline>",
                vec![pair("custom-argv", "next start")],
            ),
        ] {
            let documents =
                GuestDocuments { next: Some(guest(machine, more)), state: 5, ..Default::default() };
            let report = documents.judge(&host());
            assert_eq!(codes(&report), expected, "{machine}");
            assert_eq!(report.machine.as_deref(), Some(machine));
            assert!(report.not_asked.is_empty());
        }
    }

    #[test]
    fn a_cpu_model_is_judged_only_when_the_models_are_known() {
        let cpu = "<cpu mode='custom'><model>Old</model></cpu>";
        let documents = GuestDocuments { next: Some(guest("pc-9.0", cpu)), ..Default::default() };
        let mut host = host();
        let before = documents.judge(&host);
        assert!(before.findings.is_empty());
        assert_eq!(before.not_asked[0].what, "its CPU model");
        assert_eq!(documents.emulators_to_ask(&host).len(), 1);
        host.add_domain_capabilities(MODELS).unwrap();
        assert_eq!(documents.emulators_to_ask(&host), []);
        let after = documents.judge(&host);
        assert_eq!(codes(&after), [pair("deprecated-config.cpu-model", "next start")]);
        assert!(after.not_asked.is_empty());
    }

    #[test]
    fn a_cpu_model_that_is_gone_matters_only_where_no_other_may_be_taken() {
        let mut host = host();
        host.add_domain_capabilities(MODELS).unwrap();
        for (fallback, expected) in [("allow", 0), ("forbid", 1)] {
            let cpu = format!("<cpu mode='custom'><model fallback='{fallback}'>Gone</model></cpu>");
            let documents = GuestDocuments { next: Some(guest("pc-9.0", &cpu)), ..Default::default() };
            assert_eq!(documents.judge(&host).findings.len(), expected, "{fallback}");
        }
    }

    #[test]
    fn what_runs_is_what_the_host_says_and_what_comes_next_is_beside_it() {
        let documents = GuestDocuments {
            active: true,
            messages: Some(vec!["tainted: custom monitor control commands issued".into()]),
            live: Some(guest("pc-2.10", "")),
            next: Some(guest("pc-9.0", "")),
            managed_save: Some(guest("pc-2.10", "<vcpu>1</vcpu>")),
            ..Default::default()
        };
        let report = documents.judge(&host());
        assert_eq!(codes(&report)[0], pair("custom-monitor", "running"));
        assert!(codes(&report).contains(&pair("deprecated-config.machine-type", "managed save image")));
        assert!(!codes(&report).contains(&pair("deprecated-config.machine-type", "running")));
    }

    #[test]
    fn an_older_host_that_says_nothing_is_judged_by_what_runs() {
        let documents =
            GuestDocuments { active: true, live: Some(guest("pc-2.10", "")), ..Default::default() };
        let report = documents.judge(&host());
        assert!(codes(&report).contains(&pair("deprecated-config.machine-type", "running")));
        assert!(report.findings.iter().all(|finding| finding.class != Class::Forecast));
    }

    #[test]
    fn an_emulator_or_a_domain_type_that_is_not_there_keeps_it_from_starting() {
        let mut host = host();
        let kvm = guest("pc-9.0", "").replace("type='qemu' ", "type='kvm' ");
        let report = GuestDocuments { next: Some(kvm), ..Default::default() }.judge(&host);
        assert_eq!(codes(&report), [pair("cannot-start.refused", "next start")]);

        host.set_broken("/usr/bin/qemu", "No such file");
        let report = GuestDocuments { next: Some(guest("pc-9.0", "")), ..Default::default() }.judge(&host);
        assert_eq!(codes(&report), [pair("cannot-start.emulator-gone", "next start")]);

        let other = guest("pc-9.0", "").replace("/usr/bin/qemu<", "/opt/qemu<");
        let report = GuestDocuments { next: Some(other), ..Default::default() }.judge(&self::host());
        assert_eq!(report.not_asked[0].what, "its machine type");
        assert!(report.findings.is_empty());
    }

    #[test]
    fn a_snapshot_is_judged_by_the_definition_in_it() {
        let text = format!(
            "<domainsnapshot><name>s</name>{}</domainsnapshot>",
            guest("pc-2.10", "").replace("<vcpu>4", "<vcpu>1")
        );
        let documents = GuestDocuments { snapshots: vec![("s".into(), text)], ..Default::default() };
        assert_eq!(
            codes(&documents.judge(&host())),
            [pair("deprecated-config.machine-type", "snapshot 's'")]
        );
    }
}

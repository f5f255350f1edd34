//! One QMP conversation of a probe: a small state machine without I/O.
//!
//! ```text
//!   Opening --next: all that depends on nothing--> Asked --every reply is in--> Known
//!   Known ---next: expansions and host abilities of this architecture---> Deepened --every reply is in--> Done
//! ```
//! A reply may be missing (the QEMU died): then `finish` says which one. A refused command is an answer
//! like any other, except for the few without which nothing is known.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answers::{Answers, HostCpu, Replies};
use super::types::Class;
use super::{Command, PROBED_TYPES, QmpError};
use cpu::Arch;

/// How much a conversation has to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything, under the best accelerator that works.
    Whole,
    /// Only what differs under TCG, when another accelerator works too.
    TcgOnly,
}

/// Why a conversation yielded nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProbeError {
    /// QEMU went away, or was not asked yet.
    #[error("no reply to '{0}'")]
    Unanswered(&'static str),
    /// QEMU refused a question that everything rests on.
    #[error("'{command}' failed: {error}")]
    Refused {
        /// The question.
        command: &'static str,
        /// QEMU's words.
        error: QmpError,
    },
    /// QEMU answered something else than was asked.
    #[error("unexpected reply to '{0}'")]
    Malformed(&'static str),
    /// A target that libvirt has no name for.
    #[error("unknown QEMU target '{0}'")]
    UnknownTarget(String),
}

/// What a command asked for, so that its reply finds its place.
#[derive(Debug, Clone, PartialEq)]
enum Question {
    Plain(&'static str),
    Properties(&'static str),
    HostCpu(HostCpu),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Opening,
    Asked,
    Deepened,
}

/// One conversation: see the module's documentation.
#[derive(Debug)]
pub struct Conversation {
    scope: Scope,
    step: Step,
    next_id: u64,
    pending: BTreeMap<u64, Question>,
    replies: Replies,
}

/// What is asked first, and in [`Scope::TcgOnly`] the part of it that is asked there.
const OPENING: &[(&str, bool)] = &[
    ("query-version", false),
    ("query-target", true),
    ("query-kvm", true),
    ("qom-list-types", false),
    ("query-machines", true),
    ("query-tpm-models", false),
    ("query-tpm-types", false),
    ("query-command-line-options", false),
    ("query-migrate-capabilities", false),
];

/// What is asked last, in the same form: nothing depends on it, the answers are the largest, and a QEMU that is
/// ended when it has given them need not take them to pieces.
const CLOSING: &[(&str, bool)] = &[("query-cpu-definitions", true), ("query-qmp-schema", false)];

impl Conversation {
    /// A conversation at its beginning.
    pub fn new(scope: Scope) -> Self {
        Self { scope, step: Step::Opening, next_id: 1, pending: BTreeMap::new(), replies: Replies::default() }
    }

    /// The commands to send now, all at once. Empty while replies are outstanding, and at the end.
    #[allow(clippy::should_implement_trait, reason = "it yields batches, and later calls depend on replies")]
    pub fn next(&mut self) -> Vec<Command> {
        if !self.pending.is_empty() {
            return Vec::new();
        }
        let (step, questions) = match self.step {
            Step::Opening => (Step::Asked, self.opening()),
            Step::Asked => (Step::Deepened, self.deeper()),
            Step::Deepened => return Vec::new(),
        };
        self.step = step;
        questions
            .into_iter()
            .map(|(question, execute, arguments)| self.ask(question, execute, arguments))
            .collect()
    }

    /// Takes the reply to the command of that id. An id that was not asked is ignored.
    pub fn reply(&mut self, id: u64, reply: Result<Value, QmpError>) {
        match self.pending.remove(&id) {
            Some(Question::Plain(name)) => {
                self.replies.plain.insert(name, reply);
            }
            Some(Question::Properties(type_name)) => {
                if let Ok(value) = reply {
                    self.replies.properties.insert(type_name, value);
                }
            }
            Some(Question::HostCpu(way)) => {
                if let Ok(value) = reply {
                    self.replies.host_cpu.insert(way, value);
                }
            }
            None => {}
        }
    }

    /// Nothing more will be asked, and everything is answered.
    pub fn is_finished(&self) -> bool {
        self.step == Step::Deepened && self.pending.is_empty()
    }

    /// What came out.
    ///
    /// # Errors
    /// When a reply that everything rests on is missing, refused or of another shape.
    pub fn finish(self) -> Result<Answers, ProbeError> {
        if let Some(question) = self.pending.values().next() {
            return Err(ProbeError::Unanswered(match question {
                Question::Plain(name) => name,
                Question::Properties(_) => "device-list-properties",
                _ => "query-cpu-model-expansion",
            }));
        }
        if self.step != Step::Deepened {
            return Err(ProbeError::Unanswered("query-version"));
        }
        Answers::read(self.scope, self.replies)
    }

    fn ask(&mut self, question: Question, execute: &'static str, arguments: Option<Value>) -> Command {
        let id = self.next_id;
        self.next_id += 1;
        self.pending.insert(id, question);
        Command { id, execute, arguments }
    }

    fn opening(&self) -> Vec<(Question, &'static str, Option<Value>)> {
        self.plain(OPENING).collect()
    }

    fn plain(
        &self,
        questions: &'static [(&'static str, bool)],
    ) -> impl Iterator<Item = (Question, &'static str, Option<Value>)> + use<> {
        let whole = self.scope == Scope::Whole;
        let asked = questions.iter().filter(move |(_, also_tcg)| whole || *also_tcg);
        asked.map(|(name, _)| (Question::Plain(name), *name, None))
    }

    fn deeper(&self) -> Vec<(Question, &'static str, Option<Value>)> {
        let mut questions = Vec::new();
        let arch = self.arch();
        if self.scope == Scope::Whole {
            for (class, type_name) in PROBED_TYPES.iter().filter(|(_, name)| self.has_type(name)) {
                let execute = match class {
                    Class::Device => "device-list-properties",
                    Class::Object => "qom-list-properties",
                };
                questions.push((
                    Question::Properties(type_name),
                    execute,
                    Some(json!({"typename": type_name})),
                ));
            }
            let host = match arch {
                Some(arch) if arch.is_x86() => &["query-sev-capabilities", "query-sgx-capabilities"][..],
                Some(arch) if arch.is_arm() => &["query-gic-capabilities"],
                _ => &[],
            };
            questions.extend(host.iter().map(|name| (Question::Plain(name), *name, None)));
        }
        if let Some(arch) = arch {
            questions.extend(self.expansions(arch));
        }
        questions.extend(self.plain(CLOSING));
        questions
    }

    /// How the best CPU of this accelerator is asked for. The architectures differ in what they expand:
    /// ARM knows only `full`; x86 and s390x have a static base model; the others answer, if at all, to
    /// either.
    fn expansions(&self, arch: Arch) -> Vec<(Question, &'static str, Option<Value>)> {
        const EXPAND: &str = "query-cpu-model-expansion";
        let model = if self.kvm_enabled() { "host" } else { "max" };
        let kind = if arch.is_arm() || arch.is_riscv() { "full" } else { "static" };
        let ask = |kind: &str, model: Value| Some(json!({"type": kind, "model": model}));
        let mut asked = vec![(HostCpu::Migratable, ask(kind, json!({"name": model})))];
        if arch == Arch::S390x {
            asked.push((HostCpu::Full, ask("full", json!({"name": model}))));
        }
        if arch.is_x86() {
            let props = json!({"migratable": false});
            asked.push((HostCpu::Unmigratable, ask(kind, json!({"name": model, "props": props}))));
            if self.kvm_enabled() {
                let props = json!({"migratable": false, "hv-passthrough": true});
                asked.push((HostCpu::HyperV, ask("full", json!({"name": model, "props": props}))));
            }
        }
        asked.into_iter().map(|(way, arguments)| (Question::HostCpu(way), EXPAND, arguments)).collect()
    }

    fn arch(&self) -> Option<Arch> {
        let target = self.replies.plain.get("query-target")?.as_ref().ok()?;
        Arch::from_qemu(target.get("arch")?.as_str()?)
    }

    fn kvm_enabled(&self) -> bool {
        let reply = self.replies.plain.get("query-kvm").and_then(|reply| reply.as_ref().ok());
        reply.and_then(|kvm| kvm.get("enabled")).and_then(Value::as_bool) == Some(true)
    }

    fn has_type(&self, type_name: &str) -> bool {
        let reply = self.replies.plain.get("qom-list-types").and_then(|reply| reply.as_ref().ok());
        let types = reply.and_then(Value::as_array).into_iter().flatten();
        types.into_iter().any(|entry| entry.get("name").and_then(Value::as_str) == Some(type_name))
    }
}

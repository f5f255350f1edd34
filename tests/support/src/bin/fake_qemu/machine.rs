//! The guest that is not there: running, paused or over, and what is asked about it.

use serde_json::{Value, json};

use crate::options::Options;
use crate::profile::Profile;

/// Commands that [`Machine::execute`] answers by itself.
const COMMANDS: &[&str] = &[
    "qmp_capabilities",
    "set_password",
    "expire_password",
    "qom-set",
    "query-version",
    "query-status",
    "cont",
    "stop",
    "system_reset",
    "system_powerdown",
    "quit",
    "balloon",
    "query-balloon",
    "query-memory-size-summary",
    "query-cpus-fast",
    "query-hotpluggable-cpus",
    "query-chardev",
    "query-cpu-model-expansion",
    "device-list-properties",
    "qom-list-properties",
    "human-monitor-command",
    "query-qmp-schema",
];

/// What a command comes to: its answer, the events around it, and whether the process ends then.
#[derive(Debug)]
pub struct Outcome {
    /// The `return` or the `error`.
    pub answer: Result<Value, Value>,
    /// Events, after the answer.
    pub events: Vec<(&'static str, Value)>,
    /// Whether the process ends.
    pub ends: bool,
}

/// The guest's state.
#[derive(Debug)]
pub struct Machine<'a> {
    options: &'a Options,
    profile: &'a Profile,
    status: &'static str,
    balloon: u64,
}

impl<'a> Machine<'a> {
    /// As the command line has it.
    pub fn new(options: &'a Options, profile: &'a Profile) -> Self {
        let status = if options.paused { "prelaunch" } else { "running" };
        Self { options, profile, status, balloon: options.memory }
    }

    /// Does what the command says.
    pub fn execute(&mut self, command: &str, arguments: &Value) -> Outcome {
        match command {
            "qmp_capabilities" | "set_password" | "expire_password" | "qom-set" => well(json!({})),
            "query-version" => well(self.profile.version_reply()),
            "query-status" => {
                well(json!({"running": self.status == "running", "singlestep": false, "status": self.status}))
            }
            "cont" => self.turn("running", "RESUME"),
            "stop" => self.turn("paused", "STOP"),
            "system_reset" => Outcome {
                events: vec![("RESET", json!({"guest": false, "reason": "host-qmp-system-reset"}))],
                ..well(json!({}))
            },
            "system_powerdown" => self.power_down(),
            "quit" => Outcome {
                events: vec![("SHUTDOWN", json!({"guest": false, "reason": "host-qmp-quit"}))],
                ends: true,
                ..well(json!({}))
            },
            "balloon" => {
                self.balloon = arguments["value"].as_u64().unwrap_or(self.balloon);
                Outcome {
                    events: vec![("BALLOON_CHANGE", json!({"actual": self.balloon}))],
                    ..well(json!({}))
                }
            }
            "query-balloon" => well(json!({"actual": self.balloon})),
            "query-memory-size-summary" => {
                well(json!({"base-memory": self.options.memory, "plugged-memory": 0}))
            }
            "query-cpus-fast" => well(self.processors()),
            "query-hotpluggable-cpus" => well(self.processor_slots()),
            "query-chardev" => well(self.chardevs()),
            "query-cpu-model-expansion" => {
                well(json!({"model": {"name": arguments["model"]["name"], "props": {}}}))
            }
            "device-list-properties" | "qom-list-properties" => self.properties(arguments),
            "human-monitor-command" => well(json!(format!(
                "fake answer to {}\r\n",
                arguments["command-line"].as_str().unwrap_or_default()
            ))),
            "query-qmp-schema" => well(self.schema()),
            other => self.said_by_profile(other),
        }
    }

    fn turn(&mut self, status: &'static str, event: &'static str) -> Outcome {
        let changes = self.status != status;
        self.status = status;
        Outcome { events: changes.then(|| (event, Value::Null)).into_iter().collect(), ..well(json!({})) }
    }

    /// The guest does as it is told at once.
    fn power_down(&mut self) -> Outcome {
        let ends = !self.options.no_shutdown;
        let mut events = vec![
            ("POWERDOWN", Value::Null),
            ("SHUTDOWN", json!({"guest": true, "reason": "guest-shutdown"})),
        ];
        if !ends {
            self.status = "shutdown";
            events.push(("STOP", Value::Null));
        }
        Outcome { events, ends, ..well(json!({})) }
    }

    fn processors(&self) -> Value {
        let one = |index: usize| {
            json!({
                "cpu-index": index,
                "thread-id": std::process::id(),
                "qom-path": format!("/machine/unattached/device[{index}]"),
                "props": {"socket-id": index, "core-id": 0, "thread-id": 0},
                "target": "x86_64",
            })
        };
        (0..self.options.vcpus).map(one).collect()
    }

    fn processor_slots(&self) -> Value {
        let one = |index: usize| {
            json!({
                "type": "qemu64-x86_64-cpu",
                "vcpus-count": 1,
                "qom-path": format!("/machine/unattached/device[{index}]"),
                "props": {"socket-id": index, "core-id": 0, "thread-id": 0},
            })
        };
        (0..self.options.vcpus).map(one).collect()
    }

    fn chardevs(&self) -> Value {
        let one = |(id, device): (&String, &String)| json!({"label": id, "filename": device, "frontend-open": true});
        self.options.chardevs.iter().map(one).collect()
    }

    fn properties(&self, arguments: &Value) -> Outcome {
        let name = arguments["typename"].as_str().unwrap_or_default();
        let properties = self.profile.properties.get(name).map(Vec::as_slice).unwrap_or_default();
        well(properties.iter().map(|property| json!({"name": property, "type": "str"})).collect())
    }

    /// Only which commands there are; none takes or gives anything.
    fn schema(&self) -> Value {
        let known = self.profile.replies.keys().chain(&self.profile.silent_commands).map(String::as_str);
        let command =
            |name: &str| json!({"meta-type": "command", "name": name, "arg-type": "0", "ret-type": "0"});
        let nothing = json!({"meta-type": "object", "name": "0", "members": []});
        known.chain(COMMANDS.iter().copied()).map(command).chain([nothing]).collect()
    }

    fn said_by_profile(&self, command: &str) -> Outcome {
        if let Some(reply) = self.profile.replies.get(command) {
            return well(reply.clone());
        }
        if self.profile.silent_commands.iter().any(|known| known == command) {
            return well(json!({}));
        }
        let desc = format!("The command {command} has not been found");
        Outcome { answer: Err(json!({"class": "CommandNotFound", "desc": desc})), ..well(Value::Null) }
    }
}

fn well(answer: Value) -> Outcome {
    Outcome { answer: Ok(answer), events: Vec::new(), ends: false }
}

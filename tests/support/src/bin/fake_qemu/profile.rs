//! What this QEMU claims to be, from a file beside the program.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

/// The claims.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Major, minor, micro.
    pub version: [u32; 3],
    /// Whose build it is.
    pub package: String,
    /// Options whose value must not be JSON, since this QEMU is too old for it.
    #[serde(default)]
    pub refuses_json: Vec<String>,
    /// Options that it does not know at all.
    #[serde(default)]
    pub unknown_options: Vec<String>,
    /// Answers that depend on nothing, by command.
    pub replies: BTreeMap<String, Value>,
    /// Commands that exist and answer with nothing.
    #[serde(default)]
    pub silent_commands: Vec<String>,
    /// Properties by device or object type.
    #[serde(default)]
    pub properties: BTreeMap<String, Vec<String>>,
    /// How it misbehaves.
    #[serde(default)]
    pub misbehaviour: Vec<Misbehaviour>,
}

/// One way of misbehaving.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misbehaviour {
    /// When: `greeting`, or the name of a command.
    pub on: String,
    /// Only where a guest is to run; probes are treated well.
    #[serde(default)]
    pub spare_probes: bool,
    /// What then.
    pub how: How,
}

/// What a misbehaving QEMU does.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Say nothing, ever again.
    Silence,
    /// Say something that is no QMP.
    Garbage,
    /// End with this exit code.
    Exit(i32),
    /// Answer, but only after so many ms.
    Slow(u64),
}

impl Profile {
    /// Reads the file that `FAKE_QEMU_PROFILE` names, or the one beside the program.
    pub fn read() -> Self {
        let beside = || {
            let own = std::env::current_exe().expect("a program knows its path");
            own.with_extension("profile.json").into_os_string()
        };
        let path = std::env::var_os("FAKE_QEMU_PROFILE").unwrap_or_else(beside);
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The version as text.
    pub fn version_text(&self) -> String {
        self.version.map(|part| part.to_string()).join(".")
    }

    /// The version as QMP tells it.
    pub fn version_reply(&self) -> Value {
        let [major, minor, micro] = self.version;
        json!({"qemu": {"major": major, "minor": minor, "micro": micro}, "package": self.package})
    }

    /// What to do wrong now.
    pub fn misbehaviour(&self, now: &str, probing: bool) -> Option<&How> {
        let mut fitting =
            self.misbehaviour.iter().filter(|one| one.on == now && !(probing && one.spare_probes));
        fitting.next().map(|one| &one.how)
    }
}

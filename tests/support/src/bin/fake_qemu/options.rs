//! The command line, as far as a QEMU without a guest cares.

use std::collections::BTreeMap;

use crate::profile::Profile;

/// Options without a value.
const FLAGS: &[&str] = &[
    "-S",
    "-no-user-config",
    "-nodefaults",
    "-nographic",
    "-no-reboot",
    "-no-shutdown",
    "-no-hpet",
    "-no-acpi",
    "-daemonize",
];

/// What the command line says.
#[derive(Debug, Default)]
pub struct Options {
    /// Only the version is wanted.
    pub version: bool,
    /// The guest starts paused.
    pub paused: bool,
    /// The process stays when the guest has shut down.
    pub no_shutdown: bool,
    /// No machine: somebody only wants to ask.
    pub probing: bool,
    /// Processors.
    pub vcpus: usize,
    /// Memory in bytes.
    pub memory: u64,
    /// Character devices: id and what it is connected to.
    pub chardevs: BTreeMap<String, String>,
    /// Where QMP is spoken.
    pub monitor: Option<Monitor>,
}

/// Where QMP is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Monitor {
    /// On a listening socket that was open when we started.
    Descriptor(i32),
    /// On a socket that we make here.
    Path(String),
    /// On standard input and output.
    Stdio,
}

impl Options {
    /// Reads the command line; the error is what QEMU would complain.
    pub fn read(mut arguments: impl Iterator<Item = String>, profile: &Profile) -> Result<Self, String> {
        let mut options = Self { vcpus: 1, memory: 128 << 20, ..Self::default() };
        while let Some(option) = arguments.next() {
            let option = if option.starts_with("--") { option[1..].to_owned() } else { option };
            if profile.unknown_options.contains(&option) {
                return Err(format!("{option}: invalid option"));
            }
            match option.as_str() {
                "-version" => options.version = true,
                "-S" => options.paused = true,
                "-no-shutdown" => options.no_shutdown = true,
                flag if FLAGS.contains(&flag) => {}
                _ => {
                    let value = arguments.next().ok_or_else(|| format!("{option}: requires an argument"))?;
                    if value.starts_with('{') && profile.refuses_json.contains(&option) {
                        return Err(format!("{option} {value}: Parameter 'driver' is missing"));
                    }
                    options.take(&option, &value)?;
                }
            }
        }
        Ok(options)
    }

    fn take(&mut self, option: &str, value: &str) -> Result<(), String> {
        let parts = Parts::of(value);
        match option {
            "-machine" | "-M" => self.probing = parts.first() == "none",
            "-smp" => self.vcpus = parts.get("cpus").unwrap_or(parts.first()).parse().unwrap_or(1),
            "-m" => self.memory = bytes(parts.get("size").unwrap_or(parts.first())),
            "-chardev" => {
                let id = parts.get("id").ok_or("-chardev: Parameter 'id' is missing")?;
                self.chardevs.insert(id.to_owned(), value.to_owned());
            }
            "-mon" => {
                let id = parts.get("chardev").unwrap_or(parts.first()).to_owned();
                let chardev =
                    self.chardevs.get(&id).ok_or(format!("-mon {value}: chardev '{id}' not found"))?;
                let parts = Parts::of(chardev);
                let descriptor = parts.get("fd").and_then(|fd| fd.parse().ok()).map(Monitor::Descriptor);
                self.monitor =
                    descriptor.or_else(|| parts.get("path").map(|path| Monitor::Path(path.to_owned())));
            }
            "-qmp" => {
                let place = parts.first();
                self.monitor = Some(match place.strip_prefix("unix:") {
                    Some(path) => Monitor::Path(path.to_owned()),
                    None if place == "stdio" => Monitor::Stdio,
                    None => return Err(format!("-qmp {value}: not here")),
                });
            }
            _ => {}
        }
        Ok(())
    }
}

/// `a,b=c,d=e` taken apart; JSON objects of plain values are understood as well.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn of(value: &str) -> Self {
        if let Ok(serde_json::Value::Object(object)) = serde_json::from_str(value) {
            let text =
                |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            return Self(object.into_iter().map(|(name, value)| (name, text(value))).collect());
        }
        // A comma inside a value is doubled.
        let protected = value.replace(",,", "\u{0}");
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.replace('\u{0}', ","), value.replace('\u{0}', ","))
        };
        Self(protected.split(',').map(pair).collect())
    }

    fn first(&self) -> &str {
        self.0.first().map(|(name, _)| name.as_str()).unwrap_or_default()
    }

    fn get(&self, wanted: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

/// `64`, `64M`, `65536k`, `1G` in bytes; MiB without a unit.
fn bytes(text: &str) -> u64 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let shift = match text[digits.len()..].chars().next().map(|unit| unit.to_ascii_lowercase()) {
        Some('b') => 0,
        Some('k') => 10,
        Some('g') => 30,
        _ => 20,
    };
    digits.parse::<u64>().unwrap_or(128) << shift
}

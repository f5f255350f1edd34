//! `ferrovirt doctor`: this machine. Each line says what to do about it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use client::{OpenOptions, Settings};
use findings::Severity;
use serde_json::json;

use crate::cli::Global;
use crate::output::{Answer, Table};
use crate::verdict::Verdict;

use super::run::Outcome;

/// Where daemons listen: whose socket it is, and how to reach it.
const SOCKETS: [(&str, &str, &str); 3] = [
    ("ferrovirtd", "/run/ferrovirt/ferrovirt-sock", "qemu:///system?socket=/run/ferrovirt/ferrovirt-sock"),
    ("virtqemud", "/run/libvirt/virtqemud-sock", "qemu:///system?mode=direct"),
    ("libvirtd", "/run/libvirt/libvirt-sock", "qemu:///system?mode=legacy"),
];

/// Where daemons keep what they know of emulators.
const CACHES: [&str; 2] = ["/var/cache/ferrovirt", "/var/cache/libvirt/qemu/capabilities"];

/// Descriptors that a client of many hosts needs.
const FILES_NEEDED: u64 = 1024;

/// One thing that was looked at.
struct Line {
    what: String,
    severity: Option<Severity>,
    state: String,
    remedy: &'static str,
}

impl Line {
    fn good(what: impl Into<String>, state: impl Into<String>) -> Self {
        Self { what: what.into(), severity: None, state: state.into(), remedy: "" }
    }

    fn bad(
        severity: Severity,
        what: impl Into<String>,
        state: impl Into<String>,
        remedy: &'static str,
    ) -> Self {
        Self { what: what.into(), severity: Some(severity), state: state.into(), remedy }
    }
}

/// Looks.
///
/// # Errors
/// None in practice.
pub async fn run(global: &Global) -> Outcome {
    let mut lines = daemons(global).await;
    lines.push(settings());
    lines.push(kvm());
    let emulators = emulators();
    lines.extend(emulator_lines(&emulators));
    lines.extend(caches(&emulators));
    lines.push(limits());
    lines.extend(packages());
    let gravest = lines.iter().filter_map(|line| line.severity).max();
    let mut table = Table::new(&["What", "", "State", "What to do"]);
    for line in &lines {
        let mark = line.severity.map_or("ok", Severity::as_str);
        table.row([line.what.clone(), mark.to_owned(), line.state.clone(), line.remedy.to_owned()]);
    }
    let checks: Vec<_> = lines
        .iter()
        .map(|line| {
            json!({
                "what": line.what,
                "severity": line.severity,
                "state": line.state,
                "remedy": if line.remedy.is_empty() { None } else { Some(line.remedy) },
            })
        })
        .collect();
    let verdict = Verdict::of(gravest, global.severity.into(), true);
    let document = json!({ "form": 1, "checks": checks });
    Ok((
        Answer { document, tables: vec![table], sarif: None, left_out: Vec::new(), ..Answer::default() },
        verdict,
    ))
}

async fn daemons(global: &Global) -> Vec<Line> {
    let mut lines = Vec::new();
    for (daemon, socket, uri) in SOCKETS {
        if !Path::new(socket).exists() {
            continue;
        }
        let options =
            OpenOptions::new().read_only(false).deadline(global.deadline.min(Duration::from_secs(5)));
        lines.push(match options.open(uri).await {
            Ok(connection) => {
                let version = connection.connect_get_lib_version().await.map(|answer| answer.lib_ver);
                let version = version.map_or_else(
                    |_| "answers".to_owned(),
                    |number| {
                        format!(
                            "answers, libvirt {}.{}.{}",
                            number / 1_000_000,
                            number / 1000 % 1000,
                            number % 1000
                        )
                    },
                );
                let _ = connection.close().await;
                Line::good(daemon, format!("{version} ({socket})"))
            }
            Err(why) => Line::bad(
                Severity::Warning,
                daemon,
                format!("{socket}: {why}"),
                "start the daemon (systemctl status), or join the group that may use its socket",
            ),
        });
    }
    if lines.is_empty() {
        lines.push(Line::bad(
            Severity::Warning,
            "daemons",
            "no socket of libvirtd, virtqemud or ferrovirtd is here",
            "install and start one of them, or name a host with --connect",
        ));
    }
    lines
}

fn settings() -> Line {
    match Settings::load() {
        Ok(settings) => Line::good("usual host", settings.default_uri()),
        Err(why) => Line::bad(Severity::Warning, "libvirt.conf", why.to_string(), "correct the file"),
    }
}

fn kvm() -> Line {
    match host::kvm::check(Path::new("/dev/kvm")) {
        Ok(()) => Line::good("KVM", "works for you"),
        Err(why) => Line::bad(
            Severity::Warning,
            "KVM",
            why.to_string(),
            "switch virtualization on in the firmware, load kvm_intel or kvm_amd, join the group kvm; guests run \
             slowly without it",
        ),
    }
}

/// The emulators on the path and what each says of itself.
fn emulators() -> Vec<(PathBuf, Result<String, String>)> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in ["/usr/bin", "/usr/local/bin", "/usr/libexec"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        found.extend(entries.filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            (name.starts_with("qemu-system-") || name == "qemu-kvm").then_some(path)
        }));
    }
    found.sort();
    let version = |path: &Path| {
        let said = Command::new(path).arg("--version").output().map_err(|why| why.to_string())?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        match text.lines().next() {
            Some(line) if said.status.success() => {
                Ok(line.trim_start_matches("QEMU emulator version ").to_owned())
            }
            _ => Err(String::from_utf8_lossy(&said.stderr).trim().to_owned()),
        }
    };
    found
        .into_iter()
        .map(|path| {
            let said = version(&path);
            (path, said)
        })
        .collect()
}

fn emulator_lines(emulators: &[(PathBuf, Result<String, String>)]) -> Vec<Line> {
    if emulators.is_empty() {
        let remedy = "install a QEMU: qemu-system-x86 (Debian), qemu-kvm (Fedora)";
        return vec![Line::bad(Severity::Warning, "emulators", "none is installed", remedy)];
    }
    let line = |(path, said): &(PathBuf, Result<String, String>)| match said {
        Ok(version) => Line::good(path.display().to_string(), version),
        Err(why) => Line::bad(Severity::Danger, path.display().to_string(), why, "install the package again"),
    };
    emulators.iter().map(line).collect()
}

/// What a daemon knows of an emulator is older than the emulator until it is asked again.
fn caches(emulators: &[(PathBuf, Result<String, String>)]) -> Vec<Line> {
    let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
    let newest_emulator = emulators.iter().filter_map(|(path, _)| changed(path)).max();
    let mut lines = Vec::new();
    for folder in CACHES {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let Some(newest) = entries.filter_map(|entry| changed(&entry.ok()?.path())).max() else { continue };
        let days = SystemTime::now().duration_since(newest).map_or(0, |age| age.as_secs() / 86_400);
        let state = format!("last written {days} days ago");
        lines.push(match newest_emulator.is_some_and(|emulator| emulator > newest) {
            true => Line::bad(
                Severity::Info,
                folder,
                format!("{state}, before the newest emulator was installed"),
                "ask the daemon for its capabilities (virsh capabilities): it looks again",
            ),
            false => Line::good(folder, state),
        });
    }
    lines
}

fn limits() -> Line {
    let text = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().nth(3)).unwrap_or("unknown");
    match soft.parse::<u64>() {
        Ok(files) if files < FILES_NEEDED => Line::bad(
            Severity::Info,
            "open files",
            format!("{files} at most"),
            "ulimit -n 4096 before asking many hosts at once",
        ),
        _ => Line::good("open files", format!("{soft} at most")),
    }
}

/// The versions of the packages that matter, where a package manager is there to be asked.
fn packages() -> Vec<Line> {
    let names = ["libvirt-daemon", "libvirt-daemon-driver-qemu", "qemu-system-x86", "qemu-kvm", "ferrovirt"];
    let asked = [
        ("dpkg-query", ["-W", "-f", "${Package} ${Version}\\n"]),
        ("rpm", ["-q", "--qf", "%{NAME} %{VERSION}\\n"]),
    ];
    for (program, arguments) in asked {
        let Ok(said) = Command::new(program).args(arguments).args(names).output() else { continue };
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        let known =
            text.lines().filter_map(|line| line.split_once(' ')).filter(|(_, version)| !version.is_empty());
        let lines: Vec<Line> = known
            .filter(|(name, version)| names.contains(name) && !version.contains(' '))
            .map(|(name, version)| Line::good(format!("package {name}"), version))
            .collect();
        if !lines.is_empty() {
            return lines;
        }
    }
    Vec::new()
}

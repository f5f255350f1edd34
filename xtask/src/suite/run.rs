//! Running the checks and the tests.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::checks;
use super::tally::Tally;
use crate::{command, setup};

/// Crates whose tests start daemons and guests.
const LIVE: &[&str] = &["clients", "e2e"];

/// Runs everything; `quick` leaves out what starts a daemon.
pub fn run(quick: bool) -> Result<()> {
    setup::run(setup::Options::default())?;
    if !quick {
        setup::fetch_other_releases();
    }
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for (name, check) in checks::ALL {
        let start = Instant::now();
        match check() {
            Ok(()) => {
                tally.passed += 1;
                println!("check {name}: ok ({:.1} s)", start.elapsed().as_secs_f32());
            }
            Err(error) => {
                tally.failed += 1;
                println!("check {name}: FAILED: {error:#}");
                failures.push(format!("check {name}"));
            }
        }
    }
    let log = SkipLog::new()?;
    for (name, mut tests) in tests(quick, log.path()) {
        let before = tally;
        if let Err(error) = command::run_watched(&mut tests, |line| tally.see(line)) {
            // A test binary that does not compile counts no test, and must not look like none failed.
            if tally.failed == before.failed {
                tally.failed += 1;
            }
            failures.push(format!("{name}: {error:#}"));
        }
    }
    let skipped = log.reasons();
    tally.reckon_early_returns(skipped.len());
    for reason in &skipped {
        println!("skipped {reason}");
    }
    for failure in &failures {
        println!("failed {failure}");
    }
    // The last line either way: whoever reads only that knows how it went.
    if tally.failed > 0 {
        bail!("{tally}");
    }
    println!("{tally}");
    Ok(())
}

/// The test commands: the daemon first, so that no test runs an old one.
fn tests(quick: bool, skip_log: &Path) -> Vec<(&'static str, Command)> {
    let mut commands = Vec::new();
    let mut build = Command::new("cargo");
    build.args([
        "build",
        "--quiet",
        "--package",
        "ferrovirtd",
        "--package",
        "ferrovirt",
        "--package",
        "support",
        "--bins",
    ]);
    commands.push(("the daemon", build));

    let mut doc = Command::new("cargo");
    doc.args(["test", "--quiet", "--workspace", "--doc"]);
    commands.push(("doc tests", doc));

    let mut tests = Command::new("cargo");
    if command::exists("cargo-nextest") {
        tests.args(["nextest", "run", "--no-fail-fast"]);
        if std::env::var_os("CI").is_some() {
            tests.args(["--profile", "ci"]);
        }
    } else {
        tests.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    }
    tests.arg("--workspace");
    if quick {
        for name in LIVE {
            tests.args(["--exclude", name]);
        }
    }
    // Just built: the tests need not ask cargo again.
    tests.env("FERROVIRT_BINARIES_ARE_FRESH", "1").env("FERROVIRT_SKIP_LOG", skip_log);
    commands.push(("tests", tests));
    commands
}

/// Where tests that cannot run here say why; the runners count them as passed and hide what they print.
struct SkipLog(PathBuf);

impl SkipLog {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("ferrovirt-skipped-{}", std::process::id()));
        std::fs::write(&path, "").with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn reasons(&self) -> Vec<String> {
        std::fs::read_to_string(&self.0).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

impl Drop for SkipLog {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            eprintln!("cannot remove {}: {error}", self.0.display());
        }
    }
}

//! Running another program to its end, with a limit, and saying what it said when it disappoints.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::wait::eventually;

/// How long a client may take before the test calls it hung.
const PATIENCE: Duration = Duration::from_secs(90);

/// A program that has run.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The command, to be shown.
    pub command: String,
    /// Its exit code; `None` when a signal ended it or it was stopped for taking too long.
    pub code: Option<i32>,
    /// What it said.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl Ran {
    /// Demands success, and hands over what was said.
    #[track_caller]
    pub fn succeeds(self) -> String {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self.stdout
    }

    /// Demands failure, and hands over the complaint.
    #[track_caller]
    pub fn fails(self) -> String {
        assert!(self.code.is_some_and(|code| code != 0), "should have failed in time: {self:#?}");
        self.stderr
    }

    /// Whether it succeeded.
    pub fn ok(&self) -> bool {
        self.code == Some(0)
    }
}

/// Runs a program with no input.
pub fn run(command: &mut Command) -> Ran {
    let shown = format!("{command:?}");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("cannot run {shown}: {error}"));
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let code = wait_for(&mut child);
    let joined = |reader: std::thread::JoinHandle<String>| reader.join().expect("a reading thread");
    Ran { command: shown, code, stdout: joined(stdout), stderr: joined(stderr) }
}

fn wait_for(child: &mut Child) -> Option<i32> {
    let status = eventually(PATIENCE, || child.try_wait().expect("wait for a child"));
    if status.is_none() {
        child.kill().expect("stop a child that takes too long");
        child.wait().expect("wait for a stopped child");
    }
    status.and_then(|status| status.code())
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("read what a program says");
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

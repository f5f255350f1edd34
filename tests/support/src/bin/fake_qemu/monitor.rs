//! The monitor: one client at a time, one line a command.

use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::machine::Machine;
use crate::options::{Monitor, Options};
use crate::profile::{How, Profile};

/// Serves the monitor until the guest ends; without one, waits to be killed.
pub fn serve(options: &Options, profile: &Profile) {
    let mut machine = Machine::new(options, profile);
    let listener = match &options.monitor {
        Some(Monitor::Stdio) => {
            let mut talk = Talk { options, profile, machine: &mut machine, out: io::stdout() };
            let _end = talk.serve(io::stdin().lock());
            return;
        }
        Some(Monitor::Path(path)) => {
            UnixListener::bind(path).unwrap_or_else(|error| panic!("{path}: {error}"))
        }
        Some(Monitor::Descriptor(descriptor)) => inherited(*descriptor),
        None => loop {
            std::thread::park();
        },
    };
    // The daemon may go and come back; the guest stays the same.
    for client in listener.incoming() {
        let client = client.expect("a client");
        let lines = BufReader::new(client.try_clone().expect("a client to read from"));
        // A client that goes away in the middle of a line is as good as one that ends it.
        let _gone = Talk { options, profile, machine: &mut machine, out: client }.serve(lines);
    }
}

/// The listening socket under this number. Only an environment variable, which must be there before the
/// program starts, can make one of a number without unsafe code: so start again with it.
fn inherited(descriptor: i32) -> UnixListener {
    if let Some(listener) =
        listenfd::ListenFd::from_env().take_unix_listener(0).expect("the monitor's socket")
    {
        // Whoever made it may have wanted it otherwise; here, waiting is all there is to do.
        listener.set_nonblocking(false).expect("a socket that waits");
        return listener;
    }
    let failed = Command::new(std::env::current_exe().expect("a program knows its path"))
        .args(std::env::args_os().skip(1))
        .env("LISTEN_FDS", "1")
        .env("LISTEN_FDS_FIRST_FD", descriptor.to_string())
        .env("LISTEN_PID", std::process::id().to_string())
        .exec();
    panic!("cannot start again: {failed}")
}

struct Talk<'a, 'm, W> {
    options: &'a Options,
    profile: &'a Profile,
    machine: &'m mut Machine<'a>,
    out: W,
}

impl<W: Write> Talk<'_, '_, W> {
    fn serve(&mut self, lines: impl BufRead) -> io::Result<()> {
        self.misbehave("greeting")?;
        self.say(&json!({"QMP": {"version": self.profile.version_reply(), "capabilities": ["oob"]}}))?;
        for line in lines.lines() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            let Ok(request) = serde_json::from_str::<Value>(&line) else {
                self.say(&json!({"error": {"class": "GenericError", "desc": "JSON parse error"}}))?;
                continue;
            };
            self.answer(&request)?;
        }
        Ok(())
    }

    fn answer(&mut self, request: &Value) -> io::Result<()> {
        let command = request["execute"].as_str().or(request["exec-oob"].as_str()).unwrap_or_default();
        self.misbehave(command)?;
        let outcome = self.machine.execute(command, &request["arguments"]);
        let mut reply = match outcome.answer {
            Ok(value) => json!({"return": value}),
            Err(error) => json!({"error": error}),
        };
        if let Some(id) = request.get("id") {
            reply["id"] = id.clone();
        }
        self.say(&reply)?;
        for (event, data) in outcome.events {
            let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            let mut message = json!({
                "event": event,
                "timestamp": {"seconds": since.as_secs(), "microseconds": since.subsec_micros()},
            });
            if !data.is_null() {
                message["data"] = data;
            }
            self.say(&message)?;
        }
        if outcome.ends {
            std::process::exit(0);
        }
        Ok(())
    }

    fn misbehave(&mut self, now: &str) -> io::Result<()> {
        match self.profile.misbehaviour(now, self.options.probing) {
            None => Ok(()),
            Some(How::Silence) => loop {
                std::thread::park();
            },
            Some(How::Garbage) => self.out.write_all(b"\x00\xff}{ this is no QMP\n"),
            Some(How::Exit(code)) => {
                eprintln!("qemu-system-x86_64: the fake ends on {now}, as its profile says");
                std::process::exit(*code)
            }
            Some(How::Slow(ms)) => {
                std::thread::sleep(Duration::from_millis(*ms));
                Ok(())
            }
        }
    }

    fn say(&mut self, message: &Value) -> io::Result<()> {
        self.out.write_all(format!("{message}\r\n").as_bytes())?;
        self.out.flush()
    }
}

//! The administrator's hook script: asked before a saved guest comes back, and what it answers is used.
//!
//! As libvirt has it (`/etc/libvirt/hooks/qemu`): the script is called with `GUEST restore begin -`, is given the
//! definition, and may answer with another one. A script that fails keeps the guest from coming back.

use std::path::Path;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

use crate::native::PATH;

/// How long a script may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most that is taken of its answer, and of its complaints, in bytes.
const MOST: u64 = 4 << 20;

/// Asks the script about a guest that is about to come back with a definition; another definition, if it gives one.
/// `None` also where there is no script.
///
/// # Errors
/// 70 when it fails, does not end in time or cannot be executed.
pub(crate) async fn before_restore(script: &Path, guest: &str, xml: &str) -> Result<Option<String>> {
    if !script.exists() {
        return Ok(None);
    }
    let arguments = [guest, "restore", "begin", "-"];
    let home = std::env::var_os("HOME").unwrap_or_else(|| "/".into());
    let mut command = Command::new(script);
    command.args(arguments).env_clear().envs([("LC_ALL", "C"), ("PATH", PATH)]).env("HOME", &home);
    command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.kill_on_drop(true);
    let outcome = tokio::time::timeout(PATIENCE, converse(command, xml)).await;
    let how = match outcome {
        Ok(Ok(output)) if output.status.success() => {
            let answer = String::from_utf8_lossy(&output.stdout).into_owned();
            return Ok((!answer.trim().is_empty()).then_some(answer));
        }
        Ok(Ok(output)) => {
            format!("{}: {}", ended(output.status), String::from_utf8_lossy(&output.stderr))
        }
        Ok(Err(why)) => format!("cannot be talked to: {why}"),
        Err(_) => format!("does not end within {} s", PATIENCE.as_secs()),
    };
    let process = format!(
        "LC_ALL=C PATH={PATH} HOME={} {} {}",
        home.to_string_lossy(),
        script.display(),
        arguments.join(" ")
    );
    let detail = format!("internal error: Child process ({process}) {how}");
    Err(Error::new(Code::HookScriptFailed, ErrorDomain::Hook, detail))
}

async fn converse(mut command: Command, xml: &str) -> std::io::Result<Output> {
    let mut child = command.spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let give = async {
        if let Some(mut stdin) = stdin {
            // A script need not read what it is given.
            let _ = stdin.write_all(xml.as_bytes()).await;
        }
    };
    let (mut answer, mut complaints) = (Vec::new(), Vec::new());
    let take = async {
        if let Some(stdout) = stdout {
            stdout.take(MOST).read_to_end(&mut answer).await?;
        }
        std::io::Result::Ok(())
    };
    let listen = async {
        if let Some(stderr) = stderr {
            stderr.take(MOST).read_to_end(&mut complaints).await?;
        }
        std::io::Result::Ok(())
    };
    let ((), taken, listened) = tokio::join!(give, take, listen);
    taken.and(listened)?;
    let status = child.wait().await?;
    Ok(Output { status, stdout: answer, stderr: complaints })
}

fn ended(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt as _;
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("unexpected exit status {code}"),
        (None, Some(signal)) => format!("unexpected fatal signal {signal}"),
        (None, None) => "unexpected end".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    async fn ask(lines: &str, xml: &str) -> Result<Option<String>> {
        let directory = tempfile::tempdir().unwrap();
        let script = directory.path().join("qemu");
        std::fs::write(&script, format!("#!/bin/sh\n{lines}\n")).unwrap();
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        before_restore(&script, "g", xml).await
    }

    #[tokio::test]
    async fn what_it_answers_is_taken_and_silence_is_no_answer() {
        assert_eq!(ask("echo \"$@\"; cat", "<x/>").await.unwrap().unwrap(), "g restore begin -\n<x/>");
        assert_eq!(ask("exit 0", &"x".repeat(1 << 20)).await.unwrap(), None);
        assert_eq!(before_restore(Path::new("/nowhere/hook"), "g", "").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_script_that_fails_says_why() {
        let error = ask("echo sorry >&2; exit 3", "").await.unwrap_err();
        assert_eq!(error.code, Code::HookScriptFailed);
        assert!(
            error
                .message
                .starts_with("Hook script execution failed: internal error: Child process (LC_ALL=C ")
        );
        assert!(
            error.message.ends_with("/qemu g restore begin -) unexpected exit status 3: sorry\n"),
            "{error}"
        );
    }
}

//! A real guest agent, where one is installed; it runs beside the test and is asked nothing that changes anything.

use super::*;
use std::process::{Child, Command, Stdio};

const SOON: Wait = Wait::For(Duration::from_secs(20));
const PROGRAM: &str = "qemu-ga";

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn commands_errors_and_interruptions() {
    let directory = tempfile::tempdir().unwrap();
    let (path, pid) = (directory.path().join("agent"), directory.path().join("pid"));
    let mut command = Command::new(PROGRAM);
    command.args(["-m", "unix-listen", "-p"]).arg(&path).arg("-f").arg(pid).arg("-t").arg(directory.path());
    let _running = match command.stdin(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(child) => Running(child),
        Err(error) => return println!("skipped: {PROGRAM}: {error}"),
    };
    let mut tries = 0;
    let stream = loop {
        match UnixStream::connect(&path).await {
            Ok(stream) => break stream,
            Err(_) if tries < 1000 => tries += 1,
            Err(error) => panic!("{PROGRAM} does not listen: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let agent = Agent::new(stream, AgentOptions::default());
    assert_eq!(agent.execute("guest-ping", Value::Null, SOON).await, Ok(json!({})));
    let info = agent.execute_raw(r#"{"execute":"guest-info"}"#, SOON).await.unwrap();
    assert!(info.starts_with(r#"{"return":{"version":""#), "{info}");
    let error = agent.execute("guest-nonsense", Value::Null, SOON).await.unwrap_err();
    assert!(matches!(error, AgentError::Command { class, .. } if class == "CommandNotFound"));
    // Given up at every moment, and fine afterwards.
    for microseconds in (0..3000).step_by(100) {
        let _ =
            agent.execute("guest-info", Value::Null, Wait::For(Duration::from_micros(microseconds))).await;
        assert_eq!(agent.execute("guest-ping", Value::Null, SOON).await, Ok(json!({})));
    }
    // Half a command from somebody else.
    agent.channel.lock().await.say(b"{\"execute\": \"guest-").await.unwrap();
    assert_eq!(agent.execute("guest-ping", Value::Null, SOON).await, Ok(json!({})));
}

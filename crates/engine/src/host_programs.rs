//! Programs beside QEMU that guests may need: what capabilities say of them.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use caps::document::TpmVersions;
use host::process::find_program;

/// How long the TPM emulator may take to say what it can do.
const PATIENCE: Duration = Duration::from_secs(5);

/// The versions that the TPM emulator makes, if it and its setup tool are installed (`swtpm socket
/// --print-capabilities`; one too old to know that makes 1.2 and 2.0).
pub(crate) async fn tpm_emulator() -> Option<TpmVersions> {
    find_program("swtpm_setup")?;
    let program = find_program("swtpm")?;
    Some(ask(&program).await.unwrap_or(TpmVersions { v1_2: true, v2_0: true }))
}

async fn ask(program: &Path) -> Option<TpmVersions> {
    let mut command = tokio::process::Command::new(program);
    command.args(["socket", "--print-capabilities"]).stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    versions(&output.stdout)
}

fn versions(reply: &[u8]) -> Option<TpmVersions> {
    let reply: serde_json::Value = serde_json::from_slice(reply).ok()?;
    let features = reply.get("features")?.as_array()?;
    let has = |name: &str| features.iter().any(|feature| feature.as_str() == Some(name));
    // Those that do not tell versions make both.
    let tells = has("tpm-1.2") || has("tpm-2.0");
    Some(TpmVersions { v1_2: has("tpm-1.2") || !tells, v2_0: has("tpm-2.0") || !tells })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_that_are_told() {
        let both = TpmVersions { v1_2: true, v2_0: true };
        let newer = TpmVersions { v1_2: false, v2_0: true };
        for (reply, expected) in [
            (r#"{"type": "swtpm", "features": ["tpm-2.0", "flags-opt-startup"]}"#, Some(newer)),
            (r#"{"features": ["tpm-1.2", "tpm-2.0"]}"#, Some(both)),
            (r#"{"features": ["tpm-send-command-header"]}"#, Some(both)),
            ("usage: swtpm", None),
        ] {
            assert_eq!(versions(reply.as_bytes()), expected, "{reply}");
        }
    }
}

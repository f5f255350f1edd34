//! Which hosts are meant: named on the command line, listed in a file, or the usual one.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::cli::Global;
use crate::reach;

/// The URIs, each once.
///
/// # Errors
/// When a file cannot be read, or names no host.
pub fn uris(global: &Global, file: Option<&Path>) -> Result<Vec<String>> {
    let mut uris = global.connect.clone();
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let lines = listed(&text);
        anyhow::ensure!(!lines.is_empty() || !uris.is_empty(), "{}: it names no host", path.display());
        uris.extend(lines);
    }
    if uris.is_empty() {
        uris.push(reach::uri(global)?);
    }
    let mut once = Vec::new();
    for uri in uris {
        if !once.contains(&uri) {
            once.push(uri);
        }
    }
    Ok(once)
}

/// A URI or a name on each line; what begins with `#` is a comment. A bare name is a host reached by ssh.
fn listed(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| if line.contains(':') { line.to_owned() } else { format!("qemu+ssh://{line}/system") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_host_on_each_line() {
        let text = "# ours\nqemu:///system\n\nroot@web1   # the old one\n";
        assert_eq!(listed(text), ["qemu:///system", "qemu+ssh://root@web1/system"]);
    }
}

//! All that a binary says, once.

use std::path::Path;
use std::time::Duration;

use caps::{EmulatorCapabilities, MachineCompat};
use errors::Result;

use crate::Asking;
use crate::asking::failed;

/// How long a binary may take for each answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks a binary what it can do, under KVM too where that works.
///
/// # Errors
/// 1 with the reason, and with what the binary wrote to its standard error.
pub async fn probe(binary: &Path) -> Result<EmulatorCapabilities> {
    let scratch = scratch(binary)?;
    let asking = asking(scratch.path());
    let first = asking.capabilities(binary).await?;
    asking.complete(binary, first).await
}

/// Asks a binary what its machine types fix.
///
/// # Errors
/// As [`probe`]; also of a QEMU before 9.1, which does not tell.
pub async fn compat_properties(binary: &Path) -> Result<Vec<MachineCompat>> {
    let scratch = scratch(binary)?;
    asking(scratch.path()).compat_properties(binary).await
}

fn asking(scratch: &Path) -> Asking {
    Asking { scratch: scratch.to_owned(), credentials: None, patience: PATIENCE }
}

fn scratch(binary: &Path) -> Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix("ferrovirt-")
        .tempdir()
        .map_err(|why| failed(binary, &format!("no place for its socket: {why}")))
}

//! swtpm, which plays a TPM (swtpm(8), `swtpm_setup`(8)).

use std::path::{Path, PathBuf};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::device::tpm::{PcrBank, TpmBackend, TpmEmulator, TpmStateType, TpmVersion};
use model::{Domain, Uuid};

use super::program::Program;
use crate::starting::SHORT_NAME;
use crate::surroundings::Settings;

impl Settings {
    /// Where the TPMs of guests keep their state, a directory for each guest.
    fn tpm_states(&self) -> PathBuf {
        self.guests.with_file_name("swtpm")
    }

    /// Where their sockets are.
    fn tpm_sockets(&self) -> PathBuf {
        self.status.with_file_name("swtpm")
    }
}

/// The program for a guest's TPM.
///
/// # Errors
/// 84 when it is not installed; 67 for what it cannot be told yet.
pub(super) fn program(
    settings: &Settings,
    domain: &Domain,
    emulator: &TpmEmulator,
    alias: &str,
) -> Result<Program> {
    if emulator.encryption.is_some() {
        let detail = "a TPM whose state is encrypted needs a secret, which this daemon does not keep";
        return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
    }
    let path = find("swtpm")?;
    let modern = emulator.version != Some(TpmVersion::V1_2);
    let uuid = domain.uuid.unwrap_or_else(|| Uuid::from_bytes([0; 16]));
    let own = settings.tpm_states().join(uuid.to_string());
    let mut directories =
        vec![(settings.tpm_sockets(), 0o711), (settings.tpm_states(), 0o711), (own.clone(), 0o711)];
    let state = match &emulator.source {
        Some((TpmStateType::Dir, path)) => PathBuf::from(path),
        Some((TpmStateType::File, _)) => {
            let detail = "swtpm does not support storing its state in a file here";
            return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
        }
        None => own.join(if modern { "tpm2" } else { "tpm1.2" }),
    };
    let log = own.with_extension("log");
    let before = match is_empty(&state) {
        true => Some((find("swtpm_setup")?, setup(domain, emulator, &state, modern))),
        false => None,
    };
    directories.push((state.clone(), 0o700));
    let short: String = domain.name.chars().take(SHORT_NAME).collect();
    let id = domain.id.map_or(-1, i64::from);
    let socket = settings.tpm_sockets().join(format!("{id}-{short}-swtpm.sock"));
    // It writes into files only.
    let mut words = format!("file={}", own.join("swtpm.log").display());
    if let Some(level) = emulator.debug {
        words.push_str(&format!(",level={level}"));
    }
    let mut arguments = vec![
        "socket".into(),
        "--ctrl".into(),
        format!("type=unixio,path={},mode=0600", socket.display()).into(),
        "--tpmstate".into(),
        format!("dir={},mode=0600", state.display()).into(),
        "--log".into(),
        words.into(),
        "--terminate".into(),
    ];
    if modern {
        arguments.push("--tpm2".into());
    }
    let user = settings.tpm_user.clone();
    let label = format!("swtpm for {alias}");
    Ok(Program { label, before, path, arguments, user, directories, socket, inherits_socket: false, log })
}

/// What makes a new TPM: keys, certificates, banks.
fn setup(domain: &Domain, emulator: &TpmEmulator, state: &Path, modern: bool) -> Vec<std::ffi::OsString> {
    let uuid = domain.uuid.map(|uuid| uuid.to_string()).unwrap_or_default();
    let mut arguments: Vec<String> = Vec::new();
    if modern {
        arguments.push("--tpm2".into());
    }
    arguments.extend([
        "--tpm-state".into(),
        state.display().to_string(),
        "--vmid".into(),
        format!("{}:{uuid}", domain.name),
        "--createek".into(),
        "--create-ek-cert".into(),
        "--create-platform-cert".into(),
        "--lock-nvram".into(),
        "--not-overwrite".into(),
    ]);
    if let (true, Some(banks)) = (modern, &emulator.active_pcr_banks) {
        let banks: Vec<String> = banks.iter().map(PcrBank::to_string).collect();
        arguments.extend(["--pcr-banks".into(), banks.join(",")]);
    }
    arguments.into_iter().map(Into::into).collect()
}

fn is_empty(directory: &Path) -> bool {
    std::fs::read_dir(directory).map_or(true, |mut entries| entries.next().is_none())
}

fn find(name: &str) -> Result<PathBuf> {
    host::process::find_program(name).ok_or_else(|| {
        let detail = format!("Unable to find '{name}' binary in $PATH");
        Error::new(Code::OperationUnsupported, ErrorDomain::Tpm, detail)
    })
}

/// Whether the state of a guest's TPM is to outlive its definition.
pub(crate) fn is_state_kept(domain: &Domain) -> bool {
    domain.devices.tpms.iter().any(
        |tpm| matches!(&tpm.backend, TpmBackend::Emulator(emulator) if emulator.persistent_state == Some(true)),
    )
}

/// Removes the state of a guest's TPM, if it has any.
pub(crate) fn forget_state(settings: &Settings, uuid: Uuid) {
    let own = settings.tpm_states().join(uuid.to_string());
    if own.is_dir()
        && let Err(why) = std::fs::remove_dir_all(&own)
    {
        tracing::error!("the TPM state {} cannot be removed: {why}", own.display());
    }
    let _ = std::fs::remove_file(own.with_extension("log"));
}

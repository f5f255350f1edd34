//! A guest's UEFI variables: made from their template before the first start.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;

use crate::definition_files::file_trouble;
use crate::files;
use crate::starting::trouble;
use crate::surroundings::Settings;

/// Makes the variables' file if it is not there yet, or anew when `reset`.
///
/// # Errors
/// 9 when there is no template; 38 when a file cannot be read or written.
pub(crate) fn create(settings: &Settings, domain: &Domain, reset: bool) -> Result<()> {
    let Some(path) = files::nvram(domain) else { return Ok(()) };
    if path.exists() && !reset {
        return Ok(());
    }
    let template = domain.os.nvram.as_ref().and_then(|nvram| nvram.template.as_ref());
    let Some(template) = template else {
        let detail = format!("unable to find any master var store for loader: {}", path.display());
        return Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail));
    };
    if let Some(parent) = path.parent() {
        host::files::make_directory(parent, 0o755).map_err(|why| file_trouble(&why))?;
    }
    let content = std::fs::read(template).map_err(|why| trouble(&why, "cannot read", template.as_ref()))?;
    host::files::write_atomic(&path, &content, 0o600).map_err(|why| file_trouble(&why))?;
    files::give(settings, &path)
}

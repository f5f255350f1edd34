//! Acknowledgements on disk: one file of all guests, replaced as a whole.

use std::path::Path;

use errors::{Domain as ErrorDomain, Error, Result};
use model::Uuid;
use serde::{Deserialize, Serialize};

use super::Waiver;
use super::waivers::Waivers;

/// What the file says it is.
const FORMAT: u32 = 1;

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

#[derive(Debug, Serialize, Deserialize)]
struct File {
    format: u32,
    acknowledgements: Vec<Line>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    guest: String,
    #[serde(flatten)]
    waiver: Waiver,
}

/// Reads what is kept. No file: nothing is waived.
///
/// # Errors
/// A file that cannot be read or understood.
pub(super) fn read(path: &Path) -> Result<Waivers> {
    let text = match host::files::read_text_bounded(path, MAX_FILE) {
        Err(why) if why.is_not_found() => return Ok(Waivers::default()),
        text => text.map_err(|why| crate::file_trouble(&why))?,
    };
    let file: File = serde_json::from_str(&text).map_err(|why| broken(why.to_string()))?;
    if file.format != FORMAT {
        return Err(broken(format!("format {}, this version knows {FORMAT}", file.format)));
    }
    let mut waivers = Waivers::default();
    for Line { guest, waiver } in file.acknowledgements {
        let guest = Uuid::parse(&guest).ok_or_else(|| broken(format!("'{guest}' is no uuid")))?;
        waivers.give(guest, waiver);
    }
    Ok(waivers)
}

/// Puts them on disk before it returns.
///
/// # Errors
/// 38 when they cannot be stored: then what was there is there still.
pub(super) fn write(path: &Path, waivers: &Waivers) -> Result<()> {
    let line = |(guest, waiver): (&Uuid, &std::sync::Arc<Waiver>)| Line {
        guest: guest.to_string(),
        waiver: Waiver::clone(waiver),
    };
    let mut acknowledgements: Vec<Line> = waivers.iter().map(line).collect();
    acknowledgements.sort_by(|a, b| a.guest.cmp(&b.guest));
    let text = serde_json::to_string_pretty(&File { format: FORMAT, acknowledgements });
    let text = text.map_err(|why| broken(why.to_string()))?;
    host::files::write_atomic(path, text.as_bytes(), 0o600).map_err(|why| crate::file_trouble(&why))
}

fn broken(detail: String) -> Error {
    Error::internal(ErrorDomain::Qemu, detail)
}

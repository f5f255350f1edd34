//! A look into a guest's memory: QEMU writes the piece to a file.

use errors::{Domain as ErrorDomain, Error, Result};
use serde_json::json;

use crate::guest::Guest;
use crate::scratch::Scratch;

/// How addresses are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addresses {
    /// As the first virtual CPU sees them.
    Virtual,
    /// As the machine sees them.
    Physical,
}

impl Guest {
    /// Bytes of a running guest's memory (DOMAIN_MEMORY_PEEK).
    ///
    /// # Errors
    /// 55; what QEMU says; 68 when it does not answer in time.
    pub async fn memory_peek(&self, offset: u64, size: u32, addresses: Addresses) -> Result<Vec<u8>> {
        self.live()?;
        let piece = Scratch::new(self.surroundings().settings(), "peek")?;
        let command = match addresses {
            Addresses::Virtual => "memsave",
            Addresses::Physical => "pmemsave",
        };
        let arguments = json!({ "val": offset, "size": size, "filename": piece.path().to_string_lossy() });
        self.query(command, arguments).await?;
        let bytes = piece.read(u64::from(size))?;
        if bytes.len() != size as usize {
            let detail = format!("QEMU gave {} of {size} bytes of memory", bytes.len());
            return Err(Error::internal(ErrorDomain::Qemu, detail));
        }
        Ok(bytes)
    }
}

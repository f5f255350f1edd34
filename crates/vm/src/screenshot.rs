//! Pictures of a guest's screens.

use std::io::{Read as _, Seek as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use errors::{Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::device::video::Video;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::scratch::Scratch;

/// A picture, to be read to its end.
#[derive(Debug)]
pub struct Screenshot {
    file: std::fs::File,
    mime: &'static str,
}

impl Screenshot {
    /// What kind of picture it is.
    pub const fn mime(&self) -> &'static str {
        self.mime
    }
}

impl Guest {
    /// Takes a picture of a screen, counted over all heads of all video devices (DOMAIN_SCREENSHOT).
    ///
    /// # Errors
    /// 55 "domain is not running", "no such screen ID"; 68 when QEMU does not answer in time.
    pub async fn screenshot(&self, screen: u32) -> Result<Screenshot> {
        let live = self.live()?;
        let (device, head) = head(live.domain(), screen).ok_or_else(|| invalid("no such screen ID"))?;
        let scratch = Scratch::new(self.surroundings().settings(), "screenshot")?;
        let mut arguments = json!({ "filename": scratch.path().to_string_lossy(), "format": "png" });
        if let Some(device) = &device {
            arguments["device"] = device.as_str().into();
            arguments["head"] = head.into();
        }
        // A QEMU from before pictures in PNG, or without that library, says so and makes the other kind.
        let mut taken = self.query("screendump", arguments.clone()).await;
        if taken.as_ref().is_err_and(|why| why.message.contains("format") || why.message.contains("png")) {
            arguments.as_object_mut().and_then(|arguments| arguments.remove("format"));
            taken = self.query("screendump", arguments).await;
        }
        taken?;
        let mut file = scratch.into_file()?;
        let mut magic = [0; 4];
        let mime = match file.read(&mut magic) {
            Ok(4) if magic == [0x89, b'P', b'N', b'G'] => "image/png",
            Ok(_) => "image/x-portable-pixmap",
            Err(why) => return Err(Error::io(ErrorDomain::Qemu, &why, "cannot read the picture")),
        };
        file.rewind().map_err(|why| Error::io(ErrorDomain::Qemu, &why, "cannot read the picture"))?;
        Ok(Screenshot { file, mime })
    }
}

/// The video device (by alias, where QEMU has to be told) and its head that make a screen.
fn head(domain: &Domain, screen: u32) -> Option<(Option<String>, u32)> {
    let mut first = 0;
    for video in &domain.devices.videos {
        let heads = heads(video);
        if screen < first + heads {
            let alias = video.info.alias.clone().filter(|_| screen > 0 || domain.devices.videos.len() > 1);
            return Some((alias, screen - first));
        }
        first += heads;
    }
    None
}

fn heads(video: &Video) -> u32 {
    video.heads.unwrap_or(1).max(1)
}

impl AsyncRead for Screenshot {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        // A file that has just been written is in memory: reading a piece of it waits for nothing.
        let count = self.file.read(buffer.initialize_unfilled())?;
        buffer.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Screenshot {
    /// Nobody draws on a picture: what comes is dropped.
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

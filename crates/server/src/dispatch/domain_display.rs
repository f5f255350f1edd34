//! A guest's screens and displays: pictures of them, and clients that are handed to them.

use std::os::fd::OwnedFd;

use errors::{Code, Domain, Error, Result};
use vm::Screenshot;
use wire::remote::procedure::*;
use wire::remote::{
    DomainOpenGraphicsArgs, DomainOpenGraphicsFdArgs, DomainScreenshotArgs, DomainScreenshotRet,
};

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};

/// `VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH`: the client needs no password.
const SKIP_AUTH: u32 = 1;

pub(super) fn register(table: &mut Table) {
    table.stream_with::<DomainScreenshot, _, _, _, _>(screenshot);
    table.call::<DomainOpenGraphics>(open_graphics);
    table.descriptor::<DomainOpenGraphicsFd, _, _>(open_graphics_fd);
}

async fn screenshot(
    context: Context,
    args: DomainScreenshotArgs,
) -> Result<(DomainScreenshotRet, Screenshot)> {
    flags::check(args.flags, 0, "qemuDomainScreenshot")?;
    let picture = guest(&context.engine, &args.dom)?.screenshot(args.screen).await?;
    Ok((DomainScreenshotRet { mime: Some(picture.mime().to_owned()) }, picture))
}

async fn open_graphics(mut context: Context, args: DomainOpenGraphicsArgs) -> Result<()> {
    flags::check(args.flags, SKIP_AUTH, "qemuDomainOpenGraphics")?;
    let guest = guest(&context.engine, &args.dom)?;
    let Some(socket) = context.fds.pop() else {
        return Err(Error::new(Code::InternalError, Domain::Rpc, "No FD present at slot 0"));
    };
    guest.open_graphics(args.idx, socket, args.flags & SKIP_AUTH != 0).await
}

/// The same with a socket of the daemon's, whose other end the client gets.
async fn open_graphics_fd(context: Context, args: DomainOpenGraphicsFdArgs) -> Result<OwnedFd> {
    flags::check(args.flags, SKIP_AUTH, "qemuDomainOpenGraphicsFD")?;
    let guest = guest(&context.engine, &args.dom)?;
    let (theirs, for_qemu) = std::os::unix::net::UnixStream::pair()
        .map_err(|why| Error::io(Domain::Qemu, &why, "unable to create socket pair"))?;
    guest.open_graphics(args.idx, for_qemu.into(), args.flags & SKIP_AUTH != 0).await?;
    Ok(theirs.into())
}

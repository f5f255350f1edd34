//! Where clients find the daemon: its own sockets, libvirt's if that is wanted, or those that systemd holds.

use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use engine::{Config, Mode, Paths};
use errors::{Code, Domain, Error, Result};
use host::users::Accounts;
use listenfd::ListenFd;
use server::{Access, Listener};

/// Where libvirt's clients look for a daemon of the system.
const LIBVIRT: &str = "/run/libvirt";

/// Opens all of them. `private`: everything is below one folder, and nobody else shall notice.
pub(crate) fn open(
    config: &Config,
    paths: &Paths,
    mode: Mode,
    private: bool,
) -> Result<Vec<(Listener, Access)>> {
    let mut listeners = inherited()?;
    let gid = group(&config.sockets.group)?;
    let bits = |mode: std::result::Result<u32, String>| {
        mode.map_err(|why| Error::new(Code::ConfSyntax, Domain::Conf, why))
    };
    let mode_read_write = bits(config.sockets.mode())?;
    let mode_read_only = bits(config.sockets.mode_read_only())?;
    let mut places: Vec<(PathBuf, Access)> = Vec::new();
    if listeners.is_empty() {
        places.push((paths.socket(), Access::ReadWrite));
        places.push((paths.socket_read_only(), Access::ReadOnly));
    }
    if config.sockets.libvirt_names && mode == Mode::System && !private {
        host::files::make_directory(Path::new(LIBVIRT), 0o755).map_err(failed)?;
        places.push((Path::new(LIBVIRT).join("libvirt-sock"), Access::ReadWrite));
        places.push((Path::new(LIBVIRT).join("libvirt-sock-ro"), Access::ReadOnly));
    }
    for (path, access) in places {
        let bits = if access == Access::ReadOnly { mode_read_only } else { mode_read_write };
        listeners.push((Listener::bind(&path, bits, gid).map_err(failed)?, access));
    }
    Ok(listeners)
}

/// The sockets that systemd listens on for us; which is which, their paths tell.
fn inherited() -> Result<Vec<(Listener, Access)>> {
    let mut given = ListenFd::from_env();
    let mut listeners = Vec::new();
    for index in 0..given.len() {
        let socket = given.take_unix_listener(index).map_err(|e| trouble(&e))?;
        let Some(socket) = socket else { continue };
        let access = access_of(&socket);
        listeners.push((Listener::adopt(socket).map_err(|e| trouble(&e))?, access));
    }
    Ok(listeners)
}

fn access_of(socket: &UnixListener) -> Access {
    let path = socket.local_addr().ok().and_then(|address| address.as_pathname().map(Path::to_path_buf));
    match path {
        Some(path) if !path.to_string_lossy().ends_with("-ro") => Access::ReadWrite,
        // What cannot be told apart gets the lesser right.
        _ => Access::ReadOnly,
    }
}

fn group(name: &str) -> Result<Option<u32>> {
    if name.is_empty() {
        return Ok(None);
    }
    let accounts = Accounts::read(Path::new("/")).map_err(failed)?;
    let unknown =
        || Error::new(Code::ConfSyntax, Domain::Conf, format!("sockets.group: there is no group '{name}'"));
    accounts.gid_of(name).map(Some).ok_or_else(unknown)
}

fn failed(why: host::FileError) -> Error {
    Error::io(Domain::None, &why.source, format_args!("cannot {} {}", why.action, why.path.display()))
}

fn trouble(why: &std::io::Error) -> Error {
    Error::io(Domain::None, why, "cannot use the sockets that the service manager handed over")
}

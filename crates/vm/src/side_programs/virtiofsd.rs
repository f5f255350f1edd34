//! virtiofsd, which serves a directory of the host (virtiofsd(1)).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::device::filesystem::{Filesystem, FilesystemBinary};

use super::program::{Program, SOCKET_FD};

/// Where distributions put it, which is on no path.
const PLACES: [&str; 2] = ["/usr/libexec/virtiofsd", "/usr/lib/qemu/virtiofsd"];

/// The program for a shared directory.
///
/// # Errors
/// 9 when none is installed; 1 when that which the definition names is not there.
pub(super) fn program(
    filesystem: &Filesystem,
    shared: &str,
    alias: &str,
    directory: &Path,
) -> Result<Program> {
    Ok(Program {
        label: format!("virtiofsd for {alias}"),
        before: None,
        path: find(&filesystem.binary)?,
        arguments: arguments(filesystem, shared),
        // It answers for all users of the host, inside its own sandbox.
        user: None,
        directories: Vec::new(),
        socket: directory.join(format!("{alias}-fs.sock")),
        inherits_socket: true,
        log: directory.join(format!("{alias}-virtiofsd.log")),
    })
}

fn find(binary: &FilesystemBinary) -> Result<PathBuf> {
    if let Some(path) = &binary.path {
        if Path::new(path).is_file() {
            return Ok(path.into());
        }
        let detail = format!("cannot execute binary {path}: No such file or directory");
        return Err(Error::internal(ErrorDomain::Qemu, detail));
    }
    let placed = PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    placed.or_else(|| host::process::find_program("virtiofsd")).ok_or_else(|| {
        Error::new(Code::OperationFailed, ErrorDomain::Qemu, "Unable to find a satisfying virtiofsd")
    })
}

fn arguments(filesystem: &Filesystem, shared: &str) -> Vec<OsString> {
    let binary = &filesystem.binary;
    let mut options = format!("source={}", shared.replace(',', ",,"));
    let mut add = |option: String| {
        options.push(',');
        options.push_str(&option);
    };
    if let Some(cache) = binary.cache {
        add(format!("cache={cache}"));
    }
    if let Some(sandbox) = binary.sandbox {
        add(format!("sandbox={sandbox}"));
    }
    let switches = [("xattr", binary.xattr), ("flock", binary.lock_flock), ("posix_lock", binary.lock_posix)];
    for (name, on) in switches {
        match on {
            Some(true) => add(name.to_owned()),
            Some(false) => add(format!("no_{name}")),
            None => {}
        }
    }
    let mut arguments: Vec<OsString> = vec![format!("--fd={SOCKET_FD}").into(), "-o".into(), options.into()];
    if let Some(size) = binary.thread_pool_size {
        arguments.push(format!("--thread-pool-size={size}").into());
    }
    if let Some(files) = binary.open_files {
        arguments.push(format!("--rlimit-nofile={files}").into());
    }
    if filesystem.readonly {
        arguments.push("--readonly".into());
    }
    let maps = filesystem.idmap.iter();
    for map in maps.clone().flat_map(|maps| &maps.uid) {
        arguments.push(format!("--uid-map=:{}:{}:{}:", map.start, map.target, map.count).into());
    }
    for map in maps.flat_map(|maps| &maps.gid) {
        arguments.push(format!("--gid-map=:{}:{}:{}:", map.start, map.target, map.count).into());
    }
    arguments
}

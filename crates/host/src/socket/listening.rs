//! Whether somebody listens on a socket, without connecting to it: some servers take one connection and no more.

use std::fs;
use std::path::Path;

/// The flag of a socket that listens (`__SO_ACCEPTCON`), in `/proc/net/unix`.
const LISTENS: u64 = 0x10000;

/// Whether a socket at this path exists and is listened on. A socket's file is there a moment before that.
pub fn is_listening(path: &Path) -> bool {
    if !path.exists() {
        return false;
    }
    let Some(path) = path.to_str() else { return true };
    // Where the kernel does not tell, the file has to do.
    fs::read_to_string("/proc/net/unix").map_or(true, |table| lists(&table, path))
}

/// `Num RefCount Protocol Flags Type St Inode Path`, numbers hexadecimal.
fn lists(table: &str, path: &str) -> bool {
    let end = format!(" {path}");
    table.lines().filter(|line| line.ends_with(&end)).any(|line| {
        let flags = line.split_ascii_whitespace().nth(3);
        let flags = flags.and_then(|flags| u64::from_str_radix(flags, 16).ok());
        flags.is_some_and(|flags| flags & LISTENS != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_file_alone_is_no_listener() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("socket");
        assert!(!is_listening(&path));
        fs::write(&path, "").unwrap();
        assert!(!is_listening(&path));
        fs::remove_file(&path).unwrap();
        let listener = UnixListener::bind(&path).unwrap();
        assert!(is_listening(&path));
        drop(listener);
        assert!(!is_listening(&path));
    }
}

//! Programs by their names.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

/// Where programs for administrators are, which a user's path may lack.
const ALSO: [&str; 2] = ["/usr/sbin", "/sbin"];

/// The program of that name in our environment's path, or among those for administrators. A name with a slash is
/// a path already.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    find_in(name, &path)
}

fn find_in(name: &str, path: &OsStr) -> Option<PathBuf> {
    let directories = std::env::split_paths(path).chain(ALSO.map(PathBuf::from));
    directories.map(|directory| directory.join(name)).find(|program| {
        std::fs::metadata(program).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_on_the_path() {
        let directory = tempfile::tempdir().unwrap();
        let program = directory.path().join("program-of-a-test");
        std::fs::write(&program, "").unwrap();
        assert_eq!(find_in("program-of-a-test", directory.path().as_os_str()), None, "it cannot be executed");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in("program-of-a-test", directory.path().as_os_str()), Some(program));
        assert_eq!(find_in("no-such-program-at-all", directory.path().as_os_str()), None);
    }
}

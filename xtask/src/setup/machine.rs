//! Looking at the machine: which packages, which suites, which accounts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::Package;
use super::plan::Facts;
use super::{account, plan};
use crate::command;

/// Reads what [`plan::plan`] decides from.
pub fn look(wanted: &[Package]) -> Facts {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let sources: Vec<String> =
        source_files().iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    Facts {
        installed: installed(wanted),
        codename: codename(&release),
        suites: sources.iter().flat_map(|text| suites(text)).collect(),
        mirror: sources
            .iter()
            .find_map(|text| mirror(text))
            .unwrap_or_else(|| "http://deb.debian.org/debian".to_owned()),
        root: command::output(Command::new("id").arg("-u")).is_some_and(|uid| uid.trim() == "0"),
        account: account::exists(plan::ACCOUNT),
        account_in_kvm: account::may_use_kvm(plan::ACCOUNT),
    }
}

/// Whether apt can be used here at all.
pub fn has_apt() -> bool {
    command::exists("apt-get") && command::exists("dpkg-query")
}

fn installed(wanted: &[Package]) -> BTreeMap<String, String> {
    let names = wanted.iter().map(|package| package.name).chain(["qemu-utils"]);
    // dpkg-query fails when it does not know one of the names, but still prints the others.
    let output = Command::new("dpkg-query")
        .args(["-W", "-f", "${Package} ${db:Status-Status} ${Version}\n"])
        .args(names)
        .output();
    output.map(|output| listed(&String::from_utf8_lossy(&output.stdout))).unwrap_or_default()
}

fn listed(text: &str) -> BTreeMap<String, String> {
    let fields = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, status, version) = (words.next()?, words.next()?, words.next()?);
        (status == "installed").then(|| (name.to_owned(), version.to_owned()))
    };
    text.lines().filter_map(fields).collect()
}

fn codename(os_release: &str) -> String {
    let field = os_release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    field.unwrap_or_default().trim_matches('"').to_owned()
}

fn source_files() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("/etc/apt/sources.list.d").into_iter().flatten().flatten();
    folder
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "list" || extension == "sources")
        })
        .chain([Path::new("/etc/apt/sources.list").to_owned()])
        .collect()
}

/// The suites of one source file, in either of apt's two formats.
fn suites(text: &str) -> Vec<String> {
    let disabled = text.lines().any(|line| line.trim().eq_ignore_ascii_case("enabled: no"));
    let deb822 = text.lines().filter_map(|line| line.strip_prefix("Suites:")).filter(|_| !disabled);
    let one_line = text.lines().filter_map(one_line_entry).map(|(_, suite)| suite);
    deb822.flat_map(str::split_whitespace).map(str::to_owned).chain(one_line).collect()
}

/// The first archive of one source file that is a Debian one.
fn mirror(text: &str) -> Option<String> {
    let deb822 = text.lines().find_map(|line| line.strip_prefix("URIs:")).map(|uri| uri.trim().to_owned());
    deb822
        .or_else(|| text.lines().find_map(one_line_entry).map(|(uri, _)| uri))
        .filter(|uri| uri.contains("debian") && !uri.contains("security"))
}

fn one_line_entry(line: &str) -> Option<(String, String)> {
    let rest = line.trim().strip_prefix("deb ")?.trim_start();
    let rest = if rest.starts_with('[') { rest.split_once(']')?.1 } else { rest };
    let mut words = rest.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEB822: &str =
        "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm bookworm-updates\n";
    const ONE_LINE: &str =
        "# old\ndeb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm-backports main\n";

    #[test]
    fn suites_are_read_from_both_formats() {
        assert_eq!(suites(DEB822), ["bookworm", "bookworm-updates"]);
        assert_eq!(suites(ONE_LINE), ["bookworm-backports"]);
        assert!(suites("# deb http://x bookworm main\n").is_empty());
        assert!(suites(&format!("Enabled: no\n{DEB822}")).is_empty());
    }

    #[test]
    fn the_mirror_is_the_one_of_the_release() {
        assert_eq!(mirror(DEB822).as_deref(), Some("http://deb.debian.org/debian"));
        assert_eq!(mirror(ONE_LINE).as_deref(), Some("http://mirror.example/debian"));
        assert_eq!(mirror("URIs: http://deb.debian.org/debian-security\n"), None);
    }

    #[test]
    fn only_installed_packages_count() {
        let found =
            listed("qemu-utils installed 1:7.2\nlibvirt-clients not-installed \nseabios config-files 1.16\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("qemu-utils".to_owned(), "1:7.2".to_owned())]);
    }

    #[test]
    fn the_code_name_may_be_quoted() {
        assert_eq!(codename("ID=debian\nVERSION_CODENAME=bookworm\n"), "bookworm");
        assert_eq!(codename("VERSION_CODENAME=\"noble\"\n"), "noble");
    }
}

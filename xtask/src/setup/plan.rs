//! What has to be done, decided from plain facts: nothing here touches the machine.

use std::collections::BTreeMap;

use super::packages::Package;

/// The account that a root daemon runs QEMU as.
pub const ACCOUNT: &str = "ferrovirt-qemu";

/// What was found on the machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Installed packages (of those we asked about) and their versions.
    pub installed: BTreeMap<String, String>,
    /// The release's code name, such as `bookworm`.
    pub codename: String,
    /// Every suite that apt is configured to read, such as `bookworm` and `bookworm-backports`.
    pub suites: Vec<String>,
    /// The archive that apt reads the release from.
    pub mirror: String,
    /// Whether we are root.
    pub root: bool,
    /// Whether the account stands already.
    pub account: bool,
    /// Whether it may open /dev/kvm; true as well where there is no group `kvm`.
    pub account_in_kvm: bool,
}

/// A package source to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The suite, such as `bookworm-backports`.
    pub suite: String,
    /// The file's whole text.
    pub text: String,
}

/// What has to be done, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// A source that apt lacks.
    pub source: Option<Source>,
    /// Packages to install.
    pub install: Vec<Package>,
    /// The suite to prefer for them.
    pub target_release: Option<String>,
    /// Whether to make the account.
    pub make_account: bool,
    /// Whether to let the account use /dev/kvm. Decided afresh after the packages, since they bring the group.
    pub join_kvm: bool,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Decides what `wanted` still needs.
pub fn plan(facts: &Facts, wanted: &[Package]) -> Plan {
    let install: Vec<Package> =
        wanted.iter().filter(|package| !facts.installed.contains_key(package.name)).copied().collect();
    // Debian's QEMU packages need each other in one version, so a machine whose qemu-utils came from
    // backports can take its emulator only from there.
    let backported = !install.is_empty()
        && facts.installed.get("qemu-utils").is_some_and(|version| version.contains("~bpo"));
    let suite = backported.then(|| format!("{}-backports", facts.codename));
    let source = suite.clone().filter(|suite| !facts.suites.contains(suite)).map(|suite| Source {
        text: format!(
            "# Added by `cargo xtask setup`: qemu-utils came from backports, and the emulator must come from there too.\n\
             Types: deb\nURIs: {}\nSuites: {suite}\nComponents: main\n\
             Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
            facts.mirror
        ),
        suite,
    });
    // Only a root daemon changes user; a private one runs QEMU as whoever started it.
    let make_account = facts.root && !facts.account;
    Plan {
        source,
        install,
        target_release: suite,
        make_account,
        join_kvm: facts.root && !facts.account_in_kvm && !make_account,
    }
}

#[cfg(test)]
mod tests {
    use super::super::packages::NEEDED;
    use super::*;

    fn bare() -> Facts {
        Facts {
            codename: "bookworm".into(),
            suites: vec!["bookworm".into(), "bookworm-updates".into()],
            mirror: "http://deb.debian.org/debian".into(),
            root: true,
            account_in_kvm: true,
            ..Facts::default()
        }
    }

    fn complete() -> Facts {
        let installed = NEEDED.iter().map(|package| (package.name.to_owned(), "1".to_owned())).collect();
        Facts { installed, account: true, ..bare() }
    }

    #[test]
    fn a_bare_machine_gets_everything_from_its_own_suites() {
        let plan = plan(&bare(), NEEDED);
        assert_eq!(plan.install, NEEDED);
        assert_eq!((plan.source, plan.target_release, plan.make_account), (None, None, true));
    }

    #[test]
    fn a_complete_machine_needs_nothing() {
        assert!(plan(&complete(), NEEDED).is_empty());
    }

    #[test]
    fn backported_tools_bring_the_backports_suite_when_it_is_missing() {
        let mut facts = bare();
        facts.installed.insert("qemu-utils".into(), "1:10.0.2+ds-2+deb13u1~bpo12+1".into());
        let plan = plan(&facts, NEEDED);
        assert_eq!(plan.target_release.as_deref(), Some("bookworm-backports"));
        assert!(!plan.install.iter().any(|package| package.name == "qemu-utils"));
        let source = plan.source.unwrap();
        assert_eq!(source.suite, "bookworm-backports");
        assert!(source.text.contains("\nSuites: bookworm-backports\n"), "{}", source.text);
    }

    #[test]
    fn a_configured_backports_suite_is_used_and_not_added_again() {
        let mut facts = bare();
        facts.installed.insert("qemu-utils".into(), "1:10.0.2~bpo12+1".into());
        facts.suites.push("bookworm-backports".into());
        let plan = plan(&facts, NEEDED);
        assert_eq!(plan.source, None);
        assert_eq!(plan.target_release.as_deref(), Some("bookworm-backports"));
    }

    #[test]
    fn a_complete_machine_from_backports_is_left_alone() {
        let mut facts = complete();
        facts.installed.insert("qemu-utils".into(), "1:10.0.2~bpo12+1".into());
        assert!(plan(&facts, NEEDED).is_empty());
    }

    #[test]
    fn without_root_no_account_is_asked_for() {
        let facts = Facts { root: false, account: false, ..complete() };
        assert!(plan(&facts, NEEDED).is_empty());
    }

    #[test]
    fn an_account_without_kvm_is_let_in() {
        let plan = plan(&Facts { account_in_kvm: false, ..complete() }, NEEDED);
        assert_eq!(plan, Plan { join_kvm: true, ..Plan::default() });
    }
}

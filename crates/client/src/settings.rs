//! What a user has set for all clients: `libvirt.conf` and `LIBVIRT_DEFAULT_URI`.

use std::path::PathBuf;

use crate::{ClientError, Result};

/// The settings of `libvirt.conf`, as far as they are about URIs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The URI that is used when none is given.
    pub uri_default: Option<String>,
    /// Short names for URIs.
    pub uri_aliases: Vec<(String, String)>,
}

impl Settings {
    /// Reads the user's file: `$XDG_CONFIG_HOME/libvirt/libvirt.conf`, of root `/etc/libvirt/libvirt.conf`. A file
    /// that is not there sets nothing.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub fn load() -> Result<Self> {
        let path = Self::path();
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                Self::parse(&text).map_err(|why| ClientError::File { path: path.display().to_string(), why })
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ClientError::File { path: path.display().to_string(), why: error.to_string() }),
        }
    }

    fn path() -> PathBuf {
        if crate::account::is_root() {
            return "/etc/libvirt/libvirt.conf".into();
        }
        crate::account::config_folder().join("libvirt.conf")
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// Says which line cannot be understood.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut settings = Self::default();
        let mut lines = text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            let line = without_comment(line);
            if line.is_empty() {
                continue;
            }
            let bad = || format!("line {}: expected `name = value`", at + 1);
            let (name, value) = line.split_once('=').ok_or_else(bad)?;
            let mut value = value.trim().to_owned();
            // A list may go over many lines.
            while value.starts_with('[') && !value.ends_with(']') {
                let (_, more) = lines.next().ok_or_else(bad)?;
                value.push(' ');
                value += without_comment(more);
                value.truncate(value.trim_end().len());
            }
            match name.trim() {
                "uri_default" => settings.uri_default = Some(string(&value).ok_or_else(bad)?),
                "uri_aliases" => settings.uri_aliases = aliases(&value).ok_or_else(bad)?,
                // Others are not about URIs.
                _ => {}
            }
        }
        Ok(settings)
    }

    /// The URI that `name` stands for: an alias's, else itself.
    pub fn resolve<'a>(&'a self, name: &'a str) -> &'a str {
        let alias = self.uri_aliases.iter().find(|(alias, _)| alias == name);
        alias.map_or(name, |(_, uri)| uri.as_str())
    }

    /// The URI of a client that was given none: `LIBVIRT_DEFAULT_URI`, else `uri_default`, else the system's daemon
    /// for root and the user's own for others.
    pub fn default_uri(&self) -> String {
        let environment = std::env::var("LIBVIRT_DEFAULT_URI").ok().filter(|uri| !uri.is_empty());
        self.default_uri_with(environment.as_deref(), crate::account::is_root())
    }

    fn default_uri_with(&self, environment: Option<&str>, root: bool) -> String {
        let given = environment.or(self.uri_default.as_deref());
        let usual = if root { "qemu:///system" } else { "qemu:///session" };
        self.resolve(given.unwrap_or(usual)).to_owned()
    }

    /// Whether anything says which daemon to use when none is named.
    pub fn names_a_default(&self) -> bool {
        self.uri_default.is_some() || std::env::var_os("LIBVIRT_DEFAULT_URI").is_some()
    }
}

fn without_comment(line: &str) -> &str {
    let line = line.trim();
    if line.starts_with('#') { "" } else { line }
}

fn string(value: &str) -> Option<String> {
    let inner = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).map(str::to_owned)
}

fn aliases(value: &str) -> Option<Vec<(String, String)>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?;
    let entries = inner.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            let entry = string(entry)?;
            let (name, uri) = entry.split_once('=')?;
            Some((name.trim().to_owned(), uri.trim().to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# comment\n#uri_default = \"no\"\nuri_aliases = [\n  \"hail=qemu+ssh://root@hail.cloud/system\",\n  \
                        # other\n  \"sleet=qemu+ssh://root@sleet/system?x=1\",\n]\nuri_default = \"hail\"\nother = 1\n";

    #[test]
    fn aliases_and_the_default_are_read() {
        let settings = Settings::parse(FILE).unwrap();
        assert_eq!(settings.resolve("sleet"), "qemu+ssh://root@sleet/system?x=1");
        assert_eq!(settings.resolve("qemu:///system"), "qemu:///system");
        assert_eq!(settings.default_uri_with(None, true), "qemu+ssh://root@hail.cloud/system");
        assert_eq!(settings.default_uri_with(Some("test:///default"), true), "test:///default");
        assert_eq!(Settings::default().default_uri_with(None, false), "qemu:///session");
    }

    #[test]
    fn a_broken_file_is_told_by_its_line() {
        assert_eq!(Settings::parse("\nnonsense\n"), Err("line 2: expected `name = value`".into()));
        assert!(Settings::parse("uri_aliases = [\n\"a=b\"").is_err());
        assert!(Settings::parse("uri_aliases = [\"ab\"]").is_err());
    }
}

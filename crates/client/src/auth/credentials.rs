//! Names and passwords, and the file where users keep them (`auth.conf`).

use std::path::PathBuf;

use crate::{ClientError, Result, Uri, account};

/// As whom to log in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) user: String,
    pub(crate) password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Credentials {
    /// Those of the first file that is there: what the URI names (`authfile=`), `LIBVIRT_AUTH_FILE`, the user's,
    /// the system's.
    pub(super) fn find(uri: &Uri) -> Result<Self> {
        let named = uri.parameter("authfile").map(PathBuf::from);
        let environment = std::env::var_os("LIBVIRT_AUTH_FILE").map(PathBuf::from);
        let usual = [account::config_folder().join("auth.conf"), "/etc/libvirt/auth.conf".into()];
        let Some(path) = named.into_iter().chain(environment).chain(usual).find(|path| path.exists()) else {
            let why = "the daemon wants a name and a password, and there is no auth.conf".into();
            return Err(ClientError::Auth { why });
        };
        let broken = |why: String| ClientError::File { path: path.display().to_string(), why };
        let text = std::fs::read_to_string(&path).map_err(|why| broken(why.to_string()))?;
        let host = uri.host.as_deref().unwrap_or("localhost");
        let mut found = from_file(&text, host).ok_or_else(|| broken(format!("no credentials for {host}")))?;
        if let Some(user) = &uri.user {
            found.user.clone_from(user);
        }
        Ok(found)
    }
}

/// The credentials of the section `[auth-libvirt-HOST]`, or else `[auth-libvirt-default]`.
fn from_file(text: &str, host: &str) -> Option<Credentials> {
    let set = [format!("auth-libvirt-{host}"), "auth-libvirt-default".to_owned()]
        .into_iter()
        .find_map(|section| value(text, &section, "credentials"))?;
    let section = format!("credentials-{set}");
    let user = value(text, &section, "authname").or_else(|| value(text, &section, "username"))?;
    Some(Credentials { user, password: value(text, &section, "password")? })
}

fn value(text: &str, section: &str, key: &str) -> Option<String> {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = name == section;
        } else if inside
            && let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            return Some(value.trim().to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_has_its_own_credentials_or_the_default_ones() {
        let text = "[credentials-a]\nauthname=fred\npassword=1 2\n[credentials-b]\nusername = eve\npassword = x\n\
                    [auth-libvirt-h.example]\ncredentials=a\n[auth-libvirt-default]\ncredentials=b\n";
        let user = |host| from_file(text, host).unwrap();
        assert_eq!((user("h.example").user, user("h.example").password), ("fred".into(), "1 2".into()));
        assert_eq!(user("other").user, "eve");
        assert_eq!(from_file("[auth-libvirt-default]\ncredentials=c\n", "h"), None);
    }
}

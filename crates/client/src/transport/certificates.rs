//! Where libvirt keeps certificates: of the system below `/etc/pki`, of a user below `~/.pki/libvirt`, or all in
//! the folder that the URI names (`pkipath=`).

use std::path::{Path, PathBuf};

use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::{ClientError, Result, Uri, account};

/// What a client has.
#[derive(Debug)]
pub(super) struct Certificates {
    /// Whom it trusts.
    pub(super) authorities: Vec<CertificateDer<'static>>,
    /// Who it is, with its key; a client may be nobody.
    pub(super) identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
}

#[derive(Debug, PartialEq, Eq)]
struct Places {
    authorities: PathBuf,
    certificate: PathBuf,
    key: PathBuf,
}

impl Certificates {
    /// Reads those that the URI means.
    pub(super) fn of(uri: &Uri) -> Result<Self> {
        let home = (!account::is_root()).then(|| account::home().join(".pki/libvirt"));
        let places = places(uri.parameter("pkipath"), home.as_deref(), |path| path.exists());
        // Without the check nobody needs to be trusted.
        let authorities = match uri.flag("no_verify") && !places.authorities.exists() {
            true => Vec::new(),
            false => certificates(&places.authorities)?,
        };
        let identity = match places.certificate.exists() || places.key.exists() {
            true => Some((certificates(&places.certificate)?, key(&places.key)?)),
            false => None,
        };
        Ok(Self { authorities, identity })
    }
}

/// Certificate and key come from the user's folder only together.
fn places(named: Option<&str>, home: Option<&Path>, exists: impl Fn(&Path) -> bool) -> Places {
    let inside = |folder: &Path| Places {
        authorities: folder.join("cacert.pem"),
        certificate: folder.join("clientcert.pem"),
        key: folder.join("clientkey.pem"),
    };
    if let Some(folder) = named {
        return inside(Path::new(folder));
    }
    let mut places = Places {
        authorities: "/etc/pki/CA/cacert.pem".into(),
        certificate: "/etc/pki/libvirt/clientcert.pem".into(),
        key: "/etc/pki/libvirt/private/clientkey.pem".into(),
    };
    if let Some(own) = home.map(inside) {
        if exists(&own.authorities) {
            places.authorities = own.authorities;
        }
        if exists(&own.certificate) && exists(&own.key) {
            (places.certificate, places.key) = (own.certificate, own.key);
        }
    }
    places
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let read: std::result::Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect);
    match read {
        Ok(found) if found.is_empty() => Err(broken(path, "it holds no certificate")),
        Ok(found) => Ok(found),
        Err(why) => Err(broken(path, &why.to_string())),
    }
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_file(path).map_err(|why| broken(path, &why.to_string()))
}

fn broken(path: &Path, why: &str) -> ClientError {
    ClientError::File { path: path.display().to_string(), why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_a_certificate_only_together_with_its_key() {
        let found = |files: &[&str]| {
            places(None, Some(Path::new("/h")), |path| files.iter().any(|file| Path::new(file) == path))
        };
        let with_both = found(&["/h/clientcert.pem", "/h/clientkey.pem"]);
        assert_eq!(with_both.key, Path::new("/h/clientkey.pem"));
        assert_eq!(with_both.authorities, Path::new("/etc/pki/CA/cacert.pem"));
        let without_key = found(&["/h/clientcert.pem", "/h/cacert.pem"]);
        assert_eq!(without_key.certificate, Path::new("/etc/pki/libvirt/clientcert.pem"));
        assert_eq!(without_key.authorities, Path::new("/h/cacert.pem"));
        let named = places(Some("/p"), Some(Path::new("/h")), |_| true);
        assert_eq!(named.certificate, Path::new("/p/clientcert.pem"));
    }
}

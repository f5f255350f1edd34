//! The block node that holds an image's bytes.

use errors::{Code, Error, Result};
use model::device::disk::IoMode;
use model::device::storage::{EncryptionEngine, Location, NetworkProtocol, ReconnectDelay, StorageSource};

use super::network;
use crate::build::Build;
use crate::device::hostdev::pci_name;
use crate::option::Props;
use crate::tls::Endpoint;

/// The node for a source, without its name; `name` is what it will be called. Secrets are written first.
///
/// # Errors
/// `ConfigUnsupported` for storage that is not block storage; `NoSecret` for a secret that was not given.
pub(crate) fn location(
    build: &mut Build<'_>,
    source: &StorageSource,
    io: Option<IoMode>,
    name: &str,
    optical: bool,
) -> Result<Props> {
    let auth = match &source.auth {
        Some(auth) => {
            let id = auth_secret(name);
            build.secret(&id, &auth.secret)?;
            Some((auth.username.as_str(), id))
        }
        None => None,
    };
    let aio = match io {
        Some(IoMode::Native) => Some("native"),
        Some(IoMode::Threads) => Some("threads"),
        Some(IoMode::IoUring) => Some("io_uring"),
        Some(IoMode::Default) | None => None,
    };
    match &source.location {
        Location::File(Some(path)) => {
            Ok(Props::new().with("driver", "file").with("filename", path.as_str()).maybe("aio", aio))
        }
        Location::Block(Some(path)) => {
            let drive = optical && build.context.cdrom_drives.contains(path);
            let driver = if drive { "host_cdrom" } else { "host_device" };
            Ok(Props::new().with("driver", driver).with("filename", path.as_str()).maybe("aio", aio))
        }
        Location::Dir(Some(path)) => {
            Ok(Props::new().with("driver", "vvfat").with("dir", path.as_str()).with("floppy", false))
        }
        Location::Nvme(Some(nvme)) => Ok(Props::new()
            .with("driver", "nvme")
            .with("device", pci_name(&nvme.address))
            .with("namespace", nvme.namespace)),
        Location::Network(network) => {
            if network.tls == Some(true)
                && !matches!(network.protocol, NetworkProtocol::Nbd | NetworkProtocol::Vxhs)
            {
                return Err(Error::new(
                    Code::ConfigUnsupported,
                    errors::Domain::Qemu,
                    format!("TLS transport is not supported for disk protocol '{}'", network.protocol),
                ));
            }
            let encryption = source
                .encryption
                .as_ref()
                .filter(|encryption| encryption.engine == Some(EncryptionEngine::Librbd));
            let keys = match encryption {
                Some(encryption) => {
                    let mut keys = Vec::new();
                    for (number, secret) in encryption.secrets.iter().enumerate() {
                        let id = format!("{name}-encryption-secret{number}");
                        build.secret(&id, &secret.secret)?;
                        keys.push(id);
                    }
                    Some((encryption.format, keys))
                }
                None => None,
            };
            let encrypted = network.tls == Some(true) && network.protocol == NetworkProtocol::Nbd;
            let credentials = encrypted.then(|| format!("obj{name}_tls0"));
            if let Some(id) = &credentials {
                let certificates = build.resources.credentials.nbd.as_ref();
                build.certificates(certificates, "NBD", id, Endpoint::Client)?;
            }
            let cookies = match network::cookie_line(source) {
                Some(line) => {
                    let id = format!("{name}-httpcookie-secret0");
                    build.sealed_text(&id, &line)?;
                    Some(id)
                }
                None => None,
            };
            let props = network::location(network, source, auth, keys)?
                .maybe("cookie-secret", cookies)
                .maybe("tls-hostname", network.tls_hostname.clone())
                .maybe("tls-creds", credentials);
            Ok(match source.reconnect {
                Some(ReconnectDelay::Delay(seconds)) => props.with("reconnect-delay", seconds),
                _ => props,
            })
        }
        other => Err(Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            format!("storage of type '{}' is not supported here", other.kind()),
        )),
    }
}

/// The secret that authenticates towards a node's server. Nodes of disks are called after their purpose
/// besides.
fn auth_secret(name: &str) -> String {
    if name.ends_with("-backend") { format!("{name}-secret0") } else { format!("{name}-auth-secret0") }
}

//! Images on servers.

use errors::{Code, Error, Result};
use model::Domain;
use model::device::disk::Disk;
use model::device::storage::{
    EncryptionFormat, NetworkLocation, NetworkProtocol, StorageHost, StorageSource, Transport,
};
use serde_json::Value;

use crate::option::Props;

/// What the servers of the web are told for a guest's disks: a line for each image that has cookies.
pub fn cookie_lines(domain: &Domain) -> impl Iterator<Item = String> {
    domain.devices.disks.iter().flat_map(Disk::sources).filter_map(cookie_line)
}

/// All cookies of an image in one line.
pub(super) fn cookie_line(source: &StorageSource) -> Option<String> {
    let cookies: Vec<String> = source.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (!cookies.is_empty()).then(|| cookies.join("; "))
}

/// The node for an image on a server; `auth` is a user and the id of the secret, `keys` are those that the
/// server's own library opens an encrypted image with.
pub(super) fn location(
    network: &NetworkLocation,
    source: &StorageSource,
    auth: Option<(&str, String)>,
    keys: Option<(EncryptionFormat, Vec<String>)>,
) -> Result<Props> {
    let name = network.name.as_deref().unwrap_or_default();
    match network.protocol {
        NetworkProtocol::Nbd => nbd(network),
        NetworkProtocol::Rbd => Ok(rbd(network, name, auth, keys)),
        NetworkProtocol::Iscsi => iscsi(network, source, name, auth),
        NetworkProtocol::Gluster => gluster(network, name),
        NetworkProtocol::Ssh => {
            let host = only_host(network)?;
            if host.transport.is_some_and(|transport| transport != Transport::Tcp) {
                return Err(internal("only TCP protocol can be converted to InetSocketAddress"));
            }
            Ok(Props::new()
                .with("driver", "ssh")
                .with("path", name)
                .with("server", server(host, Some(22), false).into_value())
                .maybe(
                    "user",
                    auth.as_ref()
                        .map(|(user, _)| *user)
                        .or(source.identity.as_ref().and_then(|id| id.username.as_deref())),
                ))
        }
        NetworkProtocol::Nfs => nfs(network, source, name),
        NetworkProtocol::Http
        | NetworkProtocol::Https
        | NetworkProtocol::Ftp
        | NetworkProtocol::Ftps
        | NetworkProtocol::Tftp => curl(network, source, name, auth),
        NetworkProtocol::Sheepdog => Err(Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Domain,
            format!("'{}' protocol is no longer supported by any hypervisor driver", network.protocol),
        )),
        NetworkProtocol::Vxhs => Err(Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            "VxHS protocol is not supported with this QEMU binary",
        )),
    }
}

fn only_host(network: &NetworkLocation) -> Result<&StorageHost> {
    match network.hosts.as_slice() {
        [host] => Ok(host),
        _ => {
            let protocol = network.protocol;
            let text = match protocol {
                NetworkProtocol::Iscsi => "iSCSI protocol accepts only one host".to_owned(),
                NetworkProtocol::Nbd | NetworkProtocol::Ssh => {
                    format!("{protocol} protocol accepts only one host")
                }
                _ => format!("protocol '{protocol}' accepts only one host"),
            };
            Err(internal(text))
        }
    }
}

fn internal(detail: impl Into<String>) -> Error {
    Error::new(Code::InternalError, errors::Domain::Qemu, detail)
}

/// A server's address; `typed` says what kind of address it is.
fn server(host: &StorageHost, default_port: Option<u32>, typed: bool) -> Props {
    if host.transport == Some(Transport::Unix) {
        return Props::new().with("type", "unix").maybe("path", host.socket.clone());
    }
    let props = if typed { Props::new().with("type", "inet") } else { Props::new() };
    let port = host.port.filter(|port| *port != 0).or(default_port);
    props.maybe("host", host.name.clone()).maybe("port", port.map(|port| port.to_string()))
}

fn servers(network: &NetworkLocation, default_port: Option<u32>, typed: bool) -> Option<Vec<Value>> {
    let servers: Vec<Value> =
        network.hosts.iter().map(|host| server(host, default_port, typed).into_value()).collect();
    (!servers.is_empty()).then_some(servers)
}

fn nbd(network: &NetworkLocation) -> Result<Props> {
    let host = only_host(network)?;
    if host.transport == Some(Transport::Rdma) {
        return Err(internal("transport protocol 'rdma' is not yet supported"));
    }
    Ok(Props::new()
        .with("driver", "nbd")
        .with("server", server(host, Some(10_809), true).into_value())
        .maybe("export", network.name.clone()))
}

fn rbd(
    network: &NetworkLocation,
    name: &str,
    auth: Option<(&str, String)>,
    keys: Option<(EncryptionFormat, Vec<String>)>,
) -> Props {
    let (pool, image) = name.split_once('/').unwrap_or(("", name));
    let mut props = Props::new()
        .with("driver", "rbd")
        .with("pool", pool)
        .with("image", image)
        .maybe("snapshot", network.snapshot.clone())
        .maybe("conf", network.config_file.clone())
        .maybe("server", servers(network, None, false));
    if let Some((user, secret)) = auth {
        props = props
            .with("user", user)
            .with("auth-client-required", vec!["cephx", "none"])
            .with("key-secret", secret);
    }
    if let Some((format, keys)) = keys {
        // Clones may have keys of their own: each layer knows the one below it.
        let mut encrypt = None;
        for key in keys.into_iter().rev() {
            let layer = Props::new().with("format", format.to_string()).with("key-secret", key);
            encrypt = Some(layer.maybe("parent", encrypt.map(Props::into_value)));
        }
        props = props.maybe("encrypt", encrypt.map(Props::into_value));
    }
    props
}

fn iscsi(
    network: &NetworkLocation,
    source: &StorageSource,
    name: &str,
    auth: Option<(&str, String)>,
) -> Result<Props> {
    let host = only_host(network)?;
    let (target, unit) = name.split_once('/').unwrap_or((name, "0"));
    let unit: u32 = unit.parse().map_err(|_| {
        Error::new(
            Code::InternalError,
            errors::Domain::None,
            format!("cannot parse target for lunStr '{unit}'"),
        )
    })?;
    let address = host.name.as_deref().unwrap_or_default();
    let address = if address.contains(':') { format!("[{address}]") } else { address.to_owned() };
    // Only TCP has a port that is known beforehand.
    let default = if matches!(host.transport, None | Some(Transport::Tcp)) { 3260 } else { 0 };
    let portal = format!("{address}:{}", host.port.filter(|port| *port != 0).unwrap_or(default));
    let mut props = Props::new()
        .with("driver", "iscsi")
        .with("portal", portal)
        .with("target", target)
        .with("lun", unit)
        .with("transport", "tcp");
    if let Some((user, secret)) = auth {
        props = props.with("user", user).with("password-secret", secret);
    }
    Ok(props.maybe("initiator-name", source.initiator.clone()))
}

fn gluster(network: &NetworkLocation, name: &str) -> Result<Props> {
    let (volume, path) = name.split_once('/').ok_or_else(|| {
        Error::new(
            Code::InternalError,
            errors::Domain::None,
            format!("missing '/' in name of gluster source: {name}"),
        )
    })?;
    Ok(Props::new()
        .with("driver", "gluster")
        .with("volume", volume)
        .with("path", path)
        .maybe("server", servers(network, Some(24_007), true))
        .with("debug", 4))
}

fn nfs(network: &NetworkLocation, source: &StorageSource, name: &str) -> Result<Props> {
    let host = only_host(network)?;
    let server = Props::new().maybe("host", host.name.clone()).with("type", "inet");
    let identity = source.identity.clone().unwrap_or_default();
    let number = |id: Option<String>| id.and_then(|id| id.trim_start_matches('+').parse::<u32>().ok());
    Ok(Props::new()
        .with("driver", "nfs")
        .with("server", server.into_value())
        .with("path", name)
        .maybe("user", number(identity.user))
        .maybe("group", number(identity.group)))
}

fn curl(
    network: &NetworkLocation,
    source: &StorageSource,
    name: &str,
    auth: Option<(&str, String)>,
) -> Result<Props> {
    let host = only_host(network)?;
    let scheme = network.protocol.to_string();
    let default = match network.protocol {
        NetworkProtocol::Http => 80,
        NetworkProtocol::Https => 443,
        NetworkProtocol::Ftp => 21,
        NetworkProtocol::Ftps => 990,
        _ => 69,
    };
    // Other transports are told in the scheme, whatever the server makes of that.
    let transport = match host.transport {
        Some(transport @ (Transport::Unix | Transport::Rdma)) => format!("+{transport}"),
        Some(Transport::Tcp) | None => String::new(),
    };
    let port = match host.transport {
        Some(Transport::Unix) => String::new(),
        Some(Transport::Rdma) => host.port.map(|port| format!(":{port}")).unwrap_or_default(),
        _ => format!(":{}", host.port.filter(|port| *port != 0).unwrap_or(default)),
    };
    let query = network.query.as_deref().map(|query| format!("?{query}")).unwrap_or_default();
    let url = format!(
        "{scheme}{transport}://{}{port}/{}{query}",
        host.name.as_deref().unwrap_or_default(),
        name.trim_start_matches('/')
    );
    let mut props = Props::new().with("driver", scheme).with("url", url);
    if let Some((user, secret)) = auth {
        props = props.with("username", user).with("password-secret", secret);
    }
    Ok(props
        .maybe("sslverify", source.ssl_verify)
        .maybe("timeout", source.timeout)
        .maybe("readahead", source.readahead))
}

//! Where an image is that another one refers to.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::device::storage::{Location, NetworkLocation, NetworkProtocol, StorageHost, Transport};
use xml::Word as _;

use crate::reference_json;

/// The location that QEMU's name for an image stands for. Relative paths begin in `directory`, that of the image
/// which says the name.
///
/// # Errors
/// 1 for a name that means something which a definition has no words for.
pub fn location_of(name: &str, directory: &str) -> Result<Location> {
    if let Some(text) = name.strip_prefix("json:") {
        return reference_json::location(text, directory);
    }
    if let Some((scheme, rest)) = name.split_once("://") {
        return uri(scheme, rest, name).map(network);
    }
    if let Some(rest) = name.strip_prefix("nbd:") {
        return nbd(rest).map(network).ok_or_else(|| malformed(name, "nbd"));
    }
    match name.split_once(':') {
        // As QEMU has it, a colon before any slash makes the first word a protocol.
        Some((protocol, _)) if !protocol.contains('/') && !protocol.is_empty() => Err(no_protocol(protocol)),
        _ => Ok(Location::File(Some(path(name, directory)))),
    }
}

/// A path, absolute.
pub(crate) fn path(name: &str, directory: &str) -> String {
    if name.starts_with('/') { name.to_owned() } else { format!("{directory}/{name}") }
}

fn network(location: NetworkLocation) -> Location {
    Location::Network(Box::new(location))
}

/// `scheme[+transport]://[user@]host[:port][/name][?query]`.
pub(crate) fn uri(scheme: &str, rest: &str, whole: &str) -> Result<NetworkLocation> {
    let (protocol, transport) = match scheme.split_once('+') {
        Some((protocol, transport)) => (protocol, Some(transport)),
        None => (scheme, None),
    };
    let known = NetworkProtocol::from_word(protocol).ok_or_else(|| no_protocol(protocol))?;
    let transport = match transport {
        Some(word) => Some(Transport::from_word(word).ok_or_else(|| {
            Error::internal(ErrorDomain::Storage, format!("invalid protocol transport type '{word}'"))
        })?),
        None => None,
    };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let (authority, name) = rest.split_once('/').unwrap_or((rest, ""));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let mut host = host(authority).ok_or_else(|| malformed(whole, protocol))?;
    host.transport = transport;
    let value = |key: &str| {
        query?
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key))
            .map(|pair| pair.1)
    };
    if transport == Some(Transport::Unix) {
        host =
            StorageHost { socket: value("socket").map(str::to_owned), transport, ..StorageHost::default() };
    }
    let mut location =
        NetworkLocation::at(known, Some(name.to_owned()).filter(|name| !name.is_empty()), vec![host]);
    if matches!(known, NetworkProtocol::Http | NetworkProtocol::Https) {
        location.query = query.map(str::to_owned);
    }
    Ok(location)
}

/// `host[:port]`, `[address][:port]`.
fn host(authority: &str) -> Option<StorageHost> {
    let (name, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (name, rest) = rest.split_once(']')?;
            (name, rest.strip_prefix(':'))
        }
        None => match authority.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (authority, None),
        },
    };
    let port = match port {
        Some(port) => Some(port.parse().ok()?),
        None => None,
    };
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    Some(StorageHost { name, port, ..StorageHost::default() })
}

/// What older QEMUs called an export: `host:port[:exportname=name]`, `unix:socket[:exportname=name]`.
fn nbd(rest: &str) -> Option<NetworkLocation> {
    let (server, name) = match rest.split_once(":exportname=") {
        Some((server, name)) => (server, Some(name.to_owned())),
        None => (rest, None),
    };
    let host = match server.strip_prefix("unix:") {
        Some(socket) => StorageHost {
            transport: Some(Transport::Unix),
            socket: Some(socket.to_owned()),
            ..StorageHost::default()
        },
        None => {
            let (name, port) = server.rsplit_once(':')?;
            let name = name.trim_start_matches('[').trim_end_matches(']');
            StorageHost {
                name: Some(name.to_owned()),
                port: Some(port.parse().ok()?),
                ..StorageHost::default()
            }
        }
    };
    Some(NetworkLocation::at(NetworkProtocol::Nbd, name, vec![host]))
}

fn no_protocol(protocol: &str) -> Error {
    Error::internal(ErrorDomain::Storage, format!("invalid backing protocol '{protocol}'"))
}

fn malformed(name: &str, protocol: &str) -> Error {
    let detail = format!("malformed {protocol} backing store path '{name}'");
    Error::new(Code::InternalError, ErrorDomain::Storage, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network_of(name: &str) -> NetworkLocation {
        match location_of(name, "/d").unwrap() {
            Location::Network(network) => *network,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn paths_begin_where_the_image_is() {
        for (name, path) in [("/a/b", "/a/b"), ("b.img", "/d/b.img"), ("../x:y", "/d/../x:y")] {
            assert_eq!(location_of(name, "/d"), Ok(Location::File(Some(path.into()))));
        }
    }

    #[test]
    fn uris_name_host_port_and_export() {
        let nbd = network_of("nbd://localhost:10999/x");
        let host =
            StorageHost { name: Some("localhost".into()), port: Some(10999), ..StorageHost::default() };
        assert_eq!(nbd, NetworkLocation::at(NetworkProtocol::Nbd, Some("x".into()), vec![host]));
        let unix = network_of("nbd+unix:///x?socket=/run/s");
        assert_eq!(unix.hosts[0].socket.as_deref(), Some("/run/s"));
        let six = network_of("http://user@[::1]:80/a/b?c=d");
        assert_eq!((six.hosts[0].name.as_deref(), six.hosts[0].port), (Some("::1"), Some(80)));
        assert_eq!((six.name.as_deref(), six.query.as_deref()), (Some("a/b"), Some("c=d")));
    }

    #[test]
    fn the_old_words_for_nbd_are_understood() {
        let nbd = network_of("nbd:localhost:7:exportname=a:b");
        assert_eq!((nbd.name.as_deref(), nbd.hosts[0].port), (Some("a:b"), Some(7)));
        assert_eq!(network_of("nbd:unix:/run/s").hosts[0].socket.as_deref(), Some("/run/s"));
        assert!(location_of("nbd:nothing", "/").unwrap_err().message.contains("malformed nbd"));
    }

    #[test]
    fn what_definitions_cannot_say_is_refused() {
        for name in ["file:/a", "gopher://x/y", "nbd+pigeon://x/y", "nbd://host:port/x"] {
            let why = location_of(name, "/").unwrap_err();
            assert_eq!(why.code, Code::InternalError, "{name}");
        }
        assert_eq!(
            location_of("file:/a", "/").unwrap_err().message,
            "internal error: invalid backing protocol 'file'"
        );
    }
}

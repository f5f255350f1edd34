//! libvirt's connection URIs: `driver[+transport]://[user@][host][:port]/[path][?parameter=value&...]`.
//! Source of the facts: libvirt's page on connection URIs, and what stock clients send.

use std::fmt;

/// Why a URI cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot understand the URI '{uri}': {why}")]
pub struct UriError {
    /// The URI.
    pub uri: String,
    /// What is wrong with it.
    pub why: String,
}

/// How the daemon is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A unix socket of this host.
    Unix,
    /// TCP, in the clear.
    Tcp,
    /// TCP with TLS; what is used when a host is named and no transport.
    Tls,
    /// The system's `ssh`, and a program on the far side that opens the socket there.
    Ssh,
}

impl Transport {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "unix" => Self::Unix,
            "tcp" => Self::Tcp,
            "tls" => Self::Tls,
            "ssh" => Self::Ssh,
            _ => return None,
        })
    }
}

/// The parameters that are for the client; all others are the driver's and go to the daemon.
const OURS: [&str; 17] = [
    "auth",
    "authfile",
    "command",
    "keyfile",
    "known_hosts",
    "known_hosts_verify",
    "mode",
    "name",
    "netcat",
    "no_sanity",
    "no_tty",
    "no_verify",
    "pkipath",
    "proxy",
    "socket",
    "sshauth",
    "tls_priority",
];

/// A URI, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uri {
    text: String,
    /// The driver: `qemu`, `xen`, `ch` ...; `remote` lets the daemon choose.
    pub driver: String,
    /// How the daemon is reached.
    pub transport: Transport,
    /// As whom to log in.
    pub user: Option<String>,
    /// On which host; a name, or an address without brackets.
    pub host: Option<String>,
    /// At which port, when it is not the usual one.
    pub port: Option<u16>,
    /// The path, with its slash: `/system`, `/session`.
    pub path: String,
    parameters: Vec<(String, String)>,
}

impl Uri {
    /// Takes a URI apart.
    ///
    /// # Errors
    /// When it is none, or names a transport that is not known.
    pub fn parse(text: &str) -> Result<Self, UriError> {
        let refuse = |why: &str| UriError { uri: text.to_owned(), why: why.to_owned() };
        let (scheme, rest) = text.split_once(':').ok_or_else(|| refuse("it has no scheme such as qemu:"))?;
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if scheme.is_empty() || !scheme.chars().all(word) {
            return Err(refuse("its scheme is no name of a driver"));
        }
        let rest = rest.split('#').next().unwrap_or_default();
        let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = match hierarchy.strip_prefix("//") {
            Some(both) => both.split_at(both.find('/').unwrap_or(both.len())),
            None => ("", hierarchy),
        };
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => (Some(decoded(user)), place),
            None => (None, authority),
        };
        let (host, port) = host_and_port(place).ok_or_else(|| refuse("its host or port cannot be read"))?;
        let (driver, transport) = match scheme.split_once('+') {
            Some((driver, transport)) => {
                let known = Transport::of(&transport.to_ascii_lowercase());
                (driver, Some(known.ok_or_else(|| refuse("its transport is none of unix, tcp, tls, ssh"))?))
            }
            None => (scheme, None),
        };
        let usual = if host.is_some() { Transport::Tls } else { Transport::Unix };
        let parameters = query
            .split(['&', ';'])
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        let transport = transport.unwrap_or(usual);
        if transport != Transport::Unix && host.is_none() {
            return Err(refuse("this transport needs a host"));
        }
        Ok(Self {
            text: text.to_owned(),
            driver: driver.to_owned(),
            transport,
            user,
            host,
            port,
            path: path.to_owned(),
            parameters,
        })
    }

    /// The value of a parameter; of one that is given more than once the last.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter that is a number is given and not 0.
    pub fn flag(&self, name: &str) -> bool {
        self.parameter(name).is_some_and(|value| value.parse::<i64>().is_ok_and(|number| number != 0))
    }

    /// Whether the user's own daemon is meant.
    pub fn is_session(&self) -> bool {
        self.path == "/session"
    }

    /// What the daemon is asked to open: the URI without what is the client's business; `name=` replaces it.
    pub fn for_the_daemon(&self) -> String {
        if let Some(name) = self.parameter("name") {
            return name.to_owned();
        }
        if self.driver == "remote" {
            return String::new();
        }
        let mut uri = format!("{}://{}", self.driver, self.path);
        let theirs = self.parameters.iter().filter(|(name, _)| !OURS.contains(&name.as_str()));
        for (at, (name, value)) in theirs.enumerate() {
            uri.push(if at == 0 { '?' } else { '&' });
            uri += &format!("{}={}", encoded(name), encoded(value));
        }
        uri
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn host_and_port(place: &str) -> Option<(Option<String>, Option<u16>)> {
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let (host, behind) = rest.split_once(']')?;
            (host, if behind.is_empty() { None } else { Some(behind.strip_prefix(':')?) })
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let port = match port {
        None | Some("") => None,
        Some(port) => Some(port.parse().ok()?),
    };
    // A host that begins with a dash would be an option of ssh.
    if host.starts_with('-') {
        return None;
    }
    Some(((!host.is_empty()).then(|| decoded(host)), port))
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (byte, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' => {
                out.push(char::from(byte));
            }
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_comes_apart() {
        for (text, transport, user, host, port, theirs) in [
            ("qemu:///system", Transport::Unix, None, None, None, "qemu:///system"),
            ("qemu:///session", Transport::Unix, None, None, None, "qemu:///session"),
            ("qemu+unix:///system?socket=/s", Transport::Unix, None, None, None, "qemu:///system"),
            ("qemu://h/system", Transport::Tls, None, Some("h"), None, "qemu:///system"),
            ("qemu+tcp://h:99/system", Transport::Tcp, None, Some("h"), Some(99), "qemu:///system"),
            (
                "qemu+ssh://u@h/system?command=/c",
                Transport::Ssh,
                Some("u"),
                Some("h"),
                None,
                "qemu:///system",
            ),
            ("qemu+tls://[::1]:1/system", Transport::Tls, None, Some("::1"), Some(1), "qemu:///system"),
            ("remote+tls://h", Transport::Tls, None, Some("h"), None, ""),
            (
                "qemu://h/system?name=test:///default",
                Transport::Tls,
                None,
                Some("h"),
                None,
                "test:///default",
            ),
            (
                "esx://h/?no_verify=1&vcenter=a%20b",
                Transport::Tls,
                None,
                Some("h"),
                None,
                "esx:///?vcenter=a%20b",
            ),
        ] {
            let uri = Uri::parse(text).unwrap();
            let found = (uri.transport, uri.user.as_deref(), uri.host.as_deref(), uri.port);
            assert_eq!(found, (transport, user, host, port), "{text}");
            assert_eq!(uri.for_the_daemon(), theirs, "{text}");
            assert_eq!(uri.to_string(), text);
        }
    }

    #[test]
    fn parameters_are_decoded() {
        let uri = Uri::parse("qemu+tls://h/system?no_verify=1&pkipath=/a%2fb&x").unwrap();
        assert!(uri.flag("no_verify") && !uri.flag("no_tty") && !uri.flag("x"));
        assert_eq!((uri.parameter("pkipath"), uri.parameter("x")), (Some("/a/b"), Some("")));
    }

    #[test]
    fn what_is_no_uri_is_refused() {
        for text in [
            "",
            "qemu",
            "://h",
            "qemu+smoke://h/",
            "qemu+ssh:///system",
            "qemu+tcp://h:x/",
            "qemu+ssh://-oP/",
        ] {
            assert!(Uri::parse(text).is_err(), "{text}");
        }
    }
}

//! The URI that a client opens: which ones are ours, and how the others are refused.

use errors::{Code, Domain, Error, Result};

/// The URI that a connection is open for when its client asks for `name`. No name at all means `own`, the
/// daemon's.
///
/// # Errors
/// It is no URI, or one that some other driver would have to serve.
pub(super) fn accept(name: &str, own: &str) -> Result<String> {
    if name.is_empty() {
        return Ok(own.to_owned());
    }
    let uri = Uri::parse(name)
        .ok_or_else(|| Error::new(Code::InternalError, Domain::Uri, format!("Unable to parse URI {name}")))?;
    let Some(scheme) = uri.scheme else {
        return Err(no_driver(format!("URI '{name}' does not include a driver name")));
    };
    if scheme != "qemu" || uri.host.is_some() {
        return Err(no_driver(name.to_owned()));
    }
    // Root reaches the host's guests under either name, and whoever reached a user's socket is that user.
    if !matches!(uri.path, "/system" | "/session") {
        let detail = format!("unexpected qemu URI path '{}', try {own}", uri.path);
        return Err(Error::new(Code::InternalError, Domain::None, detail));
    }
    Ok(format!("qemu://{}{}", uri.path, uri.rest))
}

fn no_driver(detail: String) -> Error {
    Error::new(Code::NoConnect, Domain::None, detail)
}

/// As much of a URI (RFC 3986) as decides who serves it.
struct Uri<'a> {
    scheme: Option<&'a str>,
    host: Option<&'a str>,
    path: &'a str,
    /// Query and fragment, with the signs in front of them.
    rest: &'a str,
}

impl<'a> Uri<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        if !text.bytes().all(is_allowed) || has_bad_escape(text) {
            return None;
        }
        let (before, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
        let (scheme, hierarchy) = match before.split_once(':') {
            Some((scheme, hierarchy)) if is_scheme(scheme) => (Some(scheme), hierarchy),
            _ => (None, before),
        };
        let (host, path) = match hierarchy.strip_prefix("//") {
            Some(authority) => {
                let (host, path) = authority.split_at(authority.find('/').unwrap_or(authority.len()));
                (Some(host).filter(|host| !host.is_empty()), path)
            }
            None => (None, hierarchy),
        };
        Some(Self { scheme, host, path, rest })
    }
}

fn is_scheme(text: &str) -> bool {
    let rest_is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(rest_is_fine)
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

fn has_bad_escape(text: &str) -> bool {
    text.split('%').skip(1).any(|after| {
        !after.bytes().take(2).filter(u8::is_ascii_hexdigit).eq(after.bytes().take(2)) || after.len() < 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "qemu:///system";

    #[test]
    fn ours() {
        for (name, uri) in [
            ("", OWN),
            ("qemu:///system", OWN),
            ("qemu:/system", OWN),
            ("qemu:///session", "qemu:///session"),
            ("qemu:///system?foo=bar", "qemu:///system?foo=bar"),
            ("qemu:///system#part", "qemu:///system#part"),
        ] {
            assert_eq!(accept(name, OWN).as_deref(), Ok(uri), "{name}");
        }
    }

    #[test]
    fn others_are_refused_as_libvirt_refuses_them() {
        for (name, code, domain, message) in [
            ("qemu:///foo", 1, 0, "internal error: unexpected qemu URI path '/foo', try qemu:///system"),
            ("qemu:///", 1, 0, "internal error: unexpected qemu URI path '/', try qemu:///system"),
            ("qemu:", 1, 0, "internal error: unexpected qemu URI path '', try qemu:///system"),
            (
                "qemu:///system/",
                1,
                0,
                "internal error: unexpected qemu URI path '/system/', try qemu:///system",
            ),
            ("qemu+unix:///system", 5, 0, "no connection driver available for qemu+unix:///system"),
            ("QEMU:///system", 5, 0, "no connection driver available for QEMU:///system"),
            ("test:///default", 5, 0, "no connection driver available for test:///default"),
            ("xen:///", 5, 0, "no connection driver available for xen:///"),
            ("qemu", 5, 0, "no connection driver available for URI 'qemu' does not include a driver name"),
            ("///", 5, 0, "no connection driver available for URI '///' does not include a driver name"),
            ("%%", 1, 45, "internal error: Unable to parse URI %%"),
            ("qemu:///a b", 1, 45, "internal error: Unable to parse URI qemu:///a b"),
        ] {
            let e = accept(name, OWN).unwrap_err();
            assert_eq!((e.code.number(), e.domain.number(), e.message.as_str()), (code, domain, message));
        }
    }
}

//! Whether a TCP port is free.

use std::io;
use std::net::{IpAddr, SocketAddr};

use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, ipproto, socket_with, sockopt};

/// Whether a TCP server could bind this port on this address now. Another program may take it a moment later.
///
/// # Errors
/// When the address is none of this machine's, or may not be bound.
pub fn is_free(address: IpAddr, port: u16) -> io::Result<bool> {
    let family = if address.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let socket = socket_with(family, SocketType::STREAM, SocketFlags::CLOEXEC, Some(ipproto::TCP))?;
    // As QEMU binds: a port whose last connection is still being wound up (TIME_WAIT) is free.
    sockopt::set_socket_reuseaddr(&socket, true)?;
    if address.is_ipv6() {
        sockopt::set_ipv6_v6only(&socket, true)?;
    }
    match bind(&socket, &SocketAddr::new(address, port)) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::ADDRINUSE) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

    #[test]
    fn a_listener_takes_its_port() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(!is_free(Ipv4Addr::LOCALHOST.into(), port).unwrap());
        assert!(!is_free(Ipv4Addr::UNSPECIFIED.into(), port).unwrap());
        drop(listener);
        assert!(is_free(Ipv4Addr::LOCALHOST.into(), port).unwrap());
        assert!(is_free(Ipv4Addr::new(192, 0, 2, 1).into(), port).is_err(), "not our address");
        if let Ok(listener) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) {
            let port = listener.local_addr().unwrap().port();
            assert!(!is_free(Ipv6Addr::LOCALHOST.into(), port).unwrap());
        }
    }
}

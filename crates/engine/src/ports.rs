//! TCP ports for displays: no two guests get the same one, and none that somebody else listens on.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Uuid;

/// Who has which port.
#[derive(Debug)]
pub(crate) struct Ports {
    range: (u16, u16),
    taken: Mutex<HashMap<u16, Uuid>>,
}

impl Ports {
    pub(crate) fn new(range: (u16, u16)) -> Self {
        Self { range, taken: Mutex::default() }
    }

    /// The first free port of the range, or `wanted` and none else.
    ///
    /// # Errors
    /// 1 "Failed to reserve port ..." when another guest has the one that is wanted, and "Unable to find an unused
    /// port in range ..." when there is none.
    pub(crate) fn claim(&self, guest: Uuid, address: &str, wanted: Option<u16>) -> Result<u16> {
        let address = address.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let mut taken = self.lock();
        if let Some(port) = wanted {
            // A port that somebody else listens on is tried all the same: QEMU says best what is wrong with it.
            return match *taken.entry(port).or_insert(guest) {
                owner if owner == guest => Ok(port),
                _ => Err(Error::internal(ErrorDomain::None, format!("Failed to reserve port {port}"))),
            };
        }
        let (first, last) = self.range;
        let free = (first..=last)
            .find(|port| !taken.contains_key(port) && host::ports::is_free(address, *port).unwrap_or(false));
        let Some(port) = free else {
            let detail = format!("Unable to find an unused port in range 'VNC' ({first}-{last})");
            return Err(Error::new(Code::InternalError, ErrorDomain::Qemu, detail));
        };
        taken.insert(port, guest);
        Ok(port)
    }

    /// A port that a guest was found with after the daemon had been away.
    pub(crate) fn restore(&self, guest: Uuid, port: u16) {
        self.lock().insert(port, guest);
    }

    pub(crate) fn release(&self, guest: Uuid) {
        self.lock().retain(|_, owner| *owner != guest);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u16, Uuid>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_belongs_to_one_guest_until_it_is_released() {
        let ports = Ports::new((45_000, 45_100));
        let (one, two) = (Uuid::from_bytes([1; 16]), Uuid::from_bytes([2; 16]));
        let first = ports.claim(one, "127.0.0.1", None).unwrap();
        let second = ports.claim(two, "127.0.0.1", None).unwrap();
        assert_ne!(first, second);
        let why = ports.claim(two, "127.0.0.1", Some(first)).unwrap_err();
        assert_eq!(why.message, format!("internal error: Failed to reserve port {first}"));
        ports.release(one);
        assert_eq!(ports.claim(two, "127.0.0.1", None).unwrap(), first);
    }

    #[test]
    fn a_port_that_somebody_listens_on_is_passed_over() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let ports = Ports::new((port, port));
        assert!(ports.claim(Uuid::from_bytes([1; 16]), "127.0.0.1", None).is_err());
    }
}

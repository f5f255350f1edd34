//! TAP devices: a network interface of the host whose other end is a descriptor (tun(4),
//! `Documentation/networking/tuntap.rst`), bridges that they are plugged into, and vhost-net.

use std::ffi::c_void;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::ioctl::{self, Ioctl, IoctlOutput, Opcode};

/// The device that TAP devices are made by.
const TUN: &str = "/dev/net/tun";

/// `SIOCBRADDIF` (linux/sockios.h), which the libc crate lacks.
const ADD_TO_BRIDGE: libc::c_ulong = 0x89a2;

/// The longest name of an interface, in bytes (`IFNAMSIZ` less its end).
pub const MAX_NAME: usize = libc::IFNAMSIZ - 1;

/// A network interface as the kernel's requests have it (`struct ifreq`, netdevice(7)).
#[repr(C)]
#[derive(Clone, Copy)]
struct Request {
    name: [u8; libc::IFNAMSIZ],
    data: [u8; 24],
}

impl Request {
    fn named(name: &str) -> io::Result<Self> {
        if name.is_empty() || name.len() > MAX_NAME || name.bytes().any(|byte| byte == 0 || byte == b'/') {
            return Err(io::Error::from_raw_os_error(libc::EINVAL));
        }
        let mut request = Self { name: [0; libc::IFNAMSIZ], data: [0; 24] };
        for (place, byte) in request.name.iter_mut().zip(name.bytes()) {
            *place = byte;
        }
        Ok(request)
    }

    fn with(mut self, data: &[u8]) -> Self {
        for (place, byte) in self.data.iter_mut().zip(data) {
            *place = *byte;
        }
        self
    }
}

/// One ioctl that takes an interface and may fill in its name.
struct Ask<'a>(Opcode, &'a mut Request);

#[expect(unsafe_code, reason = "the kernel's network interfaces are configured by ioctl")]
// SAFETY: every request that is made here reads and writes one `struct ifreq`, which `Request` is.
unsafe impl Ioctl for Ask<'_> {
    type Output = ();
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        self.0
    }

    fn as_ptr(&mut self) -> *mut c_void {
        std::ptr::from_mut(self.1).cast()
    }

    unsafe fn output_from_ptr(_: IoctlOutput, _: *mut c_void) -> rustix::io::Result<()> {
        Ok(())
    }
}

fn ask(descriptor: &impl AsFd, code: libc::c_ulong, request: &mut Request) -> io::Result<()> {
    let code = Opcode::try_from(code).map_err(|_| io::Error::from_raw_os_error(libc::EINVAL))?;
    #[expect(unsafe_code, reason = "the kernel's network interfaces are configured by ioctl")]
    // SAFETY: the codes used in this file are those of requests on a `struct ifreq`.
    unsafe { ioctl::ioctl(descriptor, Ask(code, request)) }.map_err(io::Error::from)
}

/// What an open TAP device is to be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TapOptions {
    /// Its name; one with `%d` gets the first number that is free.
    pub name: String,
    /// How many queues: as many descriptors.
    pub queues: usize,
    /// Packets carry virtio's header, by which checksums and segmentation are left to the host.
    pub virtio_header: bool,
}

/// A TAP device that is open. It is gone when its last descriptor is closed, unless it was there before.
#[derive(Debug)]
pub struct Tap {
    /// Its name.
    pub name: String,
    /// A descriptor for each queue.
    pub queues: Vec<OwnedFd>,
}

/// Opens a TAP device; makes it if it is not there.
///
/// # Errors
/// `PermissionDenied` without the right to make network devices, `ResourceBusy` when somebody else has it.
pub fn open_tap(options: &TapOptions) -> io::Result<Tap> {
    let mut flags = libc::IFF_TAP | libc::IFF_NO_PI;
    if options.queues > 1 {
        flags |= libc::IFF_MULTI_QUEUE;
    }
    if options.virtio_header {
        flags |= libc::IFF_VNET_HDR;
    }
    let flags = libc::c_short::try_from(flags).map_err(|_| io::Error::from_raw_os_error(libc::EINVAL))?;
    let mut request = Request::named(&options.name)?;
    let mut queues = Vec::new();
    for _ in 0..options.queues.max(1) {
        let file = OpenOptions::new().read(true).write(true).open(TUN)?;
        // The kernel has filled in the name at the first, which the others have to name.
        request = request.with(&flags.to_ne_bytes());
        ask(&file, libc::TUNSETIFF, &mut request)?;
        queues.push(OwnedFd::from(file));
    }
    let name: Vec<u8> = request.name.iter().copied().take_while(|byte| *byte != 0).collect();
    Ok(Tap { name: String::from_utf8_lossy(&name).into_owned(), queues })
}

/// Opens the kernel's network backend once for each queue; `None` when it has none.
pub fn open_vhost(device: &Path, queues: usize) -> Option<Vec<OwnedFd>> {
    let open = || OpenOptions::new().read(true).write(true).open(device).map(OwnedFd::from);
    (0..queues.max(1)).map(|_| open()).collect::<io::Result<_>>().ok()
}

/// Gives an interface its hardware address.
///
/// # Errors
/// When it is not there, or may not be changed.
pub fn set_address(name: &str, address: [u8; 6]) -> io::Result<()> {
    let family = libc::ARPHRD_ETHER.to_ne_bytes();
    let data: Vec<u8> = family.into_iter().chain(address).collect();
    ask(&socket()?, libc::SIOCSIFHWADDR, &mut Request::named(name)?.with(&data))
}

/// How large a packet of the interface may be, in bytes.
///
/// # Errors
/// When it is not there.
pub fn mtu(name: &str) -> io::Result<u32> {
    let mut request = Request::named(name)?;
    ask(&socket()?, libc::SIOCGIFMTU, &mut request)?;
    Ok(u32::from_ne_bytes(first(&request)))
}

/// Sets how large a packet may be, in bytes.
///
/// # Errors
/// When it is not there, or cannot be that large.
pub fn set_mtu(name: &str, mtu: u32) -> io::Result<()> {
    ask(&socket()?, libc::SIOCSIFMTU, &mut Request::named(name)?.with(&mtu.to_ne_bytes()))
}

/// Brings an interface up.
///
/// # Errors
/// When it is not there, or may not be changed.
pub fn bring_up(name: &str) -> io::Result<()> {
    let socket = socket()?;
    let mut request = Request::named(name)?;
    ask(&socket, libc::SIOCGIFFLAGS, &mut request)?;
    let [low, high, ..] = first(&request);
    let flags = i32::from(libc::c_short::from_ne_bytes([low, high])) | libc::IFF_UP;
    let flags = libc::c_short::try_from(flags).unwrap_or(libc::c_short::MAX);
    ask(&socket, libc::SIOCSIFFLAGS, &mut request.with(&flags.to_ne_bytes()))
}

/// Plugs an interface into a bridge.
///
/// # Errors
/// When either is not there, the other is no bridge, or may not be changed.
pub fn plug_into(bridge: &str, name: &str) -> io::Result<()> {
    let index = index(name)?;
    ask(&socket()?, ADD_TO_BRIDGE, &mut Request::named(bridge)?.with(&index.to_ne_bytes()))
}

/// The kernel's number of an interface.
///
/// # Errors
/// When it is not there.
pub fn index(name: &str) -> io::Result<u32> {
    let mut request = Request::named(name)?;
    ask(&socket()?, libc::SIOCGIFINDEX, &mut request)?;
    Ok(u32::from_ne_bytes(first(&request)))
}

fn first(request: &Request) -> [u8; 4] {
    let [a, b, c, d, ..] = request.data;
    [a, b, c, d]
}

/// A socket to ask the kernel's network by.
fn socket() -> io::Result<File> {
    let socket = std::os::unix::net::UnixDatagram::unbound()?;
    Ok(File::from(OwnedFd::from(socket)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_interface_can_have_are_refused() {
        for name in ["", "a/b", "sixteen-bytes-xx", "nul\0"] {
            assert!(Request::named(name).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_there_is_asked_and_what_is_not_is_an_error() {
        assert_eq!(index("lo").unwrap(), 1);
        assert!(mtu("lo").unwrap() >= 1500);
        assert_eq!(mtu("no-such-device").unwrap_err().raw_os_error(), Some(libc::ENODEV));
    }

    #[test]
    fn a_tap_device_gets_a_free_name_and_goes_with_its_descriptor() {
        let options = TapOptions { name: "fvtest%d".into(), queues: 1, virtio_header: true };
        let tap = match open_tap(&options) {
            Ok(tap) => tap,
            Err(why) => return eprintln!("skipped: no TAP device can be made here: {why}"),
        };
        assert!(tap.name.starts_with("fvtest") && !tap.name.contains('%'), "{}", tap.name);
        set_address(&tap.name, [0xfe, 0x54, 0, 1, 2, 3]).unwrap();
        bring_up(&tap.name).unwrap();
        assert!(index(&tap.name).unwrap() > 0);
        let name = tap.name.clone();
        drop(tap);
        assert!(index(&name).is_err());
    }
}

//! One device by itself: what a client plugs in, changes or takes away.

use errors::Code;
use xml::{Document, Fault, Result};

use super::Devices;
use super::audio::Audio;
use super::channel::Channel;
use super::console::Console;
use super::controller::Controller;
use super::crypto::Crypto;
use super::disk::Disk;
use super::filesystem::Filesystem;
use super::graphics::Graphics;
use super::hostdev::HostDev;
use super::hub::Hub;
use super::info::DeviceInfo;
use super::input::Input;
use super::interface::Interface;
use super::iommu::Iommu;
use super::lease::Lease;
use super::memballoon::MemBalloon;
use super::memory::MemoryDevice;
use super::nvram::NvramDevice;
use super::panic::Panic;
use super::parallel::Parallel;
use super::pstore::Pstore;
use super::redirdev::RedirDev;
use super::rng::Rng;
use super::serial::Serial;
use super::shmem::Shmem;
use super::smartcard::Smartcard;
use super::sound::Sound;
use super::tpm::Tpm;
use super::video::Video;
use super::vsock::Vsock;
use super::watchdog::Watchdog;
use crate::Parse;

/// Where the devices of a kind are kept: a list, or a place for the only one.
trait Shelf<T> {
    fn count(&self) -> usize;
    fn at(&self, index: usize) -> Option<&T>;
    fn at_mut(&mut self, index: usize) -> Option<&mut T>;
    fn put(&mut self, device: T);
    fn take_at(&mut self, index: usize) -> Option<T>;
}

impl<T> Shelf<T> for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Option<&T> {
        self.get(index)
    }

    fn at_mut(&mut self, index: usize) -> Option<&mut T> {
        self.get_mut(index)
    }

    fn put(&mut self, device: T) {
        self.push(device);
    }

    fn take_at(&mut self, index: usize) -> Option<T> {
        (index < self.len()).then(|| self.remove(index))
    }
}

impl<T> Shelf<T> for Option<T> {
    fn count(&self) -> usize {
        usize::from(self.is_some())
    }

    fn at(&self, index: usize) -> Option<&T> {
        self.as_ref().filter(|_| index == 0)
    }

    fn at_mut(&mut self, index: usize) -> Option<&mut T> {
        self.as_mut().filter(|_| index == 0)
    }

    fn put(&mut self, device: T) {
        *self = Some(device);
    }

    fn take_at(&mut self, index: usize) -> Option<T> {
        self.take_if(|_| index == 0)
    }
}

/// Which of the devices: its kind, and its position among those of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The kind.
    pub kind: DeviceKind,
    /// From 0.
    pub index: usize,
}

macro_rules! devices {
    ($($kind:ident $field:ident $type:ident $word:literal $info:tt;)*) => {
        /// The kinds of devices.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each is named after its element")]
        pub enum DeviceKind { $($kind,)* }

        /// One device by itself.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "each is named after its element")]
        pub enum Device { $($kind(Box<$type>),)* }

        impl DeviceKind {
            /// libvirt's word for the kind.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }
        }

        impl Device {
            /// Its kind.
            pub const fn kind(&self) -> DeviceKind {
                match self { $(Self::$kind(_) => DeviceKind::$kind,)* }
            }

            /// What it has in common with other devices; displays, audio backends and leases have nothing.
            pub fn info(&self) -> Option<&DeviceInfo> {
                match self { $(Self::$kind(device) => devices!(@info device $info),)* }
            }

            /// The same, to be changed.
            pub fn info_mut(&mut self) -> Option<&mut DeviceInfo> {
                match self { $(Self::$kind(device) => devices!(@info_mut device $info),)* }
            }
        }

        impl Devices {
            /// How many there are of a kind.
            pub fn count(&self, kind: DeviceKind) -> usize {
                match kind { $(DeviceKind::$kind => Shelf::count(&self.$field),)* }
            }

            /// The device at a position.
            pub fn device_at(&self, at: Position) -> Option<Device> {
                match at.kind {
                    $(DeviceKind::$kind => {
                        Shelf::at(&self.$field, at.index).cloned().map(|device| Device::$kind(Box::new(device)))
                    })*
                }
            }

            /// What the device at a position has in common with others.
            pub fn info_at(&self, at: Position) -> Option<&DeviceInfo> {
                match at.kind {
                    $(DeviceKind::$kind => {
                        Shelf::at(&self.$field, at.index).and_then(|device| devices!(@info device $info))
                    })*
                }
            }

            /// The same, to be changed.
            pub fn info_at_mut(&mut self, at: Position) -> Option<&mut DeviceInfo> {
                match at.kind {
                    $(DeviceKind::$kind => {
                        Shelf::at_mut(&mut self.$field, at.index)
                            .and_then(|device| devices!(@info_mut device $info))
                    })*
                }
            }

            /// Puts a device behind those of its kind; gives its position.
            pub fn add(&mut self, device: Device) -> Position {
                match device {
                    $(Device::$kind(device) => {
                        Shelf::put(&mut self.$field, *device);
                        let index = Shelf::count(&self.$field).saturating_sub(1);
                        Position { kind: DeviceKind::$kind, index }
                    })*
                }
            }

            /// Takes a device away.
            pub fn remove(&mut self, at: Position) -> Option<Device> {
                match at.kind {
                    $(DeviceKind::$kind => {
                        Shelf::take_at(&mut self.$field, at.index).map(|device| Device::$kind(Box::new(device)))
                    })*
                }
            }

            /// Puts a device in the place of another of its kind.
            pub fn replace(&mut self, index: usize, device: Device) {
                match device {
                    $(Device::$kind(device) => {
                        if let Some(place) = Shelf::at_mut(&mut self.$field, index) {
                            *place = *device;
                        }
                    })*
                }
            }

            /// All positions, kind by kind.
            pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
                let kinds = [$(DeviceKind::$kind,)*];
                kinds.into_iter().flat_map(|kind| {
                    (0..self.count(kind)).map(move |index| Position { kind, index })
                })
            }
        }
    };
    (@info $device:ident info) => { Some(&$device.info) };
    (@info $device:ident none) => {{ let _ = $device; None }};
    (@info_mut $device:ident info) => { Some(&mut $device.info) };
    (@info_mut $device:ident none) => {{ let _ = $device; None }};
}

devices! {
    Disk disks Disk "disk" info;
    Controller controllers Controller "controller" info;
    Lease leases Lease "lease" none;
    Filesystem filesystems Filesystem "filesystem" info;
    Interface interfaces Interface "interface" info;
    Smartcard smartcards Smartcard "smartcard" info;
    Serial serials Serial "serial" info;
    Parallel parallels Parallel "parallel" info;
    Console consoles Console "console" info;
    Channel channels Channel "channel" info;
    Input inputs Input "input" info;
    Tpm tpms Tpm "tpm" info;
    Graphics graphics Graphics "graphics" none;
    Sound sounds Sound "sound" info;
    Audio audios Audio "audio" none;
    Video videos Video "video" info;
    HostDev hostdevs HostDev "hostdev" info;
    RedirDev redirdevs RedirDev "redirdev" info;
    Hub hubs Hub "hub" info;
    Watchdog watchdogs Watchdog "watchdog" info;
    MemBalloon memballoon MemBalloon "memballoon" info;
    Rng rngs Rng "rng" info;
    Nvram nvram NvramDevice "nvram" info;
    Panic panics Panic "panic" info;
    Shmem shmems Shmem "shmem" info;
    Memory memories MemoryDevice "memory" info;
    Crypto cryptos Crypto "crypto" info;
    Iommu iommu Iommu "iommu" info;
    Vsock vsock Vsock "vsock" info;
    Pstore pstore Pstore "pstore" info;
}

impl Device {
    /// Reads a device as a client sends it.
    ///
    /// # Errors
    /// XML that is not well-formed, kinds that are not known, and content that libvirt refuses.
    pub fn parse(text: &str, how: Parse) -> errors::Result<Self> {
        Ok(Self::parse_located(text, how)?)
    }

    fn parse_located(text: &str, how: Parse) -> Result<Self> {
        let document = Document::parse(text)?;
        let root = document.root();
        let mut devices = Devices::default();
        devices.device(&root, how)?;
        let at = devices.positions().next();
        let found = at.and_then(|at| devices.remove(at));
        found.ok_or_else(|| {
            let detail = format!("unknown device type '{}'", root.name());
            Fault::of(errors::Domain::Domain, Code::ConfigUnsupported, detail).at(root.position())
        })
    }
}

impl Devices {
    /// The device that has this alias; a console that is only another name of a serial port is not it.
    pub fn position_of_alias(&self, alias: &str) -> Option<Position> {
        self.positions().find(|at| self.info_at(*at).is_some_and(|info| info.alias.as_deref() == Some(alias)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_comes_and_goes() {
        let device = Device::parse("<rng model='virtio'><backend model='builtin'/></rng>", Parse::INACTIVE);
        let mut device = device.unwrap();
        device.info_mut().unwrap().alias = Some("rng0".to_owned());
        let mut devices = Devices::default();
        let at = devices.add(device.clone());
        assert_eq!(at, Position { kind: DeviceKind::Rng, index: 0 });
        assert_eq!(devices.position_of_alias("rng0"), Some(at));
        assert_eq!(devices.remove(at), Some(device));
        assert_eq!(devices.count(DeviceKind::Rng), 0);
    }

    #[test]
    fn what_is_no_device_is_refused() {
        let error = Device::parse("<foo/>", Parse::INACTIVE).unwrap_err();
        assert_eq!(error.message, "unsupported configuration: unknown device type 'foo'");
    }
}

//! All devices of a guest, by kind.

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
use super::redirdev::{RedirDev, RedirFilter};
use super::rng::Rng;
use super::serial::Serial;
use super::shmem::Shmem;
use super::smartcard::Smartcard;
use super::sound::Sound;
use super::tpm::Tpm;
use super::video::Video;
use super::vsock::Vsock;
use super::watchdog::Watchdog;

/// All devices of a guest, by kind, in the order libvirt writes the kinds.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is named after the element it holds")]
pub struct Devices {
    pub emulator: Option<String>,
    pub disks: Vec<Disk>,
    pub controllers: Vec<Controller>,
    pub leases: Vec<Lease>,
    pub filesystems: Vec<Filesystem>,
    pub interfaces: Vec<Interface>,
    pub smartcards: Vec<Smartcard>,
    pub serials: Vec<Serial>,
    pub parallels: Vec<Parallel>,
    pub consoles: Vec<Console>,
    pub channels: Vec<Channel>,
    pub inputs: Vec<Input>,
    pub tpms: Vec<Tpm>,
    pub graphics: Vec<Graphics>,
    pub sounds: Vec<Sound>,
    pub audios: Vec<Audio>,
    pub videos: Vec<Video>,
    pub hostdevs: Vec<HostDev>,
    pub redirdevs: Vec<RedirDev>,
    pub redir_filter: Option<RedirFilter>,
    pub hubs: Vec<Hub>,
    pub watchdogs: Vec<Watchdog>,
    pub memballoon: Option<MemBalloon>,
    pub rngs: Vec<Rng>,
    pub nvram: Option<NvramDevice>,
    pub panics: Vec<Panic>,
    pub shmems: Vec<Shmem>,
    pub memories: Vec<MemoryDevice>,
    pub cryptos: Vec<Crypto>,
    pub iommu: Option<Iommu>,
    pub vsock: Option<Vsock>,
    pub pstore: Option<Pstore>,
}

/// Calls a macro with the name of every field whose devices have an `info`.
macro_rules! with_infos {
    ($each:ident) => {
        $each! {
            disks controllers filesystems interfaces smartcards serials parallels consoles channels inputs
            tpms sounds videos hostdevs redirdevs hubs watchdogs memballoon rngs nvram panics shmems
            memories cryptos iommu vsock pstore
        }
    };
}

impl Devices {
    /// What every device has in common (alias, address ...), kind by kind.
    ///
    /// Displays, audio backends and leases have no such thing.
    pub fn infos(&self) -> impl Iterator<Item = &DeviceInfo> {
        macro_rules! chain {
            ($($field:ident)*) => { std::iter::empty()$(.chain(self.$field.iter().map(|device| &device.info)))* };
        }
        with_infos!(chain)
    }

    /// The same, to be changed.
    pub fn infos_mut(&mut self) -> impl Iterator<Item = &mut DeviceInfo> {
        macro_rules! chain {
            ($($field:ident)*) => {
                std::iter::empty()$(.chain(self.$field.iter_mut().map(|device| &mut device.info)))*
            };
        }
        with_infos!(chain)
    }
}

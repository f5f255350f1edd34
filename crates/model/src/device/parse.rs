//! Reading all devices.

use errors::Code;
use xml::{Element, Result};

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
use crate::Parse;

impl Devices {
    /// Reads `<devices>`; kinds that are not known are ignored.
    pub(crate) fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let mut devices = Self::default();
        for child in e.children() {
            devices.device(&child, how)?;
        }
        Ok(devices)
    }

    pub(super) fn device(&mut self, e: &Element<'_>, how: Parse) -> Result<()> {
        match e.name() {
            "emulator" => {
                let path = e.text();
                let path = Some(path.into_owned()).filter(|path| !path.is_empty());
                self.emulator = self.emulator.take().or(path);
            }
            "disk" => self.disks.push(Disk::parse(e, how)?),
            "controller" => self.controllers.push(Controller::parse(e, how)?),
            "lease" => self.leases.push(Lease::parse(e)?),
            "filesystem" => self.filesystems.push(Filesystem::parse(e, how)?),
            "interface" => self.interfaces.push(Interface::parse(e, how)?),
            "smartcard" => self.smartcards.push(Smartcard::parse(e, how)?),
            "serial" => self.serials.push(Serial::parse(e, how)?),
            "parallel" => self.parallels.push(Parallel::parse(e, how)?),
            "console" => self.consoles.push(Console::parse(e, how)?),
            "channel" => self.channels.push(Channel::parse(e, how)?),
            "input" => self.inputs.push(Input::parse(e, how)?),
            "tpm" => self.tpms.push(Tpm::parse(e, how)?),
            "graphics" => self.graphics.push(Graphics::parse(e, how)?),
            "sound" => self.sounds.push(Sound::parse(e, how)?),
            "audio" => self.audios.push(Audio::parse(e)?),
            "video" => self.videos.push(Video::parse(e, how)?),
            "hostdev" => self.hostdevs.push(HostDev::parse(e, how)?),
            "redirdev" => self.redirdevs.push(RedirDev::parse(e, how)?),
            "hub" => self.hubs.push(Hub::parse(e, how)?),
            "watchdog" => self.watchdogs.push(Watchdog::parse(e, how)?),
            "rng" => self.rngs.push(Rng::parse(e, how)?),
            "panic" => self.panics.push(Panic::parse(e, how)?),
            "shmem" => self.shmems.push(Shmem::parse(e, how)?),
            "memory" => self.memories.push(MemoryDevice::parse(e, how)?),
            "crypto" => self.cryptos.push(Crypto::parse(e, how)?),
            _ => self.only_device(e, how)?,
        }
        Ok(())
    }

    /// A device of which there can be only one.
    fn only_device(&mut self, e: &Element<'_>, how: Parse) -> Result<()> {
        match e.name() {
            "redirfilter" => {
                let rules = RedirFilter::parse(e)?;
                only(&mut self.redir_filter, e, rules, "only one set of redirection filter rule is supported")
            }
            "memballoon" => {
                let balloon = MemBalloon::parse(e, how)?;
                only(&mut self.memballoon, e, balloon, "only a single memory balloon device is supported")
            }
            "nvram" => {
                let nvram = NvramDevice::parse(e, how)?;
                only(&mut self.nvram, e, nvram, "only a single nvram device is supported")
            }
            "iommu" => {
                let iommu = Iommu::parse(e, how)?;
                only(&mut self.iommu, e, iommu, "only a single IOMMU device is supported")
            }
            "vsock" => {
                let vsock = Vsock::parse(e, how)?;
                only(&mut self.vsock, e, vsock, "only a single vsock device is supported")
            }
            "pstore" => {
                let pstore = Pstore::parse(e, how)?;
                only(&mut self.pstore, e, pstore, "only a single pstore device is supported")
            }
            _ => Ok(()),
        }
    }
}

fn only<T>(place: &mut Option<T>, e: &Element<'_>, device: T, complaint: &str) -> Result<()> {
    // Newer kinds are told as mistakes of the document, older ones as libvirt's own.
    let code = match e.name() {
        "iommu" | "vsock" | "pstore" => Code::XmlError,
        _ => Code::InternalError,
    };
    match place.replace(device) {
        Some(_) => Err(e.fault(code, complaint)),
        None => Ok(()),
    }
}

//! What completing a definition has to know of the host and of its administrator's wishes: plain
//! values. The daemon gathers them, a test writes them by hand.

use caps::Arch;
use model::device::audio::{AudioBackend, SdlDriver};
use xml::Word as _;

use crate::FirmwareDescriptor;

/// What defining a guest depends on besides its XML and its emulator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFacts {
    /// The host's own architecture: that of a definition which names none.
    pub arch: Arch,
    /// The emulators that are installed, the preferred one of an architecture first.
    pub emulators: Vec<InstalledEmulator>,
    /// What is made up for a definition that does not say it.
    pub random: Randomness,
    /// What the administrator wants.
    pub policy: Policy,
}

/// An emulator on this host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledEmulator {
    /// Which guests it runs.
    pub arch: Arch,
    /// Where it is.
    pub path: String,
}

/// Random values: used in the order given, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Randomness {
    /// The UUID of a guest that has none; the version bits are set here.
    pub uuid: [u8; 16],
    /// The generation id of a guest that asks for one.
    pub genid: [u8; 16],
    /// The last three bytes of the addresses of network interfaces that have none: one for each.
    pub macs: Vec<[u8; 3]>,
}

/// What the administrator decided for all guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The address that VNC listens on when the definition names none.
    pub vnc_listen: String,
    /// The address that SPICE listens on when the definition names none.
    pub spice_listen: String,
    /// VNC listens on a unix socket when the definition names no address.
    pub vnc_auto_unix_socket: bool,
    /// SPICE listens on a unix socket when the definition names no address.
    pub spice_auto_unix_socket: bool,
    /// A guest with VNC may play sound on the host.
    pub vnc_allow_host_audio: bool,
    /// A guest without graphics may play sound on the host.
    pub nographics_allow_host_audio: bool,
    /// Where sound goes that is played on the host: what [`Policy::host_audio`] makes of the daemon's environment.
    pub host_audio: Option<AudioBackend>,
    /// SPICE has encrypted ports.
    pub spice_tls: bool,
    /// Character devices over TCP are encrypted unless their definition says otherwise.
    pub chardev_tls: bool,
    /// NBD is encrypted unless the definition says otherwise.
    pub nbd_tls: bool,
    /// Who labels the guest's files.
    pub security: SecurityPolicy,
    /// The firmware that may be chosen, the best first: in the order of the descriptors' file names,
    /// those that an administrator has hidden left out.
    pub firmware: Vec<FirmwareDescriptor>,
    /// Images of firmware code that have no descriptor, each with the template of its variables.
    pub nvram_templates: Vec<(String, String)>,
    /// The directory for the variables of guests' firmware, without a slash at the end.
    pub nvram_dir: String,
}

/// Who labels the guest's process and files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SecurityPolicy {
    /// Nobody.
    #[default]
    None,
    /// Ownership: the emulator runs as this user and group.
    Dac {
        /// User id.
        uid: u32,
        /// Group id.
        gid: u32,
    },
}

impl Policy {
    /// Where sound goes by the variables that QEMU itself once heeded: `QEMU_AUDIO_DRV`, and `SDL_AUDIODRIVER` when
    /// that is SDL.
    pub fn host_audio(driver: Option<&str>, sdl: Option<&str>) -> Option<AudioBackend> {
        let backend = match driver? {
            "none" => AudioBackend::None,
            "alsa" => AudioBackend::Alsa,
            "coreaudio" => AudioBackend::CoreAudio,
            "jack" => AudioBackend::Jack,
            "oss" => AudioBackend::Oss { try_mmap: None, exclusive: None, dsp_policy: None },
            "pa" => AudioBackend::PulseAudio { server_name: None },
            "sdl" => AudioBackend::Sdl { driver: sdl.and_then(SdlDriver::from_word) },
            "spice" => AudioBackend::Spice,
            "wav" => AudioBackend::File { path: None },
            _ => return None,
        };
        Some(backend)
    }
}

impl Default for Policy {
    /// libvirt's defaults.
    fn default() -> Self {
        Self {
            vnc_listen: "127.0.0.1".into(),
            spice_listen: "127.0.0.1".into(),
            vnc_auto_unix_socket: false,
            spice_auto_unix_socket: false,
            vnc_allow_host_audio: false,
            nographics_allow_host_audio: false,
            host_audio: None,
            spice_tls: false,
            chardev_tls: false,
            nbd_tls: false,
            security: SecurityPolicy::None,
            firmware: Vec::new(),
            nvram_templates: [
                ("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
                ("/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
                ("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"),
                ("/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd"),
            ]
            .map(|(code, variables)| (code.into(), variables.into()))
            .to_vec(),
            nvram_dir: "/var/lib/libvirt/qemu/nvram".into(),
        }
    }
}

/// What starting a guest depends on besides its definition and its emulator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartFacts {
    /// The id that the running guest gets; `None` for a command line that is only looked at.
    pub id: Option<u32>,
    /// The directory for its own small files, without a slash at the end.
    pub domain_dir: String,
    /// The directory where its channels' sockets are, without a slash at the end.
    pub channel_dir: String,
    /// The directory where file-backed memory is, without a slash at the end.
    pub memory_dir: String,
    /// TCP ports that are free for VNC, from 5900 on, in the order they are to be used.
    pub vnc_ports: Vec<u16>,
    /// TCP ports that are free for SPICE, likewise.
    pub spice_ports: Vec<u16>,
    /// What the administrator wants.
    pub policy: Policy,
}

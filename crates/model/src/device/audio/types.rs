//! What `<audio>` says.

/// The host side of sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audio {
    /// Its number, from 1; 0 is for one that was made up.
    pub id: u32,
    /// How long a timer's period is, in microseconds.
    pub timer_period: Option<u32>,
    /// The kind, and what that kind has.
    pub backend: AudioBackend,
    /// Recording.
    pub input: AudioDirection,
    /// Playing.
    pub output: AudioDirection,
}

xml::words! {
    /// A kind of host sound.
    pub enum AudioType {
        None = "none", Alsa = "alsa", CoreAudio = "coreaudio", Jack = "jack", Oss = "oss",
        PulseAudio = "pulseaudio", Sdl = "sdl", Spice = "spice", File = "file", Dbus = "dbus",
        PipeWire = "pipewire",
    }

    /// The format of a sample.
    pub enum SampleFormat {
        S8 = "s8", U8 = "u8", S16 = "s16", U16 = "u16", S32 = "s32", U32 = "u32", F32 = "f32",
    }

    /// What SDL plays through.
    pub enum SdlDriver {
        Esd = "esd", Alsa = "alsa", Arts = "arts", PulseAudio = "pulseaudio",
    }
}

/// A kind of host sound, and what that kind has as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AudioBackend {
    /// Silence.
    None,
    /// ALSA.
    Alsa,
    /// Core Audio.
    CoreAudio,
    /// JACK.
    Jack,
    /// OSS.
    Oss {
        /// Whether memory is mapped.
        try_mmap: Option<bool>,
        /// Whether the device is opened for one's own.
        exclusive: Option<bool>,
        /// The timing policy.
        dsp_policy: Option<i32>,
    },
    /// PulseAudio.
    PulseAudio {
        /// The server.
        server_name: Option<String>,
    },
    /// SDL.
    Sdl {
        /// What it plays through.
        driver: Option<SdlDriver>,
    },
    /// The SPICE client.
    Spice,
    /// A file.
    File {
        /// Its path.
        path: Option<String>,
    },
    /// The D-Bus display.
    Dbus,
    /// PipeWire.
    PipeWire {
        /// Where its socket is.
        runtime_dir: Option<String>,
    },
}

/// Recording or playing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AudioDirection {
    /// Whether QEMU mixes.
    pub mixing_engine: Option<bool>,
    /// Whether `settings` hold.
    pub fixed_settings: Option<bool>,
    /// How many voices.
    pub voices: Option<u32>,
    /// How much is buffered, in microseconds.
    pub buffer_length: Option<u32>,
    /// ALSA and OSS: the device.
    pub dev: Option<String>,
    /// Core Audio, OSS, SDL: how many buffers.
    pub buffer_count: Option<u32>,
    /// OSS: whether polling is tried.
    pub try_poll: Option<bool>,
    /// PulseAudio, PipeWire: the sink or source.
    pub name: Option<String>,
    /// PulseAudio, PipeWire: the stream's name.
    pub stream_name: Option<String>,
    /// PulseAudio, PipeWire: the wished latency in microseconds.
    pub latency: Option<u32>,
    /// JACK: the server.
    pub server_name: Option<String>,
    /// JACK: the client's name.
    pub client_name: Option<String>,
    /// JACK: which ports are connected.
    pub connect_ports: Option<String>,
    /// JACK: whether names are exact.
    pub exact_name: Option<bool>,
    /// Frequency, channels and format.
    pub settings: Option<AudioSettings>,
}

/// Frequency, channels and format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AudioSettings {
    /// In Hz.
    pub frequency: Option<u32>,
    /// How many.
    pub channels: Option<u32>,
    /// Of a sample.
    pub format: Option<SampleFormat>,
}

impl AudioBackend {
    /// Its kind.
    pub const fn kind(&self) -> AudioType {
        match self {
            Self::None => AudioType::None,
            Self::Alsa => AudioType::Alsa,
            Self::CoreAudio => AudioType::CoreAudio,
            Self::Jack => AudioType::Jack,
            Self::Oss { .. } => AudioType::Oss,
            Self::PulseAudio { .. } => AudioType::PulseAudio,
            Self::Sdl { .. } => AudioType::Sdl,
            Self::Spice => AudioType::Spice,
            Self::File { .. } => AudioType::File,
            Self::Dbus => AudioType::Dbus,
            Self::PipeWire { .. } => AudioType::PipeWire,
        }
    }
}

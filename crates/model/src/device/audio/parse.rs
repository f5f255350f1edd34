//! Reading `<audio>`.

use xml::{Element, Result};

use super::{Audio, AudioBackend, AudioDirection, AudioSettings, AudioType};

impl Audio {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>) -> Result<Self> {
        let kind = e.required_word("type")?;
        Ok(Self {
            id: e.nonzero("id")?.ok_or_else(|| e.missing_attribute("id"))?,
            timer_period: e.nonzero("timerPeriod")?,
            backend: AudioBackend::parse(kind, e)?,
            input: e.maybe("input", |e| AudioDirection::parse(kind, e))?.unwrap_or_default(),
            output: e.maybe("output", |e| AudioDirection::parse(kind, e))?.unwrap_or_default(),
        })
    }
}

impl AudioBackend {
    fn parse(kind: AudioType, e: &Element<'_>) -> Result<Self> {
        Ok(match kind {
            AudioType::None => Self::None,
            AudioType::Alsa => Self::Alsa,
            AudioType::CoreAudio => Self::CoreAudio,
            AudioType::Jack => Self::Jack,
            AudioType::Oss => Self::Oss {
                try_mmap: e.yes_no("tryMMap")?,
                exclusive: e.yes_no("exclusive")?,
                dsp_policy: e.number("dspPolicy")?,
            },
            AudioType::PulseAudio => Self::PulseAudio { server_name: e.string("serverName") },
            AudioType::Sdl => Self::Sdl { driver: e.word("driver")? },
            AudioType::Spice => Self::Spice,
            AudioType::File => Self::File { path: e.string("path") },
            AudioType::Dbus => Self::Dbus,
            AudioType::PipeWire => Self::PipeWire { runtime_dir: e.string("runtimeDir") },
        })
    }
}

impl AudioDirection {
    fn parse(kind: AudioType, e: &Element<'_>) -> Result<Self> {
        let direction = Self {
            mixing_engine: e.yes_no("mixingEngine")?,
            fixed_settings: e.yes_no("fixedSettings")?,
            voices: e.nonzero("voices")?,
            buffer_length: e.nonzero("bufferLength")?,
            settings: e.maybe("settings", AudioSettings::parse)?,
            ..Self::default()
        };
        direction.of_kind(kind, e)
    }

    /// Adds what only some kinds of sound have.
    fn of_kind(mut self, kind: AudioType, e: &Element<'_>) -> Result<Self> {
        match kind {
            AudioType::Alsa => self.dev = e.string("dev"),
            AudioType::CoreAudio | AudioType::Sdl => {
                self.buffer_count = e.number("bufferCount")?.filter(|count| *count != 0)
            }
            AudioType::Oss => {
                self.dev = e.string("dev");
                self.buffer_count = e.number("bufferCount")?.filter(|count| *count != 0);
                self.try_poll = e.yes_no("tryPoll")?;
            }
            AudioType::Jack => {
                self.server_name = e.string("serverName");
                self.client_name = e.string("clientName");
                self.connect_ports = e.string("connectPorts");
                self.exact_name = e.yes_no("exactName")?;
            }
            AudioType::PulseAudio | AudioType::PipeWire => {
                self.name = e.string("name");
                self.stream_name = e.string("streamName");
                self.latency = e.number("latency")?.filter(|latency| *latency != 0);
            }
            AudioType::None | AudioType::Spice | AudioType::File | AudioType::Dbus => {}
        }
        Ok(self)
    }
}

impl AudioSettings {
    fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            frequency: e.nonzero("frequency")?,
            channels: e.nonzero("channels")?,
            format: e.word("format")?,
        })
    }
}

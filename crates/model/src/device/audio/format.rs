//! Writing `<audio>`.

use xml::Writer;

use super::{Audio, AudioBackend, AudioDirection};

impl Audio {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer) {
        w.element("audio", |w| {
            w.attr("id", self.id);
            w.attr("type", self.backend.kind());
            w.attr("timerPeriod", self.timer_period);
            self.backend.format(w);
            w.optional("input", |w| self.input.format(w));
            w.optional("output", |w| self.output.format(w));
        });
    }
}

impl AudioBackend {
    fn format(&self, w: &mut Writer) {
        match self {
            Self::Oss { try_mmap, exclusive, dsp_policy } => {
                w.yes_no("tryMMap", *try_mmap);
                w.yes_no("exclusive", *exclusive);
                w.attr("dspPolicy", *dsp_policy);
            }
            Self::PulseAudio { server_name } => w.attr("serverName", server_name),
            Self::Sdl { driver } => w.attr("driver", *driver),
            Self::File { path } => w.attr("path", path),
            Self::PipeWire { runtime_dir } => w.attr("runtimeDir", runtime_dir),
            Self::None | Self::Alsa | Self::CoreAudio | Self::Jack | Self::Spice | Self::Dbus => {}
        }
    }
}

impl AudioDirection {
    fn format(&self, w: &mut Writer) {
        w.yes_no("mixingEngine", self.mixing_engine);
        w.yes_no("fixedSettings", self.fixed_settings);
        w.attr("voices", self.voices);
        w.attr("bufferLength", self.buffer_length);
        w.attr("dev", &self.dev);
        w.attr("bufferCount", self.buffer_count);
        w.yes_no("tryPoll", self.try_poll);
        w.attr("serverName", &self.server_name);
        w.attr("clientName", &self.client_name);
        w.attr("connectPorts", &self.connect_ports);
        w.yes_no("exactName", self.exact_name);
        w.attr("name", &self.name);
        w.attr("streamName", &self.stream_name);
        w.attr("latency", self.latency);
        if let Some(settings) = &self.settings {
            w.optional("settings", |w| {
                w.attr("frequency", settings.frequency);
                w.attr("channels", settings.channels);
                w.attr("format", settings.format);
            });
        }
    }
}

//! `-audiodev`: JSON with every supported emulator.

use errors::Result;
use model::device::audio::{AudioBackend, AudioDirection, AudioType};

use crate::build::Build;
use crate::option::Props;

/// Writes the audio backends.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    for audio in &build.guest.devices.audios {
        let driver = match audio.backend.kind() {
            AudioType::PulseAudio => "pa".to_owned(),
            AudioType::File => "wav".to_owned(),
            other => other.to_string(),
        };
        let mut props = Props::new()
            .with("id", id(audio.id))
            .with("driver", driver)
            .maybe("timer-period", audio.timer_period);
        match &audio.backend {
            AudioBackend::Oss { try_mmap, exclusive, dsp_policy } => {
                props = props
                    .maybe("try-mmap", *try_mmap)
                    .maybe("exclusive", *exclusive)
                    .maybe("dsp-policy", *dsp_policy);
            }
            AudioBackend::PulseAudio { server_name } => props = props.maybe("server", server_name.clone()),
            AudioBackend::File { path } => props = props.maybe("path", path.clone()),
            AudioBackend::Sdl { driver: Some(driver) } => {
                build.line.env.push(("SDL_AUDIODRIVER".to_owned(), driver.to_string()));
            }
            AudioBackend::PipeWire { runtime_dir } => {
                let directory = runtime_dir.as_ref().or(build.resources.pipewire_runtime_dir.as_ref());
                let variable =
                    directory.map(|directory| ("PIPEWIRE_RUNTIME_DIR".to_owned(), directory.clone()));
                build.line.env.extend(variable);
            }
            _ => {}
        }
        for (name, direction) in [("in", &audio.input), ("out", &audio.output)] {
            let direction = self::direction(direction);
            if !direction.is_empty() {
                props = props.with(name, direction.into_value());
            }
        }
        build.option("-audiodev", props.json());
    }
    Ok(())
}

/// What QEMU calls the backend with that number.
pub(crate) fn id(number: u32) -> String {
    format!("audio{number}")
}

fn direction(direction: &AudioDirection) -> Props {
    let settings = direction.settings.unwrap_or_default();
    Props::new()
        .maybe("mixing-engine", direction.mixing_engine)
        .maybe("fixed-settings", direction.fixed_settings)
        .maybe("voices", direction.voices)
        .maybe("buffer-length", direction.buffer_length)
        .maybe("frequency", settings.frequency)
        .maybe("channels", settings.channels)
        .maybe("format", settings.format.map(|format| format.to_string()))
        .maybe("dev", direction.dev.clone())
        .maybe("buffer-count", direction.buffer_count)
        .maybe("try-poll", direction.try_poll)
        .maybe("name", direction.name.clone())
        .maybe("stream-name", direction.stream_name.clone())
        .maybe("latency", direction.latency)
        .maybe("server-name", direction.server_name.clone())
        .maybe("client-name", direction.client_name.clone())
        .maybe("connect-ports", direction.connect_ports.clone())
        .maybe("exact-name", direction.exact_name)
}

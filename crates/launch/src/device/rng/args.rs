//! `-object rng-...` and `-device virtio-rng`.

use errors::Result;
use model::device::info::VirtioModel;
use model::device::rng::{Rng, RngBackend};

use crate::address::{alias, place};
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;
use crate::virtio;

/// Over how many milliseconds a rate is measured when the definition does not say.
const DEFAULT_PERIOD: u32 = 1000;

/// Writes the random number generators.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.rngs.iter().try_for_each(|rng| one(build, rng))
}

/// Writes a random number generator.
pub(crate) fn one(build: &mut Build<'_>, rng: &Rng) -> Result<()> {
    let id = alias(&rng.info)?;
    let backend = format!("obj{id}");
    let object = match &rng.backend {
        RngBackend::Random { path } => Props::new()
            .with("qom-type", "rng-random")
            .with("id", backend.as_str())
            .maybe("filename", path.clone()),
        RngBackend::Egd(source) => {
            let chardev = chardev(build, source, id)?;
            Props::new().with("qom-type", "rng-egd").with("id", backend.as_str()).with("chardev", chardev)
        }
        RngBackend::Builtin => Props::new().with("qom-type", "rng-builtin").with("id", backend.as_str()),
    };
    build.object(&object);
    let transition = (rng.model != VirtioModel::Virtio).then_some(rng.model);
    let mut props = Props::new()
        .with("driver", virtio::driver("virtio-rng", &rng.info, transition)?)
        .and(virtio::options(rng.virtio))
        .with("rng", backend)
        .with("id", id);
    if let Some(rate) = rng.rate {
        props = props.with("max-bytes", rate.bytes).with("period", rate.period.unwrap_or(DEFAULT_PERIOD));
    }
    let props = props.and(place(build.guest, &rng.info)?);
    build.device(props);
    Ok(())
}

//! What a random number generator is when its definition does not say.

use model::Domain;
use model::device::rng::RngBackend;

/// Writes down where random numbers come from.
pub(crate) fn complete(domain: &mut Domain) {
    for rng in &mut domain.devices.rngs {
        if let RngBackend::Random { path } = &mut rng.backend {
            let _ = path.get_or_insert_with(|| "/dev/random".to_owned());
        }
    }
}

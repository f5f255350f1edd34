//! What may be said about shares and limits.

use errors::{Code, Error, Result};
use model::Domain;
use model::domain::VirtType;

use crate::refusal::unsupported;

/// The longest name of an application that a fibre channel fabric can be told.
const APP_ID: usize = 128;

pub(super) fn validate(domain: &Domain) -> Result<()> {
    if domain.memory.tune.min_guarantee.is_some() {
        return Err(unsupported("Parameter 'min_guarantee' not supported by QEMU."));
    }
    let shares = !domain.cpu_tune.cache_tunes.is_empty() || !domain.cpu_tune.memory_tunes.is_empty();
    if shares && domain.virt_type != VirtType::Kvm {
        return Err(unsupported("cachetune is only supported for KVM domains"));
    }
    let app_id = domain.resource.as_ref().and_then(|resource| resource.fibrechannel_appid.as_ref());
    match app_id.filter(|name| !(1..=APP_ID).contains(&name.len())) {
        Some(_) => Err(Error::new(
            Code::InvalidArg,
            errors::Domain::Domain,
            format!("Fibre Channel 'appid' string length must be between [1, {APP_ID}]"),
        )),
        None => Ok(()),
    }
}

//! x
use crate::Domain;
use errors::Result;
/// todo
pub fn check(_source: &Domain, _target: &Domain) -> Result<()> {
    Ok(())
}

//! x
use errors::Result;
use crate::Domain;
/// todo
pub fn check(_source: &Domain, _target: &Domain) -> Result<()> { Ok(()) }

//! Saying who we are: the daemon names the ways, and the first that is possible here is gone.

mod choose;
mod credentials;
mod sasl;

pub(crate) use choose::authenticate;
pub(crate) use credentials::Credentials;

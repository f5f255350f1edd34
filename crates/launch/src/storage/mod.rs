//! Images: where their bytes are, and the secrets that open them. Used by disks, firmware variables and host
//! devices alike.

mod location;
mod network;
mod secret;

pub(crate) use location::location;
pub use network::cookie_lines;

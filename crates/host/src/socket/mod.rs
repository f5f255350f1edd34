//! Unix sockets: listening and connecting by paths of any length, and who is at the other end.
//!
//! The kernel takes a path of at most 107 bytes for a socket (unix(7)). Longer ones are reached through a
//! descriptor of their directory: `/proc/self/fd/N/NAME` is short.

mod connect;
mod listen;
mod listening;
mod pair;
mod path;
mod peer;

pub use connect::connect;
pub use listen::{ListenOptions, listen};
pub use listening::is_listening;
pub use pair::pair;
pub use path::{MAX_PATH, fits};
pub use peer::{PeerCredentials, peer_credentials};

#[cfg(test)]
mod tests;

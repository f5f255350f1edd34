//! Devices that come and go while a guest exists: in the live definition of one that runs, in the stored one for its
//! next start.
//!
//! | module | holds |
//! |---|---|
//! | `live` | a device made complete for a running guest: its address and alias, and what else has to come |
//! | `stored` | a device in a stored definition |
//! | `supported` | which kinds can come, go and change, and libvirt's words for those that cannot |
//! | `find` | which device a client means |
//! | `alias` | the names of what comes later |

mod alias;
mod find;
mod live;
mod stored;
mod supported;

pub use crate::device::check_graphics;
pub use find::{find, find_alias};
pub use live::{Plugged, can_come, check_use, medium, plug, shelve};
pub use stored::{store, unstore};
pub use supported::{Act, check};

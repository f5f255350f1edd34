//! Devices that come and go while a guest exists: in the live definition of one that runs, in the stored one for its
//! next start.
//!
//! | module | holds |
//! |---|---|
//! | `live` | a device made complete for a running guest: its address and alias, and what else has to come |
//! | `stored` | a device in a stored definition |
//! | `supported` | which kinds can come, go and change, and libvirt's words for those that cannot |
//! | `alone` | what is wrong with a device whatever is to be done with it |
//! | `find` | which device a client means |
//! | `alias` | the names of what comes later |

mod alias;
mod alone;
mod find;
mod live;
mod stored;
mod supported;

pub use alone::check_alone;
pub use find::{find, find_alias};
pub use live::{Plugged, can_come, check_use, medium, plug, shelve};
pub use stored::{store, unstore};
pub use supported::{Act, check};

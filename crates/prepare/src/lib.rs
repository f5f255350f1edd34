//! A definition made complete.
//!
//! | function | gives |
//! |---|---|
//! | [`define`] | what is stored: every default written down, every device with its address |
//! | [`reload`] | the same for a definition that was stored before |
//! | [`start`] | what runs: device aliases, chosen ports and paths, the resolved CPU |
//! | [`plug`] | the same for one device that comes to a guest, or goes |
//!
//! All are pure: what they need of the host comes as [`HostFacts`] and [`StartFacts`].

mod address;
mod board;
mod define;
mod device;
mod facts;
mod firmware;
pub mod plug;
mod refusal;
mod start;
mod validate;

pub use board::Board;
pub use define::{check_machine, convert, define, emulator_for, for_native, reload};
pub use device::made_up_mac;
pub use facts::{HostFacts, InstalledEmulator, Policy, Randomness, SecurityPolicy, StartFacts};
pub use firmware::FirmwareDescriptor;
pub use start::{nodes_taken, start};
pub use validate::check_lifecycle;

//! A change of a definition that clears a finding, as small as it can be, for somebody to look at first.
//!
//! - [`propose`]: the change, or why there is none. Only the machine type is ever changed, and only within its family.
//! - [`guards`](guards_of): what has to be allowed besides: guests that look like Windows, guests with saved state.
//! - `candidates`: which machine type is chosen. `edit`: one attribute's value in a text, and not a byte more.

mod candidates;
mod edit;
mod guards;
mod proposal;

pub use candidates::{Choice, MachineTypes};
pub use guards::{Guard, guards_of};
pub use proposal::{CLEARED, Fix, NoFix, propose};

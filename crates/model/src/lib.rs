//! Definitions as values: types, reading from XML, writing to XML.
//!
//! Only syntax and the validity of each element by itself live here. What is not given stays
//! distinguishable from any value (`Option`); defaults, aliases and addresses are `prepare`'s.
//! Unknown elements and attributes are ignored, as libvirt ignores them.
//!
//! Every part of a definition is a folder with the same three roles: `types` (the value), `parse`
//! (from an [`xml::Element`]) and `format` (to an [`xml::Writer`]).

pub mod abi;
pub mod clock;
pub mod cpu;
pub mod device;
pub mod domain;
pub mod features;
mod format;
mod mac;
pub mod memory;
mod missing;
mod number_set;
pub mod os;
mod parse;
pub mod qemu;
pub mod security;
mod size;
pub mod sysinfo;
pub mod tuning;
mod uuid;

pub use domain::Domain;
pub use format::Format;
pub use mac::Mac;
pub use number_set::NumberSet;
pub use parse::Parse;
pub use uuid::Uuid;

//! One invariant of the house a file.

mod device_roles;
mod direction;
mod facade;
mod file_length;
mod file_names;
mod licences;
mod machine_paths;
mod message_texts;
mod no_panics;
mod no_unsafe;
mod purity;
mod room_docs;
mod who_knows;

use super::complaint::Complaint;
use super::tree::Tree;

/// A rule: what it finds wrong with the tree.
pub type Rule = fn(&Tree) -> Vec<Complaint>;

/// Every rule under its name.
pub const ALL: &[(&str, Rule)] = &[
    ("direction", direction::check),
    ("purity", purity::check),
    ("who-knows", who_knows::check),
    ("message-texts", message_texts::check),
    ("no-unsafe", no_unsafe::check),
    ("no-panics", no_panics::check),
    ("facade", facade::check),
    ("file-length", file_length::check),
    ("file-names", file_names::check),
    ("device-roles", device_roles::check),
    ("room-docs", room_docs::check),
    ("machine-paths", machine_paths::check),
    ("licences", licences::check),
];

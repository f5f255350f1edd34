//! A payload of the findings program, read as each of its messages: what is understood is understood again as the
//! same, and costs no more memory than it has bytes for.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::Program;
use wire::procedure::{Kind, all};
use wire::reencode::{Part, reencode};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, payload)) = bytes.split_first() else { return };
    let procedures = all(Program::Ferrovirt);
    let Some(info) = procedures.get(usize::from(*first) % procedures.len()) else { return };
    let parts = match info.kind {
        Kind::Call => &[Part::Args, Part::Ret][..],
        Kind::Event => &[Part::Body],
    };
    for &part in parts {
        // Bytes that are no text grow when they become one, and may then be over a string's limit.
        if let Ok(Some(once)) = reencode(Program::Ferrovirt, info.number, part, payload) {
            assert_eq!(reencode(Program::Ferrovirt, info.number, part, &once), Ok(Some(once.clone())));
        }
    }
});

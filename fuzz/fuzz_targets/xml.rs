//! Whatever a client sends as a definition: refused with a place, or read and written in one way.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{Domain, Format};

fuzz_target!(|text: &str| {
    let Ok(domain) = Domain::parse(text) else { return };
    for format in [Format::STORED, Format::STATUS] {
        // What was understood and written is understood again, and written the same.
        let written = domain.format(format);
        let again = Domain::parse(&written).unwrap_or_else(|why| panic!("{why}:\n{written}"));
        assert_eq!(again.format(format), written);
    }
});

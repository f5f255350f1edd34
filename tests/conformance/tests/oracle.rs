//! Every recorded conversation yields exactly what is known of that QEMU.

use conformance::{Run, sections, shared};

#[test]
fn recordings_say_what_is_known_of_them() {
    let data = match shared("conformance") {
        Ok(data) => data,
        Err(reason) => return support::skip_this(&reason),
    };
    let run = Run { data, wanted: vec!["oracle".into()], ..Run::default() };
    for section in sections(&run).unwrap() {
        assert!(section.agrees(), "{section}");
    }
}

//! Every recorded QEMU is listed in `<capabilities>` as libvirt lists it.

use conformance::{Run, sections, shared};

#[test]
fn guest_blocks_are_those_of_libvirt() {
    let data = match shared("conformance") {
        Ok(data) => data,
        Err(reason) => return support::skip_this(&reason),
    };
    let run = Run { data, wanted: vec!["guests".into()], ..Run::default() };
    for section in sections(&run).unwrap() {
        assert!(section.agrees(), "{section}");
    }
}

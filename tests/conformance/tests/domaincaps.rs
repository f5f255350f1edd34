//! Every recorded QEMU has the domain capabilities that libvirt 11.3.0 prints for it.

use conformance::{Run, sections, shared};

#[test]
fn domain_capabilities_are_those_of_libvirt() {
    let data = match shared("conformance") {
        Ok(data) => data,
        Err(reason) => return support::skip_this(&reason),
    };
    let run = Run { data, wanted: vec!["domaincaps".into()], ..Run::default() };
    for section in sections(&run).unwrap() {
        assert!(section.agrees(), "{section}");
    }
}

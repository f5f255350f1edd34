//! Every recorded QEMU is listed in `<capabilities>` as libvirt lists it.

#[test]
fn guest_blocks_are_those_of_libvirt() {
    let (guests, recordings) =
        match (conformance::shared("conformance/guests"), conformance::shared("conformance/recordings")) {
            (Ok(guests), Ok(recordings)) => (guests, recordings),
            (Err(reason), _) | (_, Err(reason)) => return eprintln!("{reason}"),
        };
    let section = conformance::guests_section(&guests, &recordings).unwrap();
    println!("{section}");
    assert!(section.agrees(), "{section}");
}

//! Every recorded QEMU has the domain capabilities that libvirt 11.3.0 prints for it.

#[test]
fn domain_capabilities_are_those_of_libvirt() {
    let data = ["domaincaps", "recordings", "environment/qemufirmwaredata"]
        .map(|name| conformance::shared(&format!("conformance/{name}")));
    let [Ok(expected), Ok(recordings), Ok(firmware)] = &data else {
        return data.into_iter().filter_map(Result::err).for_each(|reason| eprintln!("{reason}"));
    };
    let section = conformance::domaincaps_section(expected, recordings, firmware).unwrap();
    println!("{section}");
    assert!(section.agrees(), "{section}");
}

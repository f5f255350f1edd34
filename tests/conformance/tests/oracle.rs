//! Every recorded conversation yields exactly what is known of that QEMU.

#[test]
fn recordings_say_what_is_known_of_them() {
    let (oracle, recordings) =
        match (conformance::shared("conformance/oracle"), conformance::shared("conformance/recordings")) {
            (Ok(oracle), Ok(recordings)) => (oracle, recordings),
            (Err(reason), _) | (_, Err(reason)) => return eprintln!("{reason}"),
        };
    let section = conformance::oracle_section(&oracle, &recordings).unwrap();
    println!("{section}");
    assert!(section.agrees(), "{section}");
}

//! Guests for unit tests.

use model::Domain;

/// A small definition.
pub(crate) fn domain() -> Domain {
    let text = "<domain type='qemu'><name>small</name><memory>1024</memory>\
                <os><type arch='x86_64' machine='q35'>hvm</type></os></domain>";
    Domain::parse(text).unwrap()
}

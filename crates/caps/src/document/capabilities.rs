//! `<capabilities>`: the host, and which guests it can run (`virConnectGetCapabilities`).

use xml::Writer;

use super::guests::write_guest;
use super::host::write_host;
use super::{GuestDescription, HostDescription};

/// The whole document, parts set apart by empty lines as libvirt prints them.
pub fn capabilities_xml(host: &HostDescription, guests: &[GuestDescription]) -> String {
    let mut w = Writer::at_depth(1);
    write_host(&mut w, host);
    let mut text = format!("<capabilities>\n\n{}\n", w.finish());
    for guest in guests {
        text.push_str(&guest_xml(guest, 1));
        text.push('\n');
    }
    text.push_str("</capabilities>\n");
    text
}

/// One `<guest>` block, indented as a child of `depth` elements.
pub fn guest_xml(guest: &GuestDescription, depth: usize) -> String {
    let mut w = Writer::at_depth(depth);
    write_guest(&mut w, guest);
    w.finish()
}

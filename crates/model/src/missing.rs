//! Complaints whose sentence is shorter when there is nothing to name.

use errors::Code;
use xml::{Element, Fault};

/// That something is missing: of `device`, if it has a name.
///
/// Of the codes meant here (no name, no source, no target), libvirt's sentence without a detail is the
/// one with it, cut off.
pub(crate) fn missing(e: &Element<'_>, code: Code, device: Option<&str>) -> Fault {
    let mut fault = e.fault(code, device.unwrap_or_default());
    if device.is_none() {
        let sentence = code.template().trim_end_matches("%1$s").trim_end();
        // A name is missing nowhere, not "in" something.
        sentence.trim_end_matches(" in").clone_into(&mut fault.error.message);
    }
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_nothing_can_be_named() {
        let document = xml::Document::parse("<a/>").unwrap();
        let message = |code, device| missing(&document.root(), code, device).error.message;
        assert_eq!(message(Code::NoName, None), "missing name information");
        assert_eq!(message(Code::NoTarget, None), "missing target information for device");
        assert_eq!(message(Code::NoTarget, Some("/a")), "missing target information for device /a");
    }
}

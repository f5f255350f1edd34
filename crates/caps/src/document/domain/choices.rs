//! The two shapes that the whole document is made of.

use xml::Writer;

/// An element that says whether there is such a thing, and if so what it can be.
pub(super) fn supported(w: &mut Writer, name: &str, there: bool, content: impl FnOnce(&mut Writer)) {
    w.element(name, |w| {
        w.yes_no("supported", Some(there));
        if there {
            content(w);
        }
    });
}

/// The values that an attribute or element can have.
pub(super) fn choices<'a>(w: &mut Writer, name: &str, values: impl IntoIterator<Item = (&'a str, bool)>) {
    w.element("enum", |w| {
        w.attr("name", name);
        for (value, _) in values.into_iter().filter(|(_, there)| *there) {
            w.text("value", value);
        }
    });
}

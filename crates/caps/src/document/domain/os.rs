//! `<os>`: firmware that can be asked for.

use xml::Writer;

use super::choices::{choices, supported};
use super::subject::Subject;

pub(super) fn write(w: &mut Writer, subject: &Subject<'_>) {
    let firmware = &subject.host.firmware;
    supported(w, "os", true, |w| {
        choices(w, "firmware", [("bios", firmware.bios), ("efi", firmware.efi)]);
        supported(w, "loader", true, |w| {
            for path in &firmware.loaders {
                w.text("value", path);
            }
            choices(w, "type", [("rom", true), ("pflash", true)]);
            choices(w, "readonly", [("yes", true), ("no", true)]);
            choices(w, "secure", [("yes", firmware.secure), ("no", true)]);
        });
    });
}

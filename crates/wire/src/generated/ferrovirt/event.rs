// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each event of the ferrovirt program.

use super::*;

crate::procedure::events! {
    Ferrovirt;
    5 FindingsEventChanged "FINDINGS_EVENT_CHANGED": FindingsEventChangedMsg;
}

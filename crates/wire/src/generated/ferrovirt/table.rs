// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! What is known of each procedure of the ferrovirt program.

use crate::Program::Ferrovirt;
use crate::access::needs;
use crate::procedure::{ProcedureInfo, call, event};

#[rustfmt::skip]
pub(crate) static PROCEDURES: [ProcedureInfo; 7] = [
    call(Ferrovirt, 1, "CONNECT_GET_FEATURES").high_priority().read_only_allowed().acl(&[needs("connect", "getattr")]),
    call(Ferrovirt, 2, "FINDINGS_LIST").read_only_allowed().acl(&[needs("connect", "search_domains")]).acl_filter(&[needs("domain", "read")]),
    call(Ferrovirt, 3, "FINDINGS_SUBSCRIBE").high_priority().read_only_allowed().acl(&[needs("connect", "search_domains")]).acl_filter(&[needs("domain", "read")]),
    call(Ferrovirt, 4, "FINDINGS_UNSUBSCRIBE").high_priority().read_only_allowed().acl(&[needs("connect", "search_domains")]),
    event(Ferrovirt, 5, "FINDINGS_EVENT_CHANGED").acl_filter(&[needs("domain", "read")]),
    call(Ferrovirt, 6, "FINDINGS_ACKNOWLEDGE").acl(&[needs("domain", "write")]),
    call(Ferrovirt, 7, "FINDINGS_WITHDRAW").acl(&[needs("domain", "write")]),
];

// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

use crate::ferrovirt::{FindingChange, FindingFilter, FindingGuest};
use crate::limits;
use crate::remote::Domain;
use crate::xdr::codec;

/// Arguments of `FINDINGS_LIST` (2).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsListArgs {
    pub filter: FindingFilter,
    pub after: Option<[u8; 16]>,
    pub flags: u32,
}

codec!(FindingsListArgs { filter, after, flags }, 32);

/// Reply to `FINDINGS_LIST` (2).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsListRet {
    pub ledger: [u8; 16],
    pub sequence: u64,
    pub guests: Vec<FindingGuest>,
    pub more: i32,
}

codec!(FindingsListRet { ledger, sequence, guests: array(limits::FINDINGS_GUESTS_MAX), more }, 32);

/// Arguments of `FINDINGS_SUBSCRIBE` (3).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsSubscribeArgs {
    pub filter: FindingFilter,
    pub ledger: Option<[u8; 16]>,
    pub sequence: u64,
    pub flags: u32,
}

codec!(FindingsSubscribeArgs { filter, ledger, sequence, flags }, 40);

/// Reply to `FINDINGS_SUBSCRIBE` (3).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsSubscribeRet {
    pub ledger: [u8; 16],
    pub sequence: u64,
    pub resumed: i32,
}

codec!(FindingsSubscribeRet { ledger, sequence, resumed }, 28);

/// Body of the event `FINDINGS_EVENT_CHANGED` (5).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsEventChangedMsg {
    pub ledger: [u8; 16],
    pub dropped: u64,
    pub changes: Vec<FindingChange>,
    pub sequence: u64,
}

codec!(
    FindingsEventChangedMsg { ledger, dropped, changes: array(limits::FINDINGS_CHANGES_MAX), sequence },
    36
);

/// Arguments of `FINDINGS_ACKNOWLEDGE` (6).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsAcknowledgeArgs {
    pub dom: Domain,
    pub code: String,
    pub value: Option<String>,
    pub owner: Option<String>,
    pub reason: String,
    pub expires_ms: u64,
    pub flags: u32,
}

codec!(FindingsAcknowledgeArgs { dom, code, value, owner, reason, expires_ms, flags }, 52);

/// Reply to `FINDINGS_ACKNOWLEDGE` (6).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsAcknowledgeRet {
    pub sequence: u64,
    pub findings: u32,
}

codec!(FindingsAcknowledgeRet { sequence, findings }, 12);

/// Arguments of `FINDINGS_WITHDRAW` (7).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsWithdrawArgs {
    pub dom: Domain,
    pub code: String,
    pub value: Option<String>,
    pub flags: u32,
}

codec!(FindingsWithdrawArgs { dom, code, value, flags }, 36);

/// Reply to `FINDINGS_WITHDRAW` (7).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingsWithdrawRet {
    pub sequence: u64,
    pub findings: u32,
}

codec!(FindingsWithdrawRet { sequence, findings }, 12);

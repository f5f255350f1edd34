// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each procedure of the ferrovirt program.

use super::*;

crate::procedure::procedures! {
    Ferrovirt;
    1 ConnectGetFeatures "CONNECT_GET_FEATURES": () => ConnectGetFeaturesRet;
    2 FindingsList "FINDINGS_LIST": FindingsListArgs [flags] => FindingsListRet;
    3 FindingsSubscribe "FINDINGS_SUBSCRIBE": FindingsSubscribeArgs [flags] => FindingsSubscribeRet;
    4 FindingsUnsubscribe "FINDINGS_UNSUBSCRIBE": () => ();
    6 FindingsAcknowledge "FINDINGS_ACKNOWLEDGE": FindingsAcknowledgeArgs [flags] => FindingsAcknowledgeRet;
    7 FindingsWithdraw "FINDINGS_WITHDRAW": FindingsWithdrawArgs [flags] => FindingsWithdrawRet;
}

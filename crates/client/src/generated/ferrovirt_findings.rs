// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the ferrovirt program.

use wire::ferrovirt::{
    FindingsAcknowledgeArgs, FindingsAcknowledgeRet, FindingsListArgs, FindingsListRet,
    FindingsSubscribeArgs, FindingsSubscribeRet, FindingsWithdrawArgs, FindingsWithdrawRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `FINDINGS_LIST` (2). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_findings_list(&self, args: &FindingsListArgs) -> Result<FindingsListRet> {
        self.call::<procedure::FindingsList>(args).await
    }

    /// `FINDINGS_SUBSCRIBE` (3). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_findings_subscribe(
        &self,
        args: &FindingsSubscribeArgs,
    ) -> Result<FindingsSubscribeRet> {
        self.call::<procedure::FindingsSubscribe>(args).await
    }

    /// `FINDINGS_UNSUBSCRIBE` (4). A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_findings_unsubscribe(&self) -> Result<()> {
        self.call::<procedure::FindingsUnsubscribe>(&()).await
    }

    /// `FINDINGS_ACKNOWLEDGE` (6). Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_findings_acknowledge(
        &self,
        args: &FindingsAcknowledgeArgs,
    ) -> Result<FindingsAcknowledgeRet> {
        self.call::<procedure::FindingsAcknowledge>(args).await
    }

    /// `FINDINGS_WITHDRAW` (7). Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn ferrovirt_findings_withdraw(
        &self,
        args: &FindingsWithdrawArgs,
    ) -> Result<FindingsWithdrawRet> {
        self.call::<procedure::FindingsWithdraw>(args).await
    }
}

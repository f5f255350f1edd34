// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    DomainMigrateBegin3Args, DomainMigrateBegin3ParamsArgs, DomainMigrateBegin3ParamsRet,
    DomainMigrateBegin3Ret, DomainMigrateConfirm3Args, DomainMigrateConfirm3ParamsArgs,
    DomainMigrateFinish2Args, DomainMigrateFinish2Ret, DomainMigrateFinish3Args,
    DomainMigrateFinish3ParamsArgs, DomainMigrateFinish3ParamsRet, DomainMigrateFinish3Ret,
    DomainMigrateFinishArgs, DomainMigrateFinishRet, DomainMigrateGetCompressionCacheArgs,
    DomainMigrateGetCompressionCacheRet, DomainMigrateGetMaxDowntimeArgs, DomainMigrateGetMaxDowntimeRet,
    DomainMigrateGetMaxSpeedArgs, DomainMigrateGetMaxSpeedRet, DomainMigratePerform3Args,
    DomainMigratePerform3ParamsArgs, DomainMigratePerform3ParamsRet, DomainMigratePerform3Ret,
    DomainMigratePerformArgs, DomainMigratePrepare2Args, DomainMigratePrepare2Ret, DomainMigratePrepare3Args,
    DomainMigratePrepare3ParamsArgs, DomainMigratePrepare3ParamsRet, DomainMigratePrepare3Ret,
    DomainMigratePrepareArgs, DomainMigratePrepareRet, DomainMigratePrepareTunnel3Args,
    DomainMigratePrepareTunnel3ParamsArgs, DomainMigratePrepareTunnel3ParamsRet,
    DomainMigratePrepareTunnel3Ret, DomainMigratePrepareTunnelArgs, DomainMigrateSetCompressionCacheArgs,
    DomainMigrateSetMaxDowntimeArgs, DomainMigrateSetMaxSpeedArgs, DomainMigrateStartPostCopyArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `DOMAIN_MIGRATE_PREPARE` (61), `virDomainMigratePrepare`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare(
        &self,
        args: &DomainMigratePrepareArgs,
    ) -> Result<DomainMigratePrepareRet> {
        self.call::<procedure::DomainMigratePrepare>(args).await
    }

    /// `DOMAIN_MIGRATE_PERFORM` (62), `virDomainMigratePerform`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_perform(&self, args: &DomainMigratePerformArgs) -> Result<()> {
        self.call::<procedure::DomainMigratePerform>(args).await
    }

    /// `DOMAIN_MIGRATE_FINISH` (63), `virDomainMigrateFinish`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_finish(
        &self,
        args: &DomainMigrateFinishArgs,
    ) -> Result<DomainMigrateFinishRet> {
        self.call::<procedure::DomainMigrateFinish>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE2` (108), `virDomainMigratePrepare2`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare2(
        &self,
        args: &DomainMigratePrepare2Args,
    ) -> Result<DomainMigratePrepare2Ret> {
        self.call::<procedure::DomainMigratePrepare2>(args).await
    }

    /// `DOMAIN_MIGRATE_FINISH2` (109), `virDomainMigrateFinish2`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_finish2(
        &self,
        args: &DomainMigrateFinish2Args,
    ) -> Result<DomainMigrateFinish2Ret> {
        self.call::<procedure::DomainMigrateFinish2>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE_TUNNEL` (148), `virDomainMigratePrepareTunnel`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare_tunnel(&self, args: &DomainMigratePrepareTunnelArgs) -> Result<()> {
        self.call::<procedure::DomainMigratePrepareTunnel>(args).await
    }

    /// `DOMAIN_MIGRATE_SET_MAX_DOWNTIME` (166), `virDomainMigrateSetMaxDowntime`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_set_max_downtime(
        &self,
        args: &DomainMigrateSetMaxDowntimeArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainMigrateSetMaxDowntime>(args).await
    }

    /// `DOMAIN_MIGRATE_SET_MAX_SPEED` (207), `virDomainMigrateSetMaxSpeed`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_set_max_speed(&self, args: &DomainMigrateSetMaxSpeedArgs) -> Result<()> {
        self.call::<procedure::DomainMigrateSetMaxSpeed>(args).await
    }

    /// `DOMAIN_MIGRATE_BEGIN3` (213), `virDomainMigrateBegin3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_begin3(
        &self,
        args: &DomainMigrateBegin3Args,
    ) -> Result<DomainMigrateBegin3Ret> {
        self.call::<procedure::DomainMigrateBegin3>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE3` (214), `virDomainMigratePrepare3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare3(
        &self,
        args: &DomainMigratePrepare3Args,
    ) -> Result<DomainMigratePrepare3Ret> {
        self.call::<procedure::DomainMigratePrepare3>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE_TUNNEL3` (215), `virDomainMigratePrepareTunnel3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare_tunnel3(
        &self,
        args: &DomainMigratePrepareTunnel3Args,
    ) -> Result<DomainMigratePrepareTunnel3Ret> {
        self.call::<procedure::DomainMigratePrepareTunnel3>(args).await
    }

    /// `DOMAIN_MIGRATE_PERFORM3` (216), `virDomainMigratePerform3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_perform3(
        &self,
        args: &DomainMigratePerform3Args,
    ) -> Result<DomainMigratePerform3Ret> {
        self.call::<procedure::DomainMigratePerform3>(args).await
    }

    /// `DOMAIN_MIGRATE_FINISH3` (217), `virDomainMigrateFinish3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_finish3(
        &self,
        args: &DomainMigrateFinish3Args,
    ) -> Result<DomainMigrateFinish3Ret> {
        self.call::<procedure::DomainMigrateFinish3>(args).await
    }

    /// `DOMAIN_MIGRATE_CONFIRM3` (218), `virDomainMigrateConfirm3`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_confirm3(&self, args: &DomainMigrateConfirm3Args) -> Result<()> {
        self.call::<procedure::DomainMigrateConfirm3>(args).await
    }

    /// `DOMAIN_MIGRATE_GET_MAX_SPEED` (242), `virDomainMigrateGetMaxSpeed`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_get_max_speed(
        &self,
        args: &DomainMigrateGetMaxSpeedArgs,
    ) -> Result<DomainMigrateGetMaxSpeedRet> {
        self.call::<procedure::DomainMigrateGetMaxSpeed>(args).await
    }

    /// `DOMAIN_MIGRATE_GET_COMPRESSION_CACHE` (299), `virDomainMigrateGetCompressionCache`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_get_compression_cache(
        &self,
        args: &DomainMigrateGetCompressionCacheArgs,
    ) -> Result<DomainMigrateGetCompressionCacheRet> {
        self.call::<procedure::DomainMigrateGetCompressionCache>(args).await
    }

    /// `DOMAIN_MIGRATE_SET_COMPRESSION_CACHE` (300), `virDomainMigrateSetCompressionCache`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_set_compression_cache(
        &self,
        args: &DomainMigrateSetCompressionCacheArgs,
    ) -> Result<()> {
        self.call::<procedure::DomainMigrateSetCompressionCache>(args).await
    }

    /// `DOMAIN_MIGRATE_BEGIN3_PARAMS` (302), `virDomainMigrateBegin3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_begin3_params(
        &self,
        args: &DomainMigrateBegin3ParamsArgs,
    ) -> Result<DomainMigrateBegin3ParamsRet> {
        self.call::<procedure::DomainMigrateBegin3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE3_PARAMS` (303), `virDomainMigratePrepare3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare3_params(
        &self,
        args: &DomainMigratePrepare3ParamsArgs,
    ) -> Result<DomainMigratePrepare3ParamsRet> {
        self.call::<procedure::DomainMigratePrepare3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS` (304), `virDomainMigratePrepareTunnel3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_prepare_tunnel3_params(
        &self,
        args: &DomainMigratePrepareTunnel3ParamsArgs,
    ) -> Result<DomainMigratePrepareTunnel3ParamsRet> {
        self.call::<procedure::DomainMigratePrepareTunnel3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_PERFORM3_PARAMS` (305), `virDomainMigratePerform3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_perform3_params(
        &self,
        args: &DomainMigratePerform3ParamsArgs,
    ) -> Result<DomainMigratePerform3ParamsRet> {
        self.call::<procedure::DomainMigratePerform3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_FINISH3_PARAMS` (306), `virDomainMigrateFinish3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_finish3_params(
        &self,
        args: &DomainMigrateFinish3ParamsArgs,
    ) -> Result<DomainMigrateFinish3ParamsRet> {
        self.call::<procedure::DomainMigrateFinish3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_CONFIRM3_PARAMS` (307), `virDomainMigrateConfirm3Params`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_confirm3_params(&self, args: &DomainMigrateConfirm3ParamsArgs) -> Result<()> {
        self.call::<procedure::DomainMigrateConfirm3Params>(args).await
    }

    /// `DOMAIN_MIGRATE_START_POST_COPY` (364), `virDomainMigrateStartPostCopy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_start_post_copy(&self, args: &DomainMigrateStartPostCopyArgs) -> Result<()> {
        self.call::<procedure::DomainMigrateStartPostCopy>(args).await
    }

    /// `DOMAIN_MIGRATE_GET_MAX_DOWNTIME` (387), `virDomainMigrateGetMaxDowntime`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn domain_migrate_get_max_downtime(
        &self,
        args: &DomainMigrateGetMaxDowntimeArgs,
    ) -> Result<DomainMigrateGetMaxDowntimeRet> {
        self.call::<procedure::DomainMigrateGetMaxDowntime>(args).await
    }
}

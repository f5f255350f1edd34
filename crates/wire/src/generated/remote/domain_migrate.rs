// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{Domain, TypedParam};
use crate::xdr::codec;

/// Arguments of `DOMAIN_MIGRATE_PREPARE` (61), `virDomainMigratePrepare`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareArgs {
    pub uri_in: Option<String>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
}

codec!(DomainMigratePrepareArgs { uri_in, flags, dname, resource }, 24);

/// Reply to `DOMAIN_MIGRATE_PREPARE` (61), `virDomainMigratePrepare`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareRet {
    pub cookie: Vec<u8>,
    pub uri_out: Option<String>,
}

codec!(DomainMigratePrepareRet { cookie: opaque(limits::MIGRATE_COOKIE_MAX), uri_out }, 8);

/// Arguments of `DOMAIN_MIGRATE_PERFORM` (62), `virDomainMigratePerform`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePerformArgs {
    pub dom: Domain,
    pub cookie: Vec<u8>,
    pub uri: String,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
}

codec!(
    DomainMigratePerformArgs { dom, cookie: opaque(limits::MIGRATE_COOKIE_MAX), uri, flags, dname, resource },
    52
);

/// Arguments of `DOMAIN_MIGRATE_FINISH` (63), `virDomainMigrateFinish`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinishArgs {
    pub dname: String,
    pub cookie: Vec<u8>,
    pub uri: String,
    pub flags: u64,
}

codec!(DomainMigrateFinishArgs { dname, cookie: opaque(limits::MIGRATE_COOKIE_MAX), uri, flags }, 20);

/// Reply to `DOMAIN_MIGRATE_FINISH` (63), `virDomainMigrateFinish`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinishRet {
    pub ddom: Domain,
}

codec!(DomainMigrateFinishRet { ddom }, 24);

/// Arguments of `DOMAIN_MIGRATE_PREPARE2` (108), `virDomainMigratePrepare2`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare2Args {
    pub uri_in: Option<String>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
    pub dom_xml: String,
}

codec!(DomainMigratePrepare2Args { uri_in, flags, dname, resource, dom_xml }, 28);

/// Reply to `DOMAIN_MIGRATE_PREPARE2` (108), `virDomainMigratePrepare2`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare2Ret {
    pub cookie: Vec<u8>,
    pub uri_out: Option<String>,
}

codec!(DomainMigratePrepare2Ret { cookie: opaque(limits::MIGRATE_COOKIE_MAX), uri_out }, 8);

/// Arguments of `DOMAIN_MIGRATE_FINISH2` (109), `virDomainMigrateFinish2`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish2Args {
    pub dname: String,
    pub cookie: Vec<u8>,
    pub uri: String,
    pub flags: u64,
    pub retcode: i32,
}

codec!(
    DomainMigrateFinish2Args { dname, cookie: opaque(limits::MIGRATE_COOKIE_MAX), uri, flags, retcode },
    24
);

/// Reply to `DOMAIN_MIGRATE_FINISH2` (109), `virDomainMigrateFinish2`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish2Ret {
    pub ddom: Domain,
}

codec!(DomainMigrateFinish2Ret { ddom }, 24);

/// Arguments of `DOMAIN_MIGRATE_PREPARE_TUNNEL` (148), `virDomainMigratePrepareTunnel`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareTunnelArgs {
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
    pub dom_xml: String,
}

codec!(DomainMigratePrepareTunnelArgs { flags, dname, resource, dom_xml }, 24);

/// Arguments of `DOMAIN_MIGRATE_SET_MAX_DOWNTIME` (166), `virDomainMigrateSetMaxDowntime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateSetMaxDowntimeArgs {
    pub dom: Domain,
    pub downtime: u64,
    pub flags: u32,
}

codec!(DomainMigrateSetMaxDowntimeArgs { dom, downtime, flags }, 36);

/// Arguments of `DOMAIN_MIGRATE_SET_MAX_SPEED` (207), `virDomainMigrateSetMaxSpeed`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateSetMaxSpeedArgs {
    pub dom: Domain,
    pub bandwidth: u64,
    pub flags: u32,
}

codec!(DomainMigrateSetMaxSpeedArgs { dom, bandwidth, flags }, 36);

/// Arguments of `DOMAIN_MIGRATE_BEGIN3` (213), `virDomainMigrateBegin3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateBegin3Args {
    pub dom: Domain,
    pub xmlin: Option<String>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
}

codec!(DomainMigrateBegin3Args { dom, xmlin, flags, dname, resource }, 48);

/// Reply to `DOMAIN_MIGRATE_BEGIN3` (213), `virDomainMigrateBegin3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateBegin3Ret {
    pub cookie_out: Vec<u8>,
    pub xml: String,
}

codec!(DomainMigrateBegin3Ret { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX), xml }, 8);

/// Arguments of `DOMAIN_MIGRATE_PREPARE3` (214), `virDomainMigratePrepare3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare3Args {
    pub cookie_in: Vec<u8>,
    pub uri_in: Option<String>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
    pub dom_xml: String,
}

codec!(
    DomainMigratePrepare3Args {
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        uri_in,
        flags,
        dname,
        resource,
        dom_xml,
    },
    32
);

/// Reply to `DOMAIN_MIGRATE_PREPARE3` (214), `virDomainMigratePrepare3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare3Ret {
    pub cookie_out: Vec<u8>,
    pub uri_out: Option<String>,
}

codec!(DomainMigratePrepare3Ret { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX), uri_out }, 8);

/// Arguments of `DOMAIN_MIGRATE_PREPARE_TUNNEL3` (215), `virDomainMigratePrepareTunnel3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareTunnel3Args {
    pub cookie_in: Vec<u8>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
    pub dom_xml: String,
}

codec!(
    DomainMigratePrepareTunnel3Args {
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
        dname,
        resource,
        dom_xml,
    },
    28
);

/// Reply to `DOMAIN_MIGRATE_PREPARE_TUNNEL3` (215), `virDomainMigratePrepareTunnel3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareTunnel3Ret {
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigratePrepareTunnel3Ret { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 4);

/// Arguments of `DOMAIN_MIGRATE_PERFORM3` (216), `virDomainMigratePerform3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePerform3Args {
    pub dom: Domain,
    pub xmlin: Option<String>,
    pub cookie_in: Vec<u8>,
    pub dconnuri: Option<String>,
    pub uri: Option<String>,
    pub flags: u64,
    pub dname: Option<String>,
    pub resource: u64,
}

codec!(
    DomainMigratePerform3Args {
        dom,
        xmlin,
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        dconnuri,
        uri,
        flags,
        dname,
        resource,
    },
    60
);

/// Reply to `DOMAIN_MIGRATE_PERFORM3` (216), `virDomainMigratePerform3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePerform3Ret {
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigratePerform3Ret { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 4);

/// Arguments of `DOMAIN_MIGRATE_FINISH3` (217), `virDomainMigrateFinish3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish3Args {
    pub dname: String,
    pub cookie_in: Vec<u8>,
    pub dconnuri: Option<String>,
    pub uri: Option<String>,
    pub flags: u64,
    pub cancelled: i32,
}

codec!(
    DomainMigrateFinish3Args {
        dname,
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        dconnuri,
        uri,
        flags,
        cancelled,
    },
    28
);

/// Reply to `DOMAIN_MIGRATE_FINISH3` (217), `virDomainMigrateFinish3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish3Ret {
    pub dom: Domain,
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigrateFinish3Ret { dom, cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 28);

/// Arguments of `DOMAIN_MIGRATE_CONFIRM3` (218), `virDomainMigrateConfirm3`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateConfirm3Args {
    pub dom: Domain,
    pub cookie_in: Vec<u8>,
    pub flags: u64,
    pub cancelled: i32,
}

codec!(
    DomainMigrateConfirm3Args { dom, cookie_in: opaque(limits::MIGRATE_COOKIE_MAX), flags, cancelled },
    40
);

/// Arguments of `DOMAIN_MIGRATE_GET_MAX_SPEED` (242), `virDomainMigrateGetMaxSpeed`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetMaxSpeedArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainMigrateGetMaxSpeedArgs { dom, flags }, 28);

/// Reply to `DOMAIN_MIGRATE_GET_MAX_SPEED` (242), `virDomainMigrateGetMaxSpeed`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetMaxSpeedRet {
    pub bandwidth: u64,
}

codec!(DomainMigrateGetMaxSpeedRet { bandwidth }, 8);

/// Arguments of `DOMAIN_MIGRATE_GET_COMPRESSION_CACHE` (299), `virDomainMigrateGetCompressionCache`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetCompressionCacheArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainMigrateGetCompressionCacheArgs { dom, flags }, 28);

/// Reply to `DOMAIN_MIGRATE_GET_COMPRESSION_CACHE` (299), `virDomainMigrateGetCompressionCache`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetCompressionCacheRet {
    pub cache_size: u64,
}

codec!(DomainMigrateGetCompressionCacheRet { cache_size }, 8);

/// Arguments of `DOMAIN_MIGRATE_SET_COMPRESSION_CACHE` (300), `virDomainMigrateSetCompressionCache`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateSetCompressionCacheArgs {
    pub dom: Domain,
    pub cache_size: u64,
    pub flags: u32,
}

codec!(DomainMigrateSetCompressionCacheArgs { dom, cache_size, flags }, 36);

/// Arguments of `DOMAIN_MIGRATE_BEGIN3_PARAMS` (302), `virDomainMigrateBegin3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateBegin3ParamsArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(
    DomainMigrateBegin3ParamsArgs { dom, params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX), flags },
    32
);

/// Reply to `DOMAIN_MIGRATE_BEGIN3_PARAMS` (302), `virDomainMigrateBegin3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateBegin3ParamsRet {
    pub cookie_out: Vec<u8>,
    pub xml: String,
}

codec!(DomainMigrateBegin3ParamsRet { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX), xml }, 8);

/// Arguments of `DOMAIN_MIGRATE_PREPARE3_PARAMS` (303), `virDomainMigratePrepare3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare3ParamsArgs {
    pub params: Vec<TypedParam>,
    pub cookie_in: Vec<u8>,
    pub flags: u32,
}

codec!(
    DomainMigratePrepare3ParamsArgs {
        params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX),
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
    },
    12
);

/// Reply to `DOMAIN_MIGRATE_PREPARE3_PARAMS` (303), `virDomainMigratePrepare3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepare3ParamsRet {
    pub cookie_out: Vec<u8>,
    pub uri_out: Option<String>,
}

codec!(DomainMigratePrepare3ParamsRet { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX), uri_out }, 8);

/// Arguments of `DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS` (304), `virDomainMigratePrepareTunnel3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareTunnel3ParamsArgs {
    pub params: Vec<TypedParam>,
    pub cookie_in: Vec<u8>,
    pub flags: u32,
}

codec!(
    DomainMigratePrepareTunnel3ParamsArgs {
        params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX),
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
    },
    12
);

/// Reply to `DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS` (304), `virDomainMigratePrepareTunnel3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePrepareTunnel3ParamsRet {
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigratePrepareTunnel3ParamsRet { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 4);

/// Arguments of `DOMAIN_MIGRATE_PERFORM3_PARAMS` (305), `virDomainMigratePerform3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePerform3ParamsArgs {
    pub dom: Domain,
    pub dconnuri: Option<String>,
    pub params: Vec<TypedParam>,
    pub cookie_in: Vec<u8>,
    pub flags: u32,
}

codec!(
    DomainMigratePerform3ParamsArgs {
        dom,
        dconnuri,
        params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX),
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
    },
    40
);

/// Reply to `DOMAIN_MIGRATE_PERFORM3_PARAMS` (305), `virDomainMigratePerform3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigratePerform3ParamsRet {
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigratePerform3ParamsRet { cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 4);

/// Arguments of `DOMAIN_MIGRATE_FINISH3_PARAMS` (306), `virDomainMigrateFinish3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish3ParamsArgs {
    pub params: Vec<TypedParam>,
    pub cookie_in: Vec<u8>,
    pub flags: u32,
    pub cancelled: i32,
}

codec!(
    DomainMigrateFinish3ParamsArgs {
        params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX),
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
        cancelled,
    },
    16
);

/// Reply to `DOMAIN_MIGRATE_FINISH3_PARAMS` (306), `virDomainMigrateFinish3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateFinish3ParamsRet {
    pub dom: Domain,
    pub cookie_out: Vec<u8>,
}

codec!(DomainMigrateFinish3ParamsRet { dom, cookie_out: opaque(limits::MIGRATE_COOKIE_MAX) }, 28);

/// Arguments of `DOMAIN_MIGRATE_CONFIRM3_PARAMS` (307), `virDomainMigrateConfirm3Params`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateConfirm3ParamsArgs {
    pub dom: Domain,
    pub params: Vec<TypedParam>,
    pub cookie_in: Vec<u8>,
    pub flags: u32,
    pub cancelled: i32,
}

codec!(
    DomainMigrateConfirm3ParamsArgs {
        dom,
        params: array(limits::DOMAIN_MIGRATE_PARAM_LIST_MAX),
        cookie_in: opaque(limits::MIGRATE_COOKIE_MAX),
        flags,
        cancelled,
    },
    40
);

/// Arguments of `DOMAIN_MIGRATE_START_POST_COPY` (364), `virDomainMigrateStartPostCopy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateStartPostCopyArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainMigrateStartPostCopyArgs { dom, flags }, 28);

/// Arguments of `DOMAIN_MIGRATE_GET_MAX_DOWNTIME` (387), `virDomainMigrateGetMaxDowntime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetMaxDowntimeArgs {
    pub dom: Domain,
    pub flags: u32,
}

codec!(DomainMigrateGetMaxDowntimeArgs { dom, flags }, 28);

/// Reply to `DOMAIN_MIGRATE_GET_MAX_DOWNTIME` (387), `virDomainMigrateGetMaxDowntime`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DomainMigrateGetMaxDowntimeRet {
    pub downtime: u64,
}

codec!(DomainMigrateGetMaxDowntimeRet { downtime }, 8);

// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{StoragePool, StorageVol};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `STORAGE_POOL_CREATE_XML` (76), `virStoragePoolCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolCreateXmlArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(StoragePoolCreateXmlArgs { xml, flags }, 8);

/// Reply to `STORAGE_POOL_CREATE_XML` (76), `virStoragePoolCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolCreateXmlRet {
    pub pool: StoragePool,
}

codec!(StoragePoolCreateXmlRet { pool }, 20);

/// Arguments of `STORAGE_POOL_DEFINE_XML` (77), `virStoragePoolDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolDefineXmlArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(StoragePoolDefineXmlArgs { xml, flags }, 8);

/// Reply to `STORAGE_POOL_DEFINE_XML` (77), `virStoragePoolDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolDefineXmlRet {
    pub pool: StoragePool,
}

codec!(StoragePoolDefineXmlRet { pool }, 20);

/// Arguments of `STORAGE_POOL_CREATE` (78), `virStoragePoolCreate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolCreateArgs {
    pub pool: StoragePool,
    pub flags: u32,
}

codec!(StoragePoolCreateArgs { pool, flags }, 24);

/// Arguments of `STORAGE_POOL_BUILD` (79), `virStoragePoolBuild`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolBuildArgs {
    pub pool: StoragePool,
    pub flags: u32,
}

codec!(StoragePoolBuildArgs { pool, flags }, 24);

/// Arguments of `STORAGE_POOL_DESTROY` (80), `virStoragePoolDestroy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolDestroyArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolDestroyArgs { pool }, 20);

/// Arguments of `STORAGE_POOL_DELETE` (81), `virStoragePoolDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolDeleteArgs {
    pub pool: StoragePool,
    pub flags: u32,
}

codec!(StoragePoolDeleteArgs { pool, flags }, 24);

/// Arguments of `STORAGE_POOL_UNDEFINE` (82), `virStoragePoolUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolUndefineArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolUndefineArgs { pool }, 20);

/// Arguments of `STORAGE_POOL_REFRESH` (83), `virStoragePoolRefresh`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolRefreshArgs {
    pub pool: StoragePool,
    pub flags: u32,
}

codec!(StoragePoolRefreshArgs { pool, flags }, 24);

/// Arguments of `STORAGE_POOL_LOOKUP_BY_NAME` (84), `virStoragePoolLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByNameArgs {
    pub name: String,
}

codec!(StoragePoolLookupByNameArgs { name }, 4);

/// Reply to `STORAGE_POOL_LOOKUP_BY_NAME` (84), `virStoragePoolLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByNameRet {
    pub pool: StoragePool,
}

codec!(StoragePoolLookupByNameRet { pool }, 20);

/// Arguments of `STORAGE_POOL_LOOKUP_BY_UUID` (85), `virStoragePoolLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByUuidArgs {
    pub uuid: [u8; 16],
}

codec!(StoragePoolLookupByUuidArgs { uuid }, 16);

/// Reply to `STORAGE_POOL_LOOKUP_BY_UUID` (85), `virStoragePoolLookupByUUID`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByUuidRet {
    pub pool: StoragePool,
}

codec!(StoragePoolLookupByUuidRet { pool }, 20);

/// Arguments of `STORAGE_POOL_LOOKUP_BY_VOLUME` (86), `virStoragePoolLookupByVolume`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByVolumeArgs {
    pub vol: StorageVol,
}

codec!(StoragePoolLookupByVolumeArgs { vol }, 12);

/// Reply to `STORAGE_POOL_LOOKUP_BY_VOLUME` (86), `virStoragePoolLookupByVolume`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByVolumeRet {
    pub pool: StoragePool,
}

codec!(StoragePoolLookupByVolumeRet { pool }, 20);

/// Arguments of `STORAGE_POOL_GET_INFO` (87), `virStoragePoolGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetInfoArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolGetInfoArgs { pool }, 20);

/// Reply to `STORAGE_POOL_GET_INFO` (87), `virStoragePoolGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetInfoRet {
    pub state: u8,
    pub capacity: u64,
    pub allocation: u64,
    pub available: u64,
}

codec!(StoragePoolGetInfoRet { state, capacity, allocation, available }, 28);

/// Arguments of `STORAGE_POOL_GET_XML_DESC` (88), `virStoragePoolGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetXmlDescArgs {
    pub pool: StoragePool,
    pub flags: u32,
}

codec!(StoragePoolGetXmlDescArgs { pool, flags }, 24);

/// Reply to `STORAGE_POOL_GET_XML_DESC` (88), `virStoragePoolGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetXmlDescRet {
    pub xml: String,
}

codec!(StoragePoolGetXmlDescRet { xml }, 4);

impl EncodeAs<StoragePoolGetXmlDescRet> for Text<'_> {}

/// Arguments of `STORAGE_POOL_GET_AUTOSTART` (89), `virStoragePoolGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetAutostartArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolGetAutostartArgs { pool }, 20);

/// Reply to `STORAGE_POOL_GET_AUTOSTART` (89), `virStoragePoolGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolGetAutostartRet {
    pub autostart: i32,
}

codec!(StoragePoolGetAutostartRet { autostart }, 4);

/// Arguments of `STORAGE_POOL_SET_AUTOSTART` (90), `virStoragePoolSetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolSetAutostartArgs {
    pub pool: StoragePool,
    pub autostart: i32,
}

codec!(StoragePoolSetAutostartArgs { pool, autostart }, 24);

/// Arguments of `STORAGE_POOL_NUM_OF_VOLUMES` (91), `virStoragePoolNumOfVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolNumOfVolumesArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolNumOfVolumesArgs { pool }, 20);

/// Reply to `STORAGE_POOL_NUM_OF_VOLUMES` (91), `virStoragePoolNumOfVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolNumOfVolumesRet {
    pub num: i32,
}

codec!(StoragePoolNumOfVolumesRet { num }, 4);

/// Arguments of `STORAGE_POOL_LIST_VOLUMES` (92), `virStoragePoolListVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolListVolumesArgs {
    pub pool: StoragePool,
    pub maxnames: i32,
}

codec!(StoragePoolListVolumesArgs { pool, maxnames }, 24);

/// Reply to `STORAGE_POOL_LIST_VOLUMES` (92), `virStoragePoolListVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolListVolumesRet {
    pub names: Vec<String>,
}

codec!(StoragePoolListVolumesRet { names: array(limits::STORAGE_VOL_LIST_MAX) }, 4);

/// Arguments of `STORAGE_VOL_CREATE_XML` (93), `virStorageVolCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolCreateXmlArgs {
    pub pool: StoragePool,
    pub xml: String,
    pub flags: u32,
}

codec!(StorageVolCreateXmlArgs { pool, xml, flags }, 28);

/// Reply to `STORAGE_VOL_CREATE_XML` (93), `virStorageVolCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolCreateXmlRet {
    pub vol: StorageVol,
}

codec!(StorageVolCreateXmlRet { vol }, 12);

/// Arguments of `STORAGE_VOL_DELETE` (94), `virStorageVolDelete`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolDeleteArgs {
    pub vol: StorageVol,
    pub flags: u32,
}

codec!(StorageVolDeleteArgs { vol, flags }, 16);

/// Arguments of `STORAGE_VOL_LOOKUP_BY_NAME` (95), `virStorageVolLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByNameArgs {
    pub pool: StoragePool,
    pub name: String,
}

codec!(StorageVolLookupByNameArgs { pool, name }, 24);

/// Reply to `STORAGE_VOL_LOOKUP_BY_NAME` (95), `virStorageVolLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByNameRet {
    pub vol: StorageVol,
}

codec!(StorageVolLookupByNameRet { vol }, 12);

/// Arguments of `STORAGE_VOL_LOOKUP_BY_KEY` (96), `virStorageVolLookupByKey`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByKeyArgs {
    pub key: String,
}

codec!(StorageVolLookupByKeyArgs { key }, 4);

/// Reply to `STORAGE_VOL_LOOKUP_BY_KEY` (96), `virStorageVolLookupByKey`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByKeyRet {
    pub vol: StorageVol,
}

codec!(StorageVolLookupByKeyRet { vol }, 12);

/// Arguments of `STORAGE_VOL_LOOKUP_BY_PATH` (97), `virStorageVolLookupByPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByPathArgs {
    pub path: String,
}

codec!(StorageVolLookupByPathArgs { path }, 4);

/// Reply to `STORAGE_VOL_LOOKUP_BY_PATH` (97), `virStorageVolLookupByPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolLookupByPathRet {
    pub vol: StorageVol,
}

codec!(StorageVolLookupByPathRet { vol }, 12);

/// Arguments of `STORAGE_VOL_GET_INFO` (98), `virStorageVolGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetInfoArgs {
    pub vol: StorageVol,
}

codec!(StorageVolGetInfoArgs { vol }, 12);

/// Reply to `STORAGE_VOL_GET_INFO` (98), `virStorageVolGetInfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetInfoRet {
    pub r#type: i8,
    pub capacity: u64,
    pub allocation: u64,
}

codec!(StorageVolGetInfoRet { r#type, capacity, allocation }, 20);

/// Arguments of `STORAGE_VOL_GET_XML_DESC` (99), `virStorageVolGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetXmlDescArgs {
    pub vol: StorageVol,
    pub flags: u32,
}

codec!(StorageVolGetXmlDescArgs { vol, flags }, 16);

/// Reply to `STORAGE_VOL_GET_XML_DESC` (99), `virStorageVolGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetXmlDescRet {
    pub xml: String,
}

codec!(StorageVolGetXmlDescRet { xml }, 4);

impl EncodeAs<StorageVolGetXmlDescRet> for Text<'_> {}

/// Arguments of `STORAGE_VOL_GET_PATH` (100), `virStorageVolGetPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetPathArgs {
    pub vol: StorageVol,
}

codec!(StorageVolGetPathArgs { vol }, 12);

/// Reply to `STORAGE_VOL_GET_PATH` (100), `virStorageVolGetPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetPathRet {
    pub name: String,
}

codec!(StorageVolGetPathRet { name }, 4);

impl EncodeAs<StorageVolGetPathRet> for Text<'_> {}

/// Arguments of `STORAGE_VOL_CREATE_XML_FROM` (125), `virStorageVolCreateXMLFrom`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolCreateXmlFromArgs {
    pub pool: StoragePool,
    pub xml: String,
    pub clonevol: StorageVol,
    pub flags: u32,
}

codec!(StorageVolCreateXmlFromArgs { pool, xml, clonevol, flags }, 40);

/// Reply to `STORAGE_VOL_CREATE_XML_FROM` (125), `virStorageVolCreateXMLFrom`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolCreateXmlFromRet {
    pub vol: StorageVol,
}

codec!(StorageVolCreateXmlFromRet { vol }, 12);

/// Arguments of `STORAGE_POOL_IS_ACTIVE` (154), `virStoragePoolIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolIsActiveArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolIsActiveArgs { pool }, 20);

/// Reply to `STORAGE_POOL_IS_ACTIVE` (154), `virStoragePoolIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolIsActiveRet {
    pub active: i32,
}

codec!(StoragePoolIsActiveRet { active }, 4);

/// Arguments of `STORAGE_POOL_IS_PERSISTENT` (155), `virStoragePoolIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolIsPersistentArgs {
    pub pool: StoragePool,
}

codec!(StoragePoolIsPersistentArgs { pool }, 20);

/// Reply to `STORAGE_POOL_IS_PERSISTENT` (155), `virStoragePoolIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolIsPersistentRet {
    pub persistent: i32,
}

codec!(StoragePoolIsPersistentRet { persistent }, 4);

/// Arguments of `STORAGE_VOL_WIPE` (165), `virStorageVolWipe`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolWipeArgs {
    pub vol: StorageVol,
    pub flags: u32,
}

codec!(StorageVolWipeArgs { vol, flags }, 16);

/// Arguments of `STORAGE_VOL_UPLOAD` (208), `virStorageVolUpload`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolUploadArgs {
    pub vol: StorageVol,
    pub offset: u64,
    pub length: u64,
    pub flags: u32,
}

codec!(StorageVolUploadArgs { vol, offset, length, flags }, 32);

/// Arguments of `STORAGE_VOL_DOWNLOAD` (209), `virStorageVolDownload`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolDownloadArgs {
    pub vol: StorageVol,
    pub offset: u64,
    pub length: u64,
    pub flags: u32,
}

codec!(StorageVolDownloadArgs { vol, offset, length, flags }, 32);

/// Arguments of `STORAGE_VOL_WIPE_PATTERN` (259), `virStorageVolWipePattern`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolWipePatternArgs {
    pub vol: StorageVol,
    pub algorithm: u32,
    pub flags: u32,
}

codec!(StorageVolWipePatternArgs { vol, algorithm, flags }, 20);

/// Arguments of `STORAGE_VOL_RESIZE` (260), `virStorageVolResize`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolResizeArgs {
    pub vol: StorageVol,
    pub capacity: u64,
    pub flags: u32,
}

codec!(StorageVolResizeArgs { vol, capacity, flags }, 24);

/// Arguments of `STORAGE_POOL_LIST_ALL_VOLUMES` (282), `virStoragePoolListAllVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolListAllVolumesArgs {
    pub pool: StoragePool,
    pub need_results: i32,
    pub flags: u32,
}

codec!(StoragePoolListAllVolumesArgs { pool, need_results, flags }, 28);

/// Reply to `STORAGE_POOL_LIST_ALL_VOLUMES` (282), `virStoragePoolListAllVolumes`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolListAllVolumesRet {
    pub vols: Vec<StorageVol>,
    pub ret: u32,
}

codec!(StoragePoolListAllVolumesRet { vols: array(limits::STORAGE_VOL_LIST_MAX), ret }, 8);

/// Body of the event `STORAGE_POOL_EVENT_LIFECYCLE` (370).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolEventLifecycleMsg {
    pub callback_id: i32,
    pub pool: StoragePool,
    pub event: i32,
    pub detail: i32,
}

codec!(StoragePoolEventLifecycleMsg { callback_id, pool, event, detail }, 32);

/// Body of the event `STORAGE_POOL_EVENT_REFRESH` (373).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolEventRefreshMsg {
    pub callback_id: i32,
    pub pool: StoragePool,
}

codec!(StoragePoolEventRefreshMsg { callback_id, pool }, 24);

/// Arguments of `STORAGE_VOL_GET_INFO_FLAGS` (378), `virStorageVolGetInfoFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetInfoFlagsArgs {
    pub vol: StorageVol,
    pub flags: u32,
}

codec!(StorageVolGetInfoFlagsArgs { vol, flags }, 16);

/// Reply to `STORAGE_VOL_GET_INFO_FLAGS` (378), `virStorageVolGetInfoFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StorageVolGetInfoFlagsRet {
    pub r#type: i8,
    pub capacity: u64,
    pub allocation: u64,
}

codec!(StorageVolGetInfoFlagsRet { r#type, capacity, allocation }, 20);

/// Arguments of `STORAGE_POOL_LOOKUP_BY_TARGET_PATH` (391), `virStoragePoolLookupByTargetPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByTargetPathArgs {
    pub path: String,
}

codec!(StoragePoolLookupByTargetPathArgs { path }, 4);

/// Reply to `STORAGE_POOL_LOOKUP_BY_TARGET_PATH` (391), `virStoragePoolLookupByTargetPath`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoragePoolLookupByTargetPathRet {
    pub pool: StoragePool,
}

codec!(StoragePoolLookupByTargetPathRet { pool }, 20);

// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    StoragePoolBuildArgs, StoragePoolCreateArgs, StoragePoolCreateXmlArgs, StoragePoolCreateXmlRet,
    StoragePoolDefineXmlArgs, StoragePoolDefineXmlRet, StoragePoolDeleteArgs, StoragePoolDestroyArgs,
    StoragePoolGetAutostartArgs, StoragePoolGetAutostartRet, StoragePoolGetInfoArgs, StoragePoolGetInfoRet,
    StoragePoolGetXmlDescArgs, StoragePoolGetXmlDescRet, StoragePoolIsActiveArgs, StoragePoolIsActiveRet,
    StoragePoolIsPersistentArgs, StoragePoolIsPersistentRet, StoragePoolListAllVolumesArgs,
    StoragePoolListAllVolumesRet, StoragePoolListVolumesArgs, StoragePoolListVolumesRet,
    StoragePoolLookupByNameArgs, StoragePoolLookupByNameRet, StoragePoolLookupByTargetPathArgs,
    StoragePoolLookupByTargetPathRet, StoragePoolLookupByUuidArgs, StoragePoolLookupByUuidRet,
    StoragePoolLookupByVolumeArgs, StoragePoolLookupByVolumeRet, StoragePoolNumOfVolumesArgs,
    StoragePoolNumOfVolumesRet, StoragePoolRefreshArgs, StoragePoolSetAutostartArgs, StoragePoolUndefineArgs,
    StorageVolCreateXmlArgs, StorageVolCreateXmlFromArgs, StorageVolCreateXmlFromRet, StorageVolCreateXmlRet,
    StorageVolDeleteArgs, StorageVolDownloadArgs, StorageVolGetInfoArgs, StorageVolGetInfoFlagsArgs,
    StorageVolGetInfoFlagsRet, StorageVolGetInfoRet, StorageVolGetPathArgs, StorageVolGetPathRet,
    StorageVolGetXmlDescArgs, StorageVolGetXmlDescRet, StorageVolLookupByKeyArgs, StorageVolLookupByKeyRet,
    StorageVolLookupByNameArgs, StorageVolLookupByNameRet, StorageVolLookupByPathArgs,
    StorageVolLookupByPathRet, StorageVolResizeArgs, StorageVolUploadArgs, StorageVolWipeArgs,
    StorageVolWipePatternArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `STORAGE_POOL_CREATE_XML` (76), `virStoragePoolCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_create_xml(
        &self,
        args: &StoragePoolCreateXmlArgs,
    ) -> Result<StoragePoolCreateXmlRet> {
        self.call::<procedure::StoragePoolCreateXml>(args).await
    }

    /// `STORAGE_POOL_DEFINE_XML` (77), `virStoragePoolDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_define_xml(
        &self,
        args: &StoragePoolDefineXmlArgs,
    ) -> Result<StoragePoolDefineXmlRet> {
        self.call::<procedure::StoragePoolDefineXml>(args).await
    }

    /// `STORAGE_POOL_CREATE` (78), `virStoragePoolCreate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_create(&self, args: &StoragePoolCreateArgs) -> Result<()> {
        self.call::<procedure::StoragePoolCreate>(args).await
    }

    /// `STORAGE_POOL_BUILD` (79), `virStoragePoolBuild`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_build(&self, args: &StoragePoolBuildArgs) -> Result<()> {
        self.call::<procedure::StoragePoolBuild>(args).await
    }

    /// `STORAGE_POOL_DESTROY` (80), `virStoragePoolDestroy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_destroy(&self, args: &StoragePoolDestroyArgs) -> Result<()> {
        self.call::<procedure::StoragePoolDestroy>(args).await
    }

    /// `STORAGE_POOL_DELETE` (81), `virStoragePoolDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_delete(&self, args: &StoragePoolDeleteArgs) -> Result<()> {
        self.call::<procedure::StoragePoolDelete>(args).await
    }

    /// `STORAGE_POOL_UNDEFINE` (82), `virStoragePoolUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_undefine(&self, args: &StoragePoolUndefineArgs) -> Result<()> {
        self.call::<procedure::StoragePoolUndefine>(args).await
    }

    /// `STORAGE_POOL_REFRESH` (83), `virStoragePoolRefresh`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_refresh(&self, args: &StoragePoolRefreshArgs) -> Result<()> {
        self.call::<procedure::StoragePoolRefresh>(args).await
    }

    /// `STORAGE_POOL_LOOKUP_BY_NAME` (84), `virStoragePoolLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_lookup_by_name(
        &self,
        args: &StoragePoolLookupByNameArgs,
    ) -> Result<StoragePoolLookupByNameRet> {
        self.call::<procedure::StoragePoolLookupByName>(args).await
    }

    /// `STORAGE_POOL_LOOKUP_BY_UUID` (85), `virStoragePoolLookupByUUID`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_lookup_by_uuid(
        &self,
        args: &StoragePoolLookupByUuidArgs,
    ) -> Result<StoragePoolLookupByUuidRet> {
        self.call::<procedure::StoragePoolLookupByUuid>(args).await
    }

    /// `STORAGE_POOL_LOOKUP_BY_VOLUME` (86), `virStoragePoolLookupByVolume`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_lookup_by_volume(
        &self,
        args: &StoragePoolLookupByVolumeArgs,
    ) -> Result<StoragePoolLookupByVolumeRet> {
        self.call::<procedure::StoragePoolLookupByVolume>(args).await
    }

    /// `STORAGE_POOL_GET_INFO` (87), `virStoragePoolGetInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_get_info(
        &self,
        args: &StoragePoolGetInfoArgs,
    ) -> Result<StoragePoolGetInfoRet> {
        self.call::<procedure::StoragePoolGetInfo>(args).await
    }

    /// `STORAGE_POOL_GET_XML_DESC` (88), `virStoragePoolGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_get_xml_desc(
        &self,
        args: &StoragePoolGetXmlDescArgs,
    ) -> Result<StoragePoolGetXmlDescRet> {
        self.call::<procedure::StoragePoolGetXmlDesc>(args).await
    }

    /// `STORAGE_POOL_GET_AUTOSTART` (89), `virStoragePoolGetAutostart`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_get_autostart(
        &self,
        args: &StoragePoolGetAutostartArgs,
    ) -> Result<StoragePoolGetAutostartRet> {
        self.call::<procedure::StoragePoolGetAutostart>(args).await
    }

    /// `STORAGE_POOL_SET_AUTOSTART` (90), `virStoragePoolSetAutostart`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_set_autostart(&self, args: &StoragePoolSetAutostartArgs) -> Result<()> {
        self.call::<procedure::StoragePoolSetAutostart>(args).await
    }

    /// `STORAGE_POOL_NUM_OF_VOLUMES` (91), `virStoragePoolNumOfVolumes`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_num_of_volumes(
        &self,
        args: &StoragePoolNumOfVolumesArgs,
    ) -> Result<StoragePoolNumOfVolumesRet> {
        self.call::<procedure::StoragePoolNumOfVolumes>(args).await
    }

    /// `STORAGE_POOL_LIST_VOLUMES` (92), `virStoragePoolListVolumes`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_list_volumes(
        &self,
        args: &StoragePoolListVolumesArgs,
    ) -> Result<StoragePoolListVolumesRet> {
        self.call::<procedure::StoragePoolListVolumes>(args).await
    }

    /// `STORAGE_VOL_CREATE_XML` (93), `virStorageVolCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_create_xml(
        &self,
        args: &StorageVolCreateXmlArgs,
    ) -> Result<StorageVolCreateXmlRet> {
        self.call::<procedure::StorageVolCreateXml>(args).await
    }

    /// `STORAGE_VOL_DELETE` (94), `virStorageVolDelete`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_delete(&self, args: &StorageVolDeleteArgs) -> Result<()> {
        self.call::<procedure::StorageVolDelete>(args).await
    }

    /// `STORAGE_VOL_LOOKUP_BY_NAME` (95), `virStorageVolLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_lookup_by_name(
        &self,
        args: &StorageVolLookupByNameArgs,
    ) -> Result<StorageVolLookupByNameRet> {
        self.call::<procedure::StorageVolLookupByName>(args).await
    }

    /// `STORAGE_VOL_LOOKUP_BY_KEY` (96), `virStorageVolLookupByKey`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_lookup_by_key(
        &self,
        args: &StorageVolLookupByKeyArgs,
    ) -> Result<StorageVolLookupByKeyRet> {
        self.call::<procedure::StorageVolLookupByKey>(args).await
    }

    /// `STORAGE_VOL_LOOKUP_BY_PATH` (97), `virStorageVolLookupByPath`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_lookup_by_path(
        &self,
        args: &StorageVolLookupByPathArgs,
    ) -> Result<StorageVolLookupByPathRet> {
        self.call::<procedure::StorageVolLookupByPath>(args).await
    }

    /// `STORAGE_VOL_GET_INFO` (98), `virStorageVolGetInfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_get_info(&self, args: &StorageVolGetInfoArgs) -> Result<StorageVolGetInfoRet> {
        self.call::<procedure::StorageVolGetInfo>(args).await
    }

    /// `STORAGE_VOL_GET_XML_DESC` (99), `virStorageVolGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_get_xml_desc(
        &self,
        args: &StorageVolGetXmlDescArgs,
    ) -> Result<StorageVolGetXmlDescRet> {
        self.call::<procedure::StorageVolGetXmlDesc>(args).await
    }

    /// `STORAGE_VOL_GET_PATH` (100), `virStorageVolGetPath`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_get_path(&self, args: &StorageVolGetPathArgs) -> Result<StorageVolGetPathRet> {
        self.call::<procedure::StorageVolGetPath>(args).await
    }

    /// `STORAGE_VOL_CREATE_XML_FROM` (125), `virStorageVolCreateXMLFrom`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_create_xml_from(
        &self,
        args: &StorageVolCreateXmlFromArgs,
    ) -> Result<StorageVolCreateXmlFromRet> {
        self.call::<procedure::StorageVolCreateXmlFrom>(args).await
    }

    /// `STORAGE_POOL_IS_ACTIVE` (154), `virStoragePoolIsActive`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_is_active(
        &self,
        args: &StoragePoolIsActiveArgs,
    ) -> Result<StoragePoolIsActiveRet> {
        self.call::<procedure::StoragePoolIsActive>(args).await
    }

    /// `STORAGE_POOL_IS_PERSISTENT` (155), `virStoragePoolIsPersistent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_is_persistent(
        &self,
        args: &StoragePoolIsPersistentArgs,
    ) -> Result<StoragePoolIsPersistentRet> {
        self.call::<procedure::StoragePoolIsPersistent>(args).await
    }

    /// `STORAGE_VOL_WIPE` (165), `virStorageVolWipe`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_wipe(&self, args: &StorageVolWipeArgs) -> Result<()> {
        self.call::<procedure::StorageVolWipe>(args).await
    }

    /// `STORAGE_VOL_UPLOAD` (208), `virStorageVolUpload`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_upload(&self, args: &StorageVolUploadArgs) -> Result<()> {
        self.call::<procedure::StorageVolUpload>(args).await
    }

    /// `STORAGE_VOL_DOWNLOAD` (209), `virStorageVolDownload`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_download(&self, args: &StorageVolDownloadArgs) -> Result<()> {
        self.call::<procedure::StorageVolDownload>(args).await
    }

    /// `STORAGE_VOL_WIPE_PATTERN` (259), `virStorageVolWipePattern`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_wipe_pattern(&self, args: &StorageVolWipePatternArgs) -> Result<()> {
        self.call::<procedure::StorageVolWipePattern>(args).await
    }

    /// `STORAGE_VOL_RESIZE` (260), `virStorageVolResize`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_resize(&self, args: &StorageVolResizeArgs) -> Result<()> {
        self.call::<procedure::StorageVolResize>(args).await
    }

    /// `STORAGE_POOL_LIST_ALL_VOLUMES` (282), `virStoragePoolListAllVolumes`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_list_all_volumes(
        &self,
        args: &StoragePoolListAllVolumesArgs,
    ) -> Result<StoragePoolListAllVolumesRet> {
        self.call::<procedure::StoragePoolListAllVolumes>(args).await
    }

    /// `STORAGE_VOL_GET_INFO_FLAGS` (378), `virStorageVolGetInfoFlags`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_vol_get_info_flags(
        &self,
        args: &StorageVolGetInfoFlagsArgs,
    ) -> Result<StorageVolGetInfoFlagsRet> {
        self.call::<procedure::StorageVolGetInfoFlags>(args).await
    }

    /// `STORAGE_POOL_LOOKUP_BY_TARGET_PATH` (391), `virStoragePoolLookupByTargetPath`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn storage_pool_lookup_by_target_path(
        &self,
        args: &StoragePoolLookupByTargetPathArgs,
    ) -> Result<StoragePoolLookupByTargetPathRet> {
        self.call::<procedure::StoragePoolLookupByTargetPath>(args).await
    }
}

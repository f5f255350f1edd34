// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    NodeDeviceCreateArgs, NodeDeviceCreateXmlArgs, NodeDeviceCreateXmlRet, NodeDeviceDefineXmlArgs,
    NodeDeviceDefineXmlRet, NodeDeviceDestroyArgs, NodeDeviceDetachFlagsArgs, NodeDeviceDettachArgs,
    NodeDeviceGetAutostartArgs, NodeDeviceGetAutostartRet, NodeDeviceGetParentArgs, NodeDeviceGetParentRet,
    NodeDeviceGetXmlDescArgs, NodeDeviceGetXmlDescRet, NodeDeviceIsActiveArgs, NodeDeviceIsActiveRet,
    NodeDeviceIsPersistentArgs, NodeDeviceIsPersistentRet, NodeDeviceListCapsArgs, NodeDeviceListCapsRet,
    NodeDeviceLookupByNameArgs, NodeDeviceLookupByNameRet, NodeDeviceLookupScsiHostByWwnArgs,
    NodeDeviceLookupScsiHostByWwnRet, NodeDeviceNumOfCapsArgs, NodeDeviceNumOfCapsRet,
    NodeDeviceReAttachArgs, NodeDeviceResetArgs, NodeDeviceSetAutostartArgs, NodeDeviceUndefineArgs,
    NodeDeviceUpdateArgs, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `NODE_DEVICE_LOOKUP_BY_NAME` (113), `virNodeDeviceLookupByName`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_lookup_by_name(
        &self,
        args: &NodeDeviceLookupByNameArgs,
    ) -> Result<NodeDeviceLookupByNameRet> {
        self.call::<procedure::NodeDeviceLookupByName>(args).await
    }

    /// `NODE_DEVICE_GET_XML_DESC` (114), `virNodeDeviceGetXMLDesc`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_get_xml_desc(
        &self,
        args: &NodeDeviceGetXmlDescArgs,
    ) -> Result<NodeDeviceGetXmlDescRet> {
        self.call::<procedure::NodeDeviceGetXmlDesc>(args).await
    }

    /// `NODE_DEVICE_GET_PARENT` (115), `virNodeDeviceGetParent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_get_parent(
        &self,
        args: &NodeDeviceGetParentArgs,
    ) -> Result<NodeDeviceGetParentRet> {
        self.call::<procedure::NodeDeviceGetParent>(args).await
    }

    /// `NODE_DEVICE_NUM_OF_CAPS` (116), `virNodeDeviceNumOfCaps`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_num_of_caps(
        &self,
        args: &NodeDeviceNumOfCapsArgs,
    ) -> Result<NodeDeviceNumOfCapsRet> {
        self.call::<procedure::NodeDeviceNumOfCaps>(args).await
    }

    /// `NODE_DEVICE_LIST_CAPS` (117), `virNodeDeviceListCaps`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_list_caps(
        &self,
        args: &NodeDeviceListCapsArgs,
    ) -> Result<NodeDeviceListCapsRet> {
        self.call::<procedure::NodeDeviceListCaps>(args).await
    }

    /// `NODE_DEVICE_DETTACH` (118), `virNodeDeviceDettach`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_dettach(&self, args: &NodeDeviceDettachArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceDettach>(args).await
    }

    /// `NODE_DEVICE_RE_ATTACH` (119), `virNodeDeviceReAttach`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_re_attach(&self, args: &NodeDeviceReAttachArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceReAttach>(args).await
    }

    /// `NODE_DEVICE_RESET` (120), `virNodeDeviceReset`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_reset(&self, args: &NodeDeviceResetArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceReset>(args).await
    }

    /// `NODE_DEVICE_CREATE_XML` (123), `virNodeDeviceCreateXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_create_xml(
        &self,
        args: &NodeDeviceCreateXmlArgs,
    ) -> Result<NodeDeviceCreateXmlRet> {
        self.call::<procedure::NodeDeviceCreateXml>(args).await
    }

    /// `NODE_DEVICE_DESTROY` (124), `virNodeDeviceDestroy`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_destroy(&self, args: &NodeDeviceDestroyArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceDestroy>(args).await
    }

    /// `NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN` (297), `virNodeDeviceLookupSCSIHostByWWN`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_lookup_scsi_host_by_wwn(
        &self,
        args: &NodeDeviceLookupScsiHostByWwnArgs,
    ) -> Result<NodeDeviceLookupScsiHostByWwnRet> {
        self.call::<procedure::NodeDeviceLookupScsiHostByWwn>(args).await
    }

    /// `NODE_DEVICE_DETACH_FLAGS` (301), `virNodeDeviceDetachFlags`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_detach_flags(&self, args: &NodeDeviceDetachFlagsArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceDetachFlags>(args).await
    }

    /// `NODE_DEVICE_DEFINE_XML` (428), `virNodeDeviceDefineXML`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_define_xml(
        &self,
        args: &NodeDeviceDefineXmlArgs,
    ) -> Result<NodeDeviceDefineXmlRet> {
        self.call::<procedure::NodeDeviceDefineXml>(args).await
    }

    /// `NODE_DEVICE_UNDEFINE` (429), `virNodeDeviceUndefine`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_undefine(&self, args: &NodeDeviceUndefineArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceUndefine>(args).await
    }

    /// `NODE_DEVICE_CREATE` (430), `virNodeDeviceCreate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_create(&self, args: &NodeDeviceCreateArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceCreate>(args).await
    }

    /// `NODE_DEVICE_GET_AUTOSTART` (433), `virNodeDeviceGetAutostart`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_get_autostart(
        &self,
        args: &NodeDeviceGetAutostartArgs,
    ) -> Result<NodeDeviceGetAutostartRet> {
        self.call::<procedure::NodeDeviceGetAutostart>(args).await
    }

    /// `NODE_DEVICE_SET_AUTOSTART` (434), `virNodeDeviceSetAutostart`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_set_autostart(&self, args: &NodeDeviceSetAutostartArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceSetAutostart>(args).await
    }

    /// `NODE_DEVICE_IS_PERSISTENT` (435), `virNodeDeviceIsPersistent`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_is_persistent(
        &self,
        args: &NodeDeviceIsPersistentArgs,
    ) -> Result<NodeDeviceIsPersistentRet> {
        self.call::<procedure::NodeDeviceIsPersistent>(args).await
    }

    /// `NODE_DEVICE_IS_ACTIVE` (436), `virNodeDeviceIsActive`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_is_active(
        &self,
        args: &NodeDeviceIsActiveArgs,
    ) -> Result<NodeDeviceIsActiveRet> {
        self.call::<procedure::NodeDeviceIsActive>(args).await
    }

    /// `NODE_DEVICE_UPDATE` (447), `virNodeDeviceUpdate`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn node_device_update(&self, args: &NodeDeviceUpdateArgs) -> Result<()> {
        self.call::<procedure::NodeDeviceUpdate>(args).await
    }
}

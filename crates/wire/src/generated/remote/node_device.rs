// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::NodeDevice;
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `NODE_DEVICE_LOOKUP_BY_NAME` (113), `virNodeDeviceLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceLookupByNameArgs {
    pub name: String,
}

codec!(NodeDeviceLookupByNameArgs { name }, 4);

/// Reply to `NODE_DEVICE_LOOKUP_BY_NAME` (113), `virNodeDeviceLookupByName`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceLookupByNameRet {
    pub dev: NodeDevice,
}

codec!(NodeDeviceLookupByNameRet { dev }, 4);

/// Arguments of `NODE_DEVICE_GET_XML_DESC` (114), `virNodeDeviceGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetXmlDescArgs {
    pub name: String,
    pub flags: u32,
}

codec!(NodeDeviceGetXmlDescArgs { name, flags }, 8);

/// Reply to `NODE_DEVICE_GET_XML_DESC` (114), `virNodeDeviceGetXMLDesc`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetXmlDescRet {
    pub xml: String,
}

codec!(NodeDeviceGetXmlDescRet { xml }, 4);

impl EncodeAs<NodeDeviceGetXmlDescRet> for Text<'_> {}

/// Arguments of `NODE_DEVICE_GET_PARENT` (115), `virNodeDeviceGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetParentArgs {
    pub name: String,
}

codec!(NodeDeviceGetParentArgs { name }, 4);

/// Reply to `NODE_DEVICE_GET_PARENT` (115), `virNodeDeviceGetParent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetParentRet {
    pub parent_name: Option<String>,
}

codec!(NodeDeviceGetParentRet { parent_name }, 4);

/// Arguments of `NODE_DEVICE_NUM_OF_CAPS` (116), `virNodeDeviceNumOfCaps`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceNumOfCapsArgs {
    pub name: String,
}

codec!(NodeDeviceNumOfCapsArgs { name }, 4);

/// Reply to `NODE_DEVICE_NUM_OF_CAPS` (116), `virNodeDeviceNumOfCaps`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceNumOfCapsRet {
    pub num: i32,
}

codec!(NodeDeviceNumOfCapsRet { num }, 4);

/// Arguments of `NODE_DEVICE_LIST_CAPS` (117), `virNodeDeviceListCaps`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceListCapsArgs {
    pub name: String,
    pub maxnames: i32,
}

codec!(NodeDeviceListCapsArgs { name, maxnames }, 8);

/// Reply to `NODE_DEVICE_LIST_CAPS` (117), `virNodeDeviceListCaps`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceListCapsRet {
    pub names: Vec<String>,
}

codec!(NodeDeviceListCapsRet { names: array(limits::NODE_DEVICE_CAPS_LIST_MAX) }, 4);

/// Arguments of `NODE_DEVICE_DETTACH` (118), `virNodeDeviceDettach`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceDettachArgs {
    pub name: String,
}

codec!(NodeDeviceDettachArgs { name }, 4);

/// Arguments of `NODE_DEVICE_RE_ATTACH` (119), `virNodeDeviceReAttach`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceReAttachArgs {
    pub name: String,
}

codec!(NodeDeviceReAttachArgs { name }, 4);

/// Arguments of `NODE_DEVICE_RESET` (120), `virNodeDeviceReset`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceResetArgs {
    pub name: String,
}

codec!(NodeDeviceResetArgs { name }, 4);

/// Arguments of `NODE_DEVICE_CREATE_XML` (123), `virNodeDeviceCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceCreateXmlArgs {
    pub xml_desc: String,
    pub flags: u32,
}

codec!(NodeDeviceCreateXmlArgs { xml_desc, flags }, 8);

/// Reply to `NODE_DEVICE_CREATE_XML` (123), `virNodeDeviceCreateXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceCreateXmlRet {
    pub dev: NodeDevice,
}

codec!(NodeDeviceCreateXmlRet { dev }, 4);

/// Arguments of `NODE_DEVICE_DESTROY` (124), `virNodeDeviceDestroy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceDestroyArgs {
    pub name: String,
}

codec!(NodeDeviceDestroyArgs { name }, 4);

/// Arguments of `NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN` (297), `virNodeDeviceLookupSCSIHostByWWN`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceLookupScsiHostByWwnArgs {
    pub wwnn: String,
    pub wwpn: String,
    pub flags: u32,
}

codec!(NodeDeviceLookupScsiHostByWwnArgs { wwnn, wwpn, flags }, 12);

/// Reply to `NODE_DEVICE_LOOKUP_SCSI_HOST_BY_WWN` (297), `virNodeDeviceLookupSCSIHostByWWN`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceLookupScsiHostByWwnRet {
    pub dev: NodeDevice,
}

codec!(NodeDeviceLookupScsiHostByWwnRet { dev }, 4);

/// Arguments of `NODE_DEVICE_DETACH_FLAGS` (301), `virNodeDeviceDetachFlags`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceDetachFlagsArgs {
    pub name: String,
    pub driver_name: Option<String>,
    pub flags: u32,
}

codec!(NodeDeviceDetachFlagsArgs { name, driver_name, flags }, 12);

/// Body of the event `NODE_DEVICE_EVENT_LIFECYCLE` (376).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceEventLifecycleMsg {
    pub callback_id: i32,
    pub dev: NodeDevice,
    pub event: i32,
    pub detail: i32,
}

codec!(NodeDeviceEventLifecycleMsg { callback_id, dev, event, detail }, 16);

/// Body of the event `NODE_DEVICE_EVENT_UPDATE` (377).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceEventUpdateMsg {
    pub callback_id: i32,
    pub dev: NodeDevice,
}

codec!(NodeDeviceEventUpdateMsg { callback_id, dev }, 8);

/// Arguments of `NODE_DEVICE_DEFINE_XML` (428), `virNodeDeviceDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceDefineXmlArgs {
    pub xml_desc: String,
    pub flags: u32,
}

codec!(NodeDeviceDefineXmlArgs { xml_desc, flags }, 8);

/// Reply to `NODE_DEVICE_DEFINE_XML` (428), `virNodeDeviceDefineXML`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceDefineXmlRet {
    pub dev: NodeDevice,
}

codec!(NodeDeviceDefineXmlRet { dev }, 4);

/// Arguments of `NODE_DEVICE_UNDEFINE` (429), `virNodeDeviceUndefine`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceUndefineArgs {
    pub name: String,
    pub flags: u32,
}

codec!(NodeDeviceUndefineArgs { name, flags }, 8);

/// Arguments of `NODE_DEVICE_CREATE` (430), `virNodeDeviceCreate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceCreateArgs {
    pub name: String,
    pub flags: u32,
}

codec!(NodeDeviceCreateArgs { name, flags }, 8);

/// Arguments of `NODE_DEVICE_GET_AUTOSTART` (433), `virNodeDeviceGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetAutostartArgs {
    pub name: String,
}

codec!(NodeDeviceGetAutostartArgs { name }, 4);

/// Reply to `NODE_DEVICE_GET_AUTOSTART` (433), `virNodeDeviceGetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceGetAutostartRet {
    pub autostart: i32,
}

codec!(NodeDeviceGetAutostartRet { autostart }, 4);

/// Arguments of `NODE_DEVICE_SET_AUTOSTART` (434), `virNodeDeviceSetAutostart`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceSetAutostartArgs {
    pub name: String,
    pub autostart: i32,
}

codec!(NodeDeviceSetAutostartArgs { name, autostart }, 8);

/// Arguments of `NODE_DEVICE_IS_PERSISTENT` (435), `virNodeDeviceIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceIsPersistentArgs {
    pub name: String,
}

codec!(NodeDeviceIsPersistentArgs { name }, 4);

/// Reply to `NODE_DEVICE_IS_PERSISTENT` (435), `virNodeDeviceIsPersistent`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceIsPersistentRet {
    pub persistent: i32,
}

codec!(NodeDeviceIsPersistentRet { persistent }, 4);

/// Arguments of `NODE_DEVICE_IS_ACTIVE` (436), `virNodeDeviceIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceIsActiveArgs {
    pub name: String,
}

codec!(NodeDeviceIsActiveArgs { name }, 4);

/// Reply to `NODE_DEVICE_IS_ACTIVE` (436), `virNodeDeviceIsActive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceIsActiveRet {
    pub active: i32,
}

codec!(NodeDeviceIsActiveRet { active }, 4);

/// Arguments of `NODE_DEVICE_UPDATE` (447), `virNodeDeviceUpdate`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NodeDeviceUpdateArgs {
    pub name: String,
    pub xml_desc: String,
    pub flags: u32,
}

codec!(NodeDeviceUpdateArgs { name, xml_desc, flags }, 12);

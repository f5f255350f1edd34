// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

use crate::limits;
use crate::remote::{
    Domain, DomainStatsRecord, Interface, Network, NodeDevice, Nwfilter, NwfilterBinding, Secret,
    StoragePool, TypedParam,
};
use crate::xdr::{EncodeAs, Text, codec};

/// Arguments of `CONNECT_OPEN` (1), `virConnectOpen`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectOpenArgs {
    pub name: Option<String>,
    pub flags: u32,
}

codec!(ConnectOpenArgs { name, flags }, 8);

/// Reply to `CONNECT_GET_TYPE` (3), `virConnectGetType`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetTypeRet {
    pub r#type: String,
}

codec!(ConnectGetTypeRet { r#type }, 4);

impl EncodeAs<ConnectGetTypeRet> for Text<'_> {}

/// Reply to `CONNECT_GET_VERSION` (4), `virConnectGetVersion`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetVersionRet {
    pub hv_ver: u64,
}

codec!(ConnectGetVersionRet { hv_ver }, 8);

/// Arguments of `CONNECT_GET_MAX_VCPUS` (5), `virConnectGetMaxVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetMaxVcpusArgs {
    pub r#type: Option<String>,
}

codec!(ConnectGetMaxVcpusArgs { r#type }, 4);

/// Reply to `CONNECT_GET_MAX_VCPUS` (5), `virConnectGetMaxVcpus`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetMaxVcpusRet {
    pub max_vcpus: i32,
}

codec!(ConnectGetMaxVcpusRet { max_vcpus }, 4);

/// Reply to `CONNECT_GET_CAPABILITIES` (7), `virConnectGetCapabilities`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetCapabilitiesRet {
    pub capabilities: String,
}

codec!(ConnectGetCapabilitiesRet { capabilities }, 4);

impl EncodeAs<ConnectGetCapabilitiesRet> for Text<'_> {}

/// Arguments of `CONNECT_LIST_DEFINED_DOMAINS` (21), `virConnectListDefinedDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedDomainsArgs {
    pub maxnames: i32,
}

codec!(ConnectListDefinedDomainsArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_DEFINED_DOMAINS` (21), `virConnectListDefinedDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedDomainsRet {
    pub names: Vec<String>,
}

codec!(ConnectListDefinedDomainsRet { names: array(limits::DOMAIN_LIST_MAX) }, 4);

/// Reply to `CONNECT_NUM_OF_DEFINED_DOMAINS` (25), `virConnectNumOfDefinedDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfDefinedDomainsRet {
    pub num: i32,
}

codec!(ConnectNumOfDefinedDomainsRet { num }, 4);

/// Arguments of `CONNECT_LIST_DEFINED_NETWORKS` (36), `virConnectListDefinedNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedNetworksArgs {
    pub maxnames: i32,
}

codec!(ConnectListDefinedNetworksArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_DEFINED_NETWORKS` (36), `virConnectListDefinedNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedNetworksRet {
    pub names: Vec<String>,
}

codec!(ConnectListDefinedNetworksRet { names: array(limits::NETWORK_LIST_MAX) }, 4);

/// Arguments of `CONNECT_LIST_DOMAINS` (37), `virConnectListDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDomainsArgs {
    pub maxids: i32,
}

codec!(ConnectListDomainsArgs { maxids }, 4);

/// Reply to `CONNECT_LIST_DOMAINS` (37), `virConnectListDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDomainsRet {
    pub ids: Vec<i32>,
}

codec!(ConnectListDomainsRet { ids: array(limits::DOMAIN_LIST_MAX) }, 4);

/// Arguments of `CONNECT_LIST_NETWORKS` (38), `virConnectListNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListNetworksArgs {
    pub maxnames: i32,
}

codec!(ConnectListNetworksArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_NETWORKS` (38), `virConnectListNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListNetworksRet {
    pub names: Vec<String>,
}

codec!(ConnectListNetworksRet { names: array(limits::NETWORK_LIST_MAX) }, 4);

/// Reply to `CONNECT_NUM_OF_DEFINED_NETWORKS` (50), `virConnectNumOfDefinedNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfDefinedNetworksRet {
    pub num: i32,
}

codec!(ConnectNumOfDefinedNetworksRet { num }, 4);

/// Reply to `CONNECT_NUM_OF_DOMAINS` (51), `virConnectNumOfDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfDomainsRet {
    pub num: i32,
}

codec!(ConnectNumOfDomainsRet { num }, 4);

/// Reply to `CONNECT_NUM_OF_NETWORKS` (52), `virConnectNumOfNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfNetworksRet {
    pub num: i32,
}

codec!(ConnectNumOfNetworksRet { num }, 4);

/// Reply to `CONNECT_GET_HOSTNAME` (59), `virConnectGetHostname`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetHostnameRet {
    pub hostname: String,
}

codec!(ConnectGetHostnameRet { hostname }, 4);

impl EncodeAs<ConnectGetHostnameRet> for Text<'_> {}

/// Arguments of `CONNECT_SUPPORTS_FEATURE` (60), `virConnectSupportsFeature`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSupportsFeatureArgs {
    pub feature: i32,
}

codec!(ConnectSupportsFeatureArgs { feature }, 4);

/// Reply to `CONNECT_SUPPORTS_FEATURE` (60), `virConnectSupportsFeature`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSupportsFeatureRet {
    pub supported: i32,
}

codec!(ConnectSupportsFeatureRet { supported }, 4);

/// Reply to `CONNECT_NUM_OF_STORAGE_POOLS` (71), `virConnectNumOfStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfStoragePoolsRet {
    pub num: i32,
}

codec!(ConnectNumOfStoragePoolsRet { num }, 4);

/// Arguments of `CONNECT_LIST_STORAGE_POOLS` (72), `virConnectListStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListStoragePoolsArgs {
    pub maxnames: i32,
}

codec!(ConnectListStoragePoolsArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_STORAGE_POOLS` (72), `virConnectListStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListStoragePoolsRet {
    pub names: Vec<String>,
}

codec!(ConnectListStoragePoolsRet { names: array(limits::STORAGE_POOL_LIST_MAX) }, 4);

/// Reply to `CONNECT_NUM_OF_DEFINED_STORAGE_POOLS` (73), `virConnectNumOfDefinedStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfDefinedStoragePoolsRet {
    pub num: i32,
}

codec!(ConnectNumOfDefinedStoragePoolsRet { num }, 4);

/// Arguments of `CONNECT_LIST_DEFINED_STORAGE_POOLS` (74), `virConnectListDefinedStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedStoragePoolsArgs {
    pub maxnames: i32,
}

codec!(ConnectListDefinedStoragePoolsArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_DEFINED_STORAGE_POOLS` (74), `virConnectListDefinedStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedStoragePoolsRet {
    pub names: Vec<String>,
}

codec!(ConnectListDefinedStoragePoolsRet { names: array(limits::STORAGE_POOL_LIST_MAX) }, 4);

/// Arguments of `CONNECT_FIND_STORAGE_POOL_SOURCES` (75), `virConnectFindStoragePoolSources`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectFindStoragePoolSourcesArgs {
    pub r#type: String,
    pub src_spec: Option<String>,
    pub flags: u32,
}

codec!(ConnectFindStoragePoolSourcesArgs { r#type, src_spec, flags }, 12);

/// Reply to `CONNECT_FIND_STORAGE_POOL_SOURCES` (75), `virConnectFindStoragePoolSources`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectFindStoragePoolSourcesRet {
    pub xml: String,
}

codec!(ConnectFindStoragePoolSourcesRet { xml }, 4);

impl EncodeAs<ConnectFindStoragePoolSourcesRet> for Text<'_> {}

/// Reply to `CONNECT_DOMAIN_EVENT_REGISTER` (105), `virConnectDomainEventRegister`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventRegisterRet {
    pub cb_registered: i32,
}

codec!(ConnectDomainEventRegisterRet { cb_registered }, 4);

/// Reply to `CONNECT_DOMAIN_EVENT_DEREGISTER` (106), `virConnectDomainEventDeregister`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventDeregisterRet {
    pub cb_registered: i32,
}

codec!(ConnectDomainEventDeregisterRet { cb_registered }, 4);

/// Reply to `CONNECT_GET_URI` (110), `virConnectGetURI`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetUriRet {
    pub uri: String,
}

codec!(ConnectGetUriRet { uri }, 4);

impl EncodeAs<ConnectGetUriRet> for Text<'_> {}

/// Reply to `CONNECT_NUM_OF_INTERFACES` (126), `virConnectNumOfInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfInterfacesRet {
    pub num: i32,
}

codec!(ConnectNumOfInterfacesRet { num }, 4);

/// Arguments of `CONNECT_LIST_INTERFACES` (127), `virConnectListInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListInterfacesArgs {
    pub maxnames: i32,
}

codec!(ConnectListInterfacesArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_INTERFACES` (127), `virConnectListInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListInterfacesRet {
    pub names: Vec<String>,
}

codec!(ConnectListInterfacesRet { names: array(limits::INTERFACE_LIST_MAX) }, 4);

/// Arguments of `CONNECT_DOMAIN_XML_FROM_NATIVE` (135), `virConnectDomainXMLFromNative`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainXmlFromNativeArgs {
    pub native_format: String,
    pub native_config: String,
    pub flags: u32,
}

codec!(ConnectDomainXmlFromNativeArgs { native_format, native_config, flags }, 12);

/// Reply to `CONNECT_DOMAIN_XML_FROM_NATIVE` (135), `virConnectDomainXMLFromNative`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainXmlFromNativeRet {
    pub domain_xml: String,
}

codec!(ConnectDomainXmlFromNativeRet { domain_xml }, 4);

impl EncodeAs<ConnectDomainXmlFromNativeRet> for Text<'_> {}

/// Arguments of `CONNECT_DOMAIN_XML_TO_NATIVE` (136), `virConnectDomainXMLToNative`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainXmlToNativeArgs {
    pub native_format: String,
    pub domain_xml: String,
    pub flags: u32,
}

codec!(ConnectDomainXmlToNativeArgs { native_format, domain_xml, flags }, 12);

/// Reply to `CONNECT_DOMAIN_XML_TO_NATIVE` (136), `virConnectDomainXMLToNative`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainXmlToNativeRet {
    pub native_config: String,
}

codec!(ConnectDomainXmlToNativeRet { native_config }, 4);

impl EncodeAs<ConnectDomainXmlToNativeRet> for Text<'_> {}

/// Reply to `CONNECT_NUM_OF_DEFINED_INTERFACES` (137), `virConnectNumOfDefinedInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfDefinedInterfacesRet {
    pub num: i32,
}

codec!(ConnectNumOfDefinedInterfacesRet { num }, 4);

/// Arguments of `CONNECT_LIST_DEFINED_INTERFACES` (138), `virConnectListDefinedInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedInterfacesArgs {
    pub maxnames: i32,
}

codec!(ConnectListDefinedInterfacesArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_DEFINED_INTERFACES` (138), `virConnectListDefinedInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListDefinedInterfacesRet {
    pub names: Vec<String>,
}

codec!(ConnectListDefinedInterfacesRet { names: array(limits::INTERFACE_LIST_MAX) }, 4);

/// Reply to `CONNECT_NUM_OF_SECRETS` (139), `virConnectNumOfSecrets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfSecretsRet {
    pub num: i32,
}

codec!(ConnectNumOfSecretsRet { num }, 4);

/// Arguments of `CONNECT_LIST_SECRETS` (140), `virConnectListSecrets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListSecretsArgs {
    pub maxuuids: i32,
}

codec!(ConnectListSecretsArgs { maxuuids }, 4);

/// Reply to `CONNECT_LIST_SECRETS` (140), `virConnectListSecrets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListSecretsRet {
    pub uuids: Vec<String>,
}

codec!(ConnectListSecretsRet { uuids: array(limits::SECRET_LIST_MAX) }, 4);

/// Reply to `CONNECT_IS_SECURE` (149), `virConnectIsSecure`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectIsSecureRet {
    pub secure: i32,
}

codec!(ConnectIsSecureRet { secure }, 4);

/// Reply to `CONNECT_GET_LIB_VERSION` (157), `virConnectGetLibVersion`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetLibVersionRet {
    pub lib_ver: u64,
}

codec!(ConnectGetLibVersionRet { lib_ver }, 8);

/// Arguments of `CONNECT_COMPARE_CPU` (158), `virConnectCompareCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectCompareCpuArgs {
    pub xml: String,
    pub flags: u32,
}

codec!(ConnectCompareCpuArgs { xml, flags }, 8);

/// Reply to `CONNECT_COMPARE_CPU` (158), `virConnectCompareCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectCompareCpuRet {
    pub result: i32,
}

codec!(ConnectCompareCpuRet { result }, 4);

/// Arguments of `CONNECT_BASELINE_CPU` (162), `virConnectBaselineCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectBaselineCpuArgs {
    pub xml_cpus: Vec<String>,
    pub flags: u32,
}

codec!(ConnectBaselineCpuArgs { xml_cpus: array(limits::CPU_BASELINE_MAX), flags }, 8);

/// Reply to `CONNECT_BASELINE_CPU` (162), `virConnectBaselineCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectBaselineCpuRet {
    pub cpu: String,
}

codec!(ConnectBaselineCpuRet { cpu }, 4);

impl EncodeAs<ConnectBaselineCpuRet> for Text<'_> {}

/// Arguments of `CONNECT_DOMAIN_EVENT_REGISTER_ANY` (167), `virConnectDomainEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventRegisterAnyArgs {
    pub event_id: i32,
}

codec!(ConnectDomainEventRegisterAnyArgs { event_id }, 4);

/// Arguments of `CONNECT_DOMAIN_EVENT_DEREGISTER_ANY` (168), `virConnectDomainEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventDeregisterAnyArgs {
    pub event_id: i32,
}

codec!(ConnectDomainEventDeregisterAnyArgs { event_id }, 4);

/// Reply to `CONNECT_NUM_OF_NWFILTERS` (178), `virConnectNumOfNWFilters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNumOfNwfiltersRet {
    pub num: i32,
}

codec!(ConnectNumOfNwfiltersRet { num }, 4);

/// Arguments of `CONNECT_LIST_NWFILTERS` (179), `virConnectListNWFilters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListNwfiltersArgs {
    pub maxnames: i32,
}

codec!(ConnectListNwfiltersArgs { maxnames }, 4);

/// Reply to `CONNECT_LIST_NWFILTERS` (179), `virConnectListNWFilters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListNwfiltersRet {
    pub names: Vec<String>,
}

codec!(ConnectListNwfiltersRet { names: array(limits::NWFILTER_LIST_MAX) }, 4);

/// Arguments of `CONNECT_GET_SYSINFO` (203), `virConnectGetSysinfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetSysinfoArgs {
    pub flags: u32,
}

codec!(ConnectGetSysinfoArgs { flags }, 4);

/// Reply to `CONNECT_GET_SYSINFO` (203), `virConnectGetSysinfo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetSysinfoRet {
    pub sysinfo: String,
}

codec!(ConnectGetSysinfoRet { sysinfo }, 4);

impl EncodeAs<ConnectGetSysinfoRet> for Text<'_> {}

/// Arguments of `CONNECT_LIST_ALL_DOMAINS` (273), `virConnectListAllDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllDomainsArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllDomainsArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_DOMAINS` (273), `virConnectListAllDomains`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllDomainsRet {
    pub domains: Vec<Domain>,
    pub ret: u32,
}

codec!(ConnectListAllDomainsRet { domains: array(limits::DOMAIN_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_STORAGE_POOLS` (281), `virConnectListAllStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllStoragePoolsArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllStoragePoolsArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_STORAGE_POOLS` (281), `virConnectListAllStoragePools`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllStoragePoolsRet {
    pub pools: Vec<StoragePool>,
    pub ret: u32,
}

codec!(ConnectListAllStoragePoolsRet { pools: array(limits::STORAGE_POOL_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_NETWORKS` (283), `virConnectListAllNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNetworksArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllNetworksArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_NETWORKS` (283), `virConnectListAllNetworks`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNetworksRet {
    pub nets: Vec<Network>,
    pub ret: u32,
}

codec!(ConnectListAllNetworksRet { nets: array(limits::NETWORK_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_INTERFACES` (284), `virConnectListAllInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllInterfacesArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllInterfacesArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_INTERFACES` (284), `virConnectListAllInterfaces`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllInterfacesRet {
    pub ifaces: Vec<Interface>,
    pub ret: u32,
}

codec!(ConnectListAllInterfacesRet { ifaces: array(limits::INTERFACE_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_NODE_DEVICES` (285), `virConnectListAllNodeDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNodeDevicesArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllNodeDevicesArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_NODE_DEVICES` (285), `virConnectListAllNodeDevices`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNodeDevicesRet {
    pub devices: Vec<NodeDevice>,
    pub ret: u32,
}

codec!(ConnectListAllNodeDevicesRet { devices: array(limits::NODE_DEVICE_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_NWFILTERS` (286), `virConnectListAllNWFilters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNwfiltersArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllNwfiltersArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_NWFILTERS` (286), `virConnectListAllNWFilters`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNwfiltersRet {
    pub filters: Vec<Nwfilter>,
    pub ret: u32,
}

codec!(ConnectListAllNwfiltersRet { filters: array(limits::NWFILTER_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_LIST_ALL_SECRETS` (287), `virConnectListAllSecrets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllSecretsArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllSecretsArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_SECRETS` (287), `virConnectListAllSecrets`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllSecretsRet {
    pub secrets: Vec<Secret>,
    pub ret: u32,
}

codec!(ConnectListAllSecretsRet { secrets: array(limits::SECRET_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_GET_CPU_MODEL_NAMES` (312), `virConnectGetCPUModelNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetCpuModelNamesArgs {
    pub arch: String,
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectGetCpuModelNamesArgs { arch, need_results, flags }, 12);

/// Reply to `CONNECT_GET_CPU_MODEL_NAMES` (312), `virConnectGetCPUModelNames`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetCpuModelNamesRet {
    pub models: Vec<String>,
    pub ret: i32,
}

codec!(ConnectGetCpuModelNamesRet { models: array(limits::CONNECT_CPU_MODELS_MAX), ret }, 8);

/// Arguments of `CONNECT_NETWORK_EVENT_REGISTER_ANY` (313), `virConnectNetworkEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNetworkEventRegisterAnyArgs {
    pub event_id: i32,
    pub net: Option<Network>,
}

codec!(ConnectNetworkEventRegisterAnyArgs { event_id, net }, 8);

/// Reply to `CONNECT_NETWORK_EVENT_REGISTER_ANY` (313), `virConnectNetworkEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNetworkEventRegisterAnyRet {
    pub callback_id: i32,
}

codec!(ConnectNetworkEventRegisterAnyRet { callback_id }, 4);

/// Arguments of `CONNECT_NETWORK_EVENT_DEREGISTER_ANY` (314), `virConnectNetworkEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNetworkEventDeregisterAnyArgs {
    pub callback_id: i32,
}

codec!(ConnectNetworkEventDeregisterAnyArgs { callback_id }, 4);

/// Arguments of `CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY` (316), `virConnectDomainEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventCallbackRegisterAnyArgs {
    pub event_id: i32,
    pub dom: Option<Domain>,
}

codec!(ConnectDomainEventCallbackRegisterAnyArgs { event_id, dom }, 8);

/// Reply to `CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY` (316), `virConnectDomainEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventCallbackRegisterAnyRet {
    pub callback_id: i32,
}

codec!(ConnectDomainEventCallbackRegisterAnyRet { callback_id }, 4);

/// Arguments of `CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY` (317), `virConnectDomainEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectDomainEventCallbackDeregisterAnyArgs {
    pub callback_id: i32,
}

codec!(ConnectDomainEventCallbackDeregisterAnyArgs { callback_id }, 4);

/// Arguments of `CONNECT_GET_DOMAIN_CAPABILITIES` (342), `virConnectGetDomainCapabilities`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetDomainCapabilitiesArgs {
    pub emulatorbin: Option<String>,
    pub arch: Option<String>,
    pub machine: Option<String>,
    pub virttype: Option<String>,
    pub flags: u32,
}

codec!(ConnectGetDomainCapabilitiesArgs { emulatorbin, arch, machine, virttype, flags }, 20);

/// Reply to `CONNECT_GET_DOMAIN_CAPABILITIES` (342), `virConnectGetDomainCapabilities`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetDomainCapabilitiesRet {
    pub capabilities: String,
}

codec!(ConnectGetDomainCapabilitiesRet { capabilities }, 4);

impl EncodeAs<ConnectGetDomainCapabilitiesRet> for Text<'_> {}

/// Arguments of `CONNECT_GET_ALL_DOMAIN_STATS` (344), `virConnectGetAllDomainStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetAllDomainStatsArgs {
    pub doms: Vec<Domain>,
    pub stats: u32,
    pub flags: u32,
}

codec!(ConnectGetAllDomainStatsArgs { doms: array(limits::DOMAIN_LIST_MAX), stats, flags }, 12);

/// Reply to `CONNECT_GET_ALL_DOMAIN_STATS` (344), `virConnectGetAllDomainStats`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetAllDomainStatsRet {
    pub ret_stats: Vec<DomainStatsRecord>,
}

codec!(ConnectGetAllDomainStatsRet { ret_stats: array(limits::DOMAIN_LIST_MAX) }, 4);

/// Body of the event `CONNECT_EVENT_CONNECTION_CLOSED` (362).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectEventConnectionClosedMsg {
    pub reason: i32,
}

codec!(ConnectEventConnectionClosedMsg { reason }, 4);

/// Arguments of `CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY` (368), `virConnectStoragePoolEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectStoragePoolEventRegisterAnyArgs {
    pub event_id: i32,
    pub pool: Option<StoragePool>,
}

codec!(ConnectStoragePoolEventRegisterAnyArgs { event_id, pool }, 8);

/// Reply to `CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY` (368), `virConnectStoragePoolEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectStoragePoolEventRegisterAnyRet {
    pub callback_id: i32,
}

codec!(ConnectStoragePoolEventRegisterAnyRet { callback_id }, 4);

/// Arguments of `CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY` (369), `virConnectStoragePoolEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectStoragePoolEventDeregisterAnyArgs {
    pub callback_id: i32,
}

codec!(ConnectStoragePoolEventDeregisterAnyArgs { callback_id }, 4);

/// Arguments of `CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY` (374), `virConnectNodeDeviceEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNodeDeviceEventRegisterAnyArgs {
    pub event_id: i32,
    pub dev: Option<NodeDevice>,
}

codec!(ConnectNodeDeviceEventRegisterAnyArgs { event_id, dev }, 8);

/// Reply to `CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY` (374), `virConnectNodeDeviceEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNodeDeviceEventRegisterAnyRet {
    pub callback_id: i32,
}

codec!(ConnectNodeDeviceEventRegisterAnyRet { callback_id }, 4);

/// Arguments of `CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY` (375), `virConnectNodeDeviceEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectNodeDeviceEventDeregisterAnyArgs {
    pub callback_id: i32,
}

codec!(ConnectNodeDeviceEventDeregisterAnyArgs { callback_id }, 4);

/// Arguments of `CONNECT_SECRET_EVENT_REGISTER_ANY` (380), `virConnectSecretEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSecretEventRegisterAnyArgs {
    pub event_id: i32,
    pub secret: Option<Secret>,
}

codec!(ConnectSecretEventRegisterAnyArgs { event_id, secret }, 8);

/// Reply to `CONNECT_SECRET_EVENT_REGISTER_ANY` (380), `virConnectSecretEventRegisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSecretEventRegisterAnyRet {
    pub callback_id: i32,
}

codec!(ConnectSecretEventRegisterAnyRet { callback_id }, 4);

/// Arguments of `CONNECT_SECRET_EVENT_DEREGISTER_ANY` (381), `virConnectSecretEventDeregisterAny`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSecretEventDeregisterAnyArgs {
    pub callback_id: i32,
}

codec!(ConnectSecretEventDeregisterAnyArgs { callback_id }, 4);

/// Arguments of `CONNECT_COMPARE_HYPERVISOR_CPU` (393), `virConnectCompareHypervisorCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectCompareHypervisorCpuArgs {
    pub emulator: Option<String>,
    pub arch: Option<String>,
    pub machine: Option<String>,
    pub virttype: Option<String>,
    pub xml_cpu: String,
    pub flags: u32,
}

codec!(ConnectCompareHypervisorCpuArgs { emulator, arch, machine, virttype, xml_cpu, flags }, 24);

/// Reply to `CONNECT_COMPARE_HYPERVISOR_CPU` (393), `virConnectCompareHypervisorCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectCompareHypervisorCpuRet {
    pub result: i32,
}

codec!(ConnectCompareHypervisorCpuRet { result }, 4);

/// Arguments of `CONNECT_BASELINE_HYPERVISOR_CPU` (394), `virConnectBaselineHypervisorCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectBaselineHypervisorCpuArgs {
    pub emulator: Option<String>,
    pub arch: Option<String>,
    pub machine: Option<String>,
    pub virttype: Option<String>,
    pub xml_cpus: Vec<String>,
    pub flags: u32,
}

codec!(
    ConnectBaselineHypervisorCpuArgs {
        emulator,
        arch,
        machine,
        virttype,
        xml_cpus: array(limits::CPU_BASELINE_MAX),
        flags,
    },
    24
);

/// Reply to `CONNECT_BASELINE_HYPERVISOR_CPU` (394), `virConnectBaselineHypervisorCPU`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectBaselineHypervisorCpuRet {
    pub cpu: String,
}

codec!(ConnectBaselineHypervisorCpuRet { cpu }, 4);

impl EncodeAs<ConnectBaselineHypervisorCpuRet> for Text<'_> {}

/// Arguments of `CONNECT_LIST_ALL_NWFILTER_BINDINGS` (401), `virConnectListAllNWFilterBindings`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNwfilterBindingsArgs {
    pub need_results: i32,
    pub flags: u32,
}

codec!(ConnectListAllNwfilterBindingsArgs { need_results, flags }, 8);

/// Reply to `CONNECT_LIST_ALL_NWFILTER_BINDINGS` (401), `virConnectListAllNWFilterBindings`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectListAllNwfilterBindingsRet {
    pub bindings: Vec<NwfilterBinding>,
    pub ret: u32,
}

codec!(ConnectListAllNwfilterBindingsRet { bindings: array(limits::NWFILTER_BINDING_LIST_MAX), ret }, 8);

/// Arguments of `CONNECT_GET_STORAGE_POOL_CAPABILITIES` (403), `virConnectGetStoragePoolCapabilities`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetStoragePoolCapabilitiesArgs {
    pub flags: u32,
}

codec!(ConnectGetStoragePoolCapabilitiesArgs { flags }, 4);

/// Reply to `CONNECT_GET_STORAGE_POOL_CAPABILITIES` (403), `virConnectGetStoragePoolCapabilities`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectGetStoragePoolCapabilitiesRet {
    pub capabilities: String,
}

codec!(ConnectGetStoragePoolCapabilitiesRet { capabilities }, 4);

impl EncodeAs<ConnectGetStoragePoolCapabilitiesRet> for Text<'_> {}

/// Arguments of `CONNECT_SET_IDENTITY` (419), `virConnectSetIdentity`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConnectSetIdentityArgs {
    pub params: Vec<TypedParam>,
    pub flags: u32,
}

codec!(ConnectSetIdentityArgs { params: array(limits::CONNECT_IDENTITY_PARAMS_MAX), flags }, 8);

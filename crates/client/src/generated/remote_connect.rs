// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! Calls of the remote program.

use wire::remote::{
    ConnectBaselineCpuArgs, ConnectBaselineCpuRet, ConnectBaselineHypervisorCpuArgs,
    ConnectBaselineHypervisorCpuRet, ConnectCompareCpuArgs, ConnectCompareCpuRet,
    ConnectCompareHypervisorCpuArgs, ConnectCompareHypervisorCpuRet,
    ConnectDomainEventCallbackDeregisterAnyArgs, ConnectDomainEventCallbackRegisterAnyArgs,
    ConnectDomainEventCallbackRegisterAnyRet, ConnectDomainEventDeregisterAnyArgs,
    ConnectDomainEventDeregisterRet, ConnectDomainEventRegisterAnyArgs, ConnectDomainEventRegisterRet,
    ConnectDomainXmlFromNativeArgs, ConnectDomainXmlFromNativeRet, ConnectDomainXmlToNativeArgs,
    ConnectDomainXmlToNativeRet, ConnectFindStoragePoolSourcesArgs, ConnectFindStoragePoolSourcesRet,
    ConnectGetAllDomainStatsArgs, ConnectGetAllDomainStatsRet, ConnectGetCapabilitiesRet,
    ConnectGetCpuModelNamesArgs, ConnectGetCpuModelNamesRet, ConnectGetDomainCapabilitiesArgs,
    ConnectGetDomainCapabilitiesRet, ConnectGetHostnameRet, ConnectGetLibVersionRet, ConnectGetMaxVcpusArgs,
    ConnectGetMaxVcpusRet, ConnectGetStoragePoolCapabilitiesArgs, ConnectGetStoragePoolCapabilitiesRet,
    ConnectGetSysinfoArgs, ConnectGetSysinfoRet, ConnectGetTypeRet, ConnectGetUriRet, ConnectGetVersionRet,
    ConnectIsSecureRet, ConnectListAllDomainsArgs, ConnectListAllDomainsRet, ConnectListAllInterfacesArgs,
    ConnectListAllInterfacesRet, ConnectListAllNetworksArgs, ConnectListAllNetworksRet,
    ConnectListAllNodeDevicesArgs, ConnectListAllNodeDevicesRet, ConnectListAllNwfilterBindingsArgs,
    ConnectListAllNwfilterBindingsRet, ConnectListAllNwfiltersArgs, ConnectListAllNwfiltersRet,
    ConnectListAllSecretsArgs, ConnectListAllSecretsRet, ConnectListAllStoragePoolsArgs,
    ConnectListAllStoragePoolsRet, ConnectListDefinedDomainsArgs, ConnectListDefinedDomainsRet,
    ConnectListDefinedInterfacesArgs, ConnectListDefinedInterfacesRet, ConnectListDefinedNetworksArgs,
    ConnectListDefinedNetworksRet, ConnectListDefinedStoragePoolsArgs, ConnectListDefinedStoragePoolsRet,
    ConnectListDomainsArgs, ConnectListDomainsRet, ConnectListInterfacesArgs, ConnectListInterfacesRet,
    ConnectListNetworksArgs, ConnectListNetworksRet, ConnectListNwfiltersArgs, ConnectListNwfiltersRet,
    ConnectListSecretsArgs, ConnectListSecretsRet, ConnectListStoragePoolsArgs, ConnectListStoragePoolsRet,
    ConnectNetworkEventDeregisterAnyArgs, ConnectNetworkEventRegisterAnyArgs,
    ConnectNetworkEventRegisterAnyRet, ConnectNodeDeviceEventDeregisterAnyArgs,
    ConnectNodeDeviceEventRegisterAnyArgs, ConnectNodeDeviceEventRegisterAnyRet,
    ConnectNumOfDefinedDomainsRet, ConnectNumOfDefinedInterfacesRet, ConnectNumOfDefinedNetworksRet,
    ConnectNumOfDefinedStoragePoolsRet, ConnectNumOfDomainsRet, ConnectNumOfInterfacesRet,
    ConnectNumOfNetworksRet, ConnectNumOfNwfiltersRet, ConnectNumOfSecretsRet, ConnectNumOfStoragePoolsRet,
    ConnectOpenArgs, ConnectSecretEventDeregisterAnyArgs, ConnectSecretEventRegisterAnyArgs,
    ConnectSecretEventRegisterAnyRet, ConnectSetIdentityArgs, ConnectStoragePoolEventDeregisterAnyArgs,
    ConnectStoragePoolEventRegisterAnyArgs, ConnectStoragePoolEventRegisterAnyRet,
    ConnectSupportsFeatureArgs, ConnectSupportsFeatureRet, procedure,
};

use crate::{Connection, Result};

impl Connection {
    /// `CONNECT_OPEN` (1), `virConnectOpen`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_open(&self, args: &ConnectOpenArgs) -> Result<()> {
        self.call::<procedure::ConnectOpen>(args).await
    }

    /// `CONNECT_CLOSE` (2), `virConnectClose`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_close(&self) -> Result<()> {
        self.call::<procedure::ConnectClose>(&()).await
    }

    /// `CONNECT_GET_TYPE` (3), `virConnectGetType`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_type(&self) -> Result<ConnectGetTypeRet> {
        self.call::<procedure::ConnectGetType>(&()).await
    }

    /// `CONNECT_GET_VERSION` (4), `virConnectGetVersion`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_version(&self) -> Result<ConnectGetVersionRet> {
        self.call::<procedure::ConnectGetVersion>(&()).await
    }

    /// `CONNECT_GET_MAX_VCPUS` (5), `virConnectGetMaxVcpus`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_max_vcpus(
        &self,
        args: &ConnectGetMaxVcpusArgs,
    ) -> Result<ConnectGetMaxVcpusRet> {
        self.call::<procedure::ConnectGetMaxVcpus>(args).await
    }

    /// `CONNECT_GET_CAPABILITIES` (7), `virConnectGetCapabilities`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_capabilities(&self) -> Result<ConnectGetCapabilitiesRet> {
        self.call::<procedure::ConnectGetCapabilities>(&()).await
    }

    /// `CONNECT_LIST_DEFINED_DOMAINS` (21), `virConnectListDefinedDomains`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_defined_domains(
        &self,
        args: &ConnectListDefinedDomainsArgs,
    ) -> Result<ConnectListDefinedDomainsRet> {
        self.call::<procedure::ConnectListDefinedDomains>(args).await
    }

    /// `CONNECT_NUM_OF_DEFINED_DOMAINS` (25), `virConnectNumOfDefinedDomains`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_defined_domains(&self) -> Result<ConnectNumOfDefinedDomainsRet> {
        self.call::<procedure::ConnectNumOfDefinedDomains>(&()).await
    }

    /// `CONNECT_LIST_DEFINED_NETWORKS` (36), `virConnectListDefinedNetworks`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_defined_networks(
        &self,
        args: &ConnectListDefinedNetworksArgs,
    ) -> Result<ConnectListDefinedNetworksRet> {
        self.call::<procedure::ConnectListDefinedNetworks>(args).await
    }

    /// `CONNECT_LIST_DOMAINS` (37), `virConnectListDomains`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_domains(&self, args: &ConnectListDomainsArgs) -> Result<ConnectListDomainsRet> {
        self.call::<procedure::ConnectListDomains>(args).await
    }

    /// `CONNECT_LIST_NETWORKS` (38), `virConnectListNetworks`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_networks(
        &self,
        args: &ConnectListNetworksArgs,
    ) -> Result<ConnectListNetworksRet> {
        self.call::<procedure::ConnectListNetworks>(args).await
    }

    /// `CONNECT_NUM_OF_DEFINED_NETWORKS` (50), `virConnectNumOfDefinedNetworks`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_defined_networks(&self) -> Result<ConnectNumOfDefinedNetworksRet> {
        self.call::<procedure::ConnectNumOfDefinedNetworks>(&()).await
    }

    /// `CONNECT_NUM_OF_DOMAINS` (51), `virConnectNumOfDomains`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_domains(&self) -> Result<ConnectNumOfDomainsRet> {
        self.call::<procedure::ConnectNumOfDomains>(&()).await
    }

    /// `CONNECT_NUM_OF_NETWORKS` (52), `virConnectNumOfNetworks`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_networks(&self) -> Result<ConnectNumOfNetworksRet> {
        self.call::<procedure::ConnectNumOfNetworks>(&()).await
    }

    /// `CONNECT_GET_HOSTNAME` (59), `virConnectGetHostname`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_hostname(&self) -> Result<ConnectGetHostnameRet> {
        self.call::<procedure::ConnectGetHostname>(&()).await
    }

    /// `CONNECT_SUPPORTS_FEATURE` (60), `virConnectSupportsFeature`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_supports_feature(
        &self,
        args: &ConnectSupportsFeatureArgs,
    ) -> Result<ConnectSupportsFeatureRet> {
        self.call::<procedure::ConnectSupportsFeature>(args).await
    }

    /// `CONNECT_NUM_OF_STORAGE_POOLS` (71), `virConnectNumOfStoragePools`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_storage_pools(&self) -> Result<ConnectNumOfStoragePoolsRet> {
        self.call::<procedure::ConnectNumOfStoragePools>(&()).await
    }

    /// `CONNECT_LIST_STORAGE_POOLS` (72), `virConnectListStoragePools`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_storage_pools(
        &self,
        args: &ConnectListStoragePoolsArgs,
    ) -> Result<ConnectListStoragePoolsRet> {
        self.call::<procedure::ConnectListStoragePools>(args).await
    }

    /// `CONNECT_NUM_OF_DEFINED_STORAGE_POOLS` (73), `virConnectNumOfDefinedStoragePools`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_defined_storage_pools(&self) -> Result<ConnectNumOfDefinedStoragePoolsRet> {
        self.call::<procedure::ConnectNumOfDefinedStoragePools>(&()).await
    }

    /// `CONNECT_LIST_DEFINED_STORAGE_POOLS` (74), `virConnectListDefinedStoragePools`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_defined_storage_pools(
        &self,
        args: &ConnectListDefinedStoragePoolsArgs,
    ) -> Result<ConnectListDefinedStoragePoolsRet> {
        self.call::<procedure::ConnectListDefinedStoragePools>(args).await
    }

    /// `CONNECT_FIND_STORAGE_POOL_SOURCES` (75), `virConnectFindStoragePoolSources`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_find_storage_pool_sources(
        &self,
        args: &ConnectFindStoragePoolSourcesArgs,
    ) -> Result<ConnectFindStoragePoolSourcesRet> {
        self.call::<procedure::ConnectFindStoragePoolSources>(args).await
    }

    /// `CONNECT_DOMAIN_EVENT_REGISTER` (105), `virConnectDomainEventRegister`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_register(&self) -> Result<ConnectDomainEventRegisterRet> {
        self.call::<procedure::ConnectDomainEventRegister>(&()).await
    }

    /// `CONNECT_DOMAIN_EVENT_DEREGISTER` (106), `virConnectDomainEventDeregister`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_deregister(&self) -> Result<ConnectDomainEventDeregisterRet> {
        self.call::<procedure::ConnectDomainEventDeregister>(&()).await
    }

    /// `CONNECT_GET_URI` (110), `virConnectGetURI`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_uri(&self) -> Result<ConnectGetUriRet> {
        self.call::<procedure::ConnectGetUri>(&()).await
    }

    /// `CONNECT_NUM_OF_INTERFACES` (126), `virConnectNumOfInterfaces`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_interfaces(&self) -> Result<ConnectNumOfInterfacesRet> {
        self.call::<procedure::ConnectNumOfInterfaces>(&()).await
    }

    /// `CONNECT_LIST_INTERFACES` (127), `virConnectListInterfaces`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_interfaces(
        &self,
        args: &ConnectListInterfacesArgs,
    ) -> Result<ConnectListInterfacesRet> {
        self.call::<procedure::ConnectListInterfaces>(args).await
    }

    /// `CONNECT_DOMAIN_XML_FROM_NATIVE` (135), `virConnectDomainXMLFromNative`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_xml_from_native(
        &self,
        args: &ConnectDomainXmlFromNativeArgs,
    ) -> Result<ConnectDomainXmlFromNativeRet> {
        self.call::<procedure::ConnectDomainXmlFromNative>(args).await
    }

    /// `CONNECT_DOMAIN_XML_TO_NATIVE` (136), `virConnectDomainXMLToNative`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_xml_to_native(
        &self,
        args: &ConnectDomainXmlToNativeArgs,
    ) -> Result<ConnectDomainXmlToNativeRet> {
        self.call::<procedure::ConnectDomainXmlToNative>(args).await
    }

    /// `CONNECT_NUM_OF_DEFINED_INTERFACES` (137), `virConnectNumOfDefinedInterfaces`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_defined_interfaces(&self) -> Result<ConnectNumOfDefinedInterfacesRet> {
        self.call::<procedure::ConnectNumOfDefinedInterfaces>(&()).await
    }

    /// `CONNECT_LIST_DEFINED_INTERFACES` (138), `virConnectListDefinedInterfaces`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_defined_interfaces(
        &self,
        args: &ConnectListDefinedInterfacesArgs,
    ) -> Result<ConnectListDefinedInterfacesRet> {
        self.call::<procedure::ConnectListDefinedInterfaces>(args).await
    }

    /// `CONNECT_NUM_OF_SECRETS` (139), `virConnectNumOfSecrets`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_secrets(&self) -> Result<ConnectNumOfSecretsRet> {
        self.call::<procedure::ConnectNumOfSecrets>(&()).await
    }

    /// `CONNECT_LIST_SECRETS` (140), `virConnectListSecrets`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_secrets(&self, args: &ConnectListSecretsArgs) -> Result<ConnectListSecretsRet> {
        self.call::<procedure::ConnectListSecrets>(args).await
    }

    /// `CONNECT_IS_SECURE` (149), `virConnectIsSecure`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_is_secure(&self) -> Result<ConnectIsSecureRet> {
        self.call::<procedure::ConnectIsSecure>(&()).await
    }

    /// `CONNECT_GET_LIB_VERSION` (157), `virConnectGetLibVersion`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_lib_version(&self) -> Result<ConnectGetLibVersionRet> {
        self.call::<procedure::ConnectGetLibVersion>(&()).await
    }

    /// `CONNECT_COMPARE_CPU` (158), `virConnectCompareCPU`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_compare_cpu(&self, args: &ConnectCompareCpuArgs) -> Result<ConnectCompareCpuRet> {
        self.call::<procedure::ConnectCompareCpu>(args).await
    }

    /// `CONNECT_BASELINE_CPU` (162), `virConnectBaselineCPU`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_baseline_cpu(&self, args: &ConnectBaselineCpuArgs) -> Result<ConnectBaselineCpuRet> {
        self.call::<procedure::ConnectBaselineCpu>(args).await
    }

    /// `CONNECT_DOMAIN_EVENT_REGISTER_ANY` (167), `virConnectDomainEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_register_any(
        &self,
        args: &ConnectDomainEventRegisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectDomainEventRegisterAny>(args).await
    }

    /// `CONNECT_DOMAIN_EVENT_DEREGISTER_ANY` (168), `virConnectDomainEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_deregister_any(
        &self,
        args: &ConnectDomainEventDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectDomainEventDeregisterAny>(args).await
    }

    /// `CONNECT_NUM_OF_NWFILTERS` (178), `virConnectNumOfNWFilters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_num_of_nwfilters(&self) -> Result<ConnectNumOfNwfiltersRet> {
        self.call::<procedure::ConnectNumOfNwfilters>(&()).await
    }

    /// `CONNECT_LIST_NWFILTERS` (179), `virConnectListNWFilters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_nwfilters(
        &self,
        args: &ConnectListNwfiltersArgs,
    ) -> Result<ConnectListNwfiltersRet> {
        self.call::<procedure::ConnectListNwfilters>(args).await
    }

    /// `CONNECT_GET_SYSINFO` (203), `virConnectGetSysinfo`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_sysinfo(&self, args: &ConnectGetSysinfoArgs) -> Result<ConnectGetSysinfoRet> {
        self.call::<procedure::ConnectGetSysinfo>(args).await
    }

    /// `CONNECT_LIST_ALL_DOMAINS` (273), `virConnectListAllDomains`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_domains(
        &self,
        args: &ConnectListAllDomainsArgs,
    ) -> Result<ConnectListAllDomainsRet> {
        self.call::<procedure::ConnectListAllDomains>(args).await
    }

    /// `CONNECT_LIST_ALL_STORAGE_POOLS` (281), `virConnectListAllStoragePools`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_storage_pools(
        &self,
        args: &ConnectListAllStoragePoolsArgs,
    ) -> Result<ConnectListAllStoragePoolsRet> {
        self.call::<procedure::ConnectListAllStoragePools>(args).await
    }

    /// `CONNECT_LIST_ALL_NETWORKS` (283), `virConnectListAllNetworks`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_networks(
        &self,
        args: &ConnectListAllNetworksArgs,
    ) -> Result<ConnectListAllNetworksRet> {
        self.call::<procedure::ConnectListAllNetworks>(args).await
    }

    /// `CONNECT_LIST_ALL_INTERFACES` (284), `virConnectListAllInterfaces`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_interfaces(
        &self,
        args: &ConnectListAllInterfacesArgs,
    ) -> Result<ConnectListAllInterfacesRet> {
        self.call::<procedure::ConnectListAllInterfaces>(args).await
    }

    /// `CONNECT_LIST_ALL_NODE_DEVICES` (285), `virConnectListAllNodeDevices`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_node_devices(
        &self,
        args: &ConnectListAllNodeDevicesArgs,
    ) -> Result<ConnectListAllNodeDevicesRet> {
        self.call::<procedure::ConnectListAllNodeDevices>(args).await
    }

    /// `CONNECT_LIST_ALL_NWFILTERS` (286), `virConnectListAllNWFilters`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_nwfilters(
        &self,
        args: &ConnectListAllNwfiltersArgs,
    ) -> Result<ConnectListAllNwfiltersRet> {
        self.call::<procedure::ConnectListAllNwfilters>(args).await
    }

    /// `CONNECT_LIST_ALL_SECRETS` (287), `virConnectListAllSecrets`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_secrets(
        &self,
        args: &ConnectListAllSecretsArgs,
    ) -> Result<ConnectListAllSecretsRet> {
        self.call::<procedure::ConnectListAllSecrets>(args).await
    }

    /// `CONNECT_GET_CPU_MODEL_NAMES` (312), `virConnectGetCPUModelNames`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_cpu_model_names(
        &self,
        args: &ConnectGetCpuModelNamesArgs,
    ) -> Result<ConnectGetCpuModelNamesRet> {
        self.call::<procedure::ConnectGetCpuModelNames>(args).await
    }

    /// `CONNECT_NETWORK_EVENT_REGISTER_ANY` (313), `virConnectNetworkEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_network_event_register_any(
        &self,
        args: &ConnectNetworkEventRegisterAnyArgs,
    ) -> Result<ConnectNetworkEventRegisterAnyRet> {
        self.call::<procedure::ConnectNetworkEventRegisterAny>(args).await
    }

    /// `CONNECT_NETWORK_EVENT_DEREGISTER_ANY` (314), `virConnectNetworkEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_network_event_deregister_any(
        &self,
        args: &ConnectNetworkEventDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectNetworkEventDeregisterAny>(args).await
    }

    /// `CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY` (316), `virConnectDomainEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_callback_register_any(
        &self,
        args: &ConnectDomainEventCallbackRegisterAnyArgs,
    ) -> Result<ConnectDomainEventCallbackRegisterAnyRet> {
        self.call::<procedure::ConnectDomainEventCallbackRegisterAny>(args).await
    }

    /// `CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY` (317), `virConnectDomainEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_domain_event_callback_deregister_any(
        &self,
        args: &ConnectDomainEventCallbackDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectDomainEventCallbackDeregisterAny>(args).await
    }

    /// `CONNECT_GET_DOMAIN_CAPABILITIES` (342), `virConnectGetDomainCapabilities`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_domain_capabilities(
        &self,
        args: &ConnectGetDomainCapabilitiesArgs,
    ) -> Result<ConnectGetDomainCapabilitiesRet> {
        self.call::<procedure::ConnectGetDomainCapabilities>(args).await
    }

    /// `CONNECT_GET_ALL_DOMAIN_STATS` (344), `virConnectGetAllDomainStats`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_all_domain_stats(
        &self,
        args: &ConnectGetAllDomainStatsArgs,
    ) -> Result<ConnectGetAllDomainStatsRet> {
        self.call::<procedure::ConnectGetAllDomainStats>(args).await
    }

    /// `CONNECT_REGISTER_CLOSE_CALLBACK` (360), `virConnectRegisterCloseCallback`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_register_close_callback(&self) -> Result<()> {
        self.call::<procedure::ConnectRegisterCloseCallback>(&()).await
    }

    /// `CONNECT_UNREGISTER_CLOSE_CALLBACK` (361), `virConnectUnregisterCloseCallback`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_unregister_close_callback(&self) -> Result<()> {
        self.call::<procedure::ConnectUnregisterCloseCallback>(&()).await
    }

    /// `CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY` (368), `virConnectStoragePoolEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_storage_pool_event_register_any(
        &self,
        args: &ConnectStoragePoolEventRegisterAnyArgs,
    ) -> Result<ConnectStoragePoolEventRegisterAnyRet> {
        self.call::<procedure::ConnectStoragePoolEventRegisterAny>(args).await
    }

    /// `CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY` (369), `virConnectStoragePoolEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_storage_pool_event_deregister_any(
        &self,
        args: &ConnectStoragePoolEventDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectStoragePoolEventDeregisterAny>(args).await
    }

    /// `CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY` (374), `virConnectNodeDeviceEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_node_device_event_register_any(
        &self,
        args: &ConnectNodeDeviceEventRegisterAnyArgs,
    ) -> Result<ConnectNodeDeviceEventRegisterAnyRet> {
        self.call::<procedure::ConnectNodeDeviceEventRegisterAny>(args).await
    }

    /// `CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY` (375), `virConnectNodeDeviceEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_node_device_event_deregister_any(
        &self,
        args: &ConnectNodeDeviceEventDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectNodeDeviceEventDeregisterAny>(args).await
    }

    /// `CONNECT_SECRET_EVENT_REGISTER_ANY` (380), `virConnectSecretEventRegisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_secret_event_register_any(
        &self,
        args: &ConnectSecretEventRegisterAnyArgs,
    ) -> Result<ConnectSecretEventRegisterAnyRet> {
        self.call::<procedure::ConnectSecretEventRegisterAny>(args).await
    }

    /// `CONNECT_SECRET_EVENT_DEREGISTER_ANY` (381), `virConnectSecretEventDeregisterAny`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_secret_event_deregister_any(
        &self,
        args: &ConnectSecretEventDeregisterAnyArgs,
    ) -> Result<()> {
        self.call::<procedure::ConnectSecretEventDeregisterAny>(args).await
    }

    /// `CONNECT_COMPARE_HYPERVISOR_CPU` (393), `virConnectCompareHypervisorCPU`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_compare_hypervisor_cpu(
        &self,
        args: &ConnectCompareHypervisorCpuArgs,
    ) -> Result<ConnectCompareHypervisorCpuRet> {
        self.call::<procedure::ConnectCompareHypervisorCpu>(args).await
    }

    /// `CONNECT_BASELINE_HYPERVISOR_CPU` (394), `virConnectBaselineHypervisorCPU`. Not for read-only connections.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_baseline_hypervisor_cpu(
        &self,
        args: &ConnectBaselineHypervisorCpuArgs,
    ) -> Result<ConnectBaselineHypervisorCpuRet> {
        self.call::<procedure::ConnectBaselineHypervisorCpu>(args).await
    }

    /// `CONNECT_LIST_ALL_NWFILTER_BINDINGS` (401), `virConnectListAllNWFilterBindings`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_list_all_nwfilter_bindings(
        &self,
        args: &ConnectListAllNwfilterBindingsArgs,
    ) -> Result<ConnectListAllNwfilterBindingsRet> {
        self.call::<procedure::ConnectListAllNwfilterBindings>(args).await
    }

    /// `CONNECT_GET_STORAGE_POOL_CAPABILITIES` (403), `virConnectGetStoragePoolCapabilities`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_get_storage_pool_capabilities(
        &self,
        args: &ConnectGetStoragePoolCapabilitiesArgs,
    ) -> Result<ConnectGetStoragePoolCapabilitiesRet> {
        self.call::<procedure::ConnectGetStoragePoolCapabilities>(args).await
    }

    /// `CONNECT_SET_IDENTITY` (419), `virConnectSetIdentity`. A read-only connection may call it.
    ///
    /// # Errors
    /// As [`Connection::call`].
    pub async fn connect_set_identity(&self, args: &ConnectSetIdentityArgs) -> Result<()> {
        self.call::<procedure::ConnectSetIdentity>(args).await
    }
}

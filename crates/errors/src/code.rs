//! What went wrong (`virErrorNumber`), and the sentence each code's detail stands in.

macro_rules! codes {
    ($($name:ident = $number:literal, $template:literal;)*) => {
        /// What went wrong, with libvirt's number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[allow(missing_docs, reason = "the names are libvirt's own, the text beside each explains it")]
        pub enum Code { $($name = $number,)* }

        impl Code {
            /// The number that goes over the wire.
            pub const fn number(self) -> i32 { self as i32 }

            /// The code of a number from the wire, if it is known.
            pub const fn from_number(number: i32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }

            /// The sentence with `%1$s` where the detail goes; `%s` where the text stands alone.
            pub const fn template(self) -> &'static str {
                match self { $(Self::$name => $template,)* }
            }
        }
    };
}

codes! {
    InternalError = 1, "internal error: %1$s";
    NoMemory = 2, "out of memory: %1$s";
    NoSupport = 3, "this function is not supported by the connection driver: %1$s";
    UnknownHost = 4, "unknown host %1$s";
    NoConnect = 5, "no connection driver available for %1$s";
    InvalidConn = 6, "invalid connection pointer in %1$s";
    InvalidDomain = 7, "invalid domain pointer in %1$s";
    InvalidArg = 8, "invalid argument: %1$s";
    OperationFailed = 9, "operation failed: %1$s";
    GetFailed = 10, "GET operation failed: %1$s";
    UnknownOsType = 16, "unknown OS type %1$s";
    NoRoot = 18, "missing root device information in %1$s";
    NoSource = 19, "missing source information for device %1$s";
    NoTarget = 20, "missing target information for device %1$s";
    NoName = 21, "missing name information in %1$s";
    NoOs = 22, "missing operating system information for %1$s";
    NoDevice = 23, "missing devices information for %1$s";
    CallFailed = 26, "library call failed: %1$s";
    XmlError = 27, "XML error: %1$s";
    DomainExists = 28, "domain %1$s exists already";
    OperationDenied = 29, "operation forbidden: %1$s";
    OpenFailed = 30, "failed to open configuration file %1$s";
    ReadFailed = 31, "failed to read configuration file %1$s";
    ParseFailed = 32, "failed to parse configuration file %1$s";
    ConfSyntax = 33, "configuration file syntax error: %1$s";
    WriteFailed = 34, "failed to write configuration file: %1$s";
    XmlDetail = 35, "%s";
    InvalidNetwork = 36, "invalid network pointer in %1$s";
    NetworkExists = 37, "network %1$s exists already";
    SystemError = 38, "%s";
    Rpc = 39, "%s";
    GnutlsError = 40, "%s";
    NoDomain = 42, "Domain not found: %1$s";
    NoNetwork = 43, "Network not found: %1$s";
    InvalidMac = 44, "invalid MAC address: %1$s";
    AuthFailed = 45, "authentication failed: %1$s";
    InvalidStoragePool = 46, "invalid storage pool pointer in %1$s";
    InvalidStorageVol = 47, "invalid storage volume pointer in %1$s";
    NoStoragePool = 49, "Storage pool not found: %1$s";
    NoStorageVol = 50, "Storage volume not found: %1$s";
    InvalidNodeDevice = 52, "invalid node device pointer in %1$s";
    NoNodeDevice = 53, "Node device not found: %1$s";
    NoSecurityModel = 54, "Security model not found: %1$s";
    OperationInvalid = 55, "Requested operation is not valid: %1$s";
    NoInterface = 57, "Interface not found: %1$s";
    InvalidInterface = 58, "invalid interface pointer in %1$s";
    MultipleInterfaces = 59, "multiple matching interfaces found: %1$s";
    InvalidNwfilter = 61, "Invalid network filter: %1$s";
    NoNwfilter = 62, "Network filter not found: %1$s";
    BuildFirewall = 63, "Error while building firewall: %1$s";
    InvalidSecret = 65, "Invalid secret: %1$s";
    NoSecret = 66, "Secret not found: %1$s";
    ConfigUnsupported = 67, "unsupported configuration: %1$s";
    OperationTimeout = 68, "Timed out during operation: %1$s";
    MigratePersistFailed = 69, "Failed to make domain persistent after migration: %1$s";
    HookScriptFailed = 70, "Hook script execution failed: %1$s";
    InvalidDomainSnapshot = 71, "Invalid domain snapshot: %1$s";
    NoDomainSnapshot = 72, "Domain snapshot not found: %1$s";
    InvalidStream = 73, "invalid stream pointer in %1$s";
    ArgumentUnsupported = 74, "argument unsupported: %1$s";
    StorageProbeFailed = 75, "Storage pool probe failed: %1$s";
    StoragePoolBuilt = 76, "Storage pool already built: %1$s";
    SnapshotRevertRisky = 77, "revert requires force: %1$s";
    OperationAborted = 78, "operation aborted: %1$s";
    AuthCancelled = 79, "authentication cancelled: %1$s";
    NoDomainMetadata = 80, "metadata not found: %1$s";
    MigrateUnsafe = 81, "Unsafe migration: %1$s";
    Overflow = 82, "numerical overflow: %1$s";
    BlockCopyActive = 83, "block copy still active: %1$s";
    OperationUnsupported = 84, "Operation not supported: %1$s";
    Ssh = 85, "SSH transport error: %1$s";
    AgentUnresponsive = 86, "Guest agent is not responding: %1$s";
    ResourceBusy = 87, "resource busy: %1$s";
    AccessDenied = 88, "access denied: %1$s";
    DbusService = 89, "error from service: %1$s";
    StorageVolExists = 90, "storage volume %1$s exists already";
    CpuIncompatible = 91, "the CPU is incompatible with host CPU: %1$s";
    XmlInvalidSchema = 92, "XML document failed to validate against schema: %1$s";
    MigrateFinishOk = 93, "migration successfully aborted: %1$s";
    AuthUnavailable = 94, "authentication unavailable: %1$s";
    NoServer = 95, "Server not found: %1$s";
    NoClient = 96, "Client not found: %1$s";
    AgentUnsynced = 97, "guest agent replied with wrong id to guest-sync command: %1$s";
    Libssh = 98, "libssh transport error: %1$s";
    DeviceMissing = 99, "device not found: %1$s";
    InvalidNwfilterBinding = 100, "Invalid network filter binding: %1$s";
    NoNwfilterBinding = 101, "Network filter binding not found: %1$s";
    InvalidDomainCheckpoint = 102, "Invalid domain checkpoint: %1$s";
    NoDomainCheckpoint = 103, "Domain checkpoint not found: %1$s";
    NoDomainBackup = 104, "Domain backup job id not found: %1$s";
    InvalidNetworkPort = 105, "Invalid network port pointer: %1$s";
    NetworkPortExists = 106, "network port %1$s exists already";
    NoNetworkPort = 107, "network port not found: %1$s";
    NoHostname = 108, "no hostname found: %1$s";
    CheckpointInconsistent = 109, "checkpoint inconsistent: %1$s";
    MultipleDomains = 110, "multiple matching domains found: %1$s";
    NoNetworkMetadata = 111, "metadata not found: %1$s";
    AgentCommandTimeout = 112, "guest agent command timed out: %1$s";
    AgentCommandFailed = 113, "guest agent command failed: %1$s";
}

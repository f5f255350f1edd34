//! What `<tpm>` says.

use crate::Uuid;
use crate::device::info::DeviceInfo;

/// A trusted platform module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tpm {
    /// The model; `None` when it is to be chosen.
    pub model: Option<TpmModel>,
    /// Who plays it.
    pub backend: TpmBackend,
    /// Alias, address ...
    pub info: DeviceInfo,
}

xml::words! {
    /// A model of TPM.
    pub enum TpmModel { Tis = "tpm-tis", Crb = "tpm-crb", Spapr = "tpm-spapr", SpaprProxy = "spapr-tpm-proxy" }

    /// Who plays a TPM.
    pub enum TpmBackendType { Passthrough = "passthrough", Emulator = "emulator", External = "external" }

    /// Which TPM is played.
    pub enum TpmVersion { V1_2 = "1.2", V2_0 = "2.0" }

    /// A bank of registers.
    pub enum PcrBank { Sha1 = "sha1", Sha256 = "sha256", Sha384 = "sha384", Sha512 = "sha512" }

    /// Which algorithms that the profile's name disables are kept.
    pub enum ProfileRemoveDisabled { Check = "check", FipsHost = "fips-host" }

    /// What a TPM's state is kept in.
    pub enum TpmStateType { File = "file", Dir = "dir" }
}

/// Who plays a TPM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TpmBackend {
    /// A TPM of the host.
    Passthrough {
        /// Its device; `None` when not given.
        device: Option<String>,
    },
    /// A program of the guest's own.
    Emulator(Box<TpmEmulator>),
    /// A program that is already there.
    External {
        /// Its socket.
        source: Option<Box<crate::device::chardev::CharSource>>,
    },
}

/// A program that plays a TPM.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TpmEmulator {
    /// Which TPM; `None` when not given.
    pub version: Option<TpmVersion>,
    /// Whether its state outlives the guest.
    pub persistent_state: Option<bool>,
    /// How much it logs.
    pub debug: Option<u32>,
    /// The secret that its state is encrypted with.
    pub encryption: Option<Uuid>,
    /// The banks that are active; `None` when not given.
    pub active_pcr_banks: Option<Vec<PcrBank>>,
    /// Where its state is kept.
    pub source: Option<(TpmStateType, String)>,
    /// Its profile.
    pub profile: Option<TpmProfile>,
}

/// A TPM's profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TpmProfile {
    /// Where it comes from.
    pub source: Option<String>,
    /// Which disabled algorithms are kept.
    pub remove_disabled: Option<ProfileRemoveDisabled>,
    /// Its name.
    pub name: Option<String>,
}

//! How both ends of a connection prove who they are, where the administrator wants that.

use model::device::storage::SecretRef;

/// What connections are secured with. Nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Certificates for VNC: with them, it is always encrypted.
    pub vnc: Option<Certificates>,
    /// VNC's clients log in by SASL.
    pub vnc_sasl: bool,
    /// The directory of certificates for SPICE's encrypted channels, without a slash at the end.
    pub spice: Option<String>,
    /// SPICE's clients log in by SASL.
    pub spice_sasl: bool,
    /// A password for SPICE is set once the guest runs, even if its definition has none.
    pub spice_password: bool,
    /// A password for VNC is set once the guest runs, even if its definition has none.
    pub vnc_password: bool,
    /// Where the SASL library finds its configuration.
    pub sasl_dir: Option<String>,
    /// Certificates for character devices that ask for encryption.
    pub character_devices: Option<Certificates>,
    /// Certificates for disks that are reached by encrypted NBD.
    pub nbd: Option<Certificates>,
}

/// A directory of X.509 certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificates {
    /// The directory, without a slash at the end.
    pub dir: String,
    /// Those who connect have to prove who they are. Servers always have to.
    pub verify_clients: bool,
    /// What the private key is locked with.
    pub secret: Option<SecretRef>,
}

//! What is said about security.

xml::words! {
    /// Who makes the label.
    pub enum SecLabelType { None = "none", Dynamic = "dynamic", Static = "static" }

    /// A cipher whose keys are wrapped.
    pub enum CipherName { Aes = "aes", Dea = "dea" }
}

/// The guest's label under one security model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecLabel {
    /// Who makes it.
    pub label_type: Option<SecLabelType>,
    /// The model: `selinux`, `apparmor`, `dac`.
    pub model: Option<String>,
    /// Whether resources are relabelled.
    pub relabel: Option<bool>,
    /// The process's label.
    pub label: Option<String>,
    /// The images' label; live only.
    pub image_label: Option<String>,
    /// What a dynamic label is made from.
    pub base_label: Option<String>,
}

/// A resource's own label under one security model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeviceSecLabel {
    /// The model; `None` for the first.
    pub model: Option<String>,
    /// Whether the resource is relabelled.
    pub relabel: Option<bool>,
    /// The resource cannot be labelled (network file systems); live only.
    pub label_skip: bool,
    /// The label.
    pub label: Option<String>,
}

/// Which keys are wrapped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyWrap {
    /// Per cipher, on or off.
    pub ciphers: Vec<(CipherName, bool)>,
}

/// Memory encryption and protected execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaunchSecurity {
    /// AMD SEV and SEV-ES.
    Sev(Sev),
    /// AMD SEV-SNP.
    SevSnp(SevSnp),
    /// s390 secure execution.
    S390Pv,
}

/// AMD SEV.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sev {
    /// Hashes of kernel, initrd and command line are measured.
    pub kernel_hashes: Option<bool>,
    /// The position of the encryption bit.
    pub cbitpos: Option<u32>,
    /// Physical address bits that are lost.
    pub reduced_phys_bits: Option<u32>,
    /// The guest's policy.
    pub policy: u32,
    /// The guest owner's key.
    pub dh_cert: Option<String>,
    /// The session.
    pub session: Option<String>,
}

/// AMD SEV-SNP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SevSnp {
    /// Hashes of kernel, initrd and command line are measured.
    pub kernel_hashes: Option<bool>,
    /// The author's key is used.
    pub author_key: Option<bool>,
    /// The versioned chip key is used.
    pub vcek: Option<bool>,
    /// The position of the encryption bit.
    pub cbitpos: Option<u32>,
    /// Physical address bits that are lost.
    pub reduced_phys_bits: Option<u32>,
    /// The guest's policy.
    pub policy: u64,
    /// What the hypervisor may show about the guest.
    pub guest_visible_workarounds: Option<String>,
    /// The identity block.
    pub id_block: Option<String>,
    /// Its authentication.
    pub id_auth: Option<String>,
    /// Data from the host.
    pub host_data: Option<String>,
}

//! What `<sysinfo>` says.

/// What firmware tables tell the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sysinfo {
    /// SMBIOS tables.
    Smbios(Box<Smbios>),
    /// Firmware configuration blobs.
    FwCfg(Vec<FwCfg>),
}

/// SMBIOS tables; entries in the order libvirt writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Smbios {
    /// Block 0: vendor, version, date, release.
    pub bios: Option<Entries>,
    /// Block 1: manufacturer, product, version, serial, uuid, sku, family.
    pub system: Option<Entries>,
    /// Block 2, any number: manufacturer, product, version, serial, asset, location.
    pub base_boards: Vec<Entries>,
    /// Block 3: manufacturer, version, serial, asset, sku.
    pub chassis: Option<Entries>,
    /// Block 11: free texts.
    pub oem_strings: Vec<String>,
}

/// Named values of one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries(pub Vec<(&'static str, String)>);

impl Entries {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// A firmware configuration blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FwCfg {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: FwCfgContent,
}

/// What a blob holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FwCfgContent {
    /// This text.
    Value(String),
    /// What is in a file.
    File(String),
}

//! What `<os>` says.

use crate::device::storage::StorageSource;

/// What is booted, and how.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Os {
    /// Which kind of firmware is to be picked.
    pub firmware: Option<Firmware>,
    /// What the guest is written for: `hvm`, `xen`, `exe` ...
    pub os_type: Option<OsType>,
    /// The architecture's name.
    pub arch: Option<String>,
    /// The machine type.
    pub machine: Option<String>,
    /// What the firmware to be picked must or must not have.
    pub firmware_features: Vec<FirmwareFeature>,
    /// The program that a container starts.
    pub init: Option<String>,
    /// Its arguments.
    pub init_args: Vec<String>,
    /// Its environment, as name and value.
    pub init_env: Vec<(String, String)>,
    /// Its working directory.
    pub init_dir: Option<String>,
    /// Its user.
    pub init_user: Option<String>,
    /// Its group.
    pub init_group: Option<String>,
    /// The firmware's code.
    pub loader: Option<Loader>,
    /// The firmware's variables.
    pub nvram: Option<Nvram>,
    /// A kernel that is booted directly.
    pub kernel: Option<String>,
    /// Its initial RAM disk.
    pub initrd: Option<String>,
    /// Its command line.
    pub cmdline: Option<String>,
    /// An UEFI program that loads the kernel.
    pub shim: Option<String>,
    /// Its device tree.
    pub dtb: Option<String>,
    /// The root file system (paravirtualised guests).
    pub root: Option<String>,
    /// Additional ACPI tables.
    pub acpi_tables: Vec<AcpiTable>,
    /// What to boot from, in order.
    pub boot: Vec<BootDevice>,
    /// The firmware's boot menu.
    pub boot_menu: Option<BootMenu>,
    /// Where SMBIOS tables come from.
    pub smbios: Option<SmbiosMode>,
    /// Settings of the traditional BIOS.
    pub bios: Option<Bios>,
}

xml::words! {
    /// What the guest is written for.
    pub enum OsType { Hvm = "hvm", Xen = "xen", Linux = "linux", Exe = "exe", Uml = "uml", XenPvh = "xenpvh" }

    /// A kind of firmware.
    pub enum Firmware { Bios = "bios", Efi = "efi" }

    /// Something that firmware can have.
    pub enum FirmwareFeatureName { EnrolledKeys = "enrolled-keys", SecureBoot = "secure-boot" }

    /// How firmware is put into the guest's memory.
    pub enum LoaderType { Rom = "rom", Pflash = "pflash", None = "none" }

    /// The format of a firmware image.
    pub enum FirmwareFormat { Raw = "raw", Qcow2 = "qcow2" }

    /// A kind of device to boot from.
    pub enum BootDevice { Fd = "fd", Cdrom = "cdrom", Hd = "hd", Network = "network" }

    /// Where SMBIOS tables come from.
    pub enum SmbiosMode { Emulate = "emulate", Host = "host", Sysinfo = "sysinfo" }

    /// What an additional ACPI table is.
    pub enum AcpiTableType { Raw = "raw", Rawset = "rawset", Slic = "slic", Msdm = "msdm" }
}

/// What the firmware to be picked must or must not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirmwareFeature {
    /// What.
    pub name: FirmwareFeatureName,
    /// Must (or must not).
    pub enabled: bool,
}

/// The firmware's code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loader {
    /// The image's path.
    pub path: Option<String>,
    /// Whether the guest cannot write to it.
    pub readonly: Option<bool>,
    /// How it is put into the guest's memory.
    pub loader_type: Option<LoaderType>,
    /// Whether it knows secure boot.
    pub secure: Option<bool>,
    /// Whether it works without variables.
    pub stateless: Option<bool>,
    /// The image's format.
    pub format: Option<FirmwareFormat>,
}

/// The firmware's variables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Nvram {
    /// What the variables begin as.
    pub template: Option<String>,
    /// The template's format.
    pub template_format: Option<FirmwareFormat>,
    /// The image's format.
    pub format: Option<FirmwareFormat>,
    /// Where they are kept; `None` when the path is to be made up.
    pub source: Option<NvramSource>,
}

/// Where the firmware's variables are kept.
#[derive(Debug, Clone, PartialEq)]
pub enum NvramSource {
    /// A file, in the old notation (`<nvram>/path</nvram>`).
    Path(String),
    /// Any storage (`<nvram type='...'><source .../></nvram>`).
    Storage(Box<StorageSource>),
}

/// An additional ACPI table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcpiTable {
    /// What it is.
    pub table_type: AcpiTableType,
    /// The file that holds it.
    pub path: String,
}

/// The firmware's boot menu.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BootMenu {
    /// Whether it is shown.
    pub enable: Option<bool>,
    /// For how many milliseconds, 0 to 65535.
    pub timeout: Option<u32>,
}

/// Settings of the traditional BIOS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bios {
    /// Whether its messages go to the serial port.
    pub use_serial: Option<bool>,
    /// After how many milliseconds a failed boot is tried again; -1 for never.
    pub reboot_timeout: Option<i32>,
}

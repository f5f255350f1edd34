//! What the document shows of the host rather than of the emulator.

use crate::{FirmwareOffer, HostModel};

/// What the document shows of the host rather than of the emulator.
#[derive(Debug, Clone, Default)]
pub struct DomainCapabilitiesHost {
    /// Firmware for this machine type.
    pub firmware: FirmwareOffer,
    /// How many virtual CPUs the kernel gives a guest at most.
    pub kvm_max_vcpus: Option<u32>,
    /// Bits of a physical address of the host.
    pub physical_address_bits: Option<u32>,
    /// The host's CPU on architectures where QEMU does not tell (POWER, ARM).
    pub host_model: Option<HostModel>,
    /// Host PCI devices can be given to guests.
    pub vfio: bool,
    /// The helper program for remote desktops is installed.
    pub rdp: bool,
    /// The TPM emulator is installed, with these versions of the standard.
    pub tpm_emulator: Option<TpmVersions>,
    /// How many encrypted guests the processor can hold.
    pub sev: Option<SevLimits>,
}

/// Versions of the TPM standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the versions' own numbers")]
pub struct TpmVersions {
    pub v1_2: bool,
    pub v2_0: bool,
}

/// How many encrypted guests there can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SevLimits {
    /// With plain encryption.
    pub guests: u32,
    /// With encrypted state too.
    pub es_guests: u32,
}

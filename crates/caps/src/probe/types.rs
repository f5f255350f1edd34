//! Whose properties are asked for.

/// A class of QOM types, which decides the command that lists properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `device-list-properties`.
    Device,
    /// `qom-list-properties`.
    Object,
}

/// The devices, objects and machine classes whose properties are asked for, when QEMU has them.
/// Whoever needs to know a property of another type adds a line.
pub const PROBED_TYPES: &[(Class, &str)] = &[
    (Class::Device, "virtio-blk-pci"),
    (Class::Device, "virtio-blk-ccw"),
    (Class::Device, "virtio-net-pci"),
    (Class::Device, "virtio-net-ccw"),
    (Class::Device, "virtio-scsi-pci"),
    (Class::Device, "virtio-scsi-ccw"),
    (Class::Device, "virtio-balloon-pci"),
    (Class::Device, "virtio-balloon-ccw"),
    (Class::Device, "virtio-balloon-device"),
    (Class::Device, "virtio-gpu-pci"),
    (Class::Device, "virtio-gpu-ccw"),
    (Class::Device, "virtio-gpu-device"),
    (Class::Device, "virtio-iommu-pci"),
    (Class::Device, "virtio-mem-pci"),
    (Class::Device, "vhost-user-fs-device"),
    (Class::Device, "vfio-pci"),
    (Class::Device, "scsi-hd"),
    (Class::Device, "ide-hd"),
    (Class::Device, "usb-redir"),
    (Class::Device, "usb-storage"),
    (Class::Device, "usb-host"),
    (Class::Device, "kvm-pit"),
    (Class::Device, "PIIX4_PM"),
    (Class::Device, "ICH9-LPC"),
    (Class::Device, "VGA"),
    (Class::Device, "vmware-svga"),
    (Class::Device, "qxl"),
    (Class::Device, "intel-iommu"),
    (Class::Device, "mch"),
    (Class::Device, "nvdimm"),
    (Class::Device, "pcie-root-port"),
    (Class::Device, "spapr-pci-host-bridge"),
    (Class::Object, "memory-backend-file"),
    (Class::Object, "memory-backend-memfd"),
    (Class::Object, "max-x86_64-cpu"),
    (Class::Object, "max-arm-cpu"),
    (Class::Object, "none-machine"),
    (Class::Object, "generic-pc-machine"),
    (Class::Object, "virt-machine"),
];

//! `<devices>`: which devices there are, and what they can be.

use xml::Writer;

use super::choices::{choices, supported};
use super::subject::Subject;
use crate::{Arch, Feature};

pub(super) fn write(w: &mut Writer, subject: &Subject<'_>) {
    w.element("devices", |w| {
        disk(w, subject);
        graphics(w, subject);
        video(w, subject);
        hostdev(w, subject);
        rng(w, subject);
        filesystem(w, subject);
        tpm(w, subject);
        let redirection = subject.has("usb-redir");
        supported(w, "redirdev", redirection, |w| choices(w, "bus", [("usb", true)]));
        let spice = subject.emulator.has(Feature::Spice);
        supported(w, "channel", true, |w| {
            choices(w, "type", [("pty", true), ("unix", true), ("spicevmc", spice)]);
        });
        crypto(w, subject);
        let passt = subject.emulator.has(Feature::NetdevStream);
        supported(w, "interface", true, |w| choices(w, "backendType", [("default", true), ("passt", passt)]));
        panic_notifier(w, subject);
    });
}

fn disk(w: &mut Writer, subject: &Subject<'_>) {
    // pseries has no place for a floppy controller; every other machine might.
    let floppy = !subject.is_machine("pseries");
    let transitional = subject.has("virtio-blk-pci-transitional");
    let non_transitional = subject.has("virtio-blk-pci-non-transitional");
    supported(w, "disk", true, |w| {
        choices(w, "diskDevice", [("disk", true), ("cdrom", true), ("floppy", floppy), ("lun", true)]);
        choices(
            w,
            "bus",
            [
                ("ide", has_built_in_ide(subject)),
                ("fdc", floppy),
                ("scsi", true),
                ("virtio", true),
                ("usb", subject.has("usb-storage")),
                ("sata", subject.has("ich9-ahci")),
            ],
        );
        choices(
            w,
            "model",
            [
                ("virtio", true),
                ("virtio-transitional", transitional),
                ("virtio-non-transitional", non_transitional),
            ],
        );
    });
}

fn has_built_in_ide(subject: &Subject<'_>) -> bool {
    ["pc", "pc-i440fx", "malta", "sun4u", "g3beige"].iter().any(|family| subject.is_machine(family))
        && !subject.is_machine("pc-q35")
}

fn graphics(w: &mut Writer, subject: &Subject<'_>) {
    let has = |feature| subject.emulator.has(feature);
    let dbus = has(Feature::DisplayDbus);
    supported(w, "graphics", true, |w| {
        choices(
            w,
            "type",
            [
                ("sdl", has(Feature::DisplaySdl)),
                ("vnc", has(Feature::Vnc)),
                ("rdp", dbus && subject.host.rdp),
                ("spice", has(Feature::Spice)),
                ("egl-headless", has(Feature::DisplayEglHeadless)),
                ("dbus", dbus),
            ],
        );
    });
}

fn video(w: &mut Writer, subject: &Subject<'_>) {
    let virtio = ["virtio-gpu-pci", "virtio-gpu-ccw", "virtio-gpu-device", "virtio-vga"];
    supported(w, "video", true, |w| {
        choices(
            w,
            "modelType",
            [
                ("vga", subject.has("VGA")),
                ("cirrus", subject.has("cirrus-vga")),
                ("vmvga", subject.has("vmware-svga")),
                ("qxl", subject.has("qxl")),
                ("virtio", subject.has_any(&virtio)),
                ("none", true),
                ("bochs", subject.has("bochs-display")),
                ("ramfb", subject.has("ramfb")),
            ],
        );
    });
}

fn hostdev(w: &mut Writer, subject: &Subject<'_>) {
    let usb_controllers =
        ["qemu-xhci", "nec-usb-xhci", "piix3-usb-uhci", "piix4-usb-uhci", "pci-ohci", "usb-ehci"];
    let usb = subject.has_any(&usb_controllers);
    let vfio = subject.host.vfio;
    supported(w, "hostdev", true, |w| {
        choices(w, "mode", [("subsystem", true)]);
        let policies = ["default", "mandatory", "requisite", "optional"];
        choices(w, "startupPolicy", policies.map(|policy| (policy, true)));
        choices(w, "subsysType", [("usb", usb), ("pci", true), ("scsi", true)]);
        choices(w, "capsType", []);
        choices(w, "pciBackend", [("default", vfio), ("vfio", vfio)]);
    });
}

fn rng(w: &mut Writer, subject: &Subject<'_>) {
    let virtio = subject.has_any(&["virtio-rng-pci", "virtio-rng-ccw", "virtio-rng-device"]);
    let transitional = subject.has("virtio-rng-pci-transitional");
    let non_transitional = subject.has("virtio-rng-pci-non-transitional");
    supported(w, "rng", true, |w| {
        choices(
            w,
            "model",
            [
                ("virtio", virtio),
                ("virtio-transitional", transitional),
                ("virtio-non-transitional", non_transitional),
            ],
        );
        choices(
            w,
            "backendModel",
            [
                ("random", subject.has("rng-random")),
                ("egd", subject.has("rng-egd")),
                ("builtin", subject.has("rng-builtin")),
            ],
        );
    });
}

fn filesystem(w: &mut Writer, subject: &Subject<'_>) {
    let virtiofs = subject.has("vhost-user-fs-device");
    supported(w, "filesystem", true, |w| {
        choices(w, "driverType", [("path", true), ("handle", true), ("virtiofs", virtiofs)]);
    });
}

fn tpm(w: &mut Writer, subject: &Subject<'_>) {
    let model = |name: &str| subject.emulator.tpm_models.contains(name);
    let backend = |name: &str| subject.emulator.tpm_types.contains(name);
    // The proxy is no TPM of its own, so QEMU does not list it as one.
    let models = [
        ("tpm-tis", model("tpm-tis")),
        ("tpm-crb", model("tpm-crb")),
        ("tpm-spapr", model("tpm-spapr")),
        ("spapr-tpm-proxy", subject.has("spapr-tpm-proxy")),
    ];
    let emulator = subject.host.tpm_emulator.filter(|_| backend("emulator"));
    let there = models.iter().any(|(_, there)| *there) && !subject.emulator.tpm_types.is_empty();
    supported(w, "tpm", there, |w| {
        choices(w, "model", models);
        let emulated = emulator.is_some();
        let backends =
            [("passthrough", backend("passthrough")), ("emulator", emulated), ("external", emulated)];
        choices(w, "backendModel", backends);
        if let Some(versions) = emulator {
            choices(w, "backendVersion", [("1.2", versions.v1_2), ("2.0", versions.v2_0)]);
        }
    });
}

fn crypto(w: &mut Writer, subject: &Subject<'_>) {
    let virtio = subject.has_any(&["virtio-crypto-pci", "virtio-crypto-ccw", "virtio-crypto-device"]);
    supported(w, "crypto", true, |w| {
        choices(w, "model", [("virtio", virtio)]);
        choices(w, "type", [("qemu", true)]);
        choices(
            w,
            "backendModel",
            [
                ("builtin", subject.has("cryptodev-backend-builtin")),
                ("lkcf", subject.has("cryptodev-backend-lkcf")),
            ],
        );
    });
}

fn panic_notifier(w: &mut Writer, subject: &Subject<'_>) {
    let models = [
        ("isa", subject.has("pvpanic")),
        ("pseries", subject.arch.is_ppc64()),
        ("hyperv", subject.arch.is_x86()),
        ("s390", subject.arch == Arch::S390x),
        ("pvpanic", subject.has("pvpanic-pci")),
    ];
    let there = models.iter().any(|(_, there)| *there);
    supported(w, "panic", there, |w| choices(w, "model", models));
}

//! The Debian packages that the demo and the tests use, each with its reason.

/// One package and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package {
    /// Its name in Debian and Ubuntu.
    pub name: &'static str,
    /// The program that shows its presence on a machine without dpkg.
    pub program: &'static str,
    /// What we need it for.
    pub why: &'static str,
}

/// Needed always.
pub const NEEDED: &[Package] = &[
    Package { name: "qemu-system-x86", program: "qemu-system-x86_64", why: "the QEMU that runs the guests" },
    Package { name: "qemu-utils", program: "qemu-img", why: "makes the guests' disk images" },
    Package { name: "libvirt-clients", program: "virsh", why: "the stock client that must work unmodified" },
    Package { name: "python3-libvirt", program: "python3", why: "libvirt-python, the other stock client" },
    Package { name: "python3-pexpect", program: "python3", why: "types into `virsh console` in the tests" },
    Package {
        name: "virtinst",
        program: "virt-install",
        why: "virt-install, a stock client that makes guests",
    },
    Package { name: "swtpm", program: "swtpm", why: "the guests' TPM" },
    Package { name: "swtpm-tools", program: "swtpm_setup", why: "makes a new TPM's certificates" },
    Package { name: "passt", program: "passt", why: "user networking beside QEMU" },
    // Others' QEMU brings its firmware along.
    Package { name: "ovmf", program: "qemu-system-x86_64", why: "UEFI firmware for guests" },
];

/// Needed only to compare with libvirt's own daemon (benchmarks).
pub const REFERENCE: Package = Package {
    name: "libvirt-daemon-system",
    program: "libvirtd",
    why: "libvirt's own daemon, which the benchmarks compare with",
};

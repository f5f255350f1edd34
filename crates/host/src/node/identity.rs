//! Which machine this is.

use super::tree::Node;

impl Node {
    /// The name that the kernel calls the machine by.
    #[must_use]
    pub fn host_name(&self) -> String {
        self.text("proc/sys/kernel/hostname").unwrap_or_default()
    }

    /// The kernel's release, such as `6.12.1-amd64`.
    #[must_use]
    pub fn kernel_release(&self) -> String {
        self.text("proc/sys/kernel/osrelease").unwrap_or_default()
    }

    /// The machine's architecture as its kernel says it (`x86_64`), for the machine we run on whatever the root.
    #[must_use]
    pub fn architecture(&self) -> String {
        rustix::system::uname().machine().to_string_lossy().into_owned()
    }

    /// The machine's UUID: its firmware's; else, where the firmware tells none or one that its maker forgot to
    /// fill in, the one that systemd made for the installation (machine-id(5)).
    #[must_use]
    pub fn host_uuid(&self) -> Option<[u8; 16]> {
        let firmware = self.text("sys/class/dmi/id/product_uuid").and_then(|text| parse_uuid(&text));
        let machine_id = || self.text("etc/machine-id").and_then(|text| parse_uuid(&text));
        firmware.filter(is_filled_in).or_else(machine_id)
    }

    /// One of the texts that the firmware tells the kernel, such as `sys_vendor`, `product_name`,
    /// `bios_version`: the files of `/sys/class/dmi/id`. Some can be read by root alone.
    #[must_use]
    pub fn dmi(&self, name: &str) -> Option<String> {
        self.text(&format!("sys/class/dmi/id/{name}"))
    }

    /// Whether devices can be kept to their own memory: the kernel has IOMMU groups.
    #[must_use]
    pub fn has_iommu(&self) -> bool {
        let groups = std::fs::read_dir(self.path("sys/kernel/iommu_groups"));
        groups.is_ok_and(|mut groups| groups.next().is_some())
    }
}

/// Hexadecimal digits with dashes anywhere between.
fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let mut digits = text.chars().filter(|&digit| digit != '-').map(|digit| digit.to_digit(16));
    let mut uuid = [0; 16];
    for byte in &mut uuid {
        let (high, low) = (digits.next()??, digits.next()??);
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    digits.next().is_none().then_some(uuid)
}

fn is_filled_in(uuid: &[u8; 16]) -> bool {
    uuid.iter().any(|&byte| byte != uuid[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::tree::tests::tree;

    #[test]
    fn which_uuid_counts() {
        let (installed, firmware) =
            ("0123456789abcdef0123456789abcdef", "4C4C4544-0042-3510-8054-b4c04f564e31");
        for (product, expected) in
            [(firmware, 0x4c), ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", 0x01), ("Not Settable", 0x01)]
        {
            let tree = tree(&[("sys/class/dmi/id/product_uuid", product), ("etc/machine-id", installed)]);
            assert_eq!(tree.node().host_uuid().unwrap()[0], expected, "{product}");
        }
        assert_eq!(tree(&[]).node().host_uuid(), None);
        assert_eq!(tree(&[("etc/machine-id", "uninitialized")]).node().host_uuid(), None);
    }

    #[test]
    fn names() {
        let tree = tree(&[
            ("proc/sys/kernel/hostname", "box\n"),
            ("proc/sys/kernel/osrelease", "6.1.0-9\n"),
            ("sys/class/dmi/id/sys_vendor", "Maker Inc. \n"),
            ("sys/kernel/iommu_groups/0/type", "DMA"),
        ]);
        let node = tree.node();
        assert_eq!((node.host_name().as_str(), node.kernel_release().as_str()), ("box", "6.1.0-9"));
        assert_eq!(node.dmi("sys_vendor").as_deref(), Some("Maker Inc."));
        assert!(node.has_iommu());
        assert!(!Node::at("/no/such/root").has_iommu());
    }
}

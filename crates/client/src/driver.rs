//! Which modular daemon serves a driver.

/// The daemon that serves a hypervisor driver alone: `virtqemud` for `qemu`. Drivers without one are served by
/// `libvirtd` only.
pub(crate) fn modular_daemon(driver: &str) -> Option<&'static str> {
    Some(match driver {
        "qemu" => "virtqemud",
        "xen" => "virtxend",
        "lxc" => "virtlxcd",
        "bhyve" => "virtbhyved",
        "ch" => "virtchd",
        "vbox" => "virtvboxd",
        "vz" => "virtvzd",
        _ => return None,
    })
}

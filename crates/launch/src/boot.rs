//! `-boot`, and a kernel that is booted directly.

use crate::build::Build;
use crate::option::Pairs;

/// Writes the firmware's boot menu and manners. The order itself stands at the devices (`bootindex`);
/// `strict` keeps the firmware from trying others.
pub(crate) fn boot(build: &mut Build<'_>) {
    let mut boot = Pairs::headless();
    let menu = build.guest.os.boot_menu;
    if let Some(on) = menu.and_then(|menu| menu.enable) {
        boot = boot.switch("menu", on);
    }
    if let Some(timeout) = menu.filter(|menu| menu.enable == Some(true)).and_then(|menu| menu.timeout) {
        boot.push("splash-time", timeout.to_string());
    }
    if let Some(timeout) = build.guest.os.bios.and_then(|bios| bios.reboot_timeout) {
        boot.push("reboot-timeout", timeout.to_string());
    }
    build.option("-boot", boot.with("strict", "on"));
}

/// Writes a kernel that needs no boot loader.
pub(crate) fn kernel(build: &mut Build<'_>) {
    let os = &build.guest.os;
    for (option, value) in [
        ("-kernel", &os.kernel),
        ("-initrd", &os.initrd),
        ("-append", &os.cmdline),
        ("-dtb", &os.dtb),
        ("-shim", &os.shim),
    ] {
        if let Some(value) = value {
            build.option(option, value.as_str());
        }
    }
    for table in &os.acpi_tables {
        use model::os::AcpiTableType;
        let value = match table.table_type {
            AcpiTableType::Slic => Pairs::headless().with("sig", "SLIC").with("file", &table.path),
            AcpiTableType::Msdm => Pairs::headless().with("sig", "MSDM").with("file", &table.path),
            AcpiTableType::Raw | AcpiTableType::Rawset => Pairs::headless().with("file", &table.path),
        };
        build.option("-acpitable", value);
    }
}

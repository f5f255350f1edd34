//! `-device usb-redir`.

use errors::Result;
use model::device::redirdev::{RedirDev, RedirRule};

use crate::address::{alias, place};
use crate::bootindex;
use crate::build::Build;
use crate::device::chardev::args::chardev;
use crate::option::Props;

/// Writes the redirected devices.
pub(crate) fn args(build: &mut Build<'_>) -> Result<()> {
    build.guest.devices.redirdevs.iter().try_for_each(|device| one(build, device))
}

/// Writes a redirected device, with the filter that holds for all.
pub(crate) fn one(build: &mut Build<'_>, device: &RedirDev) -> Result<()> {
    let filter = build.guest.devices.redir_filter.as_ref().map(|filter| {
        let rules: Vec<String> = filter.rules.iter().map(rule).collect();
        rules.join("|")
    });
    let id = alias(&device.info)?;
    let chardev = chardev(build, &device.source, id)?;
    let props = Props::new()
        .with("driver", "usb-redir")
        .with("chardev", chardev)
        .with("id", id)
        .maybe("filter", filter)
        .maybe("bootindex", bootindex::own(&device.info))
        .and(place(build.guest, &device.info)?);
    build.device(props);
    Ok(())
}

/// One rule: class, vendor, product and version, each a number or -1 for any, and the verdict.
fn rule(rule: &RedirRule) -> String {
    let number = |value: Option<u32>, width: usize| match value {
        Some(value) => format!("0x{value:0width$X}"),
        None => "-1".to_owned(),
    };
    format!(
        "{}:{}:{}:{}:{}",
        number(rule.class, 2),
        number(rule.vendor, 4),
        number(rule.product, 4),
        number(rule.version, 4),
        u8::from(rule.allow)
    )
}

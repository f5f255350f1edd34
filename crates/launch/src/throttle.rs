//! `-object throttle-group`: limits that disks share.

use model::tuning::ThrottleGroup;

use crate::build::Build;
use crate::option::Props;

/// Writes the groups.
pub(crate) fn groups(build: &mut Build<'_>) {
    for group in &build.guest.throttle_groups {
        let name = group.group_name.as_deref().unwrap_or_default();
        let object = Props::new()
            .with("qom-type", "throttle-group")
            .with("id", format!("throttle-{name}"))
            .with("limits", limits(group).into_value());
        build.object(&object);
    }
}

/// All limits, 0 for none; how long bursts last only where it is told.
fn limits(group: &ThrottleGroup) -> Props {
    let rows = [
        ("bps-total", group.total_bytes_sec),
        ("bps-read", group.read_bytes_sec),
        ("bps-write", group.write_bytes_sec),
        ("iops-total", group.total_iops_sec),
        ("iops-read", group.read_iops_sec),
        ("iops-write", group.write_iops_sec),
        ("bps-total-max", group.total_bytes_sec_max),
        ("bps-read-max", group.read_bytes_sec_max),
        ("bps-write-max", group.write_bytes_sec_max),
        ("iops-total-max", group.total_iops_sec_max),
        ("iops-read-max", group.read_iops_sec_max),
        ("iops-write-max", group.write_iops_sec_max),
        ("iops-size", group.size_iops_sec),
    ];
    let limits =
        rows.into_iter().fold(Props::new(), |limits, (name, value)| limits.with(name, value.unwrap_or(0)));
    [
        ("bps-total-max-length", group.total_bytes_sec_max_length),
        ("bps-read-max-length", group.read_bytes_sec_max_length),
        ("bps-write-max-length", group.write_bytes_sec_max_length),
        ("iops-total-max-length", group.total_iops_sec_max_length),
        ("iops-read-max-length", group.read_iops_sec_max_length),
        ("iops-write-max-length", group.write_iops_sec_max_length),
    ]
    .into_iter()
    .fold(limits, |limits, (name, value)| limits.maybe(name, value))
}

//! The limits of [`IoTune`], by name and in libvirt's order.

use super::IoTune;

macro_rules! limits {
    ($($name:ident)*) => {
        impl IoTune {
            /// Every limit with the name of its element, in libvirt's order.
            pub fn limits(&self) -> [(&'static str, Option<u64>); 19] {
                [$((stringify!($name), self.$name)),*]
            }

            pub(super) fn limits_mut(&mut self) -> [(&'static str, &mut Option<u64>); 19] {
                [$((stringify!($name), &mut self.$name)),*]
            }
        }
    };
}

limits! {
    total_bytes_sec read_bytes_sec write_bytes_sec total_iops_sec read_iops_sec write_iops_sec
    total_bytes_sec_max read_bytes_sec_max write_bytes_sec_max
    total_iops_sec_max read_iops_sec_max write_iops_sec_max
    size_iops_sec
    total_bytes_sec_max_length read_bytes_sec_max_length write_bytes_sec_max_length
    total_iops_sec_max_length read_iops_sec_max_length write_iops_sec_max_length
}

impl IoTune {
    /// How many limits stand before the group's name.
    pub(super) const BEFORE_GROUP: usize = 13;
}

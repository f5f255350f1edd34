//! Hyper-V's enlightenments by name.

use super::Hyperv;

macro_rules! switches {
    ($($field:ident)*) => {
        impl Hyperv {
            /// Names of those that are just on or off.
            pub(super) const SWITCHES: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Names of those with more to say.
            pub(super) const STRUCTURED: &'static [&'static str] = &["spinlocks", "stimer", "vendor_id", "tlbflush"];

            /// One that is just on or off.
            pub(super) fn switch(&self, name: &str) -> Option<bool> {
                match name {
                    $(stringify!($field) => self.$field,)*
                    _ => None,
                }
            }

            pub(super) fn switch_mut(&mut self, name: &str) -> Option<&mut Option<bool>> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

switches! {
    relaxed vapic vpindex runtime synic reset frequencies reenlightenment ipi evmcs avic emsr_bitmap xmm_input
}

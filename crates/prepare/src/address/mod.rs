//! Every device gets its place in the guest's hardware, once: it is written down and stays.

mod assign;
mod ccw;
mod pci;
mod spapr_vio;
mod usb;
mod virtio_serial;
mod zpci;

pub(crate) use assign::{assign, plug};
pub(crate) use usb::assign as assign_usb;
pub(crate) use usb::is_there as usb_is_there;

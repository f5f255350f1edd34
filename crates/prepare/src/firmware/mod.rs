//! The guest's firmware: which image, and where its variables are.
//!
//! | module | holds |
//! |---|---|
//! | `descriptor` | what a host says about a firmware image (QEMU's `docs/interop/firmware.json`) |
//! | `select` | finding the image that a definition asks for, and writing it down |

mod descriptor;
mod select;

pub use descriptor::FirmwareDescriptor;
pub(crate) use select::complete;

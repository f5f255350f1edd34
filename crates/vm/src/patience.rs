//! Waiting for the disk without making others wait.

use tokio::runtime::{Handle, RuntimeFlavor};

/// Does something that blocks this thread, such as waiting until a disk has written. What else the thread had to
/// do is done by another one meanwhile, where there is one.
pub(crate) fn patiently<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

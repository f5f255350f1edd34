//! The limits that a guest starts with.

use errors::Result;

use crate::owner::Owner;

impl Owner {
    /// Has QEMU and the kernel keep the limits of the definition, for a guest that starts.
    pub(crate) async fn set_limits(&self) -> Result<()> {
        self.place_all().await?;
        self.pin_all().await?;
        self.set_throttles().await?;
        self.begin_stats().await
    }
}

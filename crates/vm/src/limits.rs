//! The limits that a guest starts with.

use errors::Result;

use crate::owner::Owner;

impl Owner {
    /// Has QEMU and the kernel keep the limits of the definition, for a guest that starts.
    pub(crate) async fn set_limits(&self) -> Result<()> {
        let binds = self.view.group.is_some()
            || self.view.live.as_ref().is_some_and(|live| {
                let (tune, vcpus) = (&live.domain().cpu_tune, &live.domain().vcpus);
                vcpus.cpuset.is_some() || !tune.vcpu_pins.is_empty() || !tune.iothread_pins.is_empty()
            });
        // QEMU is asked once, and not at all where nothing is to be done with its threads.
        let threads = if binds { self.all_threads().await? } else { Vec::new() };
        self.place_all(&threads)?;
        self.pin_all(&threads).await?;
        self.set_throttles().await?;
        self.begin_stats().await
    }
}

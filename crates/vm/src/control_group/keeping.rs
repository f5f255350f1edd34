//! Removing groups: the kernel lets go of one a moment after its last process has ended.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::ControlGroups;

/// How often, and how long between, to try.
const ATTEMPTS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// Removes a run's group; nobody waits for that.
pub(crate) fn remove_soon(groups: &ControlGroups, name: &str, path: &str) {
    let Some(group) = groups.find(path) else { return };
    let (name, is_own) = (Arc::<str>::from(name), groups.is_own);
    let remove = move || if is_own { group.remove_with_partition() } else { group.remove() };
    retry(remove, move |why| tracing::warn!("the control group of domain '{name}' stays: {why}"));
}

/// Does something now, or as soon as it can be done.
pub(super) fn retry(
    act: impl Fn() -> io::Result<()> + Send + 'static,
    give_up: impl FnOnce(io::Error) + Send + 'static,
) {
    let Err(why) = act() else { return };
    if tokio::runtime::Handle::try_current().is_err() {
        return give_up(why);
    }
    tokio::spawn(async move {
        let mut last = why;
        for _ in 0..ATTEMPTS {
            tokio::time::sleep(PAUSE).await;
            match act() {
                Ok(()) => return,
                Err(why) => last = why,
            }
        }
        give_up(last);
    });
}

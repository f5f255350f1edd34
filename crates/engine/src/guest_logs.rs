//! Following what QEMU writes to the guests' logs: one watch for all of them.

use std::path::Path;
use std::sync::Weak;
use std::time::Duration;

use host::files::{Written, WrittenFiles};

use crate::engine::{Engine, Inner};

/// How long the logs are left alone after each look: whoever writes a lot is read in larger pieces.
const PAUSE: Duration = Duration::from_millis(200);

impl Engine {
    /// Has each guest's owner read what is written to its log, until the engine is gone.
    pub fn follow_guest_logs(&self) -> impl Future<Output = ()> + Send + use<> {
        let (directory, engine) = (self.inner.settings.logs.clone(), std::sync::Arc::downgrade(&self.inner));
        async move {
            match WrittenFiles::of(&directory) {
                Ok(files) => follow(files, engine).await,
                Err(why) => tracing::warn!(
                    "{} cannot be watched, so what QEMU complains of is not noticed: {why}",
                    directory.display()
                ),
            }
        }
    }
}

async fn follow(mut files: WrittenFiles, engine: Weak<Inner>) {
    loop {
        let written = match files.next().await {
            Ok(written) => written,
            Err(why) => return tracing::warn!("the guests' logs are not watched any more: {why}"),
        };
        let Some(inner) = engine.upgrade() else { return };
        match written {
            Written::Files(names) => {
                let names = names.iter().filter_map(|name| Path::new(name).to_str()?.strip_suffix(".log"));
                for guest in names.filter_map(|name| inner.registry.by_name(name)) {
                    guest.heed_log();
                }
            }
            Written::Any => inner.registry.all().iter().for_each(vm::Guest::heed_log),
        }
        drop(inner);
        tokio::time::sleep(PAUSE).await;
    }
}

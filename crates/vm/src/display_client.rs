//! Clients of a guest's displays whose connection is handed to QEMU, past any port.

use std::os::fd::OwnedFd;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::device::graphics::GraphicsKind;
use serde_json::json;

use crate::guest::Guest;
use crate::owner::monitor_error;

/// The name under which QEMU keeps the descriptor until it is told what it is for.
const DESCRIPTOR: &str = "graphicsfd";

impl Guest {
    /// Hands a socket to a display as its client (DOMAIN_OPEN_GRAPHICS). `skip_auth`: the client is known and
    /// needs no password.
    ///
    /// # Errors
    /// 55; 1 "No graphics backend with index ..."; 74 for a display that takes no clients.
    pub async fn open_graphics(&self, index: u32, socket: OwnedFd, skip_auth: bool) -> Result<()> {
        let live = self.live()?;
        let graphics = usize::try_from(index).ok().and_then(|at| live.domain().devices.graphics.get(at));
        let graphics = graphics.ok_or_else(|| {
            Error::internal(ErrorDomain::Qemu, format!("No graphics backend with index {index}"))
        })?;
        let protocol = match &graphics.kind {
            GraphicsKind::Vnc(_) => "vnc",
            GraphicsKind::Spice(_) => "spice",
            _ => {
                let detail = "Can only open VNC or SPICE graphics backends";
                return Err(Error::new(Code::ArgumentUnsupported, ErrorDomain::Qemu, detail));
            }
        };
        let monitor = self.monitor()?;
        let deadline = self.surroundings().settings().monitor_timeout;
        monitor
            .execute_with_fd("getfd", json!({ "fdname": DESCRIPTOR }), vec![socket], deadline)
            .await
            .map_err(|e| monitor_error("getfd", &e))?;
        let arguments = json!({ "protocol": protocol, "fdname": DESCRIPTOR, "skipauth": skip_auth });
        let added = monitor.execute("add_client", arguments, deadline).await;
        if added.is_err() {
            // QEMU would keep it for ever.
            let _ = monitor.execute("closefd", json!({ "fdname": DESCRIPTOR }), deadline).await;
        }
        added.map(drop).map_err(|e| monitor_error("add_client", &e))
    }
}

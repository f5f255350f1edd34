//! Disks that QEMU could not read or write.

use findings::Record;
use findings::rules::IoError;
use host::clock::Timestamp;
use std::sync::Arc;

use crate::event::EventKind;
use crate::monitor_event::IoFailure;
use crate::owner::Owner;
use crate::threshold::{image, image_number};
use crate::{PausedReason, disks};

impl Owner {
    pub(crate) fn on_io_error(&mut self, failure: IoFailure) {
        if failure.stops
            && let Some(live) = &mut self.run
        {
            live.stop_reason = Some(PausedReason::IoError);
        }
        let (source_path, device_alias) = self.disk_of(&failure.device);
        let (node, message) = (&failure.node, &failure.message);
        self.log().line(&format!("IO error device='{device_alias}' node-name='{node}' reason='{message}'"));
        self.note_io_error(&device_alias, &failure);
        let IoFailure { action, reason, .. } = failure;
        self.tell(EventKind::IoError { source_path, device_alias, action, reason });
    }

    /// Keeps it with the guest's findings: which image it was, by the node's name, else the disk's own.
    fn note_io_error(&mut self, alias: &str, failure: &IoFailure) {
        let Some(live) = &self.view.live else { return };
        let mut of_guest = live.domain().devices.disks.iter();
        let Some(disk) = of_guest.find(|disk| disk.info.alias.as_deref() == Some(alias)) else { return };
        let source = image_number(&failure.node).and_then(|index| image(disk, index)).unwrap_or(&disk.source);
        let now = Timestamp::now();
        let error = IoError {
            disk: disk.target.dev.clone(),
            index: source.index.unwrap_or(0),
            path: disks::path_of(source).map(str::to_owned),
            timestamp: now.to_string(),
            message: failure.message.clone(),
        };
        let mut record = Record::clone(&self.view.record);
        record.note_io_error(error, u64::try_from(now.milliseconds).unwrap_or(0));
        self.view.record = Arc::new(record);
        if self.findings_file.is_behind(&self.view.record) {
            self.save_status();
        }
        self.publish();
    }

    /// Source path and alias of the disk that a node or device of QEMU belongs to.
    fn disk_of(&self, device: &str) -> (String, String) {
        let disks = self.view.live.iter().flat_map(|live| &live.domain().devices.disks);
        for disk in disks {
            let alias = disk.info.alias.as_deref().unwrap_or_default();
            if !alias.is_empty() && device.split('/').any(|part| part == alias) {
                return (crate::disks::source_path(disk).unwrap_or_default(), alias.to_owned());
            }
        }
        (String::new(), device.to_owned())
    }
}

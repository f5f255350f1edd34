//! What QEMU complains of in the guest's log becomes findings of the guest.
//!
//! QEMU writes straight into the file, whether the daemon lives or not. So the file is read: from where this run
//! began, again by a daemon that finds the guest running, and further whenever somebody has written to it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use findings::{Complaint, Record};
use host::clock::Timestamp;

use crate::guest::{Act, Guest};
use crate::owner::Owner;
use crate::patience::patiently;

/// Whether the owner has been told already that there is something to read.
#[derive(Debug, Default)]
pub(crate) struct LogBell(AtomicBool);

impl Guest {
    /// Something was written to the guest's log: its owner reads it when it gets to it. Waits for nobody; a queue
    /// that is full is a reason to leave it to the next time.
    pub fn heed_log(&self) {
        if !self.view().is_active() || self.log_bell().0.swap(true, Ordering::AcqRel) {
            return;
        }
        let bell = Arc::clone(self.log_bell());
        let act: Act = Box::new(move |owner| {
            Box::pin(async move {
                bell.0.store(false, Ordering::Release);
                owner.hear_complaints();
            })
        });
        if !self.send_aside(act) {
            self.log_bell().0.store(false, Ordering::Release);
        }
    }
}

impl Owner {
    /// Reads what QEMU has written since it was last heard.
    pub(crate) fn hear_complaints(&mut self) {
        let Some((live, definition)) = self.run.as_ref().zip(self.view.live.as_ref()) else { return };
        let program = definition.domain().devices.emulator.as_deref().map(Path::new);
        let Some(program) = program.and_then(Path::file_name).and_then(|name| name.to_str()) else { return };
        let Ok((lines, next, skipped)) = patiently(|| self.log().lines(live.log_heard)) else { return };
        let now = u64::try_from(Timestamp::now().milliseconds).unwrap_or(0);
        let complaints: Vec<Complaint> =
            lines.iter().filter_map(|line| Complaint::parse(line, program)).collect();
        if let Some(live) = &mut self.run {
            live.log_heard = next;
        }
        if complaints.is_empty() && !skipped {
            return;
        }
        let mut record = Record::clone(&self.view.record);
        if skipped {
            record.miss(now);
        }
        for complaint in &complaints {
            let known = record.findings().len();
            record.hear(complaint, now);
            if record.findings().len() > known {
                tracing::info!("QEMU of domain '{}' complains: {}", self.view.name, complaint.text);
            }
        }
        self.view.record = Arc::new(record);
        self.publish();
    }
}

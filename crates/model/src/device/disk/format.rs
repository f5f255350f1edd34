//! Writing `<disk>`.

use xml::Writer;

use super::{Disk, DiskBus, DiskDevice, DiskDriver, DiskIoThread, DiskTarget};
use crate::Format;
use crate::device::storage::{Place, format_metadata_cache};

impl Disk {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("disk", |w| {
            w.attr("type", self.source.location.kind());
            w.attr("device", self.device.unwrap_or(DiskDevice::Disk));
            w.attr("model", self.model);
            w.yes_no("rawio", self.rawio);
            w.attr("sgio", self.sgio);
            w.attr("snapshot", self.snapshot);
            self.driver.format(w);
            self.image(w, how);
            self.target.format(w, how);
            if let Some(tune) = &self.iotune {
                w.optional("iotune", |w| tune.format(w));
            }
            w.optional("throttlefilters", |w| {
                for group in &self.throttle_filters {
                    w.element("throttlefilter", |w| w.attr("group", group));
                }
            });
            self.access(w);
            w.text("serial", &self.serial);
            w.text("wwn", &self.wwn);
            w.text("vendor", &self.vendor);
            w.text("product", &self.product);
            let encryption = self.source.encryption.as_ref();
            if let Some(encryption) = encryption.filter(|_| self.source.encryption_place == Place::Disk) {
                encryption.format(w);
            }
            self.info.format(w, how);
        });
    }

    /// Where the image is, and what it looks like.
    fn image(&self, w: &mut Writer, how: Format) {
        if let Some(auth) = self.source.auth.as_ref().filter(|_| self.source.auth_place == Place::Disk) {
            auth.format(w);
        }
        self.source.format(w, how);
        if let Some(backing) = &self.backing {
            backing.format(w, how);
        }
        if let Some(geometry) = &self.geometry {
            w.element("geometry", |w| {
                w.attr("cyls", geometry.cylinders);
                w.attr("heads", geometry.heads);
                w.attr("secs", geometry.sectors);
                w.attr("trans", geometry.translation);
            });
        }
        w.optional("blockio", |w| {
            w.attr("logical_block_size", self.block_io.logical);
            w.attr("physical_block_size", self.block_io.physical);
            w.attr("discard_granularity", self.block_io.discard_granularity);
        });
        if let Some(mirror) = self.mirror.as_ref().filter(|_| !how.inactive) {
            w.element("mirror", |w| {
                w.attr("type", mirror.image.source.location.kind());
                w.attr("job", mirror.job);
                w.attr("ready", mirror.ready);
                mirror.image.format_content(w, how);
            });
        }
    }

    /// Who may do what with it.
    fn access(&self, w: &mut Writer) {
        if self.readonly {
            w.empty("readonly");
        }
        if self.shareable {
            w.empty("shareable");
        }
        if let Some(transient) = &self.transient {
            w.element("transient", |w| w.yes_no("shareBacking", transient.share_backing));
        }
    }
}

impl DiskDriver {
    fn format(&self, w: &mut Writer) {
        w.optional("driver", |w| {
            w.attr("name", &self.name);
            w.attr("type", self.format);
            w.attr("cache", self.cache);
            w.attr("error_policy", self.error_policy);
            w.attr("rerror_policy", self.rerror_policy);
            w.attr("io", self.io);
            w.on_off("ioeventfd", self.ioeventfd);
            w.on_off("event_idx", self.event_idx);
            w.on_off("copy_on_read", self.copy_on_read);
            w.attr("discard", self.discard);
            w.attr("iothread", self.iothread);
            w.attr("detect_zeroes", self.detect_zeroes);
            w.on_off("discard_no_unref", self.discard_no_unref);
            w.attr("queues", self.queues);
            w.attr("queue_size", self.queue_size);
            self.virtio.format(w);
            format_metadata_cache(self.metadata_cache_size, w);
            format_iothreads(&self.iothreads, w);
        });
    }
}

/// Writes several I/O threads and the queues they serve.
pub(crate) fn format_iothreads(threads: &[DiskIoThread], w: &mut Writer) {
    w.optional("iothreads", |w| {
        for thread in threads {
            w.element("iothread", |w| {
                w.attr("id", thread.id);
                for queue in &thread.queues {
                    w.element("queue", |w| w.attr("id", *queue));
                }
            });
        }
    });
}

impl DiskTarget {
    fn format(&self, w: &mut Writer, how: Format) {
        w.element("target", |w| {
            w.attr("dev", &self.dev);
            w.attr("bus", self.bus);
            w.attr("tray", self.tray);
            // libvirt obeys it for SCSI disks as well, but forgets to write it.
            let written = how.status || self.bus == Some(DiskBus::Usb);
            w.on_off("removable", self.removable.filter(|_| written));
            w.attr("rotation_rate", self.rotation_rate);
            w.on_off("dpofua", self.dpofua);
        });
    }
}

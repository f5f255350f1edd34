//! Writing `<filesystem>`.

use xml::Writer;

use super::{Filesystem, FilesystemBinary, FilesystemDriver, FilesystemSource};
use crate::Format;

impl Filesystem {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("filesystem", |w| {
            w.attr("type", self.source.kind());
            w.attr("accessmode", self.access_mode);
            w.attr("model", self.model);
            w.attr("multidevs", self.multidevs);
            for (name, mode) in [("fmode", self.fmode), ("dmode", self.dmode)] {
                if let Some(mode) = mode {
                    w.attr(name, format_args!("{mode:04o}"));
                }
            }
            self.driver.format(w);
            self.binary.format(w);
            if let Some(maps) = &self.idmap {
                w.optional("idmap", |w| maps.format(w));
            }
            self.source.format(w);
            w.optional("target", |w| w.attr("dir", &self.target));
            if self.readonly {
                w.empty("readonly");
            }
            self.info.format(w, how);
            for (name, bytes) in
                [("space_hard_limit", self.space_hard_limit), ("space_soft_limit", self.space_soft_limit)]
            {
                w.text_with(name, |w| w.attr("unit", "bytes"), bytes);
            }
        });
    }
}

impl FilesystemSource {
    fn format(&self, w: &mut Writer) {
        w.optional("source", |w| match self {
            Self::Mount { dir, socket } => {
                w.attr("dir", dir);
                w.attr("socket", socket);
            }
            Self::Bind { dir } => w.attr("dir", dir),
            Self::Block { dev } => w.attr("dev", dev),
            Self::File { file } => w.attr("file", file),
            Self::Template { name } => w.attr("name", name),
            Self::Ram { usage } => {
                w.attr("usage", *usage);
                w.attr("units", "KiB");
            }
            Self::Volume { pool, volume } => {
                w.attr("pool", pool);
                w.attr("volume", volume);
            }
        });
    }
}

impl FilesystemDriver {
    fn format(&self, w: &mut Writer) {
        w.optional("driver", |w| {
            w.attr("type", self.driver_type);
            w.attr("format", self.format);
            w.attr("wrpolicy", self.write_policy);
            w.attr("queue", self.queue);
            self.virtio.format(w);
        });
    }
}

impl FilesystemBinary {
    fn format(&self, w: &mut Writer) {
        w.optional("binary", |w| {
            w.attr("path", &self.path);
            w.on_off("xattr", self.xattr);
            w.optional("cache", |w| w.attr("mode", self.cache));
            w.optional("sandbox", |w| w.attr("mode", self.sandbox));
            w.optional("lock", |w| {
                w.on_off("posix", self.lock_posix);
                w.on_off("flock", self.lock_flock);
            });
            w.optional("thread_pool", |w| w.attr("size", self.thread_pool_size));
            w.optional("openfiles", |w| w.attr("max", self.open_files));
        });
    }
}

//! Disks that have been written further than somebody wanted to be told.

use model::device::disk::Disk;
use model::device::storage::{Location, StorageSource};

use crate::event::EventKind;
use crate::owner::Owner;

impl Owner {
    /// Tells of an image that has been written past its threshold: under the disk's name, and with the
    /// image's number in brackets.
    pub(crate) fn on_threshold(&self, node: &str, threshold: u64, excess: u64) {
        let Some(index) = image_number(node) else { return };
        let disks = self.view.live.iter().flat_map(|live| &live.domain().devices.disks);
        let Some((disk, source)) = disks.into_iter().find_map(|disk| Some((disk, image(disk, index)?)))
        else {
            return;
        };
        let path = match &source.location {
            Location::File(path) | Location::Block(path) | Location::Dir(path) => path.clone(),
            _ => None,
        };
        let tell = |device: String| {
            self.tell(EventKind::BlockThreshold { device, path: path.clone(), threshold, excess });
        };
        if disk.source.index == Some(index) {
            tell(disk.target.dev.clone());
        }
        tell(format!("{}[{index}]", disk.target.dev));
    }
}

/// The number in the name that this daemon has given a node.
pub(crate) fn image_number(node: &str) -> Option<u32> {
    let rest = node.strip_prefix("libvirt-")?;
    rest.split_once('-')?.0.parse().ok()
}

/// The disk's image with this number.
pub(crate) fn image(disk: &Disk, index: u32) -> Option<&StorageSource> {
    let below = disk.backing_images().map(|image| &image.source);
    std::iter::once(&disk.source).chain(below).find(|source| source.index == Some(index))
}

#[cfg(test)]
mod tests {
    use super::image_number;

    #[test]
    fn names_of_nodes() {
        assert_eq!(image_number("libvirt-12-storage"), Some(12));
        assert_eq!(image_number("libvirt-3-format"), Some(3));
        assert_eq!(image_number("somebody-3-else"), None);
    }
}

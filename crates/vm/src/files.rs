//! The files that a guest's process opens by their paths, and which of them are CD drives of the host.

use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use errors::Result;
use model::Domain;
use model::device::disk::{Disk, DiskDevice};
use model::device::storage::Location;
use model::os::NvramSource;

use crate::starting::trouble;
use crate::surroundings::{File, Settings};

/// All files that the guest's process opens by their paths.
pub(crate) fn of(domain: &Domain) -> Vec<File> {
    let mut files: Vec<File> = domain.devices.disks.iter().flat_map(of_disk).collect();
    let read_only = [&domain.os.kernel, &domain.os.initrd, &domain.os.dtb];
    let loader = domain.os.loader.as_ref().and_then(|loader| loader.path.as_ref());
    let paths = read_only.into_iter().flatten().chain(loader);
    files.extend(paths.map(|path| File { path: path.into(), writable: false }));
    files.extend(nvram(domain).map(|path| File { path, writable: true }));
    files
}

/// The files behind a disk that are of the host's own file tree: its image, those that it is based on, and those
/// that hold data of these.
pub(crate) fn of_disk(disk: &Disk) -> impl Iterator<Item = File> {
    let writable = !disk.readonly && disk.device != Some(DiskDevice::Cdrom);
    let layers = std::iter::once((&disk.source, writable))
        .chain(disk.backing_images().map(|image| (&image.source, false)));
    layers.flat_map(|(source, writable)| {
        let data = source.data_store.as_deref().map(|image| &image.source);
        [Some(source), data].into_iter().flatten().filter_map(move |source| {
            let path = crate::disks::path_of(source)?.into();
            Some(File { path, writable })
        })
    })
}

/// The file that holds the guest's UEFI variables.
pub(crate) fn nvram(domain: &Domain) -> Option<PathBuf> {
    match domain.os.nvram.as_ref()?.source.as_ref()? {
        NvramSource::Path(path) => Some(path.into()),
        NvramSource::Storage(source) => match &source.location {
            Location::File(Some(path)) | Location::Block(Some(path)) => Some(path.into()),
            _ => None,
        },
    }
}

/// Paths of block devices of CD-ROM disks that the host says are CD drives. It looks at the host.
pub fn cd_drives(domain: &Domain) -> Vec<String> {
    let cdroms = domain.devices.disks.iter().filter(|disk| disk.device == Some(DiskDevice::Cdrom));
    let blocks = cdroms.filter_map(|disk| match &disk.source.location {
        Location::Block(path) => path.clone(),
        _ => None,
    });
    blocks.filter(|path| is_cd_drive(Path::new(path))).collect()
}

/// SCSI's device type 5 is a CD-ROM drive; `/sys/dev/block/MAJOR:MINOR/device/type` has it.
fn is_cd_drive(path: &Path) -> bool {
    let Ok(data) = std::fs::metadata(path) else { return false };
    if !data.file_type().is_block_device() {
        return false;
    }
    let host::cgroup::Device { major, minor } = host::cgroup::Device::of_number(data.rdev());
    let kind = std::fs::read_to_string(format!("/sys/dev/block/{major}:{minor}/device/type"));
    kind.is_ok_and(|kind| kind.trim() == "5")
}

/// Makes a file of the daemon's own the QEMU user's.
pub(crate) fn give(settings: &Settings, path: &Path) -> Result<()> {
    let Some(qemu) = &settings.qemu else { return Ok(()) };
    std::os::unix::fs::chown(path, Some(qemu.uid), Some(qemu.gid))
        .map_err(|why| trouble(&why, "cannot give to the QEMU user", path))
}

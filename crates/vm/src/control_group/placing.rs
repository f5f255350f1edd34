//! Where a guest's control group is, its making, and its end.

use std::sync::Arc;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::cgroup::{CgroupError, Controller, Device, Group, Mounts};
use model::Domain;

use super::wanted;
use crate::owner::Owner;
use crate::{Definition, Pinned};

/// The partition that libvirt uses where nobody says another.
const USUAL: &str = "/machine";

/// The longest name of a machine that systemd takes.
const LONGEST_NAME: usize = 64;

/// The host's control groups, as far as they are for guests.
#[derive(Debug, Clone, Default)]
pub struct ControlGroups {
    /// Where they are mounted; nowhere where guests get none.
    pub mounts: Mounts,
    /// The partition of guests that name none.
    pub partition: String,
    /// That partition is this daemon's alone: it goes with the last guest.
    pub is_own: bool,
}

impl ControlGroups {
    /// A group that a guest's run has, by its path; `None` when nothing of it is there.
    pub fn find(&self, path: &str) -> Option<Arc<Group>> {
        Group::find(self.mounts.clone(), path).map(Arc::new)
    }
}

/// A run's group in its partition: the characters that a machine's name may have.
fn name(id: i32, guest: &str) -> String {
    let guest = guest.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.'));
    let machine: String = format!("qemu-{id}-").chars().chain(guest).take(LONGEST_NAME).collect();
    format!("{machine}.libvirt-qemu")
}

/// A failure in libvirt's words.
pub(super) fn refused(why: &CgroupError) -> Error {
    Error::io(ErrorDomain::Cgroup, &why.source, &why.what)
}

/// The numbers of a block device.
///
/// # Errors
/// 38 for what is not there, or is none.
pub(super) fn device(path: &str) -> Result<Device> {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    let data = std::fs::metadata(path).map_err(|why| {
        Error::io(ErrorDomain::Cgroup, &why, format_args!("Path '{path}' is not accessible"))
    })?;
    if !data.file_type().is_block_device() {
        let why = std::io::Error::from_raw_os_error(INVALID);
        return Err(Error::io(
            ErrorDomain::Cgroup,
            &why,
            format_args!("Path '{path}' must be a block device"),
        ));
    }
    Ok(Device::of_number(data.rdev()))
}

/// EINVAL.
const INVALID: i32 = 22;

impl Owner {
    /// Where the group of the run that begins will be: on disk before it is made.
    pub(crate) fn planned_group(&self, domain: &Domain) -> Result<Option<String>> {
        let named = wanted::partition(domain)?;
        let groups = &self.settings().control_groups;
        if groups.mounts.0.is_empty() {
            return Ok(None);
        }
        let partition = named.unwrap_or(&groups.partition).trim_matches('/');
        Ok(Some(format!("{partition}/{}", name(self.view.id, &self.view.name))))
    }

    /// Makes the group of a run that begins, and sets what the definition wants of it.
    ///
    /// # Errors
    /// 67 when processor time is limited and nothing can keep that; 38 for what the kernel refuses of what the
    /// definition says.
    pub(crate) fn make_group(&mut self) -> Result<()> {
        let (Some(live), Some(path)) = (self.view.live.clone(), self.group_path.clone()) else {
            return self.go_without_group();
        };
        let groups = self.settings().control_groups.clone();
        let Some((partition, name)) = path.rsplit_once('/') else { return self.go_without_group() };
        // The usual ones are made where they are not there yet; another is the definition's wish.
        let usual = [groups.partition.as_str(), USUAL];
        let named = wanted::partition(live.domain())?.filter(|named| !usual.contains(named));
        let group = match Group::create(groups.mounts, partition, name, named.is_none()) {
            Ok(group) => group,
            // That partition is the definition's wish.
            Err(why) if named.is_some() => return Err(refused(&why)),
            Err(why) => {
                self.group_path = None;
                tracing::warn!("domain '{}' runs without a control group: {why}", self.view.name);
                return self.go_without_group();
            }
        };
        let group = Arc::new(group);
        self.view.group = Some(Arc::clone(&group));
        let domain = live.domain();
        if wanted::limits_cpu(domain) && group.version_of(Controller::Cpu).is_none() {
            return self.go_without_group();
        }
        if group.version_of(Controller::Blkio).is_some() || domain.blkio_tune.devices.is_empty() {
            for knob in wanted::of_guest(domain, device)? {
                group.set(None, &knob).map_err(|why| refused(&why))?;
            }
        }
        self.make_part(Pinned::Emulator)?;
        // A daemon's own partition is nobody else's: a guest that is saved comes back wherever it is wanted.
        if !groups.is_own {
            let mut domain = domain.clone();
            let resource = domain.resource.get_or_insert_default();
            resource.partition.get_or_insert_with(|| groups.partition.clone());
            self.view.live = Some(Definition::new(domain));
        }
        Ok(())
    }

    /// # Errors
    /// 67 when the definition has what cannot be left undone.
    fn go_without_group(&self) -> Result<()> {
        if self.view.live.as_ref().is_some_and(|live| wanted::limits_cpu(live.domain())) {
            let detail = "cgroup cpu is required for scheduler tuning";
            return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
        }
        Ok(())
    }

    /// Makes a part and sets what the definition wants of it.
    fn make_part(&self, whose: Pinned) -> Result<()> {
        let (Some(group), Some(live)) = (&self.view.group, &self.view.live) else { return Ok(()) };
        let part = wanted::part(whose);
        group.create_part(&part).map_err(|why| refused(&why))?;
        for knob in wanted::of_part(live.domain(), whose) {
            group.set(Some(&part), &knob).map_err(|why| refused(&why))?;
        }
        Ok(())
    }

    /// Files through which QEMU enters its group before it is executed.
    pub(crate) fn entrances(&self) -> Result<Vec<std::fs::File>> {
        let Some(group) = &self.view.group else { return Ok(Vec::new()) };
        group.entrances(&wanted::part(Pinned::Emulator)).map_err(|why| refused(&why))
    }

    /// Gives a thread a part of its own: a virtual CPU or an I/O thread that is there now.
    pub(crate) async fn place(&self, whose: Pinned) -> Result<()> {
        let Some(group) = &self.view.group else { return Ok(()) };
        for thread in self.threads(whose).await? {
            self.make_part(whose)?;
            group.add_thread(&wanted::part(whose), thread).map_err(|why| refused(&why))?;
        }
        Ok(())
    }

    /// The same for the threads of a guest that starts.
    pub(crate) fn place_all(&self, threads: &[(Pinned, u32)]) -> Result<()> {
        let Some(group) = &self.view.group else { return Ok(()) };
        for (whose, thread) in threads {
            self.make_part(*whose)?;
            group.add_thread(&wanted::part(*whose), *thread).map_err(|why| refused(&why))?;
        }
        Ok(())
    }

    /// A thread has gone, and its part with it.
    pub(crate) fn clear_place(&self, whose: Pinned) {
        let Some(group) = self.view.group.clone() else { return };
        let (name, part) = (Arc::clone(&self.view.name), wanted::part(whose));
        super::keeping::retry(
            move || group.remove_part(&part),
            move |why| {
                tracing::warn!("the control group of a thread of domain '{name}' stays: {why}");
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_like_libvirts() {
        assert_eq!(name(7, "a b_c-1.x"), "qemu-7-abc-1.x.libvirt-qemu");
        assert_eq!(name(1, &"x".repeat(99)).len(), LONGEST_NAME + ".libvirt-qemu".len());
    }

    #[test]
    fn what_is_no_block_device_is_named() {
        let text = |path| device(path).unwrap_err().message;
        assert_eq!(text("/dev/null"), "Path '/dev/null' must be a block device: Invalid argument");
        let missing = "/dev/there/is/none";
        assert_eq!(text(missing), format!("Path '{missing}' is not accessible: No such file or directory"));
    }
}

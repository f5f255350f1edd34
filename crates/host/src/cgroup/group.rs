//! One group: a directory in every tree that has one of its controllers, with parts for single threads.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::knob::Knob;
use super::mounts::{Controller, Mounts, Version};

/// A group, or what there would be of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    mounts: Mounts,
    /// Below the trees' roots, without a slash before it.
    path: String,
}

/// Something could not be done with a group.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {source}")]
pub struct CgroupError {
    /// What it was, in libvirt's words.
    pub what: String,
    /// What the kernel said.
    pub source: io::Error,
}

/// Time on processors, in ns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usage {
    /// Altogether.
    pub total: u64,
    /// In user mode.
    pub user: u64,
    /// In the kernel.
    pub system: u64,
}

/// A tree that has some of a group's controllers.
struct Place<'a> {
    version: Version,
    root: &'a Path,
    controllers: BTreeSet<Controller>,
}

impl Place<'_> {
    fn takes_threads(&self) -> bool {
        self.controllers.iter().any(|controller| controller.takes_threads())
    }
}

impl Group {
    /// Makes a group of this name in a partition, whose own groups are made where they are not there yet if
    /// `partition_too`.
    ///
    /// # Errors
    /// What the kernel refused; nothing is left of the group then.
    pub fn create(
        mounts: Mounts,
        partition: &str,
        name: &str,
        partition_too: bool,
    ) -> Result<Self, CgroupError> {
        let partition = partition.trim_matches('/');
        let mut group = Self { mounts, path: format!("{partition}/{name}") };
        for place in group.places() {
            let mut directory = place.root.to_owned();
            let mut above = directory.clone();
            let parts: Vec<&str> = partition.split('/').filter(|part| !part.is_empty()).collect();
            for (at, part) in parts.iter().chain([&name]).enumerate() {
                directory.push(part);
                let made = if at < parts.len() && !partition_too && !directory.exists() {
                    Err(rustix::io::Errno::NOENT.into())
                } else {
                    enter(&place, &above, &directory)
                };
                if let Err(source) = made {
                    let what = match place.version {
                        Version::V2 => format!("Failed to create v2 cgroup '{}/'", directory.display()),
                        Version::V1 => {
                            let controller = place.controllers.first().map_or("", |first| first.name());
                            format!("Failed to create v1 controller {controller} for group")
                        }
                    };
                    let _ = group.remove();
                    return Err(CgroupError { what, source });
                }
                above.clone_from(&directory);
            }
        }
        group.keep_what_there_is();
        Ok(group)
    }

    /// A group that was made before, as far as it is still there; `None` when nothing of it is.
    #[must_use]
    pub fn find(mounts: Mounts, path: &str) -> Option<Self> {
        let mut group = Self { mounts, path: path.trim_matches('/').to_owned() };
        group.keep_what_there_is();
        (!group.mounts.0.is_empty()).then_some(group)
    }

    /// Its path below the trees' roots.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Which kind of control groups has this controller for it; `None` when nothing has.
    #[must_use]
    pub fn version_of(&self, controller: Controller) -> Option<Version> {
        self.mounts.0.get(&controller).map(|(version, _)| *version)
    }

    /// Leaves out controllers that the group did not get.
    fn keep_what_there_is(&mut self) {
        let path = self.path.clone();
        self.mounts.0.retain(|controller, (version, root)| {
            let directory = root.join(&path);
            match (version, controller.unified_name()) {
                (Version::V2, Some(name)) => std::fs::read_to_string(directory.join("cgroup.controllers"))
                    .is_ok_and(|list| list.split_whitespace().any(|listed| listed == name)),
                _ => directory.is_dir(),
            }
        });
    }

    fn places(&self) -> Vec<Place<'_>> {
        let mut places: Vec<Place<'_>> = Vec::new();
        for (controller, (version, root)) in &self.mounts.0 {
            match places.iter_mut().find(|place| place.root == root) {
                Some(place) => {
                    place.controllers.insert(*controller);
                }
                None => places.push(Place { version: *version, root, controllers: [*controller].into() }),
            }
        }
        places
    }

    /// Makes a part for single threads.
    ///
    /// # Errors
    /// What the kernel refused.
    pub fn create_part(&self, part: &str) -> Result<(), CgroupError> {
        for place in self.places().iter().filter(|place| place.takes_threads()) {
            let above = place.root.join(&self.path);
            let directory = above.join(part);
            let made = make(&directory).and_then(|()| match place.version {
                Version::V1 if place.controllers.contains(&Controller::CpuSet) => inherit(&above, &directory),
                Version::V1 => Ok(()),
                Version::V2 => {
                    put(&directory.join("cgroup.type"), "threaded")?;
                    let threaded = |controller: &&Controller| controller.takes_threads();
                    offer(&above, place.controllers.iter().filter(threaded));
                    Ok(())
                }
            });
            made.map_err(|source| CgroupError {
                what: format!("Failed to create cgroup '{}/'", directory.display()),
                source,
            })?;
        }
        Ok(())
    }

    /// Files into each of which a process writes `0` to be in the group, and with its thread in the part, in this
    /// order.
    ///
    /// # Errors
    /// One of them cannot be opened.
    pub fn entrances(&self, part: &str) -> Result<Vec<File>, CgroupError> {
        let mut paths = Vec::new();
        for place in self.places() {
            let directory = place.root.join(&self.path);
            match place.version {
                Version::V2 => {
                    paths.push(directory.join("cgroup.procs"));
                    paths.extend(place.takes_threads().then(|| directory.join(part).join("cgroup.threads")));
                }
                Version::V1 if place.takes_threads() => paths.push(directory.join(part).join("tasks")),
                Version::V1 => paths.push(directory.join("tasks")),
            }
        }
        let open = |path: PathBuf| {
            OpenOptions::new().write(true).open(&path).map_err(|source| CgroupError {
                what: format!("Unable to write to '{}'", path.display()),
                source,
            })
        };
        paths.into_iter().map(open).collect()
    }

    /// Moves a thread of a process of the group to a part.
    ///
    /// # Errors
    /// What the kernel refused.
    pub fn add_thread(&self, part: &str, thread: u32) -> Result<(), CgroupError> {
        for place in self.places().iter().filter(|place| place.takes_threads()) {
            let file = if place.version == Version::V2 { "cgroup.threads" } else { "tasks" };
            write(&place.root.join(&self.path).join(part).join(file), &thread.to_string())?;
        }
        Ok(())
    }

    /// Sets something of the group, or of a part of it. What the group has no controller for is left.
    ///
    /// # Errors
    /// What the kernel refused.
    pub fn set(&self, part: Option<&str>, knob: &Knob) -> Result<(), CgroupError> {
        let Some((version, root)) = self.mounts.0.get(&knob.controller()) else { return Ok(()) };
        let directory = part.into_iter().fold(root.join(&self.path), |directory, part| directory.join(part));
        for each in knob.writes(*version) {
            let mut files = each.files.iter().map(|file| directory.join(file));
            let last = each.files.last().map(|file| directory.join(file)).unwrap_or_default();
            write(&files.find(|file| file.exists()).unwrap_or(last), &each.text)?;
        }
        Ok(())
    }

    /// What stands in a file of the group or of a part of it, the first of these that there is.
    #[must_use]
    pub fn read(&self, part: Option<&str>, controller: Controller, files: &[&str]) -> Option<String> {
        let (_, root) = self.mounts.0.get(&controller)?;
        let directory = part.into_iter().fold(root.join(&self.path), |directory, part| directory.join(part));
        files.iter().find_map(|file| std::fs::read_to_string(directory.join(file)).ok())
    }

    /// What all its processes and threads have used.
    #[must_use]
    pub fn usage(&self) -> Option<Usage> {
        let read = |file| self.read(None, Controller::CpuAcct, &[file]);
        match self.version_of(Controller::CpuAcct)? {
            Version::V2 => {
                let text = read("cpu.stat")?;
                let ns = |name| Some(field(&text, name)?.saturating_mul(1000));
                Some(Usage { total: ns("usage_usec")?, user: ns("user_usec")?, system: ns("system_usec")? })
            }
            Version::V1 => {
                let tick = 1_000_000_000 / rustix::param::clock_ticks_per_second().max(1);
                let text = read("cpuacct.stat")?;
                Some(Usage {
                    total: read("cpuacct.usage")?.trim().parse().ok()?,
                    user: field(&text, "user")?.saturating_mul(tick),
                    system: field(&text, "system")?.saturating_mul(tick),
                })
            }
        }
    }

    /// Time on each processor in ns, of the group or of a part of it; which only the first kind knows.
    #[must_use]
    pub fn usage_of_each(&self, part: Option<&str>) -> Option<Vec<u64>> {
        let each = self.read(part, Controller::CpuAcct, &["cpuacct.usage_percpu"])?;
        Some(each.split_whitespace().filter_map(|ns| ns.parse().ok()).collect())
    }

    /// The names of its parts.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let places = self.places();
        let Some(place) = places.iter().find(|place| place.takes_threads()) else { return Vec::new() };
        let entries = std::fs::read_dir(place.root.join(&self.path)).into_iter().flatten().flatten();
        let parts = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut names: Vec<String> =
            parts.map(|part| part.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Removes a part whose threads have ended.
    ///
    /// # Errors
    /// What the kernel refused: `ResourceBusy` while a thread is there.
    pub fn remove_part(&self, part: &str) -> io::Result<()> {
        let directories = self.places().into_iter().map(|place| place.root.join(&self.path).join(part));
        remove_all(directories)
    }

    /// Removes all of it, and the partition's groups above it where they are empty then.
    ///
    /// # Errors
    /// What the kernel refused: `ResourceBusy` while a process is there.
    pub fn remove_with_partition(&self) -> io::Result<()> {
        self.remove()?;
        for place in self.places() {
            let mut above = Path::new(&self.path);
            while let Some(parent) = above.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                // Others may have groups there.
                if std::fs::remove_dir(place.root.join(parent)).is_err() {
                    break;
                }
                above = parent;
            }
        }
        Ok(())
    }

    /// Removes all of it.
    ///
    /// # Errors
    /// As above.
    pub fn remove(&self) -> io::Result<()> {
        let tops: Vec<PathBuf> = self.places().into_iter().map(|place| place.root.join(&self.path)).collect();
        let mut parts = Vec::new();
        for top in &tops {
            let entries = std::fs::read_dir(top).into_iter().flatten().flatten();
            parts.extend(entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())));
        }
        remove_all(parts.into_iter().map(|part| part.path()).chain(tops))
    }
}

/// Removes as much as can be; the first thing that could not.
fn remove_all(directories: impl Iterator<Item = PathBuf>) -> io::Result<()> {
    let mut outcome = Ok(());
    for directory in directories {
        match std::fs::remove_dir(&directory) {
            Err(why) if why.kind() != io::ErrorKind::NotFound && outcome.is_ok() => outcome = Err(why),
            _ => {}
        }
    }
    outcome
}

/// Makes a directory of the way to a group.
fn enter(place: &Place<'_>, above: &Path, directory: &Path) -> io::Result<()> {
    if place.version == Version::V2 {
        offer(above, place.controllers.iter());
    }
    make(directory)?;
    if place.version == Version::V1 && place.controllers.contains(&Controller::CpuSet) {
        inherit(above, directory)?;
    }
    Ok(())
}

fn make(directory: &Path) -> io::Result<()> {
    match std::fs::create_dir(directory) {
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Has the groups below a directory of the second kind get these controllers. Those that they cannot have, they have
/// not.
fn offer<'a>(directory: &Path, controllers: impl Iterator<Item = &'a Controller>) {
    for name in controllers.filter_map(|controller| controller.unified_name()) {
        let _ = put(&directory.join("cgroup.subtree_control"), &format!("+{name}"));
    }
}

/// A new set of processors and nodes of the first kind is empty, and nothing may be in it.
fn inherit(above: &Path, directory: &Path) -> io::Result<()> {
    for file in ["cpuset.cpus", "cpuset.mems"] {
        let own = directory.join(file);
        if std::fs::read_to_string(&own)?.trim().is_empty() {
            put(&own, std::fs::read_to_string(above.join(file))?.trim())?;
        }
    }
    let moves = "cpuset.memory_migrate";
    if std::fs::read_to_string(above.join(moves)).is_ok_and(|moves| moves.trim() == "1") {
        put(&directory.join(moves), "1")?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), CgroupError> {
    put(path, text).map_err(|source| {
        let what = if source.kind() == io::ErrorKind::InvalidInput {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            format!("Invalid value '{text}' for '{file}'")
        } else {
            format!("Unable to write to '{}'", path.display())
        };
        CgroupError { what, source }
    })
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).truncate(true).open(path)?.write_all(text.as_bytes())
}

/// The number behind a word at the beginning of a line.
fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::cgroup::{Bandwidth, Device, DeviceLimit};
    use crate::node::CpuSet;

    /// A tree of the second kind as the kernel would have it: a directory has its files from the beginning.
    struct Tree(tempfile::TempDir);

    impl Tree {
        fn with(directories: &[&str]) -> Self {
            let tree = Self(tempfile::tempdir().unwrap());
            for directory in ["", "part", "part/a"].iter().chain(directories) {
                let directory = tree.0.path().join(directory);
                std::fs::create_dir_all(&directory).unwrap();
                for file in [
                    "cgroup.procs",
                    "cgroup.threads",
                    "cgroup.type",
                    "cgroup.subtree_control",
                    "cpu.weight",
                    "cpu.max",
                    "cpuset.cpus",
                    "cpuset.mems",
                    "memory.max",
                    "io.max",
                    "io.weight",
                ] {
                    std::fs::write(directory.join(file), "").unwrap();
                }
                std::fs::write(directory.join("cgroup.controllers"), "cpuset cpu memory").unwrap();
                let stat = "usage_usec 5\nuser_usec 3\nsystem_usec 2\n";
                std::fs::write(directory.join("cpu.stat"), stat).unwrap();
            }
            tree
        }

        fn mounts(&self) -> Mounts {
            let at = (Version::V2, self.0.path().to_owned());
            Mounts(
                Controller::ALL
                    .map(|controller| (controller, at.clone()))
                    .into_iter()
                    .collect::<BTreeMap<_, _>>(),
            )
        }

        fn text(&self, file: &str) -> String {
            std::fs::read_to_string(self.0.path().join(file)).unwrap()
        }
    }

    #[test]
    fn a_group_of_the_second_kind_is_set_and_read() {
        let tree = Tree::with(&["part/a/vcpu0"]);
        let group = Group::create(tree.mounts(), "/part", "a", true).unwrap();
        assert_eq!(group.path(), "part/a");
        assert_eq!(group.version_of(Controller::Blkio), None, "it did not get that");
        assert!(!tree.text("part/cgroup.subtree_control").is_empty());
        group.create_part("vcpu0").unwrap();
        assert_eq!(tree.text("part/a/vcpu0/cgroup.type"), "threaded");
        group.add_thread("vcpu0", 77).unwrap();
        assert_eq!(tree.text("part/a/vcpu0/cgroup.threads"), "77");
        let bandwidth = Knob::Bandwidth(Bandwidth { period: Some(5000), quota: Some(-1) });
        group.set(Some("vcpu0"), &bandwidth).unwrap();
        group.set(Some("vcpu0"), &Knob::Cpus(CpuSet([1].into()))).unwrap();
        group.set(None, &Knob::MemoryHard(Some(8192))).unwrap();
        let limit = Knob::DeviceLimit(Device { major: 1, minor: 2 }, DeviceLimit::ReadBytes, 3);
        group.set(None, &limit).unwrap();
        for (file, text) in [
            ("part/a/vcpu0/cpu.max", "max 5000"),
            ("part/a/vcpu0/cpuset.cpus", "1"),
            ("part/a/memory.max", "8192"),
            ("part/a/io.max", ""),
        ] {
            assert_eq!(tree.text(file), text, "{file}");
        }
        assert_eq!(group.usage(), Some(Usage { total: 5000, user: 3000, system: 2000 }));
        assert_eq!(group.parts(), ["vcpu0"]);
        assert_eq!(group.entrances("vcpu0").unwrap().len(), 2);
        assert_eq!(Group::find(tree.mounts(), "part/a"), Some(group));
    }

    #[test]
    fn what_cannot_be_is_said_in_libvirts_words() {
        let tree = Tree::with(&[]);
        let missing = Group::create(tree.mounts(), "/nothere", "a", false).unwrap_err();
        assert!(missing.what.starts_with("Failed to create v2 cgroup '"), "{missing}");
        assert_eq!(missing.source.kind(), io::ErrorKind::NotFound);
        let group = Group::create(tree.mounts(), "/part", "a", true).unwrap();
        let unwritable = group.set(None, &Knob::MemorySoft(None)).unwrap_err();
        assert!(unwritable.what.starts_with("Unable to write to '"), "{unwritable}");
        assert!(unwritable.what.ends_with("/part/a/memory.high'"), "{unwritable}");
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        let tree = Tree::with(&[]);
        assert_eq!(Group::find(Mounts::default(), "part/a"), None);
        assert_eq!(Group::find(tree.mounts(), "part/b").and_then(|group| group.usage()), None);
    }
}

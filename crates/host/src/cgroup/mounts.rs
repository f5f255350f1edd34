//! Where the kernel's control groups are mounted.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

/// Which of the kernel's two kinds of control groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// A tree for each controller.
    V1,
    /// One tree for all.
    V2,
}

/// What a group limits or counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Controller {
    /// Shares and bandwidth of processors.
    Cpu,
    /// Time on processors, counted.
    CpuAcct,
    /// Which processors and memory nodes.
    CpuSet,
    /// Memory.
    Memory,
    /// Block devices.
    Blkio,
}

impl Controller {
    /// All of them, in the order in which groups are made.
    pub const ALL: [Self; 5] = [Self::Cpu, Self::CpuAcct, Self::CpuSet, Self::Memory, Self::Blkio];

    /// Its name in a mount's options (the first kind).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::CpuAcct => "cpuacct",
            Self::CpuSet => "cpuset",
            Self::Memory => "memory",
            Self::Blkio => "blkio",
        }
    }

    /// Its name in `cgroup.controllers` (the second kind); `None` for what every group there does.
    #[must_use]
    pub const fn unified_name(self) -> Option<&'static str> {
        match self {
            Self::Cpu => Some("cpu"),
            Self::CpuAcct => None,
            Self::CpuSet => Some("cpuset"),
            Self::Memory => Some("memory"),
            Self::Blkio => Some("io"),
        }
    }

    /// Whether single threads of a process can be in groups of their own.
    #[must_use]
    pub const fn takes_threads(self) -> bool {
        matches!(self, Self::Cpu | Self::CpuAcct | Self::CpuSet)
    }
}

/// Where each controller is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mounts(pub BTreeMap<Controller, (Version, PathBuf)>);

impl Mounts {
    /// Those of the machine below `root` (`/` for this one); none where nothing is mounted.
    ///
    /// # Errors
    /// The list of mounts cannot be read.
    pub fn find(root: &Path) -> io::Result<Self> {
        let list = std::fs::read(root.join("proc/self/mountinfo"))?;
        let mut mounts = Self::default();
        for line in String::from_utf8_lossy(&list).lines() {
            let Some((point, kind, options)) = parse(line) else { continue };
            // Paths of a made-up machine stand below its root.
            let point = root.join(point.strip_prefix("/").unwrap_or(&point));
            match kind {
                "cgroup" => mounts.first_kind(&point, options),
                "cgroup2" => mounts.second_kind(&point),
                _ => {}
            }
        }
        Ok(mounts)
    }

    fn first_kind(&mut self, point: &Path, options: &str) {
        for controller in Controller::ALL {
            if options.split(',').any(|option| option == controller.name()) {
                self.0.entry(controller).or_insert_with(|| (Version::V1, point.to_owned()));
            }
        }
    }

    /// What the tree for all has, it has for us.
    fn second_kind(&mut self, point: &Path) {
        let list = std::fs::read_to_string(point.join("cgroup.controllers")).unwrap_or_default();
        for controller in Controller::ALL {
            let has = |name| list.split_whitespace().any(|listed| listed == name);
            if controller.unified_name().is_none_or(has) {
                self.0.insert(controller, (Version::V2, point.to_owned()));
            }
        }
    }
}

/// Mount point, type and options of the file system of a line of mountinfo (proc(5)).
fn parse(line: &str) -> Option<(PathBuf, &str, &str)> {
    let (mount, file_system) = line.split_once(" - ")?;
    let point = mount.split(' ').nth(4)?;
    let mut words = file_system.split(' ');
    let kind = words.next()?;
    Some((unescape(point), kind, words.nth(1).unwrap_or_default()))
}

/// Blanks and their like stand as `\040` there.
fn unescape(text: &str) -> PathBuf {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code =
            after.get(..3).filter(|_| first == b'\\').and_then(|octal| std::str::from_utf8(octal).ok());
        if let Some(byte) = code.and_then(|octal| u8::from_str_radix(octal, 8).ok()) {
            bytes.push(byte);
            rest = after.get(3..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(mountinfo: &str, controllers: Option<&str>) -> Mounts {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("proc/self")).unwrap();
        std::fs::write(root.path().join("proc/self/mountinfo"), mountinfo).unwrap();
        if let Some(controllers) = controllers {
            std::fs::create_dir_all(root.path().join("cg/u")).unwrap();
            std::fs::write(root.path().join("cg/u/cgroup.controllers"), controllers).unwrap();
        }
        let Mounts(found) = Mounts::find(root.path()).unwrap();
        let relative = |path: PathBuf| PathBuf::from("/").join(path.strip_prefix(root.path()).unwrap());
        Mounts(found.into_iter().map(|(of, (version, at))| (of, (version, relative(at)))).collect())
    }

    #[test]
    fn each_controller_is_found_where_it_is() {
        use Controller::{Blkio, Cpu, CpuAcct, CpuSet, Memory};
        use Version::{V1, V2};
        let v1 = "30 20 0:1 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n\
                  31 20 0:2 / /cg/a\\040b rw,nosuid shared:3 - cgroup cgroup rw,memory\n\
                  32 20 0:3 / /cg/u rw - tmpfs tmpfs rw,cpuset\n";
        let v2 = "33 20 0:4 / /cg/u rw - cgroup2 cgroup2 rw\n";
        let both = format!("{v1}{v2}");
        let at = |controller, version, path: &str| (controller, (version, PathBuf::from(path)));
        for (mountinfo, controllers, expected) in [
            ("", None, vec![]),
            (
                v1,
                None,
                vec![
                    at(Cpu, V1, "/cg/cpu,cpuacct"),
                    at(CpuAcct, V1, "/cg/cpu,cpuacct"),
                    at(Memory, V1, "/cg/a b"),
                ],
            ),
            (
                v2,
                Some("cpuset cpu io memory pids"),
                [Cpu, CpuAcct, CpuSet, Memory, Blkio].map(|each| at(each, V2, "/cg/u")).to_vec(),
            ),
            (
                both.as_str(),
                Some("hugetlb"),
                vec![at(Cpu, V1, "/cg/cpu,cpuacct"), at(CpuAcct, V2, "/cg/u"), at(Memory, V1, "/cg/a b")],
            ),
        ] {
            assert_eq!(
                machine(mountinfo, controllers),
                Mounts(expected.into_iter().collect()),
                "{mountinfo}"
            );
        }
    }
}

//! What the kernel keeps of a guest's group, read as parameters.

use host::cgroup::{Controller, Group, Version};

/// Memory limits from here on are none (the kernel's own largest, in KiB, is not far above).
const UNLIMITED: u64 = 9_007_199_254_740_988;

/// A period in µs and a quota, negative for none.
pub(crate) type Bandwidth = (u64, i64);

/// What is read of a group; each is `None` where the group has nothing of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Readings<'a>(pub(crate) &'a Group);

impl Readings<'_> {
    /// The weight among groups for processors.
    pub(crate) fn shares(self) -> Option<u64> {
        number(&self.0.read(None, Controller::Cpu, &["cpu.shares", "cpu.weight"])?)
    }

    /// What a part may use of a processor; of all of them for no part.
    pub(crate) fn bandwidth(self, part: Option<&str>) -> Option<Bandwidth> {
        let read = |file| self.0.read(part, Controller::Cpu, &[file]);
        match self.0.version_of(Controller::Cpu)? {
            Version::V1 => {
                let quota = read("cpu.cfs_quota_us")?.trim().parse().ok()?;
                Some((number(&read("cpu.cfs_period_us")?)?, quota))
            }
            Version::V2 => {
                let text = read("cpu.max")?;
                let (quota, period) = text.trim().split_once(' ')?;
                Some((number(period)?, if quota == "max" { -1 } else { quota.parse().ok()? }))
            }
        }
    }

    /// The part of the first I/O thread, when there is one.
    pub(crate) fn first_iothread(self) -> Option<String> {
        self.0.parts().into_iter().find(|part| part.starts_with("iothread"))
    }

    /// Hard limit, soft limit, and that of memory and swap, in KiB.
    pub(crate) fn memory(self) -> Option<[Option<u64>; 3]> {
        self.0.version_of(Controller::Memory)?;
        let files: [&[&str]; 3] = [
            &["memory.limit_in_bytes", "memory.max"],
            &["memory.soft_limit_in_bytes", "memory.high"],
            &["memory.memsw.limit_in_bytes", "memory.swap.max"],
        ];
        Some(files.map(|files| {
            let bytes = number(&self.0.read(None, Controller::Memory, files)?)?;
            Some(bytes / 1024).filter(|kib| *kib < UNLIMITED)
        }))
    }

    /// The weight among groups for block devices.
    pub(crate) fn weight(self) -> Option<u32> {
        let files = ["blkio.bfq.weight", "blkio.weight", "io.bfq.weight", "io.weight"];
        let text = self.0.read(None, Controller::Blkio, &files)?;
        let line = text.lines().next()?;
        line.strip_prefix("default ").unwrap_or(line).trim().parse().ok()
    }
}

fn number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

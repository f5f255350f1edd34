//! What the processors are, and how they have spent their time.

use super::set::CpuSet;
use super::tree::Node;

/// What the first processor says of itself in `/proc/cpuinfo` (x86 names; elsewhere most of it is empty).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CpuModel {
    /// `GenuineIntel`, `AuthenticAMD`, ...
    pub vendor: String,
    /// The maker's name of it.
    pub name: String,
    /// Family, extended family added.
    pub family: u32,
    /// Model, extended model added.
    pub model: u32,
    /// Stepping.
    pub stepping: u32,
    /// Microcode revision; 0 when unknown.
    pub microcode: u32,
    /// Clock now, in whole MHz; 0 when unknown.
    pub mhz: u32,
    /// Bits of a physical address; 0 when unknown.
    pub physical_bits: u32,
    /// Bits of a virtual address; 0 when unknown.
    pub virtual_bits: u32,
    /// Features by the kernel's names.
    pub flags: Vec<String>,
}

/// Time since boot that processors spent, in ns (in steps of a clock tick, 10 ms).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuTimes {
    /// In programs, guests included.
    pub user_ns: u64,
    /// In programs of low priority, guests included.
    pub nice_ns: u64,
    /// In the kernel.
    pub system_ns: u64,
    /// Doing nothing.
    pub idle_ns: u64,
    /// Doing nothing while something waited for a disk.
    pub iowait_ns: u64,
    /// In interrupts.
    pub interrupt_ns: u64,
    /// In deferred interrupts.
    pub soft_interrupt_ns: u64,
    /// Taken away by the machine below this one.
    pub steal_ns: u64,
}

impl Node {
    /// The processors' make.
    #[must_use]
    pub fn cpu_model(&self) -> CpuModel {
        parse_cpuinfo(&self.text("proc/cpuinfo").unwrap_or_default())
    }

    /// Processors that could ever be here.
    #[must_use]
    pub fn possible_cpus(&self) -> CpuSet {
        self.cpu_set("sys/devices/system/cpu/possible")
    }

    /// Processors that are here.
    #[must_use]
    pub fn present_cpus(&self) -> CpuSet {
        self.cpu_set("sys/devices/system/cpu/present")
    }

    /// Processors that are switched on.
    #[must_use]
    pub fn online_cpus(&self) -> CpuSet {
        self.cpu_set("sys/devices/system/cpu/online")
    }

    pub(super) fn cpu_set(&self, path: &str) -> CpuSet {
        self.text(path).and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// How all processors together have spent their time, or the one given; `None` when that one is not on.
    #[must_use]
    pub fn cpu_times(&self, cpu: Option<u32>) -> Option<CpuTimes> {
        let name = cpu.map_or_else(|| "cpu".to_owned(), |cpu| format!("cpu{cpu}"));
        let tick_ns = 1_000_000_000 / rustix::param::clock_ticks_per_second().max(1);
        let text = self.text("proc/stat")?;
        let fields = text.lines().find_map(|line| {
            let (first, fields) = line.split_once(' ')?;
            (first == name).then_some(fields)
        })?;
        let mut times = fields
            .split_ascii_whitespace()
            .map(|field| field.parse::<u64>().unwrap_or(0).saturating_mul(tick_ns));
        let mut next = || times.next().unwrap_or(0);
        Some(CpuTimes {
            user_ns: next(),
            nice_ns: next(),
            system_ns: next(),
            idle_ns: next(),
            iowait_ns: next(),
            interrupt_ns: next(),
            soft_interrupt_ns: next(),
            steal_ns: next(),
        })
    }
}

fn parse_cpuinfo(text: &str) -> CpuModel {
    let first = text.split("\n\n").next().unwrap_or_default();
    let find = |name: &str| {
        let lines = first.lines().filter_map(|line| line.split_once(':'));
        let value = lines.into_iter().find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim());
        value.unwrap_or_default()
    };
    let number = |name: &str| {
        let text = find(name);
        let number = match text.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => text.split('.').next().unwrap_or_default().parse(),
        };
        number.unwrap_or(0)
    };
    // "48 bits physical, 57 bits virtual"
    let mut bits = find("address sizes")
        .split(", ")
        .map(|part| part.split_ascii_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0));
    CpuModel {
        vendor: find("vendor_id").to_owned(),
        name: find("model name").to_owned(),
        family: number("cpu family"),
        model: number("model"),
        stepping: number("stepping"),
        microcode: number("microcode"),
        mhz: number("cpu MHz"),
        physical_bits: bits.next().unwrap_or(0),
        virtual_bits: bits.next().unwrap_or(0),
        flags: find("flags").split_ascii_whitespace().map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::tree::tests::tree;

    #[test]
    fn the_first_processor_speaks_for_all() {
        let text = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: AMD EPYC: 9\n\
                    stepping\t: 1\nmicrocode\t: 0x1000065\ncpu MHz\t\t: 2596.838\nflags\t\t: fpu sse4_1\n\
                    address sizes\t: 48 bits physical, 57 bits virtual\n\nprocessor\t: 1\nvendor_id\t: Other\n";
        let expected = CpuModel {
            vendor: "AuthenticAMD".into(),
            name: "AMD EPYC: 9".into(),
            family: 25,
            model: 17,
            stepping: 1,
            microcode: 0x0100_0065,
            mhz: 2596,
            physical_bits: 48,
            virtual_bits: 57,
            flags: vec!["fpu".into(), "sse4_1".into()],
        };
        assert_eq!(parse_cpuinfo(text), expected);
        assert_eq!(parse_cpuinfo(""), CpuModel::default());
    }

    #[test]
    fn times_of_all_and_of_one() {
        let tree = tree(&[("proc/stat", "cpu  10 1 5 100 2 3 4 6 0 0\ncpu0 9 1 5 90\nintr 5\n")]);
        let node = tree.node();
        let all = node.cpu_times(None).unwrap();
        assert_eq!(all.idle_ns / all.user_ns, 10);
        assert_eq!(all.steal_ns / all.nice_ns, 6);
        assert_eq!(node.cpu_times(Some(0)).unwrap().iowait_ns, 0);
        assert_eq!(node.cpu_times(Some(1)), None);
    }

    #[test]
    fn of_this_machine() {
        let node = Node::default();
        assert!(!node.online_cpus().0.is_empty());
        assert!(node.cpu_times(None).is_some_and(|times| times.idle_ns > 0));
    }
}

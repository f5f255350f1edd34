//! The `<host>` part of `<capabilities>`: what the machine is that guests run on.

use cpu::table::{Signature, x86};
use cpu::{Arch, Choice, CpuFacts, For, describe};
use xml::Writer;

/// The host, as whoever looks at the kernel describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct HostDescription {
    /// The host's uuid.
    pub uuid: String,
    /// Its processor.
    pub cpu: HostCpu,
    /// How it can sleep; `None` when nobody could find out.
    pub power_management: Option<PowerManagement>,
    /// An IOMMU is there and on.
    pub iommu: bool,
    /// Guests may migrate while they run.
    pub live_migration: bool,
    /// URI schemes that migration data may take.
    pub migration_transports: Vec<String>,
    /// NUMA nodes.
    pub cells: Vec<NumaCell>,
    /// Caches of the second level and above.
    pub caches: Vec<CacheBank>,
    /// Security drivers, in the order of their importance.
    pub security_models: Vec<SecurityModel>,
}

/// The host's processor.
#[derive(Debug, Clone, PartialEq)]
pub struct HostCpu {
    /// The kernel's architecture.
    pub arch: Arch,
    /// The nearest model of the CPU table.
    pub model: Option<String>,
    /// Its vendor in that table.
    pub vendor: Option<String>,
    /// Microcode revision.
    pub microcode: Option<u32>,
    /// Family, model and stepping.
    pub signature: Option<(u32, u32, u32)>,
    /// The time stamp counter.
    pub tsc: Option<TscCounter>,
    /// How many of each there are.
    pub topology: HostTopology,
    /// Bits of a physical address.
    pub physical_address_bits: Option<u32>,
    /// What it has beyond the model, in the table's order.
    pub features: Vec<String>,
    /// Page sizes, KiB, the smallest first.
    pub page_sizes: Vec<u64>,
}

/// The time stamp counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TscCounter {
    /// Hz.
    pub frequency: u64,
    /// A guest's counter can run at another speed; `None` when unknown.
    pub scaling: Option<bool>,
}

/// How many of each the host has; each number is per one of the level above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the levels' own names")]
pub struct HostTopology {
    pub sockets: u32,
    pub dies: u32,
    pub clusters: u32,
    pub cores: u32,
    pub threads: u32,
}

/// Which ways to sleep the host has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the states' own names")]
pub struct PowerManagement {
    pub suspend_mem: bool,
    pub suspend_disk: bool,
    pub suspend_hybrid: bool,
}

/// One NUMA node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumaCell {
    /// Its number.
    pub id: u32,
    /// KiB; `None` when the kernel does not say.
    pub memory: Option<u64>,
    /// Page size in KiB, and how many there are.
    pub pages: Vec<(u64, u64)>,
    /// Distance to each node.
    pub distances: Vec<(u32, u32)>,
    /// Its CPUs.
    pub cpus: Vec<HostThread>,
}

/// One logical CPU.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the levels' own names")]
pub struct HostThread {
    pub id: u32,
    /// Where it stands; `None` for an offline CPU, of which the kernel says nothing.
    pub place: Option<HostThreadPlace>,
}

/// Where a logical CPU stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the members are the levels' own names")]
pub struct HostThreadPlace {
    pub socket_id: u32,
    pub die_id: u32,
    /// 65535 where the kernel has no notion of clusters.
    pub cluster_id: u32,
    pub core_id: u32,
    /// The CPUs of the same core, such as `0-1`.
    pub siblings: String,
}

/// One cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheBank {
    /// Unique within its level.
    pub id: u32,
    /// 2 or above.
    pub level: u32,
    /// What it holds: `both`, `code` or `data`.
    pub kind: String,
    /// Bytes.
    pub size: u64,
    /// The CPUs that share it, such as `0-3`.
    pub cpus: String,
}

/// One security driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityModel {
    /// `none`, `dac`, `apparmor` ...
    pub model: String,
    /// Domain of interpretation; 0 for all that is known.
    pub doi: String,
    /// Domain type and the label that a guest of it gets.
    pub base_labels: Vec<(String, String)>,
}

impl Default for HostTopology {
    /// One of each.
    fn default() -> Self {
        Self { sockets: 1, dies: 1, clusters: 1, cores: 1, threads: 1 }
    }
}

impl HostCpu {
    /// A processor of which nothing is known but its architecture.
    pub fn unknown(arch: Arch) -> Self {
        Self {
            arch,
            model: None,
            vendor: None,
            microcode: None,
            signature: None,
            tsc: None,
            topology: HostTopology::default(),
            physical_address_bits: None,
            features: Vec::new(),
            page_sizes: Vec::new(),
        }
    }

    /// An x86 processor by what it says of itself: the nearest model of the table, and what it has beyond.
    pub fn x86(arch: Arch, facts: &CpuFacts) -> Self {
        let description = describe(x86(), facts, Choice::any(For::Host));
        let features = description.as_ref().map_or(&facts.features, |description| &description.require);
        let Signature { family, model, stepping } = facts.signature;
        Self {
            model: description.as_ref().map(|description| description.model.name.clone()),
            vendor: facts.vendor.clone(),
            signature: Some((family, model, stepping)),
            features: x86().names(features).map(str::to_owned).collect(),
            ..Self::unknown(arch)
        }
    }
}

pub(super) fn write_host(w: &mut Writer, host: &HostDescription) {
    w.element("host", |w| {
        w.text("uuid", &host.uuid);
        write_cpu(w, &host.cpu);
        write_power_management(w, host.power_management);
        w.element("iommu", |w| w.yes_no("support", Some(host.iommu)));
        write_migration(w, host);
        write_topology(w, &host.cells);
        write_caches(w, &host.caches);
        for model in &host.security_models {
            w.element("secmodel", |w| {
                w.text("model", &model.model);
                w.text("doi", &model.doi);
                for (domain_type, label) in &model.base_labels {
                    w.text_with("baselabel", |w| w.attr("type", domain_type), label);
                }
            });
        }
    });
}

fn write_cpu(w: &mut Writer, cpu: &HostCpu) {
    w.element("cpu", |w| {
        w.text("arch", cpu.arch.libvirt());
        w.text("model", cpu.model.as_deref());
        w.text("vendor", cpu.vendor.as_deref());
        if let Some(version) = cpu.microcode {
            w.element("microcode", |w| w.attr("version", version));
        }
        if let Some((family, model, stepping)) = cpu.signature {
            w.element("signature", |w| {
                w.attr("family", family);
                w.attr("model", model);
                w.attr("stepping", stepping);
            });
        }
        if let Some(tsc) = cpu.tsc {
            w.element("counter", |w| {
                w.attr("name", "tsc");
                w.attr("frequency", tsc.frequency);
                w.yes_no("scaling", tsc.scaling);
            });
        }
        w.element("topology", |w| {
            w.attr("sockets", cpu.topology.sockets);
            w.attr("dies", cpu.topology.dies);
            w.attr("clusters", cpu.topology.clusters);
            w.attr("cores", cpu.topology.cores);
            w.attr("threads", cpu.topology.threads);
        });
        if let Some(bits) = cpu.physical_address_bits {
            w.element("maxphysaddr", |w| {
                w.attr("mode", "emulate");
                w.attr("bits", bits);
            });
        }
        for feature in &cpu.features {
            w.element("feature", |w| w.attr("name", feature));
        }
        for size in &cpu.page_sizes {
            w.element("pages", |w| {
                w.attr("unit", "KiB");
                w.attr("size", *size);
            });
        }
    });
}

fn write_power_management(w: &mut Writer, power_management: Option<PowerManagement>) {
    let Some(power) = power_management else { return };
    w.element("power_management", |w| {
        for (name, there) in [
            ("suspend_mem", power.suspend_mem),
            ("suspend_disk", power.suspend_disk),
            ("suspend_hybrid", power.suspend_hybrid),
        ] {
            if there {
                w.empty(name);
            }
        }
    });
}

fn write_migration(w: &mut Writer, host: &HostDescription) {
    if !host.live_migration && host.migration_transports.is_empty() {
        return;
    }
    w.element("migration_features", |w| {
        if host.live_migration {
            w.empty("live");
        }
        w.optional("uri_transports", |w| {
            for transport in &host.migration_transports {
                w.text("uri_transport", transport);
            }
        });
    });
}

fn write_topology(w: &mut Writer, cells: &[NumaCell]) {
    if cells.is_empty() {
        return;
    }
    w.element("topology", |w| {
        w.element("cells", |w| {
            w.attr("num", cells.len() as u64);
            for cell in cells {
                w.element("cell", |w| write_cell(w, cell));
            }
        });
    });
}

fn write_cell(w: &mut Writer, cell: &NumaCell) {
    w.attr("id", cell.id);
    if let Some(memory) = cell.memory {
        w.text_with("memory", |w| w.attr("unit", "KiB"), memory);
    }
    for (size, count) in &cell.pages {
        let attributes = |w: &mut Writer| {
            w.attr("unit", "KiB");
            w.attr("size", *size);
        };
        w.text_with("pages", attributes, *count);
    }
    w.optional("distances", |w| {
        for (id, value) in &cell.distances {
            w.element("sibling", |w| {
                w.attr("id", *id);
                w.attr("value", *value);
            });
        }
    });
    w.element("cpus", |w| {
        w.attr("num", cell.cpus.len() as u64);
        for cpu in &cell.cpus {
            w.element("cpu", |w| {
                w.attr("id", cpu.id);
                if let Some(place) = &cpu.place {
                    w.attr("socket_id", place.socket_id);
                    w.attr("die_id", place.die_id);
                    w.attr("cluster_id", place.cluster_id);
                    w.attr("core_id", place.core_id);
                    w.attr("siblings", &place.siblings);
                }
            });
        }
    });
}

fn write_caches(w: &mut Writer, caches: &[CacheBank]) {
    w.optional("cache", |w| {
        for bank in caches {
            let (size, unit) = in_largest_unit(bank.size);
            w.element("bank", |w| {
                w.attr("id", bank.id);
                w.attr("level", bank.level);
                w.attr("type", &bank.kind);
                w.attr("size", size);
                w.attr("unit", unit);
                w.attr("cpus", &bank.cpus);
            });
        }
    });
}

/// A number of bytes in the largest unit that leaves no remainder.
fn in_largest_unit(bytes: u64) -> (u64, &'static str) {
    let units = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")];
    let fitting = units.into_iter().find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    fitting.map_or((bytes, "B"), |(shift, unit)| (bytes >> shift, unit))
}

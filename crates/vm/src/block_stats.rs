//! Statistics of disks, and of the images that their images are based on.

use model::device::disk::Disk;
use model::device::storage::{Location, StorageSource};
use serde_json::Value;

use crate::Definition;
use crate::block::{belongs_to, highest_offset, sizes_at_rest};
use crate::stats::{StatValue, Stats};

/// What QEMU has said about disks; each part is absent when it did not answer in time or was not asked.
#[derive(Debug, Default)]
pub(crate) struct BlockReplies {
    /// `query-blockstats`.
    pub(crate) counters: Option<Value>,
    /// `query-named-block-nodes`.
    pub(crate) nodes: Option<Value>,
    /// `query-blockstats` of all nodes, where images below are wanted too.
    pub(crate) node_counters: Option<Value>,
}

/// The disks of a running guest.
pub(crate) fn live(definition: &Definition, replies: &BlockReplies, backing: bool, stats: &mut Stats) {
    let all = &definition.domain().devices.disks;
    let mut entries = Stats::new();
    let mut number = 0;
    for disk in all {
        let mut prefix = format!("block.{number}");
        head(&prefix, disk, &disk.source, &mut entries);
        let alias = disk.info.alias.as_deref().unwrap_or_default();
        let counted = find(replies.counters.as_ref(), |entry| belongs_to(entry, alias));
        if let Some(counted) = counted {
            counters(&prefix, counted, &mut entries);
        }
        sizes(&prefix, &disk.source, counted, replies, &mut entries);
        number += 1;
        for image in disk.backing_images().filter(|_| backing) {
            prefix = format!("block.{number}");
            head(&prefix, disk, &image.source, &mut entries);
            let counted = find(replies.node_counters.as_ref(), |entry| is_node(entry, &image.source));
            sizes(&prefix, &image.source, counted, replies, &mut entries);
            number += 1;
        }
    }
    stats.push(("block.count".into(), StatValue::UInt(number)));
    stats.extend(entries);
}

/// The disks of a guest that does not run.
pub(crate) fn at_rest(definition: &Definition, stats: &mut Stats) {
    let all = &definition.domain().devices.disks;
    stats.push(("block.count".into(), StatValue::UInt(u32::try_from(all.len()).unwrap_or(u32::MAX))));
    for (number, disk) in all.iter().enumerate() {
        let prefix = format!("block.{number}");
        head(&prefix, disk, &disk.source, stats);
        let Ok(info) = sizes_at_rest(disk) else { continue };
        for (name, value) in
            [("allocation", info.allocation), ("capacity", info.capacity), ("physical", info.physical)]
        {
            if value != 0 {
                stats.push((format!("{prefix}.{name}"), StatValue::ULLong(value)));
            }
        }
    }
}

fn head(prefix: &str, disk: &Disk, source: &StorageSource, stats: &mut Stats) {
    stats.push((format!("{prefix}.name"), StatValue::Text(disk.target.dev.clone())));
    if let Some(path) = path(source) {
        stats.push((format!("{prefix}.path"), StatValue::Text(path.to_owned())));
    }
    if let Some(index) = source.index.filter(|_| !source.location.is_empty()) {
        stats.push((format!("{prefix}.backingIndex"), StatValue::UInt(index)));
    }
}

fn counters(prefix: &str, entry: &Value, stats: &mut Stats) {
    for (name, key) in [
        ("rd.reqs", "rd_operations"),
        ("rd.bytes", "rd_bytes"),
        ("rd.times", "rd_total_time_ns"),
        ("wr.reqs", "wr_operations"),
        ("wr.bytes", "wr_bytes"),
        ("wr.times", "wr_total_time_ns"),
        ("fl.reqs", "flush_operations"),
        ("fl.times", "flush_total_time_ns"),
    ] {
        if let Some(value) = entry["stats"][key].as_u64() {
            stats.push((format!("{prefix}.{name}"), StatValue::ULLong(value)));
        }
    }
}

fn sizes(
    prefix: &str,
    source: &StorageSource,
    counted: Option<&Value>,
    replies: &BlockReplies,
    stats: &mut Stats,
) {
    if source.location.is_empty() {
        return;
    }
    let mut put = |name: &str, value: Option<u64>| {
        if let Some(value) = value {
            stats.push((format!("{prefix}.{name}"), StatValue::ULLong(value)));
        }
    };
    let nodes = || replies.nodes.iter().flat_map(|nodes| nodes.as_array().into_iter().flatten());
    let of_node = |suffix: &str| {
        let name = source.index.map(|index| format!("libvirt-{index}-{suffix}"))?;
        nodes().find(|node| node["node-name"].as_str() == Some(&name))
    };
    // A raw image has no node for its format, unless something needs one.
    let node = of_node("format").or_else(|| of_node("storage"));
    let on_host = || std::fs::metadata(path(source)?).ok().map(|data| data.len());
    put("allocation", counted.and_then(highest_offset));
    put("capacity", node.and_then(|node| node["image"]["virtual-size"].as_u64()));
    let taken = node.and_then(|node| node["image"]["actual-size"].as_u64()).filter(|size| *size != 0);
    put("physical", taken.or_else(|| node.and_then(|_| on_host())));
    let threshold = of_node("storage").and_then(|node| node["write_threshold"].as_u64());
    put("threshold", threshold.filter(|threshold| *threshold != 0));
}

fn path(source: &StorageSource) -> Option<&str> {
    match &source.location {
        Location::File(path) | Location::Block(path) | Location::Dir(path) => path.as_deref(),
        _ => None,
    }
}

fn find(reply: Option<&Value>, wanted: impl Fn(&Value) -> bool) -> Option<&Value> {
    reply?.as_array()?.iter().find(|entry| wanted(entry))
}

/// Whether an entry is about the topmost node of an image.
fn is_node(entry: &Value, source: &StorageSource) -> bool {
    let name = entry["node-name"].as_str().unwrap_or_default();
    source.index.is_some_and(|index| {
        name == format!("libvirt-{index}-format") || name == format!("libvirt-{index}-storage")
    })
}

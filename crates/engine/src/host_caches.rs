//! The processor's caches, as the kernel lists them (`/sys/devices/system/cpu/cpu*/cache`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caps::document::CacheBank;

/// The largest of the kernel's files here, in bytes.
const LIMIT: u64 = 4096;

/// The caches of the second level and above, each once, the lowest level first. `cpus`: the directory of all
/// processors.
pub(crate) fn banks(cpus: &Path) -> Vec<CacheBank> {
    let mut banks = BTreeMap::new();
    for cpu in numbered(cpus, "cpu") {
        for index in numbered(&cpu.join("cache"), "index") {
            if let Some(bank) = bank(&index).filter(|bank| bank.level > 1) {
                banks.insert((bank.level, bank.id, bank.kind.clone()), bank);
            }
        }
    }
    banks.into_values().collect()
}

/// The entries of a directory that are a word and a number.
fn numbered(directory: &Path, word: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let is_numbered = |name: &str| name.strip_prefix(word).is_some_and(|rest| rest.parse::<u32>().is_ok());
    let wanted = entries.filter(|entry| is_numbered(&entry.file_name().to_string_lossy()));
    wanted.map(|entry| entry.path()).collect()
}

fn bank(index: &Path) -> Option<CacheBank> {
    let text = |name: &str| {
        host::files::read_text_bounded(&index.join(name), LIMIT).ok().map(|text| text.trim().to_owned())
    };
    let kind = match text("type")?.as_str() {
        "Unified" => "both",
        "Instruction" => "code",
        "Data" => "data",
        _ => return None,
    };
    let size: u64 = text("size")?.strip_suffix('K')?.parse().ok()?;
    Some(CacheBank {
        id: text("id")?.parse().ok()?,
        level: text("level")?.parse().ok()?,
        kind: kind.to_owned(),
        size: size << 10,
        cpus: text("shared_cpu_list")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_cache_is_one() {
        let root = tempfile::tempdir().unwrap();
        let write = |cpu: u32, index: u32, facts: [&str; 5]| {
            let directory = root.path().join(format!("cpu{cpu}/cache/index{index}"));
            std::fs::create_dir_all(&directory).unwrap();
            for (name, fact) in ["level", "type", "id", "size", "shared_cpu_list"].into_iter().zip(facts) {
                std::fs::write(directory.join(name), format!("{fact}\n")).unwrap();
            }
        };
        for cpu in 0..2 {
            let own = cpu.to_string();
            write(cpu, 0, ["1", "Data", &own, "32K", &own]);
            write(cpu, 2, ["2", "Unified", &own, "1024K", &own]);
            write(cpu, 3, ["3", "Unified", "0", "32768K", "0-1"]);
        }
        std::fs::create_dir_all(root.path().join("cpufreq")).unwrap();
        let told: Vec<_> = banks(root.path())
            .into_iter()
            .map(|bank| format!("L{} {} {} {} {}", bank.level, bank.id, bank.kind, bank.size, bank.cpus))
            .collect();
        assert_eq!(told, ["L2 0 both 1048576 0", "L2 1 both 1048576 1", "L3 0 both 33554432 0-1"]);
        assert!(banks(Path::new("/nonexistent")).is_empty());
    }
}

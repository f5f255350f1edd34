//! How the kernel shares equal pages among guests (Documentation/admin-guide/mm/ksm.rst).

use std::path::Path;

use vm::{StatValue, Stats};

/// libvirt's name, the kernel's file, and whether the number is a small one.
const PARAMETERS: [(&str, &str, bool); 8] = [
    ("shm_pages_to_scan", "pages_to_scan", true),
    ("shm_sleep_millisecs", "sleep_millisecs", true),
    ("shm_pages_shared", "pages_shared", false),
    ("shm_pages_sharing", "pages_sharing", false),
    ("shm_pages_unshared", "pages_unshared", false),
    ("shm_pages_volatile", "pages_volatile", false),
    ("shm_full_scans", "full_scans", false),
    ("shm_merge_across_nodes", "merge_across_nodes", true),
];

/// What the kernel's directory tells; a kernel without it tells nothing.
pub(crate) fn parameters(directory: &Path) -> Stats {
    let number = |file: &str| std::fs::read_to_string(directory.join(file)).ok()?.trim().parse::<u64>().ok();
    let told = PARAMETERS.iter().filter_map(|(name, file, small)| {
        let number = number(file)?;
        let value = match u32::try_from(number) {
            Ok(number) if *small => StatValue::UInt(number),
            _ => StatValue::ULLong(number),
        };
        Some(((*name).into(), value))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_has_is_told() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("full_scans"), "7\n").unwrap();
        std::fs::write(directory.path().join("pages_to_scan"), "100\n").unwrap();
        let told = parameters(directory.path());
        let expected: Stats = vec![
            ("shm_pages_to_scan".into(), StatValue::UInt(100)),
            ("shm_full_scans".into(), StatValue::ULLong(7)),
        ];
        assert_eq!(told, expected);
        assert!(parameters(Path::new("/nonexistent")).is_empty());
    }
}

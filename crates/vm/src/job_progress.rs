//! How far a job is: what QEMU tells of a migration or a dump, and the names under which clients know it. Pure.
//!
//! Sources: QEMU's QMP reference (`query-migrate`, `query-dump`); the fields of `virDomainGetJobStats`.

use serde_json::Value;

use crate::job::JobReport;
use crate::stats::{StatValue, Stats};

/// How QEMU is asked how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measures {
    /// The guest's state goes through a stream.
    Migration,
    /// Its memory is written down.
    Dump,
}

/// What QEMU said of a job. Bytes and ms; `None` is what it did not say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Progress {
    /// Where it stands.
    pub(crate) stage: Stage,
    /// For how long the guest stands still, or will at least.
    pub(crate) downtime_ms: Option<u64>,
    pub(crate) setup_ms: Option<u64>,
    /// Bytes to move in all, moved, and left.
    pub memory: Option<Amount>,
    pub(crate) pages: Option<Pages>,
}

/// Where QEMU stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stage {
    /// Nothing was heard yet.
    #[default]
    Unknown,
    Active,
    Completed,
    Failed,
    Cancelled,
}

/// Bytes in all, done, and left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// In all.
    pub total: u64,
    /// Done.
    pub processed: u64,
    /// Left.
    pub remaining: u64,
}

/// What became of the guest's pages.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Pages {
    bytes_per_s: u64,
    constant: u64,
    normal: u64,
    normal_bytes: u64,
    dirty_rate: u64,
    iteration: u64,
    postcopy_requests: u64,
    size: u64,
}

impl Measures {
    /// The command that asks.
    pub(crate) const fn question(self) -> &'static str {
        match self {
            Self::Migration => "query-migrate",
            Self::Dump => "query-dump",
        }
    }

    /// What the reply says.
    pub(crate) fn read(self, reply: &Value) -> Progress {
        let stage = match reply["status"].as_str() {
            Some("completed") => Stage::Completed,
            Some("failed") => Stage::Failed,
            Some("cancelled") => Stage::Cancelled,
            Some("none") | None => Stage::Unknown,
            Some(_) => Stage::Active,
        };
        match self {
            Self::Migration => Progress {
                stage,
                downtime_ms: reply["downtime"].as_u64().or_else(|| reply["expected-downtime"].as_u64()),
                setup_ms: reply["setup-time"].as_u64(),
                memory: reply.get("ram").map(moved),
                pages: reply.get("ram").map(pages),
            },
            Self::Dump => {
                let (total, processed) = (number(reply, "total"), number(reply, "completed"));
                let remaining = total.saturating_sub(processed);
                Progress {
                    stage,
                    memory: Some(Amount { total, processed, remaining }),
                    ..Progress::default()
                }
            }
        }
    }
}

fn moved(ram: &Value) -> Amount {
    Amount {
        total: number(ram, "total"),
        processed: number(ram, "transferred"),
        remaining: number(ram, "remaining"),
    }
}

fn pages(ram: &Value) -> Pages {
    let mbit_per_s = ram["mbps"].as_f64().unwrap_or(0.0);
    Pages {
        // libvirt cuts the fraction off too.
        bytes_per_s: (mbit_per_s * 125_000.0) as u64,
        constant: number(ram, "duplicate"),
        normal: number(ram, "normal"),
        normal_bytes: number(ram, "normal-bytes"),
        dirty_rate: number(ram, "dirty-pages-rate"),
        iteration: number(ram, "dirty-sync-count"),
        postcopy_requests: number(ram, "postcopy-requests"),
        size: number(ram, "page-size"),
    }
}

fn number(of: &Value, key: &str) -> u64 {
    of[key].as_u64().unwrap_or(0)
}

impl JobReport {
    /// The same with the names of `virDomainGetJobStats`, in libvirt's order.
    pub fn stats(&self) -> Stats {
        let mut stats = vec![("operation".to_owned(), StatValue::Int(self.operation as i32))];
        let mut push = |name: &str, value: u64| stats.push((name.to_owned(), StatValue::ULLong(value)));
        push("time_elapsed", self.elapsed_ms);
        let progress = &self.progress;
        if let Some(downtime) = progress.downtime_ms {
            push("downtime", downtime);
        }
        if let Some(setup) = progress.setup_ms {
            push("setup_time", setup);
        }
        let Some(memory) = &progress.memory else { return stats };
        let groups: &[&str] = if progress.pages.is_some() { &["data", "memory"] } else { &["memory"] };
        for group in groups {
            push(&format!("{group}_total"), memory.total);
            push(&format!("{group}_processed"), memory.processed);
            push(&format!("{group}_remaining"), memory.remaining);
        }
        if let Some(pages) = &progress.pages {
            push("memory_bps", pages.bytes_per_s);
            push("memory_constant", pages.constant);
            push("memory_normal", pages.normal);
            push("memory_normal_bytes", pages.normal_bytes);
            push("memory_dirty_rate", pages.dirty_rate);
            push("memory_iteration", pages.iteration);
            push("memory_postcopy_requests", pages.postcopy_requests);
            push("memory_page_size", pages.size);
        }
        stats
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::job::JobOperation;

    #[test]
    fn a_migration_is_told_with_libvirts_names() {
        let reply = json!({
            "status": "completed", "setup-time": 1, "downtime": 2, "total-time": 13,
            "ram": {
                "total": 268_967_936, "postcopy-requests": 0, "dirty-sync-count": 2, "page-size": 4096,
                "remaining": 0, "mbps": 8.5, "transferred": 1_257_293, "duplicate": 65_543,
                "dirty-pages-rate": 0, "normal-bytes": 503_808, "normal": 123
            }
        });
        let progress = Measures::Migration.read(&reply);
        assert_eq!(progress.stage, Stage::Completed);
        let stats = JobReport { operation: JobOperation::Save, elapsed_ms: 70, progress }.stats();
        let told: Vec<String> = stats.iter().map(|(name, value)| format!("{name} {value:?}")).collect();
        assert_eq!(
            told,
            [
                "operation Int(2)",
                "time_elapsed ULLong(70)",
                "downtime ULLong(2)",
                "setup_time ULLong(1)",
                "data_total ULLong(268967936)",
                "data_processed ULLong(1257293)",
                "data_remaining ULLong(0)",
                "memory_total ULLong(268967936)",
                "memory_processed ULLong(1257293)",
                "memory_remaining ULLong(0)",
                "memory_bps ULLong(1062500)",
                "memory_constant ULLong(65543)",
                "memory_normal ULLong(123)",
                "memory_normal_bytes ULLong(503808)",
                "memory_dirty_rate ULLong(0)",
                "memory_iteration ULLong(2)",
                "memory_postcopy_requests ULLong(0)",
                "memory_page_size ULLong(4096)",
            ]
        );
    }

    #[test]
    fn a_dump_tells_of_memory_only_and_odd_replies_of_nothing() {
        let progress = Measures::Dump.read(&json!({"status": "active", "total": 10, "completed": 4}));
        assert_eq!(progress.memory, Some(Amount { total: 10, processed: 4, remaining: 6 }));
        assert_eq!(Measures::Migration.read(&json!({})), Progress::default());
        assert_eq!(Measures::Migration.read(&json!({"status": "device"})).stage, Stage::Active);
    }
}

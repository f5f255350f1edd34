//! How fast a guest changes its memory.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::features::Features;
use serde_json::{Value, json};

use crate::guest::Guest;
use crate::stats::{StatValue, Stats};

/// How it is found out (`virDomainDirtyRateCalcFlags`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirtyRateMode {
    /// From some pages.
    PageSampling,
    /// From a bitmap of all pages.
    DirtyBitmap,
    /// From rings of the pages that each virtual CPU has written.
    DirtyRing,
}

impl Guest {
    /// Begins to measure for some seconds; the outcome is told among the statistics
    /// (DOMAIN_START_DIRTY_RATE_CALC).
    ///
    /// # Errors
    /// 67 for other times than 1 to 60 s; 84 for a mode that the guest is not set up for; 55; what QEMU says.
    pub async fn start_dirty_rate(&self, seconds: i32, mode: DirtyRateMode) -> Result<()> {
        if !(1..=60).contains(&seconds) {
            let detail = format!("seconds={seconds} is invalid, please choose value within [1, 60].");
            return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
        }
        let live = self.live()?;
        if mode == DirtyRateMode::DirtyRing && !has_ring(&live.domain().features) {
            let detail = "dirty-ring calculation mode requires dirty-ring feature enabled.";
            return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
        }
        let mode = match mode {
            DirtyRateMode::PageSampling => "page-sampling",
            DirtyRateMode::DirtyBitmap => "dirty-bitmap",
            DirtyRateMode::DirtyRing => "dirty-ring",
        };
        self.command("calc-dirty-rate", json!({ "calc-time": seconds, "mode": mode })).await.map(drop)
    }
}

fn has_ring(features: &Features) -> bool {
    features
        .kvm
        .as_ref()
        .is_some_and(|kvm| kvm.dirty_ring.as_ref().is_some_and(|ring| ring.state == Some(true)))
}

/// What `query-dirty-rate` says, as statistics.
pub(crate) fn told(reply: &Value, stats: &mut Stats) {
    let status = match reply["status"].as_str() {
        Some("unstarted") => 0,
        Some("measuring") => 1,
        Some("measured") => 2,
        _ => return,
    };
    stats.push(("dirtyrate.calc_status".into(), StatValue::Int(status)));
    stats.push((
        "dirtyrate.calc_start_time".into(),
        StatValue::LLong(reply["start-time"].as_i64().unwrap_or(0)),
    ));
    let period = reply["calc-time"].as_i64().and_then(|period| i32::try_from(period).ok()).unwrap_or(0);
    stats.push(("dirtyrate.calc_period".into(), StatValue::Int(period)));
    if let Some(rate) = reply["dirty-rate"].as_i64().filter(|rate| *rate >= 0) {
        stats.push(("dirtyrate.megabytes_per_second".into(), StatValue::LLong(rate)));
    }
    let mode = reply["mode"].as_str().unwrap_or("page-sampling");
    stats.push(("dirtyrate.calc_mode".into(), StatValue::Text(mode.to_owned())));
    for vcpu in reply["vcpu-dirty-rate"].as_array().into_iter().flatten() {
        if let (Some(id), Some(rate)) = (vcpu["id"].as_u64(), vcpu["dirty-rate"].as_i64()) {
            stats.push((format!("dirtyrate.vcpu.{id}.megabytes_per_second"), StatValue::LLong(rate)));
        }
    }
}

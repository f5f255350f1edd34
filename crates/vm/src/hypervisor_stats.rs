//! Counters that the hypervisor (KVM) keeps of a machine and of its virtual CPUs.

use serde_json::Value;

use crate::stats::{StatValue, Stats};

/// Which counters there are, and of what kind: a reply to `query-stats-schemas`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schemas<'a>(pub(crate) &'a Value);

impl Schemas<'_> {
    /// libvirt's ending for a counter's name: what the number says about the past.
    fn ending(self, target: &str, name: &str) -> Option<&'static str> {
        let of_target = self
            .0
            .as_array()
            .into_iter()
            .flatten()
            .filter(|schema| schema["target"].as_str() == Some(target));
        let mut all = of_target.flat_map(|schema| schema["stats"].as_array().into_iter().flatten());
        match all.find(|stat| stat["name"].as_str() == Some(name))?["type"].as_str()? {
            "cumulative" => Some("sum"),
            "instant" => Some("cur"),
            "peak" => Some("max"),
            _ => None,
        }
    }
}

/// The machine's counters, from a reply to `query-stats` of target `vm`.
pub(crate) fn of_machine(schemas: Schemas<'_>, reply: &Value, stats: &mut Stats) {
    for provider in reply.as_array().into_iter().flatten() {
        put("vm", "vm", schemas, &provider["stats"], stats);
    }
}

/// The counters of one virtual CPU, from a reply to `query-stats` of target `vcpu`. `path`: its place in
/// QEMU's object tree.
pub(crate) fn of_vcpu(number: u32, path: &str, schemas: Schemas<'_>, reply: &Value, stats: &mut Stats) {
    let of_it =
        reply.as_array().into_iter().flatten().filter(|entry| entry["qom-path"].as_str() == Some(path));
    for provider in of_it {
        put(&format!("vcpu.{number}"), "vcpu", schemas, &provider["stats"], stats);
    }
}

/// How long virtual CPUs have polled with and without success before they slept, in ns.
pub(crate) fn halt_polling(reply: Option<&Value>) -> (u64, u64) {
    let sum = |name: &str| {
        let entries = reply.iter().flat_map(|reply| reply.as_array().into_iter().flatten());
        let all = entries.flat_map(|entry| entry["stats"].as_array().into_iter().flatten());
        let found = all.filter(|stat| stat["name"].as_str() == Some(name));
        found.filter_map(|stat| stat["value"].as_u64()).fold(0_u64, u64::saturating_add)
    };
    (sum("halt_poll_success_ns"), sum("halt_poll_fail_ns"))
}

fn put(prefix: &str, target: &str, schemas: Schemas<'_>, all: &Value, stats: &mut Stats) {
    for stat in all.as_array().into_iter().flatten() {
        let Some(name) = stat["name"].as_str() else { continue };
        let Some(ending) = schemas.ending(target, name) else { continue };
        let field = format!("{prefix}.{}.{ending}", name.replace('-', "_"));
        let value = match &stat["value"] {
            Value::Bool(value) => StatValue::Bool(*value),
            value => match value.as_u64() {
                Some(value) => StatValue::ULLong(value),
                // A histogram has no place among libvirt's values.
                None => continue,
            },
        };
        stats.push((field, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counters_are_named_by_what_they_say() {
        let schemas = json!([{"provider": "kvm", "target": "vm", "stats": [
            {"name": "remote-tlb-flush", "type": "cumulative"}, {"name": "pages", "type": "instant"},
            {"name": "collisions", "type": "peak"}, {"name": "waits", "type": "log2-histogram"}]}]);
        let reply = json!([{"provider": "kvm", "stats": [{"name": "remote-tlb-flush", "value": 5},
            {"name": "pages", "value": 6}, {"name": "collisions", "value": 7},
            {"name": "waits", "value": [1, 2]}, {"name": "unheard-of", "value": 8}]}]);
        let mut stats = Stats::new();
        of_machine(Schemas(&schemas), &reply, &mut stats);
        let expected: Stats = [("vm.remote_tlb_flush.sum", 5), ("vm.pages.cur", 6), ("vm.collisions.max", 7)]
            .map(|(name, value)| (name.to_owned(), StatValue::ULLong(value)))
            .into();
        assert_eq!(stats, expected);
    }
}

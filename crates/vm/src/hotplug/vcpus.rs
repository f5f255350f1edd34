//! CPUs come and go.

use std::time::Duration;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use launch::hotplug::Command;
use model::Domain;
use model::domain::Vcpu;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::Unplugged;
use crate::Pinned;
use crate::edit::Affected;
use crate::guest::Guest;
use crate::owner::Owner;

/// How long a call waits for the guest to let a CPU go.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many CPUs there are to be, and in what sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VcpuCount {
    /// The number.
    pub count: u32,
    /// How many there can be, not how many there are.
    pub maximum: bool,
    /// Those that come can go again (`VIR_DOMAIN_VCPU_HOTPLUGGABLE`).
    pub hotpluggable: bool,
}

impl Guest {
    /// Sets how many CPUs the guest has (DOMAIN_SET_VCPUS, DOMAIN_SET_VCPUS_FLAGS).
    ///
    /// # Errors
    /// 8 for more than there can be; 68 when the guest does not let a CPU go in time.
    pub async fn set_vcpu_count(&self, wanted: VcpuCount, affected: Affected) -> Result<()> {
        self.change_vcpus(affected, move |domain, live| {
            let most = domain.vcpus.maximum.unwrap_or(1);
            if wanted.count > most {
                let which = if live { "live" } else { "persistent" };
                return Err(invalid(format!(
                    "requested vcpus is greater than max allowable vcpus for the {which} domain: {} > {most}",
                    wanted.count
                )));
            }
            count_to(domain, wanted, live)
        })
        .await
    }

    /// Sets how many CPUs the guest can have (`VIR_DOMAIN_VCPU_MAXIMUM`): of what is stored only.
    ///
    /// # Errors
    /// 8 when the topology says otherwise.
    pub async fn set_vcpu_maximum(&self, count: u32, affected: Affected) -> Result<()> {
        self.edit(affected, move |domain| {
            if let Some(topology) = domain.cpu.as_ref().and_then(|cpu| cpu.topology) {
                let product = topology.sockets
                    * topology.dies.unwrap_or(1)
                    * topology.clusters.unwrap_or(1)
                    * topology.cores
                    * topology.threads;
                if product != count {
                    return Err(invalid("CPU topology doesn't match the desired vcpu count".to_owned()));
                }
            }
            domain.vcpus.maximum = Some(count);
            domain.vcpus.current = domain.vcpus.current.filter(|current| *current < count);
            domain.vcpus.each.retain(|vcpu| vcpu.id < count);
            Ok(())
        })
        .await
    }

    /// Has single CPUs come or go (DOMAIN_SET_VCPU).
    ///
    /// # Errors
    /// 8 for CPUs that are not there or are as they are to be; 84 for the first; 68 as above.
    pub async fn set_vcpus(&self, ids: Vec<u32>, on: bool, affected: Affected) -> Result<()> {
        self.change_vcpus(affected, move |domain, live| {
            let which = if live { "live" } else { "persistent" };
            let most = domain.vcpus.maximum.unwrap_or(1);
            let known = each(domain);
            for id in &ids {
                if *id >= most {
                    return Err(invalid(format!("vcpu {id} is not present in {which} config")));
                }
                let state = known.iter().find(|vcpu| vcpu.id == *id);
                if !live && *id == 0 {
                    return Err(invalid("vCPU '0' can't be modified".to_owned()));
                }
                if live && state.is_some_and(|vcpu| vcpu.enabled == on) {
                    return Err(invalid(format!("vcpu '{id}' is already in requested state")));
                }
                if live && !on && state.is_some_and(|vcpu| vcpu.hotpluggable == Some(false)) {
                    let detail = format!("vcpu '{id}' can't be unplugged");
                    return Err(Error::new(Code::OperationUnsupported, ErrorDomain::Qemu, detail));
                }
            }
            Ok(ids.iter().map(|id| (*id, on)).collect())
        })
        .await
    }

    /// Plans for each definition that is meant, then carries it out: CPUs that go are waited for without the
    /// guest's owner, one after the other.
    async fn change_vcpus(
        &self,
        affected: Affected,
        plan: impl Fn(&Domain, bool) -> Result<Vec<(u32, bool)>> + Send + Sync + 'static,
    ) -> Result<()> {
        let turn = self.turn().await?;
        let guest = self.clone();
        let done = tokio::spawn(async move {
            let _turn = turn;
            let plans = guest
                .ask_beside(move |owner| {
                    Box::pin(async move {
                        owner.require(affected)?;
                        let of = |definition: Option<&std::sync::Arc<crate::Definition>>, live| {
                            definition.map(|definition| plan(definition.domain(), live)).transpose()
                        };
                        let live = of(owner.view.live.as_ref().filter(|_| affected.live), true)?;
                        let stored = of(owner.view.stored.as_ref().filter(|_| affected.config), false)?;
                        Ok((live.unwrap_or_default(), stored.unwrap_or_default()))
                    })
                })
                .await?;
            let (live, stored) = plans;
            for (id, on) in live {
                let gone = guest
                    .ask_beside(move |owner| Box::pin(async move { owner.switch_vcpu(id, on).await }))
                    .await?;
                if let Some(gone) = gone {
                    wait(gone).await?;
                }
            }
            let config = Affected { live: false, config: affected.config };
            guest
                .ask_beside(move |owner| {
                    Box::pin(async move { owner.edit(config, |domain| store(domain, &stored)) })
                })
                .await
        });
        done.await.unwrap_or_else(|why| Err(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))))
    }
}

async fn wait(gone: oneshot::Receiver<Unplugged>) -> Result<()> {
    match tokio::time::timeout(PATIENCE, gone).await {
        Ok(Ok(Unplugged::Gone)) => Ok(()),
        Ok(Ok(Unplugged::Refused)) => {
            let detail = "vcpu unplug request was rejected by the guest";
            Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, detail))
        }
        Ok(Err(_)) => Err(Error::new(Code::OperationFailed, ErrorDomain::Qemu, "guest unexpectedly quit")),
        Err(_) => {
            let detail =
                "vcpu unplug request timed out. Unplug result must be manually inspected in the domain";
            Err(Error::new(Code::OperationTimeout, ErrorDomain::Qemu, detail))
        }
    }
}

impl Owner {
    /// Has a CPU come, or asks the guest to let it go.
    async fn switch_vcpu(&mut self, id: u32, on: bool) -> Result<Option<oneshot::Receiver<Unplugged>>> {
        let alias = format!("vcpu{id}");
        if !on {
            let (told, gone) = oneshot::channel();
            self.await_unplug(alias.clone(), told);
            let undo = Command { name: "device_del", arguments: json!({ "id": alias }) };
            match self.ask_to_leave(&undo).await {
                Ok(false) => self.catch_up().await,
                Ok(true) => self.on_device_deleted(alias).await,
                Err(why) => {
                    self.forget_unplug(&alias);
                    return Err(why);
                }
            }
            return Ok(Some(gone));
        }
        self.add_vcpu(id).await?;
        self.note_vcpu(id, true);
        self.place(Pinned::Vcpu(id)).await?;
        self.pin_as_defined(Pinned::Vcpu(id)).await?;
        Ok(None)
    }

    /// Plugs into a QEMU that has just started the CPUs that are to be there and can go again, in their order.
    pub(crate) async fn plug_removable_vcpus(&mut self) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        let removable = |vcpu: &&Vcpu| vcpu.enabled && vcpu.hotpluggable == Some(true);
        let mut vcpus: Vec<Vcpu> = live.domain().vcpus.each.iter().filter(removable).cloned().collect();
        vcpus.sort_by_key(|vcpu| vcpu.order);
        for vcpu in vcpus {
            self.add_vcpu(vcpu.id).await?;
        }
        Ok(())
    }

    async fn add_vcpu(&self, id: u32) -> Result<()> {
        let alias = format!("vcpu{id}");
        let reply = self.command("query-hotpluggable-cpus", Value::Null).await?;
        let mut places: Vec<&Value> = reply.as_array().into_iter().flatten().collect();
        // QEMU tells the last one first.
        places.reverse();
        let place = usize::try_from(id).ok().and_then(|id| places.get(id).copied());
        let arguments = place.and_then(|place| device(place, &alias)).ok_or_else(|| {
            let detail = format!("QEMU does not tell where vcpu {id} goes");
            Error::new(Code::InternalError, ErrorDomain::Qemu, detail)
        })?;
        self.command("device_add", arguments).await?;
        Ok(())
    }

    pub(crate) async fn on_vcpu_deleted(&mut self, id: u32) {
        self.note_vcpu(id, false);
        self.clear_place(Pinned::Vcpu(id));
    }

    fn note_vcpu(&mut self, id: u32, on: bool) {
        let Some(live) = &self.view.live else { return };
        let mut domain = live.domain().clone();
        let mut vcpus = each(&domain);
        let order = vcpus.iter().filter_map(|vcpu| vcpu.order).max().unwrap_or(0) + 1;
        let Some(vcpu) = vcpus.iter_mut().find(|vcpu| vcpu.id == id) else { return };
        vcpu.enabled = on;
        let former = vcpu.order;
        vcpu.order = on.then_some(order);
        vcpu.hotpluggable = Some(true);
        if let Some(former) = former.filter(|_| !on) {
            // Those that came later move up.
            for vcpu in &mut vcpus {
                vcpu.order = vcpu.order.map(|order| if order > former { order - 1 } else { order });
            }
        }
        set(&mut domain, vcpus);
        self.set_live(domain);
    }
}

/// The arguments of `device_add` for an entry of `query-hotpluggable-cpus`.
fn device(entry: &Value, alias: &str) -> Option<Value> {
    let mut arguments = Map::new();
    arguments.insert("driver".into(), entry["type"].as_str()?.into());
    arguments.insert("id".into(), alias.into());
    for (name, value) in entry["props"].as_object()? {
        arguments.insert(name.clone(), value.clone());
    }
    Some(Value::Object(arguments))
}

/// Every CPU that there can be; those that are there from the start cannot go.
fn each(domain: &Domain) -> Vec<Vcpu> {
    let vcpus = &domain.vcpus;
    let most = vcpus.maximum.unwrap_or(1);
    let current = vcpus.current.unwrap_or(most);
    let live = domain.id.is_some();
    (0..most)
        .map(|id| {
            let enabled = id < current;
            vcpus.each.iter().find(|vcpu| vcpu.id == id).cloned().unwrap_or_else(|| Vcpu {
                id,
                enabled,
                hotpluggable: Some(!enabled),
                order: (enabled && live).then(|| id + 1),
            })
        })
        .collect()
}

fn set(domain: &mut Domain, vcpus: Vec<Vcpu>) {
    let on = u32::try_from(vcpus.iter().filter(|vcpu| vcpu.enabled).count()).unwrap_or(0);
    domain.vcpus.current = Some(on).filter(|on| Some(*on) != domain.vcpus.maximum);
    domain.vcpus.each = vcpus;
}

/// Which CPUs come or go for there to be so many: the first that are missing, the last that can go.
fn count_to(domain: &Domain, wanted: VcpuCount, live: bool) -> Result<Vec<(u32, bool)>> {
    let vcpus = each(domain);
    let on = vcpus.iter().filter(|vcpu| vcpu.enabled).count();
    let count = wanted.count as usize;
    if count >= on {
        return Ok(vcpus
            .iter()
            .filter(|vcpu| !vcpu.enabled)
            .take(count - on)
            .map(|v| (v.id, true))
            .collect());
    }
    let can_go = |vcpu: &&Vcpu| vcpu.enabled && vcpu.id != 0 && (!live || vcpu.hotpluggable != Some(false));
    let going: Vec<(u32, bool)> =
        vcpus.iter().rev().filter(can_go).take(on - count).map(|vcpu| (vcpu.id, false)).collect();
    if going.len() < on - count {
        let detail = "failed to find appropriate hotpluggable vcpus to reach the desired target vcpu count";
        return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
    }
    Ok(going)
}

/// What a stored definition says afterwards. One that only counts its CPUs goes on counting while it can.
fn store(domain: &mut Domain, changes: &[(u32, bool)]) -> Result<()> {
    let counts = domain.vcpus.each.is_empty();
    let mut vcpus = each(domain);
    for (id, on) in changes {
        for vcpu in vcpus.iter_mut().filter(|vcpu| vcpu.id == *id) {
            vcpu.enabled = *on;
        }
    }
    let in_order = vcpus.windows(2).all(|pair| match pair {
        [one, other] => one.enabled || !other.enabled,
        _ => true,
    });
    set(domain, vcpus);
    if counts && in_order {
        domain.vcpus.each.clear();
    }
    Ok(())
}

fn invalid(detail: String) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(current: u32) -> Domain {
        let mut domain = crate::test_guest::domain();
        domain.vcpus.maximum = Some(4);
        domain.vcpus.current = Some(current);
        domain
    }

    fn wanted(count: u32) -> VcpuCount {
        VcpuCount { count, maximum: false, hotpluggable: false }
    }

    #[test]
    fn the_first_missing_come_and_the_last_go() {
        assert_eq!(count_to(&domain(1), wanted(3), true).unwrap(), [(1, true), (2, true)]);
        assert_eq!(count_to(&domain(3), wanted(2), false).unwrap(), [(2, false)]);
        assert!(count_to(&domain(3), wanted(2), true).is_err(), "those of the start cannot go");
    }

    #[test]
    fn a_stored_definition_counts_while_it_can() {
        let mut stored = domain(1);
        store(&mut stored, &[(1, true)]).unwrap();
        assert_eq!((stored.vcpus.current, stored.vcpus.each.len()), (Some(2), 0));
        store(&mut stored, &[(3, true)]).unwrap();
        assert_eq!((stored.vcpus.current, stored.vcpus.each.len()), (Some(3), 4));
    }
}

//! Pinning: which host CPUs a guest's threads may run on.

use std::collections::BTreeSet;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use host::node::CpuSet;
use host::process::{accounting, affinity};
use model::tuning::Pin;
use model::{Domain, NumberSet};
use serde_json::Value;

use crate::edit::Affected;
use crate::event::EventKind;
use crate::guest::Guest;
use crate::owner::Owner;
use crate::stats::StatValue;

/// Whose threads are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinned {
    /// One virtual CPU.
    Vcpu(u32),
    /// All threads that are neither virtual CPUs nor I/O threads.
    Emulator,
    /// One I/O thread.
    IoThread(u32),
}

/// An I/O thread and where it may run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IoThreadPlace {
    /// Its number.
    pub id: u32,
    /// The host CPUs; `None` when it is not bound.
    pub cpus: Option<CpuSet>,
}

impl Guest {
    /// Binds threads to host CPUs (DOMAIN_PIN_VCPU_FLAGS, DOMAIN_PIN_EMULATOR, DOMAIN_PIN_IOTHREAD).
    ///
    /// # Errors
    /// 8 for no CPU at all or for a thread that the guest has not got; 55; 38 when the kernel refuses.
    pub async fn pin(&self, whose: Pinned, cpus: NumberSet, affected: Affected) -> Result<()> {
        if cpus.is_empty() {
            return Err(bad("Empty cpu list for pinning"));
        }
        self.ask(move |owner| Box::pin(async move { owner.pin(whose, &cpus, affected).await })).await
    }

    /// The I/O threads (DOMAIN_GET_IOTHREAD_INFO): of a running guest as the kernel has them, else as defined.
    ///
    /// # Errors
    /// 55; 68 when QEMU does not answer in time.
    pub async fn iothread_places(&self, stored: bool) -> Result<Vec<IoThreadPlace>> {
        if stored {
            return Ok(defined_places(self.view().next_definition()?.domain()));
        }
        let reply = self.query("query-iothreads", Value::Null).await?;
        let threads = reply.as_array().into_iter().flatten().filter_map(iothread);
        Ok(threads.map(|(id, thread)| IoThreadPlace { id, cpus: affinity::bound(thread).ok() }).collect())
    }
}

/// The I/O threads of a definition and their pinning.
fn defined_places(domain: &Domain) -> Vec<IoThreadPlace> {
    let place = |id| {
        let pin = domain.cpu_tune.iothread_pins.iter().find(|pin| pin.id == id);
        let cpus = pin.map(|pin| &pin.cpuset).or(domain.vcpus.cpuset.as_ref());
        IoThreadPlace { id, cpus: cpus.map(host_set) }
    };
    iothread_ids(domain).into_iter().map(place).collect()
}

/// The numbers of a definition's I/O threads: those that are named, and further ones up to the count.
fn iothread_ids(domain: &Domain) -> BTreeSet<u32> {
    let mut ids: BTreeSet<u32> = domain.iothread_ids.iter().map(|thread| thread.id).collect();
    let count = domain.iothreads.unwrap_or(0) as usize;
    let mut next = 1;
    while ids.len() < count {
        ids.insert(next);
        next += 1;
    }
    ids
}

impl Owner {
    async fn pin(&mut self, whose: Pinned, cpus: &NumberSet, affected: Affected) -> Result<()> {
        self.require(affected)?;
        if affected.live
            && let Some(live) = &self.view.live
        {
            check_live(live.domain(), whose)?;
        }
        if affected.config
            && let Some(stored) = &self.view.stored
        {
            check_stored(stored.domain(), whose)?;
        }
        if affected.live {
            let threads = self.threads(whose).await?;
            // What is not plugged in has no part yet.
            if !threads.is_empty() {
                self.confine(whose, cpus)?;
            }
            for thread in threads {
                bind(thread, cpus)?;
            }
        }
        self.edit(affected, |domain| {
            note(domain, whose, cpus);
            Ok(())
        })?;
        if affected.live {
            let name = match whose {
                Pinned::Vcpu(number) => format!("cputune.vcpupin{number}"),
                Pinned::Emulator => "cputune.emulatorpin".to_owned(),
                Pinned::IoThread(number) => format!("cputune.iothreadpin{number}"),
            };
            self.tell(EventKind::Tunable { params: vec![(name, StatValue::Text(cpus.to_string()))] });
        }
        Ok(())
    }

    /// Binds all threads as the definition says, for a guest that starts.
    pub(crate) async fn pin_all(&self, threads: &[(Pinned, u32)]) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        self.pin_as_defined(Pinned::Emulator).await?;
        for (whose, thread) in threads {
            if let Some(cpus) = defined_cpus(live.domain(), *whose) {
                bind(*thread, cpus)?;
            }
        }
        Ok(())
    }

    /// Binds threads as the definition says; leaves those of which it says nothing.
    pub(crate) async fn pin_as_defined(&self, whose: Pinned) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        let Some(cpus) = defined_cpus(live.domain(), whose) else { return Ok(()) };
        for thread in self.threads(whose).await? {
            bind(thread, cpus)?;
        }
        Ok(())
    }

    /// Each virtual CPU and I/O thread, with the kernel's number of its thread.
    pub(crate) async fn all_threads(&self) -> Result<Vec<(Pinned, u32)>> {
        let vcpus = self.command("query-cpus-fast", Value::Null).await?;
        let iothreads = self.command("query-iothreads", Value::Null).await?;
        let vcpus = entries(&vcpus).filter_map(vcpu).map(|(id, thread)| (Pinned::Vcpu(id), thread));
        let iothreads = entries(&iothreads).filter_map(iothread);
        Ok(vcpus.chain(iothreads.map(|(id, thread)| (Pinned::IoThread(id), thread))).collect())
    }

    /// The kernel's numbers of threads; none for a virtual CPU that is not plugged in.
    pub(crate) async fn threads(&self, whose: Pinned) -> Result<Vec<u32>> {
        let vcpus = async || self.command("query-cpus-fast", Value::Null).await;
        let iothreads = async || self.command("query-iothreads", Value::Null).await;
        match whose {
            Pinned::Vcpu(number) => {
                let all = vcpus().await?;
                Ok(entries(&all).filter_map(vcpu).filter(|(id, _)| *id == number).map(|(_, id)| id).collect())
            }
            Pinned::IoThread(number) => {
                let all = iothreads().await?;
                let of = entries(&all).filter_map(iothread).filter(|(id, _)| *id == number);
                Ok(of.map(|(_, thread)| thread).collect())
            }
            Pinned::Emulator => {
                let (vcpus, iothreads) = (vcpus().await?, iothreads().await?);
                let others: BTreeSet<u32> = entries(&vcpus)
                    .filter_map(vcpu)
                    .chain(entries(&iothreads).filter_map(iothread))
                    .map(|(_, thread)| thread)
                    .collect();
                let Some(live) = &self.run else { return Ok(Vec::new()) };
                let all = accounting::threads(live.shared.process.pid()).unwrap_or_default();
                Ok(all.into_iter().filter(|thread| !others.contains(thread)).collect())
            }
        }
    }
}

/// The host's processors that a definition binds threads to: their own, else those of all.
pub(crate) fn defined_cpus(domain: &Domain, whose: Pinned) -> Option<&NumberSet> {
    let tune = &domain.cpu_tune;
    let own = match whose {
        Pinned::Emulator => tune.emulator_pin.as_ref(),
        Pinned::Vcpu(number) => tune.vcpu_pins.iter().find(|pin| pin.id == number).map(|pin| &pin.cpuset),
        Pinned::IoThread(number) => {
            tune.iothread_pins.iter().find(|pin| pin.id == number).map(|pin| &pin.cpuset)
        }
    };
    own.or(domain.vcpus.cpuset.as_ref())
}

fn bind(thread: u32, cpus: &NumberSet) -> Result<()> {
    affinity::bind(thread, &host_set(cpus)).map_err(|why| {
        let what = format_args!("cannot set CPU affinity on process {thread}");
        Error::io(ErrorDomain::Qemu, &why, what)
    })
}

fn entries(reply: &Value) -> impl Iterator<Item = &Value> {
    reply.as_array().into_iter().flatten()
}

/// Number and thread of an entry of `query-cpus-fast`.
fn vcpu(entry: &Value) -> Option<(u32, u32)> {
    Some((number(&entry["cpu-index"])?, number(&entry["thread-id"])?))
}

/// Number and thread of an entry of `query-iothreads`.
fn iothread(entry: &Value) -> Option<(u32, u32)> {
    Some((entry["id"].as_str()?.strip_prefix("iothread")?.parse().ok()?, number(&entry["thread-id"])?))
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn host_set(cpus: &NumberSet) -> CpuSet {
    CpuSet(cpus.iter().collect())
}

fn check_live(domain: &Domain, whose: Pinned) -> Result<()> {
    match whose {
        Pinned::Vcpu(number) => {
            let count = domain.vcpus.maximum.unwrap_or(1);
            if number < count {
                return Ok(());
            }
            Err(bad(&format!("vcpu {number} is out of range of live cpu count {count}")))
        }
        Pinned::IoThread(number) if !iothread_ids(domain).contains(&number) => {
            Err(bad(&format!("iothread {number} not found")))
        }
        _ => Ok(()),
    }
}

fn check_stored(domain: &Domain, whose: Pinned) -> Result<()> {
    match whose {
        Pinned::Vcpu(number) => {
            let most = domain.vcpus.maximum.unwrap_or(1);
            if number < most {
                return Ok(());
            }
            let count = domain.vcpus.current.unwrap_or(most);
            Err(bad(&format!("vcpu {number} is out of range of persistent cpu count {count}")))
        }
        Pinned::IoThread(number) if !iothread_ids(domain).contains(&number) => {
            Err(bad(&format!("iothreadid {number} not found")))
        }
        _ => Ok(()),
    }
}

/// Writes the pinning into a definition.
fn note(domain: &mut Domain, whose: Pinned, cpus: &NumberSet) {
    let (pins, id) = match whose {
        Pinned::Emulator => {
            domain.cpu_tune.emulator_pin = Some(cpus.clone());
            return;
        }
        Pinned::Vcpu(id) => (&mut domain.cpu_tune.vcpu_pins, id),
        Pinned::IoThread(id) => {
            // A thread that somebody has pinned is one that is named, as all of them are then.
            crate::hotplug::name_iothreads(domain);
            domain.iothread_ids.sort_by_key(|thread| thread.id);
            if let Some(pinned) = domain.iothread_ids.iter_mut().find(|thread| thread.id == id) {
                pinned.implied = false;
            }
            (&mut domain.cpu_tune.iothread_pins, id)
        }
    };
    pins.retain(|pin| pin.id != id);
    pins.push(Pin { id, cpuset: cpus.clone() });
    pins.sort_by_key(|pin| pin.id);
}

fn bad(detail: &str) -> Error {
    Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail)
}

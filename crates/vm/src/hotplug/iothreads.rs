//! I/O threads come, go, and change how they poll.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::domain::{IoThread, Polling};
use serde_json::json;

use crate::Pinned;
use crate::edit::Affected;
use crate::guest::Guest;
use crate::owner::Owner;

/// What is to become of an I/O thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IoThreadChange {
    /// It comes (DOMAIN_ADD_IOTHREAD).
    Add,
    /// It goes (DOMAIN_DEL_IOTHREAD).
    Remove,
    /// It is set (DOMAIN_SET_IOTHREAD_PARAMS): polling in ns and factors, threads of its pool.
    Set {
        /// `poll_max_ns`.
        poll_max: Option<u64>,
        /// `poll_grow`.
        poll_grow: Option<u64>,
        /// `poll_shrink`.
        poll_shrink: Option<u64>,
        /// `thread_pool_min`.
        pool_min: Option<i32>,
        /// `thread_pool_max`.
        pool_max: Option<i32>,
    },
}

impl Guest {
    /// Adds, removes or sets an I/O thread.
    ///
    /// # Errors
    /// 8 for a number that is taken or not there, or a thread that a device uses; QEMU's refusal.
    pub async fn change_iothread(&self, id: u32, change: IoThreadChange, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.change_iothread(id, change, affected).await }))
            .await
    }
}

impl Owner {
    async fn change_iothread(&mut self, id: u32, change: IoThreadChange, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let apply = |domain: &mut Domain| apply(domain, id, change);
        let live = self.view.live.clone().filter(|_| affected.live);
        for definition in live.iter().chain(self.view.stored.iter().filter(|_| affected.config)) {
            apply(&mut definition.domain().clone())?;
        }
        if let Some(live) = live {
            let caps = self.emulator_caps(live.domain()).await?;
            let context = self.running_context(live.domain());
            let steps = launch::hotplug::iothread(live.domain(), &caps, &context, id);
            match change {
                IoThreadChange::Add => self.carry_out(&steps).await?,
                IoThreadChange::Remove => {
                    for step in &steps {
                        self.command(step.undo.name, step.undo.arguments.clone()).await?;
                    }
                }
                IoThreadChange::Set { poll_max, poll_grow, poll_shrink, pool_min, pool_max } => {
                    let polling =
                        [("poll-max-ns", poll_max), ("poll-grow", poll_grow), ("poll-shrink", poll_shrink)];
                    let number = |value: Option<i32>| value.map(i64::from);
                    let polling = polling
                        .map(|(name, value)| (name, value.and_then(|value| i64::try_from(value).ok())));
                    let pool = [("thread-pool-max", number(pool_max)), ("thread-pool-min", number(pool_min))];
                    for (property, value) in polling.into_iter().chain(pool) {
                        let Some(value) = value else { continue };
                        let path = format!("/objects/iothread{id}");
                        self.command(
                            "qom-set",
                            json!({ "path": path, "property": property, "value": value }),
                        )
                        .await?;
                    }
                }
            }
        }
        self.edit(affected, apply)?;
        if affected.live {
            match change {
                IoThreadChange::Add => {
                    self.place(Pinned::IoThread(id)).await?;
                    self.pin_as_defined(Pinned::IoThread(id)).await?;
                }
                IoThreadChange::Remove => self.clear_place(Pinned::IoThread(id)),
                IoThreadChange::Set { .. } => {}
            }
        }
        Ok(())
    }
}

/// Names every I/O thread of a definition that only counts them.
pub(crate) fn name_iothreads(domain: &mut Domain) {
    let wanted = domain.iothreads.unwrap_or(0) as usize;
    for id in 1.. {
        if domain.iothread_ids.len() >= wanted {
            break;
        }
        if !domain.iothread_ids.iter().any(|thread| thread.id == id) {
            // A running guest that only counted them goes on doing so when the others are gone again.
            let implied = domain.id.is_some();
            domain.iothread_ids.push(IoThread { id, implied, ..IoThread::default() });
        }
    }
}

fn apply(domain: &mut Domain, id: u32, change: IoThreadChange) -> Result<()> {
    let refuse = |detail: String| Err(Error::new(Code::InvalidArg, ErrorDomain::Domain, detail));
    name_iothreads(domain);
    let position = domain.iothread_ids.iter().position(|thread| thread.id == id);
    match change {
        IoThreadChange::Add => {
            if position.is_some() {
                return refuse(format!("an IOThread is already using iothread_id '{id}'"));
            }
            domain.iothread_ids.push(IoThread { id, ..IoThread::default() });
        }
        IoThreadChange::Remove => {
            let Some(position) = position else {
                return refuse(format!("cannot find IOThread '{id}' in iothreadids list"));
            };
            let uses = |disk: &&model::device::disk::Disk| {
                disk.driver.iothread == Some(id) || disk.driver.iothreads.iter().any(|own| own.id == id)
            };
            if let Some(disk) = domain.devices.disks.iter().find(uses) {
                let dev = &disk.target.dev;
                return refuse(format!("cannot remove IOThread {id} since it is being used by disk '{dev}'"));
            }
            let controllers = &domain.devices.controllers;
            if controllers.iter().any(|controller| controller.driver.iothread == Some(id)) {
                return refuse(format!("cannot remove IOThread '{id}' since it is being used by controller"));
            }
            domain.iothread_ids.remove(position);
            domain.cpu_tune.iothread_pins.retain(|pin| pin.id != id);
        }
        IoThreadChange::Set { poll_max, poll_grow, poll_shrink, pool_min, pool_max } => {
            let Some(thread) = position.and_then(|at| domain.iothread_ids.get_mut(at)) else {
                return refuse(format!("cannot find IOThread '{id}' in iothreadids"));
            };
            if poll_max.is_some() || poll_grow.is_some() || poll_shrink.is_some() {
                let poll = thread.poll.get_or_insert_with(Polling::default);
                poll.max = poll_max.or(poll.max);
                poll.grow = poll_grow.or(poll.grow);
                poll.shrink = poll_shrink.or(poll.shrink);
            }
            thread.implied = false;
            if let Some(max) = pool_max.filter(|max| *max == 0 || *max < -1) {
                let detail = format!("thread_pool_max ({max}) must be a positive number or -1");
                return Err(Error::new(Code::ConfigUnsupported, ErrorDomain::Qemu, detail));
            }
            if let (Some(min), Some(max)) = (pool_min, pool_max)
                && max >= 0
                && min > max
            {
                let detail = format!("thread_pool_min ({min}) can't be greater than thread_pool_max ({max})");
                return Err(Error::new(Code::OperationInvalid, ErrorDomain::Qemu, detail));
            }
            let count = |value: Option<i32>| value.and_then(|value| u32::try_from(value).ok());
            thread.pool.min = count(pool_min).or(thread.pool.min);
            thread.pool.max = count(pool_max).or(thread.pool.max);
        }
    }
    domain.iothreads = u32::try_from(domain.iothread_ids.len()).ok().filter(|count| *count > 0);
    Ok(())
}

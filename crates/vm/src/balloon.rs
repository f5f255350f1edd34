//! How much memory a guest has: what the balloon leaves it, and how often it tells what it does with it.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;
use model::device::memballoon::BalloonModel;
use serde_json::{Value, json};

use crate::edit::Affected;
use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::owner::Owner;

impl Guest {
    /// Sets what the balloon leaves the guest, in KiB (DOMAIN_SET_MEMORY, DOMAIN_SET_MEMORY_FLAGS). How far the
    /// guest follows is told by event.
    ///
    /// # Errors
    /// 55; 8 "cannot set memory higher than max memory"; 68 when QEMU does not answer in time.
    pub async fn set_memory(&self, kib: u64, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_memory(kib, affected).await })).await
    }

    /// Sets the most memory that a guest can have from its next start on, in KiB (DOMAIN_SET_MAX_MEMORY).
    ///
    /// # Errors
    /// 55 "cannot resize the maximum memory on an active domain" when that is meant; 67 where NUMA cells say
    /// how much there is.
    pub async fn set_max_memory(&self, kib: u64, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_max_memory(kib, affected) })).await
    }

    /// Sets how often the balloon driver reports, in s; 0 for never (DOMAIN_SET_MEMORY_STATS_PERIOD).
    ///
    /// # Errors
    /// 55 when the guest has no balloon; 68 when QEMU does not answer in time.
    pub async fn set_stats_period(&self, seconds: u32, affected: Affected) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_stats_period(seconds, affected).await })).await
    }
}

impl Owner {
    async fn set_memory(&mut self, kib: u64, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let too_much = |domain: &Domain| domain.memory.total.is_some_and(|most| kib > most);
        let live = self.view.live.as_ref().filter(|_| affected.live);
        let stored = self.view.stored.as_ref().filter(|_| affected.config);
        if live.into_iter().chain(stored).any(|definition| too_much(definition.domain())) {
            let detail = "cannot set memory higher than max memory";
            return Err(Error::new(Code::InvalidArg, ErrorDomain::Qemu, detail));
        }
        if let Some(live) = live {
            if balloon(live.domain()).is_none() {
                return Err(invalid("Unable to change memory of active domain without the balloon device"));
            }
            self.command("balloon", json!({ "value": kib.saturating_mul(1024) })).await?;
            self.catch_up().await;
        }
        let config = Affected { live: false, ..affected };
        self.edit(config, |domain| {
            domain.memory.current = Some(kib);
            Ok(())
        })
    }

    fn set_max_memory(&mut self, kib: u64, affected: Affected) -> Result<()> {
        self.require(affected)?;
        if affected.live {
            return Err(invalid("cannot resize the maximum memory on an active domain"));
        }
        self.edit(affected, |domain| {
            if domain
                .cpu
                .as_ref()
                .is_some_and(|cpu| cpu.numa.as_ref().is_some_and(|numa| !numa.cells.is_empty()))
            {
                let detail =
                    "initial memory size of a domain with NUMA nodes cannot be modified with this API";
                return Err(Error::new(Code::OperationInvalid, ErrorDomain::Qemu, detail));
            }
            if domain.memory.maximum.is_some_and(|most| kib > most) {
                let detail = "cannot set initial memory size greater than the maximum memory size";
                return Err(Error::new(Code::OperationInvalid, ErrorDomain::Qemu, detail));
            }
            domain.memory.total = Some(kib);
            if domain.memory.current.is_some_and(|current| current > kib) {
                domain.memory.current = Some(kib);
            }
            Ok(())
        })
    }

    async fn set_stats_period(&mut self, seconds: u32, affected: Affected) -> Result<()> {
        self.require(affected)?;
        let without = || invalid("No memory balloon device configured, can not set the collection period");
        let live = self.view.live.as_ref().filter(|_| affected.live);
        let stored = self.view.stored.as_ref().filter(|_| affected.config);
        if live.into_iter().chain(stored).any(|definition| balloon(definition.domain()).is_none()) {
            return Err(without());
        }
        if let Some(live) = live {
            let alias = live.domain().devices.memballoon.as_ref().and_then(|b| b.info.alias.as_deref());
            let alias = alias.unwrap_or_default();
            let arguments = json!({
                "path": format!("/machine/peripheral/{alias}"),
                "property": "guest-stats-polling-interval",
                "value": seconds,
            });
            self.command("qom-set", arguments).await?;
        }
        self.edit(affected, |domain| {
            if let Some(balloon) = &mut domain.devices.memballoon {
                balloon.stats_period = Some(seconds).filter(|seconds| *seconds != 0);
            }
            Ok(())
        })
    }

    /// Has the balloon take from a guest that starts what the definition does not leave it, and learns how far it
    /// has got: without a driver, a guest has all of its memory.
    pub(crate) async fn inflate_balloon(&mut self) {
        let Some(live) = self.view.live.clone() else { return };
        let memory = &live.domain().memory;
        let Some(current) = memory.current.filter(|current| memory.total.is_some_and(|all| *current < all))
        else {
            return;
        };
        if balloon(live.domain()).is_none() {
            return;
        }
        let inflated = self.command("balloon", json!({ "value": current.saturating_mul(1024) })).await;
        let told = match inflated {
            Ok(_) => self.command("query-balloon", Value::Null).await,
            Err(why) => Err(why),
        };
        match told.as_ref().map(|told| told["actual"].as_u64()) {
            Ok(Some(actual)) => {
                let mut domain = live.domain().clone();
                domain.memory.current = Some(actual / 1024);
                self.set_live(domain);
            }
            Ok(None) => {}
            Err(why) => tracing::warn!("the balloon of domain '{}': {why}", self.view.name),
        }
    }

    /// Has the balloon driver report as often as the definition says, for a guest that starts.
    pub(crate) async fn begin_stats(&self) -> Result<()> {
        let Some(live) = &self.view.live else { return Ok(()) };
        let Some(balloon) = &live.domain().devices.memballoon else { return Ok(()) };
        let (Some(seconds), Some(alias)) = (balloon.stats_period, balloon.info.alias.as_deref()) else {
            return Ok(());
        };
        let arguments = json!({
            "path": format!("/machine/peripheral/{alias}"),
            "property": "guest-stats-polling-interval",
            "value": seconds,
        });
        self.command("qom-set", arguments).await.map(drop)
    }
}

/// The balloon that a guest can use.
fn balloon(domain: &Domain) -> Option<&model::device::memballoon::MemBalloon> {
    domain.devices.memballoon.as_ref().filter(|balloon| balloon.model != BalloonModel::None)
}

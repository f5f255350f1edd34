//! Finding guests: lists with their filters, look-ups by name, uuid and id.

use std::sync::Arc;

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use model::Uuid;
use vm::{State, View};
use wire::remote::procedure::*;
use wire::remote::{
    ConnectListAllDomainsArgs, ConnectListAllDomainsRet, ConnectListDefinedDomainsArgs,
    ConnectListDefinedDomainsRet, ConnectListDomainsArgs, ConnectListDomainsRet,
    ConnectNumOfDefinedDomainsRet, ConnectNumOfDomainsRet, DomainLookupByIdArgs, DomainLookupByNameArgs,
    DomainLookupByUuidArgs,
};
use wire::xdr::{Encode, EncodeAs, Encoder};
use wire::{WireError, limits};

use crate::dispatch::guest::{Named, no_domain};
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.read::<ConnectListAllDomains>(list_all);
    table.read::<ConnectNumOfDomains>(|engine: &Engine, (): ()| {
        Ok(ConnectNumOfDomainsRet { num: count(views(engine).filter(|view| view.is_active())) })
    });
    table.read::<ConnectNumOfDefinedDomains>(|engine: &Engine, (): ()| {
        Ok(ConnectNumOfDefinedDomainsRet { num: count(views(engine).filter(|view| !view.is_active())) })
    });
    table.read::<ConnectListDomains>(list_ids);
    table.read::<ConnectListDefinedDomains>(list_defined);
    table.read::<DomainLookupById>(by_id);
    table.read::<DomainLookupByName>(by_name);
    table.read::<DomainLookupByUuid>(by_uuid);
}

fn views(engine: &Engine) -> impl Iterator<Item = Arc<View>> {
    engine.guests().into_iter().map(|guest| guest.view())
}

fn count(of: impl Iterator) -> i32 {
    i32::try_from(of.count()).unwrap_or(i32::MAX)
}

fn by_id(engine: &Engine, args: DomainLookupByIdArgs) -> Result<Named> {
    let id = args.id;
    if id < 0 {
        let message = "id in virDomainLookupByID must be zero or greater";
        return Err(Error::invalid_argument(Domain::Domain, "virDomainLookupByID", "id", message));
    }
    let found = engine.guest_by_id(id).ok_or_else(|| no_domain(format!("no domain with matching id {id}")));
    found.map(|guest| Named(guest.view()))
}

fn by_name(engine: &Engine, args: DomainLookupByNameArgs) -> Result<Named> {
    let name = args.name;
    let found = engine.guest_by_name(&name);
    let found = found.ok_or_else(|| no_domain(format!("no domain with matching name '{name}'")));
    found.map(|guest| Named(guest.view()))
}

fn by_uuid(engine: &Engine, args: DomainLookupByUuidArgs) -> Result<Named> {
    let uuid = Uuid::from_bytes(args.uuid);
    let found = engine.guest_by_uuid(&uuid);
    let found = found.ok_or_else(|| no_domain(format!("no domain with matching uuid '{uuid}'")));
    found.map(|guest| Named(guest.view()))
}

/// The ids of running guests, for clients of the first hour.
fn list_ids(engine: &Engine, args: ConnectListDomainsArgs) -> Result<ConnectListDomainsRet> {
    let most = check_count("maxids", args.maxids)?;
    let ids = views(engine).filter(|view| view.is_active()).map(|view| view.id).take(most).collect();
    Ok(ConnectListDomainsRet { ids })
}

/// The names of stopped guests, for the same.
fn list_defined(
    engine: &Engine,
    args: ConnectListDefinedDomainsArgs,
) -> Result<ConnectListDefinedDomainsRet> {
    let most = check_count("maxnames", args.maxnames)?;
    let stopped = views(engine).filter(|view| !view.is_active());
    Ok(ConnectListDefinedDomainsRet { names: stopped.map(|view| view.name.to_string()).take(most).collect() })
}

fn check_count(what: &str, count: i32) -> Result<usize> {
    let refuse = |detail| Err(Error::new(Code::Rpc, Domain::Rpc, detail));
    match usize::try_from(count) {
        Err(_) => refuse(format!("{what} must be non-negative")),
        Ok(count) if count > limits::DOMAIN_LIST_MAX => refuse(format!("{what} > REMOTE_DOMAIN_LIST_MAX")),
        Ok(count) => Ok(count),
    }
}

fn list_all(engine: &Engine, args: ConnectListAllDomainsArgs) -> Result<AllDomains> {
    let filter = Filter::new(args.flags, "qemuConnectListAllDomains")?;
    let found = views(engine).filter(|view| filter.lets_through(view));
    if args.need_results == 0 {
        return Ok(AllDomains {
            domains: Vec::new(),
            count: u32::try_from(found.count()).unwrap_or(u32::MAX),
        });
    }
    let domains: Vec<_> = found.collect();
    if domains.len() > limits::DOMAIN_LIST_MAX {
        let detail = format!("Too many domains '{}' for limit '{}'", domains.len(), limits::DOMAIN_LIST_MAX);
        return Err(Error::new(Code::Rpc, Domain::Rpc, detail));
    }
    let count = u32::try_from(domains.len()).unwrap_or(u32::MAX);
    Ok(AllDomains { domains, count })
}

/// The reply to LIST_ALL_DOMAINS, written from the snapshots themselves.
struct AllDomains {
    domains: Vec<Arc<View>>,
    count: u32,
}

impl Encode for AllDomains {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        u32::try_from(self.domains.len()).unwrap_or(u32::MAX).encode(to)?;
        self.domains.iter().try_for_each(|view| Named(Arc::clone(view)).encode(to))?;
        self.count.encode(to)
    }
}

impl EncodeAs<ConnectListAllDomainsRet> for AllDomains {}

/// `virConnectListAllDomainsFlags`: bits of one group are alternatives, and every group that has a bit set
/// has to agree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter(u32);

impl Filter {
    const ACTIVE: u32 = 1;
    const INACTIVE: u32 = 2;
    const PERSISTENT: u32 = 4;
    const TRANSIENT: u32 = 8;
    const RUNNING: u32 = 16;
    const PAUSED: u32 = 32;
    const SHUTOFF: u32 = 64;
    const OTHER: u32 = 128;
    const MANAGED_SAVE: u32 = 256;
    const NO_MANAGED_SAVE: u32 = 512;
    const AUTOSTART: u32 = 1024;
    const NO_AUTOSTART: u32 = 2048;
    const SNAPSHOT: u32 = 4096;
    const NO_SNAPSHOT: u32 = 8192;
    const CHECKPOINT: u32 = 16384;
    const NO_CHECKPOINT: u32 = 32768;
    /// All bits that a filter knows.
    pub(super) const ALL: u32 = 0xffff;

    /// The filter of these bits, for the driver's `function`.
    ///
    /// # Errors
    /// 8 for bits that are none of them.
    pub(super) fn new(bits: u32, function: &str) -> Result<Self> {
        flags::check(bits, Self::ALL, function)?;
        Ok(Self(bits))
    }

    /// Whether a guest belongs into the list.
    pub(super) fn lets_through(self, view: &View) -> bool {
        let state = match view.state {
            State::Running(_) => Self::RUNNING,
            State::Paused(_) => Self::PAUSED,
            State::ShutOff(_) => Self::SHUTOFF,
            _ => Self::OTHER,
        };
        self.pair(Self::ACTIVE, Self::INACTIVE, view.is_active())
            && self.pair(Self::PERSISTENT, Self::TRANSIENT, view.persistent)
            && self.group(Self::RUNNING | Self::PAUSED | Self::SHUTOFF | Self::OTHER, state)
            && self.pair(Self::AUTOSTART, Self::NO_AUTOSTART, view.autostart)
            && self.pair(Self::MANAGED_SAVE, Self::NO_MANAGED_SAVE, view.managed_save)
            // Nothing of these exists yet.
            && self.pair(Self::SNAPSHOT, Self::NO_SNAPSHOT, false)
            && self.pair(Self::CHECKPOINT, Self::NO_CHECKPOINT, false)
    }

    const fn pair(self, yes: u32, no: u32, is: bool) -> bool {
        self.group(yes | no, if is { yes } else { no })
    }

    const fn group(self, group: u32, is: u32) -> bool {
        self.0 & group == 0 || self.0 & is != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use findings::Record;
    use vm::{PausedReason, RunningReason, ShutOffReason};

    fn view(state: State, persistent: bool, autostart: bool) -> View {
        View {
            name: "g".into(),
            uuid: Uuid::from_bytes([1; 16]),
            id: -1,
            state,
            persistent,
            autostart,
            managed_save: false,
            updated: false,
            hook_modified: false,
            live: None,
            stored: None,
            record: Arc::new(Record::default()),
            group: None,
        }
    }

    #[test]
    fn alternatives_within_a_group_agreement_between_groups() {
        let running = view(State::Running(RunningReason::Booted), true, true);
        let paused = view(State::Paused(PausedReason::User), false, false);
        let off = view(State::ShutOff(ShutOffReason::Unknown), true, false);
        let asleep = view(State::PmSuspended, true, false);
        for (bits, expected) in [
            (0, [true, true, true, true]),
            (1, [true, true, false, true]),
            (2, [false, false, true, false]),
            (3, [true, true, true, true]),
            (4, [true, false, true, true]),
            (8, [false, true, false, false]),
            (8 | 2, [false, false, false, false]),
            (16, [true, false, false, false]),
            (16 | 32, [true, true, false, false]),
            (64, [false, false, true, false]),
            (128, [false, false, false, true]),
            (1024, [true, false, false, false]),
            (2048 | 1, [false, true, false, true]),
            (256, [false, false, false, false]),
            (512, [true, true, true, true]),
            (4096, [false, false, false, false]),
            (8192 | 32768, [true, true, true, true]),
        ] {
            let filter = Filter::new(bits, "f").unwrap();
            assert_eq!(
                [&running, &paused, &off, &asleep].map(|view| filter.lets_through(view)),
                expected,
                "{bits}"
            );
        }
        assert!(Filter::new(1 << 16, "f").is_err());
    }
}

//! Snapshots and checkpoints: there are none yet, and this is how an empty list of them reads.

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::guest::view;
use crate::dispatch::{Table, flags};

/// What a list of snapshots can be filtered by (`virDomainSnapshotListFlags`).
const SNAPSHOT_FILTERS: u32 = 0x7ff;
/// The same for checkpoints.
const CHECKPOINT_FILTERS: u32 = 0xf;

pub(super) fn register(table: &mut Table) {
    table.read::<DomainSnapshotNum>(|engine: &Engine, args: DomainSnapshotNumArgs| {
        flags::check(args.flags, SNAPSHOT_FILTERS, "qemuDomainSnapshotNum")?;
        view(engine, &args.dom).map(|_| DomainSnapshotNumRet { num: 0 })
    });
    table.read::<DomainSnapshotListNames>(|engine: &Engine, args: DomainSnapshotListNamesArgs| {
        flags::check(args.flags, SNAPSHOT_FILTERS, "qemuDomainSnapshotListNames")?;
        view(engine, &args.dom).map(|_| DomainSnapshotListNamesRet::default())
    });
    table.read::<DomainListAllSnapshots>(|engine: &Engine, args: DomainListAllSnapshotsArgs| {
        flags::check(args.flags, SNAPSHOT_FILTERS, "qemuDomainListAllSnapshots")?;
        view(engine, &args.dom).map(|_| DomainListAllSnapshotsRet::default())
    });
    table.read::<DomainHasCurrentSnapshot>(|engine: &Engine, args: DomainHasCurrentSnapshotArgs| {
        flags::check(args.flags, 0, "qemuDomainHasCurrentSnapshot")?;
        view(engine, &args.dom).map(|_| DomainHasCurrentSnapshotRet { result: 0 })
    });
    table.read::<DomainSnapshotCurrent>(snapshot_current);
    table.read::<DomainSnapshotLookupByName>(snapshot_by_name);
    table.read::<DomainListAllCheckpoints>(|engine: &Engine, args: DomainListAllCheckpointsArgs| {
        flags::check(args.flags, CHECKPOINT_FILTERS, "qemuDomainListAllCheckpoints")?;
        view(engine, &args.dom).map(|_| DomainListAllCheckpointsRet::default())
    });
    table.read::<DomainCheckpointLookupByName>(checkpoint_by_name);
}

fn snapshot_current(engine: &Engine, args: DomainSnapshotCurrentArgs) -> Result<DomainSnapshotCurrentRet> {
    flags::check(args.flags, 0, "qemuDomainSnapshotCurrent")?;
    view(engine, &args.dom)?;
    let detail = "the domain does not have a current snapshot";
    Err(Error::new(Code::NoDomainSnapshot, Domain::Qemu, detail))
}

fn snapshot_by_name(
    engine: &Engine,
    args: DomainSnapshotLookupByNameArgs,
) -> Result<DomainSnapshotLookupByNameRet> {
    flags::check(args.flags, 0, "qemuDomainSnapshotLookupByName")?;
    view(engine, &args.dom)?;
    let detail = format!("no domain snapshot with matching name '{}'", args.name);
    Err(Error::new(Code::NoDomainSnapshot, Domain::Qemu, detail))
}

fn checkpoint_by_name(
    engine: &Engine,
    args: DomainCheckpointLookupByNameArgs,
) -> Result<DomainCheckpointLookupByNameRet> {
    flags::check(args.flags, 0, "qemuDomainCheckpointLookupByName")?;
    view(engine, &args.dom)?;
    let detail = format!("no domain checkpoint with matching name '{}'", args.name);
    Err(Error::new(Code::NoDomainCheckpoint, Domain::Qemu, detail))
}

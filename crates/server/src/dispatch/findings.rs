//! The ferrovirt program: findings of all guests, listed, followed, acknowledged (docs/findings-protocol.md).

use std::path::Path;
use std::sync::Arc;

use engine::{Engine, GuestFindings, WaiverScope};
use errors::{Code, Domain, Error, Result};
use host::clock::Timestamp;
use host::users::Accounts;
use model::Uuid;
use wire::ferrovirt::procedure::*;
use wire::ferrovirt::*;
use wire::xdr::{Encode, EncodeAs, Encoder};
use wire::{WireError, limits};

use crate::connection::Connection;
use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::{Table, flags};
use crate::finding_filter::FindingFilter;
use crate::finding_frame;

/// What this daemon serves of version 1 of the program: one more with each procedure or flag that is added.
const REVISION: u32 = 1;

/// LIST flag: guests of which nothing is found are listed too.
const LIST_ALL_GUESTS: u32 = 1;

/// Bytes after which a list stops, to be gone on with by another call. A frame takes twice as much.
const LIST_BYTES: usize = 16 << 20;

/// The longest reason or owner of an acknowledgement, in bytes.
const LONGEST_WORDS: usize = 1024;

pub(super) fn register(table: &mut Table) {
    table.connection::<ConnectGetFeatures>(features);
    table.read::<FindingsList>(list);
    table.connection::<FindingsSubscribe>(subscribe);
    table.connection::<FindingsUnsubscribe>(unsubscribe);
    table.call::<FindingsAcknowledge>(acknowledge);
    table.call::<FindingsWithdraw>(withdraw);
}

fn features(connection: &mut Connection, (): ()) -> Result<ConnectGetFeaturesRet> {
    let engine = connection.engine();
    Ok(ConnectGetFeaturesRet {
        revision: REVISION,
        server: concat!("ferrovirt ", env!("CARGO_PKG_VERSION")).to_owned(),
        ledger: *engine.ledger_id().as_bytes(),
        kept_changes: u32::try_from(engine.kept_finding_changes()).unwrap_or(u32::MAX),
    })
}

/// From the pages alone. A client that does not read its answers is not read from either, so that they do not pile up.
fn list(engine: &Engine, args: FindingsListArgs) -> Result<Listing> {
    flags::check_in(Domain::None, args.flags, LIST_ALL_GUESTS, "ferrovirtFindingsList")?;
    let filter = FindingFilter::new(args.filter);
    let findings = engine.findings();
    let after = args.after.map(Uuid::from_bytes);
    let begin = after.map_or(0, |after| findings.guests.partition_point(|guest| guest.guest.uuid <= after));
    let mut listing = Listing {
        ledger: *findings.ledger.as_bytes(),
        sequence: findings.sequence,
        guests: Vec::new(),
        more: false,
    };
    let mut bytes = 0;
    for guest in findings.guests.iter().skip(begin) {
        if !filter.wants_guest(&guest.guest, guest.state) {
            continue;
        }
        let entry = if filter.wants_all() {
            Entry::Whole(Arc::clone(guest))
        } else {
            let mut wanted =
                guest.findings.iter().map(|standing| &**standing).filter(|s| filter.wants(s)).peekable();
            if wanted.peek().is_none() && args.flags & LIST_ALL_GUESTS == 0 {
                continue;
            }
            Entry::Part(finding_frame::guest(guest, wanted).map_err(|_| WireError::unencodable())?)
        };
        if guest.findings.is_empty() && args.flags & LIST_ALL_GUESTS == 0 {
            continue;
        }
        let length = entry.bytes().len();
        if listing.guests.len() == limits::FINDINGS_GUESTS_MAX || (bytes > 0 && bytes + length > LIST_BYTES) {
            listing.more = true;
            break;
        }
        bytes += length;
        listing.guests.push(entry);
    }
    Ok(listing)
}

/// One guest of a list.
enum Entry {
    /// All that is found of it: what it looks like is known to the guest's page.
    Whole(Arc<GuestFindings>),
    /// What the client wants of it.
    Part(Vec<u8>),
}

impl Entry {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Part(bytes) => bytes,
            Self::Whole(guest) => guest.rendering(finding_frame::whole),
        }
    }
}

/// The reply to LIST, of what the pages keep of themselves.
struct Listing {
    ledger: [u8; 16],
    sequence: u64,
    guests: Vec<Entry>,
    more: bool,
}

impl Encode for Listing {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.ledger.encode(to)?;
        self.sequence.encode(to)?;
        u32::try_from(self.guests.len()).unwrap_or(u32::MAX).encode(to)?;
        self.guests.iter().for_each(|guest| to.raw(guest.bytes()));
        i32::from(self.more).encode(to)
    }
}

impl EncodeAs<FindingsListRet> for Listing {}

fn subscribe(connection: &mut Connection, args: FindingsSubscribeArgs) -> Result<FindingsSubscribeRet> {
    flags::check_in(Domain::None, args.flags, 0, "ferrovirtFindingsSubscribe")?;
    let engine = connection.engine().clone();
    let ledger = *engine.ledger_id().as_bytes();
    let (last, is_kept) = engine.resume_finding_changes(args.sequence);
    let resumed = args.ledger == Some(ledger) && is_kept;
    let sequence = if resumed { args.sequence } else { last };
    connection.findings.follow(&engine, FindingFilter::new(args.filter), sequence);
    Ok(FindingsSubscribeRet { ledger, sequence, resumed: resumed.into() })
}

fn unsubscribe(connection: &mut Connection, (): ()) -> Result<()> {
    if connection.findings.leave() {
        return Ok(());
    }
    Err(Error::new(Code::OperationInvalid, Domain::Rpc, "changes of findings are not subscribed to"))
}

async fn acknowledge(context: Context, args: FindingsAcknowledgeArgs) -> Result<FindingsAcknowledgeRet> {
    const FUNCTION: &str = "ferrovirtFindingsAcknowledge";
    flags::check_in(Domain::None, args.flags, 0, FUNCTION)?;
    let refuse = |what: &str, why: &str| Err(Error::invalid_argument(Domain::None, FUNCTION, what, why));
    if findings::Entry::of(&args.code).is_none() {
        return refuse("code", &format!("there is no finding '{}'", args.code));
    }
    let owner = args.owner.filter(|owner| !owner.trim().is_empty()).unwrap_or_else(|| who(&context));
    if args.reason.trim().is_empty() || args.reason.len() > LONGEST_WORDS || owner.len() > LONGEST_WORDS {
        return refuse(
            "reason",
            &format!("a reason and an owner of at most {LONGEST_WORDS} bytes are wanted"),
        );
    }
    let now = u64::try_from(Timestamp::now().milliseconds).unwrap_or(0);
    if args.expires_ms != 0 && args.expires_ms <= now {
        return refuse("expires_ms", "it has run out already");
    }
    let guest = guest(&context.engine, &args.dom)?;
    let scope = WaiverScope { code: args.code, value: args.value };
    let done = context.engine.acknowledge(&guest, scope, owner, args.reason, args.expires_ms).await?;
    let (sequence, findings) = done;
    Ok(FindingsAcknowledgeRet { sequence, findings: count(findings) })
}

async fn withdraw(context: Context, args: FindingsWithdrawArgs) -> Result<FindingsWithdrawRet> {
    flags::check_in(Domain::None, args.flags, 0, "ferrovirtFindingsWithdraw")?;
    let guest = guest(&context.engine, &args.dom)?;
    let scope = WaiverScope { code: args.code, value: args.value };
    let (sequence, findings) = context.engine.withdraw(&guest, scope).await?;
    Ok(FindingsWithdrawRet { sequence, findings: count(findings) })
}

/// The name of the caller's account.
fn who(context: &Context) -> String {
    let uid = context.caller.uid;
    let accounts = Accounts::read(Path::new("/")).unwrap_or_default();
    accounts.user_by_id(uid).map_or_else(|| format!("uid {uid}"), |user| user.name.clone())
}

fn count(findings: usize) -> u32 {
    u32::try_from(findings).unwrap_or(u32::MAX)
}

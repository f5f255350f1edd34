//! The findings program spoken by hand, as `docs/findings-protocol.md` writes it down.

use std::time::Duration;

use crate::args::Args;
use crate::client::{Incoming, RawClient};
use crate::frame::{Frame, kind};
use crate::reply::{Fields, WireError};

/// The program of findings.
pub const FERROVIRT: u32 = 0x2000_fe01;

/// Which findings are wanted; what is left empty chooses nothing out.
#[derive(Debug, Clone, Default)]
pub struct FindingFilter<'a> {
    /// Names or uuids.
    pub guests: &'a [&'a str],
    /// Codes, each with those below it.
    pub codes: &'a [&'a str],
    /// Bits of classes, severities, times and states.
    pub bits: [u32; 4],
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct Found {
    pub code: String,
    pub class: i32,
    pub severity: i32,
    pub when: i32,
    pub snapshot: Option<String>,
    pub taint: Option<String>,
    pub value: String,
    pub place: Option<String>,
    pub sentence: String,
    pub evidence: String,
    pub remedy: Option<String>,
    pub first_seen_ms: u64,
    pub last_seen_ms: u64,
    pub count: u64,
    pub cause: Option<FoundCause>,
    pub waiver: Option<FoundWaiver>,
}

/// Who caused it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundCause {
    pub uid: u32,
    pub pid: i32,
    pub program: Option<String>,
    pub connection: u64,
}

/// Who has taken it upon them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundWaiver {
    pub owner: String,
    pub reason: String,
    pub given_ms: u64,
    pub expires_ms: u64,
    /// 0 an acknowledgement, 1 the policy.
    pub source: i32,
}

/// A guest and what is found of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundGuest {
    pub name: String,
    pub uuid: [u8; 16],
    pub id: i32,
    pub state: i32,
    pub findings: Vec<Found>,
}

/// The answer to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundGuests {
    pub ledger: [u8; 16],
    pub sequence: u64,
    pub guests: Vec<FoundGuest>,
    pub more: bool,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundChange {
    pub sequence: u64,
    pub time_ms: u64,
    /// 0 appeared, 1 changed, 2 cleared.
    pub step: i32,
    pub guest: String,
    pub state: i32,
    pub finding: Found,
}

/// One message about changes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the protocol's own fields")]
pub struct FoundChanges {
    pub ledger: [u8; 16],
    pub dropped: u64,
    pub changes: Vec<FoundChange>,
    pub sequence: u64,
}

impl FindingFilter<'_> {
    /// A call for a list of all that passes.
    pub fn call(&self) -> Frame {
        findings_call(2, self.write(Args::new()).none().uint(0))
    }

    fn write(&self, mut args: Args) -> Args {
        for texts in [self.guests, self.codes] {
            args = args.uint(u32::try_from(texts.len()).expect("a short list"));
            args = texts.iter().fold(args, |args, text| args.text(text));
        }
        self.bits.iter().fold(args, |args, bits| args.uint(*bits))
    }
}

/// A call of the findings program.
pub fn findings_call(procedure: u32, payload: impl Into<Vec<u8>>) -> Frame {
    Frame { program: FERROVIRT, ..Frame::call(procedure, 77, payload) }
}

impl RawClient {
    /// Lists findings; `after` the guest with this uuid.
    pub fn findings_page(
        &mut self,
        filter: &FindingFilter<'_>,
        after: Option<[u8; 16]>,
        flags: u32,
    ) -> Result<FoundGuests, WireError> {
        let args = filter.write(Args::new());
        let args = match after {
            Some(uuid) => args.uint(1).raw(&uuid),
            None => args.none(),
        };
        let payload = self.exchange(&findings_call(2, args.uint(flags)))?;
        let mut fields = Fields::of(&payload);
        let (ledger, sequence) = (fields.fixed(), fields.ulong());
        let count = fields.uint();
        let guests = (0..count).map(|_| guest(&mut fields)).collect();
        let more = fields.int() != 0;
        fields.end();
        Ok(FoundGuests { ledger, sequence, guests, more })
    }

    /// Lists what is found of all guests that something is found of.
    #[track_caller]
    pub fn findings(&mut self) -> FoundGuests {
        self.findings_page(&FindingFilter::default(), None, 0).expect("the findings")
    }

    /// What is found of one guest.
    #[track_caller]
    pub fn findings_of(&mut self, guest: &str) -> Vec<Found> {
        let filter = FindingFilter { guests: &[guest], ..FindingFilter::default() };
        let listed = self.findings_page(&filter, None, 0).expect("the findings of a guest");
        listed.guests.into_iter().flat_map(|guest| guest.findings).collect()
    }

    /// Follows changes after a number of a ledger; from now on without one. The ledger, the number from which they
    /// are told, and whether that is the one that was asked for.
    pub fn follow_findings(
        &mut self,
        filter: &FindingFilter<'_>,
        from: Option<([u8; 16], u64)>,
    ) -> ([u8; 16], u64, bool) {
        let args = filter.write(Args::new());
        let args = match from {
            Some((ledger, _)) => args.uint(1).raw(&ledger),
            None => args.none(),
        };
        let args = args.raw(&from.map_or(0, |(_, sequence)| sequence).to_be_bytes()).uint(0);
        let payload = self.exchange(&findings_call(3, args)).expect("follow the findings");
        let mut fields = Fields::of(&payload);
        let told = (fields.fixed(), fields.ulong(), fields.int() != 0);
        fields.end();
        told
    }

    /// The next message about changes, if one comes within this time.
    pub fn next_findings(&mut self, patience: Duration) -> Option<FoundChanges> {
        loop {
            let Incoming::Frame(frame) = self.receive_within(patience) else { return None };
            if (frame.program, frame.procedure, frame.kind) == (FERROVIRT, 5, kind::MESSAGE) {
                let mut fields = Fields::of(&frame.payload);
                let (ledger, dropped) = (fields.fixed(), fields.ulong());
                let count = fields.uint();
                let changes = (0..count).map(|_| change(&mut fields)).collect();
                let sequence = fields.ulong();
                fields.end();
                return Some(FoundChanges { ledger, dropped, changes, sequence });
            }
        }
    }
}

fn guest(fields: &mut Fields<'_>) -> FoundGuest {
    let (name, uuid, id, state) = (fields.text(), fields.fixed(), fields.int(), fields.int());
    let count = fields.uint();
    FoundGuest { name, uuid, id, state, findings: (0..count).map(|_| found(fields)).collect() }
}

fn change(fields: &mut Fields<'_>) -> FoundChange {
    let (sequence, time_ms, step) = (fields.ulong(), fields.ulong(), fields.int());
    let guest = fields.text();
    let _uuid: [u8; 16] = fields.fixed();
    let _id = fields.int();
    FoundChange { sequence, time_ms, step, guest, state: fields.int(), finding: found(fields) }
}

fn found(fields: &mut Fields<'_>) -> Found {
    Found {
        code: fields.text(),
        class: fields.int(),
        severity: fields.int(),
        when: fields.int(),
        snapshot: fields.optional_text(),
        taint: fields.optional_text(),
        value: fields.text(),
        place: fields.optional_text(),
        sentence: fields.text(),
        evidence: fields.text(),
        remedy: fields.optional_text(),
        first_seen_ms: fields.ulong(),
        last_seen_ms: fields.ulong(),
        count: fields.ulong(),
        cause: (fields.uint() != 0).then(|| FoundCause {
            uid: fields.uint(),
            pid: fields.int(),
            program: fields.optional_text(),
            connection: fields.ulong(),
        }),
        waiver: (fields.uint() != 0).then(|| FoundWaiver {
            owner: fields.text(),
            reason: fields.text(),
            given_ms: fields.ulong(),
            expires_ms: fields.ulong(),
            source: fields.int(),
        }),
    }
}

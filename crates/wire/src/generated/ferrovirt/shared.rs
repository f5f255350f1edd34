// Generated from schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

use crate::WireError;
use crate::limits;
use crate::remote::Domain;
use crate::xdr::{Decode, Decoder, Encode, Encoder, codec};

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingCause {
    pub uid: u32,
    pub pid: i32,
    pub program: Option<String>,
    pub connection: u64,
}

codec!(FindingCause { uid, pid, program, connection }, 20);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingWaiver {
    pub owner: String,
    pub reason: String,
    pub given_ms: u64,
    pub expires_ms: u64,
    pub source: FindingWaiverSource,
}

codec!(FindingWaiver { owner, reason, given_ms, expires_ms, source }, 28);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finding {
    pub code: String,
    pub class: FindingClass,
    pub severity: FindingSeverity,
    pub when: FindingWhen,
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
    pub cause: Option<FindingCause>,
    pub waiver: Option<FindingWaiver>,
}

codec!(
    Finding {
        code,
        class,
        severity,
        when,
        snapshot,
        taint,
        value,
        place,
        sentence,
        evidence,
        remedy,
        first_seen_ms,
        last_seen_ms,
        count,
        cause,
        waiver,
    },
    76
);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingGuest {
    pub dom: Domain,
    pub state: i32,
    pub findings: Vec<Finding>,
}

codec!(FindingGuest { dom, state, findings: array(limits::FINDINGS_OF_GUEST_MAX) }, 32);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingFilter {
    pub guests: Vec<String>,
    pub codes: Vec<String>,
    pub classes: u32,
    pub severities: u32,
    pub whens: u32,
    pub states: u32,
}

codec!(
    FindingFilter {
        guests: array(limits::FINDINGS_FILTER_GUESTS_MAX),
        codes: array(limits::FINDINGS_CODES_MAX),
        classes,
        severities,
        whens,
        states,
    },
    24
);

/// Shared by many messages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingChange {
    pub sequence: u64,
    pub time_ms: u64,
    pub step: FindingStep,
    pub dom: Domain,
    pub state: i32,
    pub finding: Finding,
}

codec!(FindingChange { sequence, time_ms, step, dom, state, finding }, 124);

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingClass(pub i32);

impl FindingClass {
    pub const TAINT: Self = Self(0);
    pub const DEPRECATION: Self = Self(1);
    pub const IO_ERROR: Self = Self(2);
    pub const FORECAST: Self = Self(3);
    pub const RUNTIME_WARNING: Self = Self(4);
}

impl Encode for FindingClass {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for FindingClass {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingSeverity(pub i32);

impl FindingSeverity {
    pub const INFO: Self = Self(0);
    pub const WARNING: Self = Self(1);
    pub const DANGER: Self = Self(2);
}

impl Encode for FindingSeverity {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for FindingSeverity {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingWhen(pub i32);

impl FindingWhen {
    pub const RUNNING: Self = Self(0);
    pub const NEXT_START: Self = Self(1);
    pub const MANAGED_SAVE: Self = Self(2);
    pub const SNAPSHOT: Self = Self(3);
}

impl Encode for FindingWhen {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for FindingWhen {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingWaiverSource(pub i32);

impl FindingWaiverSource {
    pub const ACKNOWLEDGEMENT: Self = Self(0);
    pub const POLICY: Self = Self(1);
}

impl Encode for FindingWaiverSource {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for FindingWaiverSource {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

/// A number with names for those that are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindingStep(pub i32);

impl FindingStep {
    pub const APPEARED: Self = Self(0);
    pub const CHANGED: Self = Self(1);
    pub const CLEARED: Self = Self(2);
}

impl Encode for FindingStep {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        self.0.encode(to)
    }
}

impl Decode for FindingStep {
    const MIN_SIZE: usize = 4;

    fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {
        i32::decode(from).map(Self)
    }
}

//! Findings as they go over the wire.

use engine::{Change, GuestFindings, Standing, Step, WaiverSource};
use findings::{Class, Finding, Severity, When};
use vm::Subject;
use wire::ferrovirt::{
    Finding as WireFinding, FindingCause, FindingChange, FindingClass, FindingGuest, FindingSeverity,
    FindingStep, FindingWaiver, FindingWaiverSource, FindingWhen,
};
use wire::remote::Domain;
use wire::{WireError, xdr};

/// A guest with those of its findings that somebody wants.
pub(crate) fn guest<'a>(
    of: &GuestFindings,
    wanted: impl Iterator<Item = &'a Standing>,
) -> Result<Vec<u8>, WireError> {
    let findings = wanted.map(finding).collect();
    xdr::encode(&FindingGuest { dom: domain(&of.guest), state: of.state.number(), findings })
}

/// A guest with all of its findings; with none when they cannot be told, which is logged.
pub(crate) fn whole(of: &GuestFindings) -> Vec<u8> {
    guest(of, of.findings.iter().map(|standing| &**standing)).unwrap_or_else(|why| {
        tracing::warn!("the findings of domain '{}' cannot be told: {why}", of.guest.name);
        guest(of, std::iter::empty()).unwrap_or_default()
    })
}

pub(crate) fn change(of: &Change) -> FindingChange {
    FindingChange {
        sequence: of.sequence,
        time_ms: of.time_ms,
        step: match of.step {
            Step::Appeared => FindingStep::APPEARED,
            Step::Changed => FindingStep::CHANGED,
            Step::Cleared => FindingStep::CLEARED,
        },
        dom: domain(&of.guest),
        state: of.state.number(),
        finding: finding(&of.standing),
    }
}

fn domain(guest: &Subject) -> Domain {
    Domain { name: guest.name.to_string(), uuid: *guest.uuid.as_bytes(), id: guest.id }
}

fn finding(of: &Standing) -> WireFinding {
    let Standing { finding, waiver } = of;
    let Finding { subject, sentence, evidence, remedy, cause, .. } = finding;
    let (when, snapshot) = when(&finding.when);
    WireFinding {
        code: finding.code.to_string(),
        class: class(finding.class),
        severity: severity(finding.severity),
        when,
        snapshot,
        taint: finding.taint.map(|taint| taint.word().to_owned()),
        value: subject.value.clone(),
        place: subject.place.as_ref().map(ToString::to_string),
        sentence: sentence.clone(),
        evidence: evidence.clone(),
        remedy: remedy.clone(),
        first_seen_ms: finding.first_seen_ms,
        last_seen_ms: finding.last_seen_ms,
        count: finding.count,
        cause: cause.as_ref().map(|cause| FindingCause {
            uid: cause.uid,
            pid: cause.pid,
            program: cause.program.clone(),
            connection: cause.connection,
        }),
        waiver: waiver.as_ref().map(|waiver| FindingWaiver {
            owner: waiver.owner.clone(),
            reason: waiver.reason.clone(),
            given_ms: waiver.given_ms,
            expires_ms: waiver.expires_ms,
            source: match waiver.source {
                WaiverSource::Acknowledgement => FindingWaiverSource::ACKNOWLEDGEMENT,
                WaiverSource::Policy => FindingWaiverSource::POLICY,
            },
        }),
    }
}

pub(crate) const fn class(class: Class) -> FindingClass {
    match class {
        Class::Taint => FindingClass::TAINT,
        Class::Deprecation => FindingClass::DEPRECATION,
        Class::IoError => FindingClass::IO_ERROR,
        Class::Forecast => FindingClass::FORECAST,
        Class::RuntimeWarning => FindingClass::RUNTIME_WARNING,
    }
}

pub(crate) const fn severity(severity: Severity) -> FindingSeverity {
    match severity {
        Severity::Info => FindingSeverity::INFO,
        Severity::Warning => FindingSeverity::WARNING,
        Severity::Danger => FindingSeverity::DANGER,
    }
}

/// When it holds, and of which snapshot.
pub(crate) fn when(when: &When) -> (FindingWhen, Option<String>) {
    match when {
        When::Running => (FindingWhen::RUNNING, None),
        When::NextStart => (FindingWhen::NEXT_START, None),
        When::ManagedSave => (FindingWhen::MANAGED_SAVE, None),
        When::Snapshot(name) => (FindingWhen::SNAPSHOT, Some(name.clone())),
    }
}

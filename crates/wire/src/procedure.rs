//! What a procedure is: a marker type that ties a number to its argument and reply types, and a table
//! entry with everything else that is known about it.

use crate::Program;
use crate::access::{AclCheck, Condition, ReadOnlyRule, RuleArgs};
use crate::generated::{ferrovirt, keepalive, lxc, qemu, remote};
use crate::xdr::{Decode, Encode};

/// A procedure that a client calls.
pub trait Procedure {
    /// The program it belongs to.
    const PROGRAM: Program;
    /// Its number in that program.
    const NUMBER: i32;
    /// Its name, as in `DOMAIN_GET_INFO`.
    const NAME: &'static str;
    /// What the call carries.
    type Args: Encode + Decode;
    /// What the reply carries.
    type Ret: Encode + Decode;

    /// The arguments that access rules look at.
    fn rule_args(_args: &Self::Args) -> RuleArgs {
        RuleArgs::default()
    }
}

/// A message that a server sends unasked.
pub trait Event {
    /// The program it belongs to.
    const PROGRAM: Program;
    /// Its number in that program.
    const NUMBER: i32;
    /// Its name, as in `DOMAIN_EVENT_CALLBACK_REBOOT`.
    const NAME: &'static str;
    /// What it carries.
    type Body: Encode + Decode;
}

/// Which way a number is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Called by a client, answered by the server.
    Call,
    /// Sent by a server; as a call it does not exist.
    Event,
}

/// Whether a call may use the workers that are kept free for calls which never wait for a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// It may.
    High,
    /// It may not.
    Low,
}

/// Who sends on the stream that a call opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamDirection {
    /// The client, as in an upload.
    ToServer,
    /// The server, as in a download.
    ToClient,
    /// Both, as on a console.
    Both,
}

/// The stream that a call opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamInfo {
    /// Who sends.
    pub direction: StreamDirection,
    /// The flag of the call that allows holes in the stream; 0 when none does.
    pub sparse_flag: u64,
}

/// Which messages of a procedure carry file descriptors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fds {
    /// None; what comes anyway is closed.
    None,
    /// The call.
    Request,
    /// The reply.
    Reply,
    /// Both.
    Both,
}

/// Everything about a procedure but its types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcedureInfo {
    /// The program it belongs to.
    pub program: Program,
    /// Its number in that program.
    pub number: i32,
    /// Its name, as in `DOMAIN_GET_INFO`.
    pub name: &'static str,
    /// Whether it is called, or sent as an event.
    pub kind: Kind,
    /// The function of the public API behind it, which error texts name; authentication and events
    /// have none.
    pub public_api: Option<&'static str>,
    /// May it use the workers that are kept free?
    pub priority: Priority,
    /// What a read-only connection may do with it.
    pub read_only: ReadOnlyRule,
    /// What the caller needs, all of it.
    pub acl: &'static [AclCheck],
    /// What an object must grant the caller to show up in the result, or the receiver for the event
    /// to be sent.
    pub acl_filter: &'static [AclCheck],
    /// The stream that it opens, if any.
    pub stream: Option<StreamInfo>,
    /// Which of its messages carry file descriptors.
    pub fds: Fds,
}

/// A table entry, closed to read-only connections and without any demand on the caller's permissions,
/// until the methods below say otherwise.
const fn entry(program: Program, number: i32, name: &'static str, kind: Kind) -> ProcedureInfo {
    ProcedureInfo {
        program,
        number,
        name,
        kind,
        public_api: None,
        priority: Priority::Low,
        read_only: ReadOnlyRule::Denied,
        acl: &[],
        acl_filter: &[],
        stream: None,
        fds: Fds::None,
    }
}

pub(crate) const fn call(program: Program, number: i32, name: &'static str) -> ProcedureInfo {
    entry(program, number, name, Kind::Call)
}

pub(crate) const fn event(program: Program, number: i32, name: &'static str) -> ProcedureInfo {
    entry(program, number, name, Kind::Event)
}

/// What the generated tables are written with.
impl ProcedureInfo {
    pub(crate) const fn api(self, function: &'static str) -> Self {
        Self { public_api: Some(function), ..self }
    }

    pub(crate) const fn high_priority(self) -> Self {
        Self { priority: Priority::High, ..self }
    }

    pub(crate) const fn read_only_allowed(self) -> Self {
        Self { read_only: ReadOnlyRule::Allowed, ..self }
    }

    pub(crate) const fn read_only_denied_if(self, condition: Condition) -> Self {
        Self { read_only: ReadOnlyRule::DeniedIf(condition), ..self }
    }

    pub(crate) const fn acl(self, acl: &'static [AclCheck]) -> Self {
        Self { acl, ..self }
    }

    pub(crate) const fn acl_filter(self, acl_filter: &'static [AclCheck]) -> Self {
        Self { acl_filter, ..self }
    }

    pub(crate) const fn stream(self, direction: StreamDirection, sparse_flag: u64) -> Self {
        Self { stream: Some(StreamInfo { direction, sparse_flag }), ..self }
    }

    pub(crate) const fn fds(self, fds: Fds) -> Self {
        Self { fds, ..self }
    }
}

/// Writes the marker types of a program's calls, a line each: number, type, name, arguments, those of
/// them that access rules look at, and what comes back.
macro_rules! procedures {
    ($program:ident; $($number:literal $marker:ident $name:literal: $args:ty $([$($looked_at:ident),*])? => $ret:ty;)*) => { $(
        #[doc = concat!("`", $name, "` (", $number, ").")]
        #[derive(Debug, Clone, Copy)]
        pub struct $marker;

        impl $crate::Procedure for $marker {
            const PROGRAM: $crate::Program = $crate::Program::$program;
            const NUMBER: i32 = $number;
            const NAME: &'static str = $name;
            type Args = $args;
            type Ret = $ret;

            $(fn rule_args(args: &Self::Args) -> $crate::access::RuleArgs {
                let mut looked_at = $crate::access::RuleArgs::default();
                $(looked_at.$looked_at = args.$looked_at.into();)*
                looked_at
            })?
        }
    )* };
}

/// Writes the marker types of a program's events, a line each: number, type, name and body.
macro_rules! events {
    ($program:ident; $($number:literal $marker:ident $name:literal: $body:ty;)*) => { $(
        #[doc = concat!("`", $name, "` (", $number, ").")]
        #[derive(Debug, Clone, Copy)]
        pub struct $marker;

        impl $crate::Event for $marker {
            const PROGRAM: $crate::Program = $crate::Program::$program;
            const NUMBER: i32 = $number;
            const NAME: &'static str = $name;
            type Body = $body;
        }
    )* };
}

pub(crate) use {events, procedures};

/// Looks a number up; numbers are dense, so this is an index into an array.
pub fn find(program: Program, number: i32) -> Option<&'static ProcedureInfo> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    all(program).get(index)
}

/// All procedures and events of a program, in the order of their numbers, which start at 1.
pub fn all(program: Program) -> &'static [ProcedureInfo] {
    match program {
        Program::Remote => &remote::table::PROCEDURES,
        Program::Qemu => &qemu::table::PROCEDURES,
        Program::Lxc => &lxc::table::PROCEDURES,
        Program::Ferrovirt => &ferrovirt::table::PROCEDURES,
        Program::Keepalive => &keepalive::table::PROCEDURES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remote::procedure::{DomainGetXmlDesc, DomainInterfaceAddresses};
    use crate::remote::{DomainGetXmlDescArgs, DomainInterfaceAddressesArgs};

    #[test]
    fn every_entry_is_found_by_its_number() {
        for program in Program::ALL {
            assert_eq!(Program::from_id(program.id()), Some(program));
            for info in all(program) {
                assert_eq!(find(program, info.number), Some(info));
                assert_eq!(info.program, program);
            }
            let last = all(program).last().map_or(0, |info| info.number);
            for number in [i32::MIN, -1, 0, last + 1, i32::MAX] {
                assert_eq!(find(program, number), None, "{number}");
            }
        }
    }

    #[test]
    fn what_the_table_says_of_some() {
        let find = |number| find(Program::Remote, number).unwrap();
        assert_eq!(find(16).name, "DOMAIN_GET_INFO");
        assert_eq!(find(12).read_only, ReadOnlyRule::Denied);
        assert_eq!(find(12).public_api, Some("virDomainDestroy"));
        assert_eq!(find(318).kind, Kind::Event);
        assert_eq!(find(1).priority, Priority::High);
        assert_eq!(find(249).fds, Fds::Request);
        assert_eq!(
            find(209).stream,
            Some(StreamInfo { direction: StreamDirection::ToClient, sparse_flag: 1 })
        );
        assert_eq!(find(14).acl[1].when, Condition::AnyFlag(1));
    }

    #[test]
    fn a_read_only_connection_may_not_ask_for_secrets() {
        let rule = find(Program::Remote, DomainGetXmlDesc::NUMBER).unwrap().read_only;
        for (flags, permitted) in [(0, true), (1, false), (2, true), (8, false), (9, false)] {
            let args = DomainGetXmlDescArgs { flags, ..Default::default() };
            assert_eq!(rule.permits(DomainGetXmlDesc::rule_args(&args)), permitted, "{flags}");
        }
        let rule = find(Program::Remote, DomainInterfaceAddresses::NUMBER).unwrap().read_only;
        for (source, permitted) in [(0, true), (1, false), (2, true)] {
            let args = DomainInterfaceAddressesArgs { source, ..Default::default() };
            assert_eq!(rule.permits(DomainInterfaceAddresses::rule_args(&args)), permitted, "{source}");
        }
    }

    #[test]
    fn qemu_is_closed_to_read_only_connections() {
        for info in all(Program::Qemu).iter().filter(|info| info.kind == Kind::Call) {
            assert_eq!(info.read_only, ReadOnlyRule::Denied, "{}", info.name);
        }
    }
}

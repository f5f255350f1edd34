//! Who may call what, as data: the read-only rule and the permissions of each procedure.
//!
//! A rule may depend on the arguments (`VIR_DOMAIN_XML_SECURE` shows passwords, so a read-only connection
//! may not set it). The few arguments that any rule looks at are [`RuleArgs`]; a procedure extracts them
//! from its decoded arguments ([`crate::Procedure::rule_args`]), so that the rule is evaluated before any
//! object is looked up, as libvirt does.

/// The arguments that rules look at; 0 where a procedure has no such argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleArgs {
    /// The call's `flags`.
    pub flags: u64,
    /// Where interface addresses are asked for (`virDomainInterfaceAddressesSource`).
    pub source: u32,
}

/// When a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// To every call.
    Always,
    /// To calls with at least one of these flags.
    AnyFlag(u64),
    /// To calls with none of these flags.
    NoFlag(u64),
    /// To calls that ask this source.
    SourceIs(u32),
}

impl Condition {
    /// Does it hold for a call with these arguments?
    pub const fn holds(self, args: RuleArgs) -> bool {
        match self {
            Self::Always => true,
            Self::AnyFlag(mask) => args.flags & mask != 0,
            Self::NoFlag(mask) => args.flags & mask == 0,
            Self::SourceIs(source) => args.source == source,
        }
    }
}

/// What a read-only connection may do with a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnlyRule {
    /// Call it.
    Allowed,
    /// Nothing.
    Denied,
    /// Call it, unless the condition holds.
    DeniedIf(Condition),
}

impl ReadOnlyRule {
    /// May a read-only connection make a call with these arguments?
    pub const fn permits(self, args: RuleArgs) -> bool {
        match self {
            Self::Allowed => true,
            Self::Denied => false,
            Self::DeniedIf(condition) => !condition.holds(args),
        }
    }
}

/// A permission on the object that a call is about, in the words of libvirt's access control
/// (`domain`, `read_secure`); the polkit action has dashes instead of underscores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AclCheck {
    /// The kind of object: `connect`, `domain`, `storage_pool` ...
    pub object: &'static str,
    /// What is to be done with it: `getattr`, `read`, `write`, `start` ...
    pub permission: &'static str,
    /// For which calls it is needed.
    pub when: Condition,
}

/// A check that every call needs.
pub(crate) const fn needs(object: &'static str, permission: &'static str) -> AclCheck {
    AclCheck { object, permission, when: Condition::Always }
}

impl AclCheck {
    pub(crate) const fn when(self, when: Condition) -> Self {
        Self { when, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_look_at_flags_and_source() {
        let flags = |flags| RuleArgs { flags, source: 1 };
        for (condition, args, holds) in [
            (Condition::Always, flags(0), true),
            (Condition::AnyFlag(9), flags(8), true),
            (Condition::AnyFlag(9), flags(6), false),
            (Condition::NoFlag(3), flags(4), true),
            (Condition::NoFlag(3), flags(5), false),
            (Condition::SourceIs(1), flags(0), true),
            (Condition::SourceIs(2), flags(0), false),
        ] {
            assert_eq!(condition.holds(args), holds, "{condition:?} {args:?}");
            assert_eq!(ReadOnlyRule::DeniedIf(condition).permits(args), !holds);
        }
    }
}

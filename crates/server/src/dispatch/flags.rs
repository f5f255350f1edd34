//! Flags of calls: which bits a function knows, and which exclude each other.

use errors::{Domain, Error, Result};

/// `VIR_DOMAIN_AFFECT_LIVE`: the running guest.
pub(super) const LIVE: u32 = 1;
/// `VIR_DOMAIN_AFFECT_CONFIG`: what is stored for the next start.
pub(super) const CONFIG: u32 = 2;
/// `VIR_TYPED_PARAM_STRING_OKAY`: the client understands strings among parameters.
pub(crate) const STRING_OKAY: u32 = 4;

/// Refuses bits that the driver's `function` does not know.
///
/// # Errors
/// Code 8 with those bits.
pub(super) fn check(flags: u32, known: u32, function: &str) -> Result<()> {
    check_in(Domain::Qemu, flags, known, function)
}

/// The same for a function that is not the QEMU driver's.
///
/// # Errors
/// Code 8 with those bits.
pub(super) fn check_in(domain: Domain, flags: u32, known: u32, function: &str) -> Result<()> {
    match flags & !known {
        0 => Ok(()),
        unknown => Err(Error::unsupported_flags(domain, function, unknown)),
    }
}

/// Refuses two flags together, as the public function `api` does.
///
/// # Errors
/// Code 8 with both names.
pub(super) fn exclusive(flags: u32, one: (u32, &str), other: (u32, &str), api: &str) -> Result<()> {
    if flags & one.0 == 0 || flags & other.0 == 0 {
        return Ok(());
    }
    let text = format!("Flags '{}' and '{}' are mutually exclusive", one.1, other.1);
    Err(Error::invalid_argument(Domain::Domain, api, "ctl", text))
}

/// Refuses [`LIVE`] and [`CONFIG`] together, where a call reads one of the two.
///
/// # Errors
/// Code 8 with both names.
pub(super) fn live_or_config(flags: u32, api: &str) -> Result<()> {
    exclusive(flags, (LIVE, "VIR_DOMAIN_AFFECT_LIVE"), (CONFIG, "VIR_DOMAIN_AFFECT_CONFIG"), api)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unknown_bits_are_named() {
        assert_eq!(check(3, 3, "f"), Ok(()));
        assert_eq!(check(5, 1, "f").unwrap_err().message, "unsupported flags (0x4) in function f");
    }

    #[test]
    fn live_and_config_exclude_each_other_where_one_is_read() {
        assert_eq!(live_or_config(LIVE, "f"), Ok(()));
        assert_eq!(
            live_or_config(LIVE | CONFIG, "f").unwrap_err().message,
            "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually exclusive"
        );
    }
}

//! The mark in front of a guest that needs somebody's attention.

use foresight::GuestReport;

/// 💣 for one that is or will be tainted or cannot start, `!` for one that uses something deprecated or has other
/// findings; where the terminal cannot show the first, `!` for both.
pub fn mark(guest: &GuestReport) -> &'static str {
    let grave = guest.is_tainted() || guest.cannot_start();
    match (guest.findings.is_empty(), grave && is_utf8()) {
        (true, _) => "",
        (false, true) => "💣",
        (false, false) => "!",
    }
}

fn is_utf8() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    let locale = locale.to_ascii_uppercase();
    locale.contains("UTF-8") || locale.contains("UTF8")
}

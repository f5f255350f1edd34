//! Labels, key wrapping and protected execution: `<seclabel>`, `<keywrap>`, `<launchSecurity>`.

mod format;
mod parse;
mod types;

pub use types::*;

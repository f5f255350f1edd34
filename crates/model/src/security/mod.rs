//! Labels, key wrapping and protected execution: `<seclabel>`, `<keywrap>`, `<launchSecurity>`.

mod types;

pub use types::*;

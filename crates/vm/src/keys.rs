//! Keys pressed for a client, and the interrupt that cannot be masked.

use errors::{Domain as ErrorDomain, Error, Result};
use serde_json::{Value, json};

use crate::guest::Guest;
use crate::key_table::KEYS;

/// Whose key codes are meant (`virKeycodeSet`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are libvirt's own")]
pub enum Codeset {
    Linux,
    Xt,
    Atset1,
    Atset2,
    Atset3,
    Osx,
    XtKbd,
    Usb,
    Win32,
    Qnum,
}

impl Codeset {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Linux, "linux"),
        (Self::Xt, "xt"),
        (Self::Atset1, "atset1"),
        (Self::Atset2, "atset2"),
        (Self::Atset3, "atset3"),
        (Self::Osx, "os_x"),
        (Self::XtKbd, "xt_kbd"),
        (Self::Usb, "usb"),
        (Self::Win32, "win32"),
        (Self::Qnum, "qnum"),
    ];

    /// The codeset of a number from the wire.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).map(|(codeset, _)| *codeset)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(codeset, _)| *codeset == self).map_or("", |(_, name)| name)
    }

    /// Its place in a row of the table. Codes of macOS and Windows stand in no manual page by the name of
    /// the key, so none of them is known.
    const fn column(self) -> Option<usize> {
        match self {
            Self::Linux => Some(0),
            Self::Qnum => Some(1),
            Self::Xt | Self::Atset1 => Some(2),
            Self::Atset2 => Some(3),
            Self::Atset3 => Some(4),
            Self::XtKbd => Some(5),
            Self::Usb => Some(6),
            Self::Osx | Self::Win32 => None,
        }
    }

    /// The code that QEMU knows the key by.
    fn to_qemu(self, code: u32) -> Option<u32> {
        if self == Self::Qnum {
            return Some(code);
        }
        let column = self.column()?;
        let row = KEYS
            .iter()
            .find(|row| code != 0 && row.get(column).is_some_and(|known| u32::from(*known) == code))?;
        row.get(1).map(|code| u32::from(*code))
    }
}

impl Guest {
    /// Presses keys together, and lets them go after `hold_ms` milliseconds; 0 for QEMU's own time
    /// (DOMAIN_SEND_KEY).
    ///
    /// # Errors
    /// 55; 1 for a code that stands for no key; 68 when QEMU does not answer in time.
    pub async fn send_key(&self, codeset: Codeset, hold_ms: u32, codes: &[u32]) -> Result<()> {
        let keys = codes.iter().map(|code| {
            let translated = codeset.to_qemu(*code).ok_or_else(|| {
                let detail =
                    format!("cannot translate keycode {code} of {} codeset to qnum keycode", codeset.name());
                Error::internal(ErrorDomain::Qemu, detail)
            })?;
            Ok(json!({ "type": "number", "data": translated }))
        });
        let keys: Vec<Value> = keys.collect::<Result<_>>()?;
        let mut arguments = json!({ "keys": keys });
        if hold_ms != 0 {
            arguments["hold-time"] = hold_ms.into();
        }
        self.command("send-key", arguments).await.map(drop)
    }

    /// Interrupts all virtual CPUs (DOMAIN_INJECT_NMI).
    ///
    /// # Errors
    /// 55; what QEMU says; 68 when it does not answer in time.
    pub async fn inject_nmi(&self) -> Result<()> {
        self.command("inject-nmi", Value::Null).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_in_several_worlds() {
        // Enter on the keypad, and the letter A.
        for (codeset, enter, a) in [
            (Codeset::Linux, 96, 30),
            (Codeset::Qnum, 156, 30),
            (Codeset::Atset1, 57372, 30),
            (Codeset::Usb, 88, 4),
        ] {
            assert_eq!(codeset.to_qemu(enter), Some(156), "{codeset:?}");
            assert_eq!(codeset.to_qemu(a), Some(30), "{codeset:?}");
        }
        assert_eq!(Codeset::Linux.to_qemu(3000), None);
        assert_eq!(Codeset::Atset3.to_qemu(0), None);
    }

    #[test]
    fn codesets_have_libvirts_numbers() {
        assert_eq!(Codeset::from_number(0), Some(Codeset::Linux));
        assert_eq!(Codeset::from_number(9), Some(Codeset::Qnum));
        assert_eq!(Codeset::from_number(10), None);
    }
}

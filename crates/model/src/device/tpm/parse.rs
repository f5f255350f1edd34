//! Reading `<tpm>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{PcrBank, Tpm, TpmBackend, TpmBackendType, TpmEmulator, TpmProfile, TpmStateType};
use crate::device::chardev::{CharSource, CharType};
use crate::device::info::DeviceInfo;
use crate::{Parse, Uuid};

impl Tpm {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let mut backends = e.children_named("backend");
        let missing = || e.fault(Code::XmlError, "missing TPM device backend");
        let backend = backends.next().ok_or_else(missing)?;
        if backends.next().is_some() {
            return Err(e.fault(Code::XmlError, "only one TPM backend is supported"));
        }
        Ok(Self {
            model: e.word("model")?,
            backend: TpmBackend::parse(&backend, how)?,
            info: DeviceInfo::parse(e, how)?,
        })
    }
}

impl TpmBackend {
    fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        Ok(match e.required_word("type")? {
            TpmBackendType::Passthrough => {
                Self::Passthrough { device: e.child("device").and_then(|device| device.string("path")) }
            }
            TpmBackendType::Emulator => Self::Emulator(Box::new(TpmEmulator::parse(e)?)),
            TpmBackendType::External => Self::External { source: external(e, how)? },
        })
    }
}

/// The socket of a program that is already there.
fn external(e: &Element<'_>, how: Parse) -> Result<Option<Box<CharSource>>> {
    let missing = || e.fault(Code::XmlError, "missing external TPM backend source type");
    let source = e.child("source").ok_or_else(missing)?;
    let given = source.attribute("type").filter(|text| !text.is_empty());
    given.ok_or_else(missing)?;
    let unknown = |text: &str| format!("unknown backend source type '{text}' for external TPM");
    match source.supported_word::<CharType>("type", unknown)? {
        Some(CharType::Unix) => {}
        _ => {
            let what = "only source type 'unix' is supported for external TPM device";
            return Err(e.fault(Code::XmlError, what));
        }
    }
    if source.attribute("path").is_none() {
        return Err(e.fault(Code::XmlError, "missing socket path for external TPM device"));
    }
    Ok(Some(Box::new(CharSource::parse_kind(CharType::Unix, e, how)?)))
}

impl TpmEmulator {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let secret = e.child("encryption").and_then(|encryption| encryption.attribute("secret"));
        Ok(Self {
            version: version(e)?,
            persistent_state: persistent_state(e)?,
            debug: e.number("debug")?,
            encryption: secret
                .filter(|text| !text.is_empty())
                .map(|text| secret_uuid(e, text))
                .transpose()?,
            active_pcr_banks: e.maybe("active_pcr_banks", banks)?,
            source: e.maybe("source", state)?.flatten(),
            profile: e.maybe("profile", |profile| {
                Ok(TpmProfile {
                    source: profile.string("source").filter(|source| !source.is_empty()),
                    remove_disabled: profile.word("removeDisabled")?,
                    name: profile.string("name"),
                })
            })?,
        })
    }
}

fn version(e: &Element<'_>) -> Result<Option<super::TpmVersion>> {
    match e.attribute("version").filter(|text| *text != "default") {
        None => Ok(None),
        Some(text) => match Word::from_word(text) {
            Some(version) => Ok(Some(version)),
            None => Err(e.invalid_attribute("version", text)),
        },
    }
}

fn secret_uuid(e: &Element<'_>, text: &str) -> Result<Uuid> {
    let invalid = || e.fault(Code::InternalError, format!("Unable to parse secret uuid '{text}'"));
    Uuid::parse(text).ok_or_else(invalid)
}

fn persistent_state(e: &Element<'_>) -> Result<Option<bool>> {
    let what = "Invalid persistent_state value, either 'yes' or 'no'";
    e.yes_no("persistent_state").map_err(|_| e.fault(Code::InternalError, what))
}

/// Where the state is kept; without a type nothing is said.
fn state(e: &Element<'_>) -> Result<Option<(TpmStateType, String)>> {
    let Some(kind) = e.word("type")? else { return Ok(None) };
    let missing = || e.fault(Code::XmlError, "missing TPM source path");
    Ok(Some((kind, e.string("path").ok_or_else(missing)?)))
}

/// The banks, in a fixed order.
fn banks(e: &Element<'_>) -> Result<Vec<PcrBank>> {
    let mut banks = Vec::new();
    for child in e.children() {
        match PcrBank::from_word(child.name()) {
            Some(bank) => banks.push(bank),
            None => {
                let what = format!("Unsupported PCR banks '{}'", child.name());
                return Err(child.fault(Code::XmlError, what));
            }
        }
    }
    banks.sort();
    banks.dedup();
    Ok(banks)
}

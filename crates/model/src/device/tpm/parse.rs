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
    let fault = |what: &str| e.fault(Code::XmlError, what);
    let source = e.child("source").ok_or_else(|| fault("missing external TPM source"))?;
    match source.word::<CharType>("type")? {
        Some(kind) => Ok(Some(Box::new(CharSource::parse_kind(kind, e, how)?))),
        None => Err(fault("missing external TPM source type")),
    }
}

impl TpmEmulator {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let secret = e.child("encryption").and_then(|encryption| encryption.attribute("secret"));
        let invalid = || e.fault(Code::InternalError, "Unable to parse secret uuid");
        Ok(Self {
            version: version(e)?,
            persistent_state: e.yes_no("persistent_state")?,
            debug: e.number("debug")?,
            encryption: secret.map(|text| Uuid::parse(text).ok_or_else(invalid)).transpose()?,
            active_pcr_banks: e.maybe("active_pcr_banks", banks)?,
            source: e.maybe("source", |source| {
                let kind: TpmStateType = source.required_word("type")?;
                Ok((kind, source.required("path")?.to_owned()))
            })?,
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

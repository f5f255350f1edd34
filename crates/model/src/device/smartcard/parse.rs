//! Reading `<smartcard>`.

use errors::Code;
use xml::{Element, Result, Word};

use super::{Smartcard, SmartcardMode, SmartcardSource};
use crate::Parse;
use crate::device::chardev::{CharSource, CharType};
use crate::device::info::DeviceInfo;

impl Smartcard {
    /// Reads the element.
    ///
    /// # Errors
    /// What libvirt refuses, in its words.
    pub fn parse(e: &Element<'_>, how: Parse) -> Result<Self> {
        let source = match e.required_word("mode")? {
            SmartcardMode::Host => SmartcardSource::Host,
            SmartcardMode::HostCertificates => certificates(e)?,
            SmartcardMode::Passthrough => {
                let missing =
                    || e.fault(Code::XmlError, "passthrough mode requires a character device type attribute");
                let text = e.attribute("type").ok_or_else(missing)?;
                let kind = CharType::from_word(text).ok_or_else(|| {
                    e.fault(
                        Code::ConfigUnsupported,
                        format!("unknown type presented to host for character device: {text}"),
                    )
                })?;
                SmartcardSource::Passthrough(Box::new(CharSource::parse_kind(kind, e, how)?))
            }
        };
        Ok(Self { source, info: DeviceInfo::parse(e, how)? })
    }
}

fn certificates(e: &Element<'_>) -> Result<SmartcardSource> {
    let fault = |what: &str| e.fault(Code::XmlError, what);
    let names: Vec<String> = e.children_named("certificate").map(|name| name.text().into_owned()).collect();
    let certificates: [String; 3] =
        names.try_into().map_err(|_| fault("host-certificates mode needs exactly three certificates"))?;
    let database = e.child_text("database");
    if database.as_ref().is_some_and(|path| !path.starts_with('/')) {
        return Err(fault(&format!("expecting absolute path: {}", database.unwrap_or_default())));
    }
    Ok(SmartcardSource::HostCertificates { certificates, database })
}

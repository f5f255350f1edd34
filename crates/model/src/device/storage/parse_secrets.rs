//! Reading what is needed to get at an image: users, pass phrases, reservations.

use errors::{Code, Domain};
use xml::{Element, Fault, Result, Word};

use super::{
    Auth, Cipher, Encryption, EncryptionFormat, EncryptionSecret, IvGen, Reservations, SecretRef, SecretUse,
};
use crate::Uuid;

/// A mistake that the storage driver notices.
fn storage_fault(e: &Element<'_>, code: Code, what: impl Into<String>) -> Fault {
    Fault::of(Domain::Storage, code, what).at(e.position())
}

impl Auth {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: &str| storage_fault(e, Code::XmlError, what);
        let username = e.string("username").filter(|name| !name.is_empty());
        let username = username.ok_or_else(|| fault("missing username for auth"))?;
        let secret = e.child("secret").ok_or_else(|| fault("Missing <secret> element in auth"))?;
        let secret_use =
            secret.supported_word::<SecretUse>("type", |text| format!("unknown secret type '{text}'"))?;
        Ok(Self { username, secret_use, secret: SecretRef::parse(&secret)? })
    }
}

impl SecretRef {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        let fault = |what: String| Err(Fault::of(Domain::None, Code::XmlError, what).at(e.position()));
        match (e.attribute("uuid"), e.string("usage")) {
            (Some(text), None) => match Uuid::parse(text) {
                Some(uuid) => Ok(Self::Uuid(uuid)),
                None => fault(format!("invalid secret uuid '{text}'")),
            },
            (None, Some(usage)) => Ok(Self::Usage(usage)),
            (None, None) => fault("missing secret uuid or usage attribute".to_owned()),
            (Some(_), Some(_)) => fault("either secret uuid or usage expected".to_owned()),
        }
    }
}

impl Encryption {
    pub(crate) fn parse(e: &Element<'_>) -> Result<Self> {
        Ok(Self {
            format: encryption_format(e)?,
            engine: e.word("engine")?,
            secrets: e.each("secret", EncryptionSecret::parse)?,
            cipher: e.maybe("cipher", |cipher| {
                Ok(Cipher {
                    name: cipher.required("name")?.to_owned(),
                    size: cipher.required_number("size")?,
                    mode: cipher.string("mode"),
                    hash: cipher.string("hash"),
                })
            })?,
            ivgen: e.maybe("ivgen", |ivgen| {
                Ok(IvGen { name: ivgen.required("name")?.to_owned(), hash: ivgen.string("hash") })
            })?,
        })
    }
}

fn encryption_format(e: &Element<'_>) -> Result<EncryptionFormat> {
    match e.attribute("format") {
        None | Some("") => Err(storage_fault(e, Code::XmlError, "unknown volume encryption format")),
        Some(text) => EncryptionFormat::from_word(text).ok_or_else(|| {
            let what = format!("unknown volume encryption format type {text}");
            storage_fault(e, Code::ConfigUnsupported, what)
        }),
    }
}

impl EncryptionSecret {
    fn parse(e: &Element<'_>) -> Result<Self> {
        match e.attribute("type") {
            Some("passphrase") => Ok(Self { secret: SecretRef::parse(e)? }),
            None | Some("") => Err(storage_fault(e, Code::XmlError, "unknown volume encryption secret type")),
            Some(other) => {
                let what = format!("unknown volume encryption secret type {other}");
                Err(storage_fault(e, Code::ConfigUnsupported, what))
            }
        }
    }
}

impl Reservations {
    pub(super) fn parse(e: &Element<'_>) -> Result<Self> {
        let managed = e.yes_no("managed")?.ok_or_else(|| e.missing_attribute("managed"))?;
        if managed {
            return Ok(Self { managed: Some(true), path: None });
        }
        let fault = |what: String| storage_fault(e, Code::XmlError, what);
        let attribute = |name: &str| {
            let given = e.child("source").and_then(|source| source.string(name));
            given.filter(|text| !text.is_empty())
        };
        let missing = |what: &str| fault(format!("missing {what} for <reservations/>"));
        let kind = attribute("type").ok_or_else(|| missing("connection type"))?;
        let path = attribute("path").ok_or_else(|| missing("path"))?;
        let mode = attribute("mode").ok_or_else(|| missing("connection mode"))?;
        if kind != "unix" {
            return Err(fault(format!("unsupported connection type for <reservations/>: {kind}")));
        }
        if mode != "client" {
            return Err(fault(format!("unsupported connection mode for <reservations/>: {mode}")));
        }
        Ok(Self { managed: Some(false), path: Some(path) })
    }
}

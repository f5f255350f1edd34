//! Reading the `qemu:` namespace.

use errors::Code;
use xml::{Element, Fault, Result};

use super::{DeviceOverride, NAMESPACE, OverrideValue, PropertyOverride, QemuNamespace};

impl QemuNamespace {
    /// Reads the children of `domain` that are in the namespace.
    pub(crate) fn parse(domain: &Element<'_>) -> Result<Self> {
        let mut namespace = Self::default();
        for e in domain.children_in(NAMESPACE) {
            match e.name() {
                "commandline" => namespace.command_line(&e)?,
                "capabilities" => namespace.capabilities(&e)?,
                "override" => namespace.device_overrides = overrides(&e)?,
                "deprecation" => namespace.deprecation_behavior = e.string("behavior"),
                _ => {}
            }
        }
        Ok(namespace)
    }

    fn command_line(&mut self, e: &Element<'_>) -> Result<()> {
        for child in e.children_in(NAMESPACE) {
            match child.name() {
                "arg" => {
                    let missing =
                        || fault(&child, Code::InternalError, "No qemu command-line argument specified");
                    self.args.push(child.string("value").ok_or_else(missing)?);
                }
                "env" => self.env.push((environment_name(&child)?, child.string("value"))),
                _ => {}
            }
        }
        Ok(())
    }

    fn capabilities(&mut self, e: &Element<'_>) -> Result<()> {
        for child in e.children_in(NAMESPACE) {
            let missing = || fault(&child, Code::InternalError, "Missing capability name");
            match child.name() {
                "add" => self.capabilities_add.push(child.string("capability").ok_or_else(missing)?),
                "del" => self.capabilities_del.push(child.string("capability").ok_or_else(missing)?),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The name of an environment variable: letters, digits and underscores, no digit first.
fn environment_name(e: &Element<'_>) -> Result<String> {
    let fault = |what: &str| fault(e, Code::InternalError, what);
    let name = e.string("name").ok_or_else(|| fault("No qemu environment name specified"))?;
    match name.chars().next() {
        None => Err(fault("Invalid environment name, it must begin with a letter or underscore")),
        Some(first) if !first.is_ascii_alphabetic() && first != '_' => {
            Err(fault("Invalid environment name, it must begin with a letter or underscore"))
        }
        Some(_) if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
            let what = "Invalid environment name, it must contain only alphanumerics and underscore";
            Err(fault(what))
        }
        Some(_) => Ok(name),
    }
}

fn overrides(e: &Element<'_>) -> Result<Vec<DeviceOverride>> {
    e.children_in(NAMESPACE)
        .filter(|child| child.name() == "device")
        .map(|e| DeviceOverride::parse(&e))
        .collect()
}

impl DeviceOverride {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let missing = || fault(e, Code::XmlError, "missing 'alias' attribute for qemu:device");
        let alias = e.string("alias").ok_or_else(missing)?;
        let mut frontend = Vec::new();
        for front in e.children_in(NAMESPACE).filter(|child| child.name() == "frontend") {
            for property in front.children_in(NAMESPACE).filter(|child| child.name() == "property") {
                frontend.push(PropertyOverride::parse(&property)?);
            }
        }
        Ok(Self { alias, frontend })
    }
}

impl PropertyOverride {
    fn parse(e: &Element<'_>) -> Result<Self> {
        let name = e.required("name").map_err(|_| missing(e, "name"))?.to_owned();
        let kind = e.attribute("type").ok_or_else(|| missing(e, "type"))?;
        let text = e.attribute("value");
        if name == "id" {
            return Err(fault(e, Code::XmlError, "property with name 'id' can't be overridden"));
        }
        if !["string", "signed", "unsigned", "bool", "remove"].contains(&kind) {
            return Err(e.invalid_attribute("type", kind));
        }
        let invalid = || {
            let value = text.unwrap_or_default();
            fault(
                e,
                Code::XmlError,
                format!("invalid value '{value}' of 'value' attribute of 'qemu:property'"),
            )
        };
        let value = match (kind, text) {
            ("remove", _) => Some(OverrideValue::Remove),
            ("signed", Some(text)) => text.parse().ok().map(OverrideValue::Signed),
            ("unsigned", Some(text)) => text.parse().ok().map(OverrideValue::Unsigned),
            ("bool", Some("true")) => Some(OverrideValue::Bool(true)),
            ("bool", Some("false")) => Some(OverrideValue::Bool(false)),
            ("string", Some(text)) => Some(OverrideValue::String(text.to_owned())),
            _ => None,
        };
        Ok(Self { value: value.ok_or_else(invalid)?, name })
    }
}

/// A mistake in what is QEMU's own.
fn fault(e: &Element<'_>, code: Code, what: impl Into<String>) -> Fault {
    Fault::of(errors::Domain::Qemu, code, what).at(e.position())
}

fn missing(e: &Element<'_>, name: &str) -> Fault {
    fault(e, Code::XmlError, format!("missing '{name}' attribute for qemu:property"))
}

//! Typed reading of attributes and texts, with libvirt's words for what does not fit.

use errors::{Code, Domain};

use crate::number::{any_base, decimal};
use crate::{Element, Fault, Number, Result, Word};

impl<'a> Element<'a> {
    /// The value of an attribute that must be there.
    pub fn required(&self, name: &str) -> Result<&'a str> {
        self.attribute(name).ok_or_else(|| self.missing_attribute(name))
    }

    /// The attribute as one of a set of words.
    pub fn word<W: Word>(&self, name: &str) -> Result<Option<W>> {
        self.read(name, "", W::from_word)
    }

    /// The same for attributes whose unknown words libvirt refuses as unsupported, in `complaint`'s words.
    pub fn supported_word<W: Word>(
        &self,
        name: &str,
        complaint: impl FnOnce(&str) -> String,
    ) -> Result<Option<W>> {
        let Some(text) = self.attribute(name) else { return Ok(None) };
        match W::from_word(text) {
            Some(word) => Ok(Some(word)),
            None => Err(self.fault(Code::ConfigUnsupported, complaint(text))),
        }
    }

    /// The attribute as one of a set of words; it must be there.
    pub fn required_word<W: Word>(&self, name: &str) -> Result<W> {
        self.word(name)?.ok_or_else(|| self.missing_attribute(name))
    }

    /// The attribute as `yes` or `no`.
    pub fn yes_no(&self, name: &str) -> Result<Option<bool>> {
        self.switch(name, "yes", "no")
    }

    /// The attribute as `on` or `off`.
    pub fn on_off(&self, name: &str) -> Result<Option<bool>> {
        self.switch(name, "on", "off")
    }

    /// The attribute as a decimal number.
    pub fn number<T: Number>(&self, name: &str) -> Result<Option<T>> {
        self.read(name, T::EXPECTED, decimal)
    }

    /// The attribute as a decimal number that libvirt reads signed and then wants not to be negative.
    pub fn count(&self, name: &str) -> Result<Option<u32>> {
        let count = self.read(name, i32::EXPECTED, decimal::<i32>)?;
        self.not_negative(name, count)
    }

    /// The same for a number in C's notation.
    pub fn count_any_base(&self, name: &str) -> Result<Option<u32>> {
        let count = self.read(name, i32::EXPECTED, any_base::<i32>)?;
        self.not_negative(name, count)
    }

    fn not_negative(&self, name: &str, count: Option<i32>) -> Result<Option<u32>> {
        let Some(count) = count else { return Ok(None) };
        u32::try_from(count).map(Some).map_err(|_| {
            self.invalid(format!(
                "Invalid value for attribute '{name}' in element '{}': '{count}'. Expected non-negative value",
                self.name()
            ))
        })
    }

    /// The attribute as a decimal number; it must be there.
    pub fn required_number<T: Number>(&self, name: &str) -> Result<T> {
        self.number(name)?.ok_or_else(|| self.missing_attribute(name))
    }

    /// The attribute as a decimal number other than zero.
    pub fn nonzero<T: Number + PartialEq + Default>(&self, name: &str) -> Result<Option<T>> {
        match self.number(name)? {
            Some(zero) if zero == T::default() => {
                let what = format!(
                    "Invalid value for attribute '{name}' in element '{}': Zero is not permitted",
                    self.name()
                );
                Err(self.invalid(what))
            }
            other => Ok(other),
        }
    }

    /// The attribute as a number in C's notation (`0x1f`, `017`, `15`).
    pub fn any_base<T: Number>(&self, name: &str) -> Result<Option<T>> {
        self.read(name, T::EXPECTED, any_base)
    }

    /// The attribute as anything that `parse` understands, else libvirt's usual refusal.
    pub fn parsed<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>> {
        self.read(name, "", parse)
    }

    /// The refusal of an attribute's value.
    pub fn invalid_attribute(&self, name: &str, value: &str) -> Fault {
        let what = format!("Invalid value for attribute '{name}' in element '{}': '{value}'.", self.name());
        self.invalid(what)
    }

    /// The complaint about an attribute that should be there.
    pub fn missing_attribute(&self, name: &str) -> Fault {
        let what = format!("Missing required attribute '{name}' in element '{}'", self.name());
        self.invalid(what)
    }

    fn invalid(&self, what: String) -> Fault {
        Fault::of(Domain::Xml, Code::XmlError, what).at(self.position())
    }

    fn switch(&self, name: &str, on: &str, off: &str) -> Result<Option<bool>> {
        self.read(name, "", |value| match value {
            _ if value == on => Some(true),
            _ if value == off => Some(false),
            _ => None,
        })
    }

    fn read<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(value) = self.attribute(name) else { return Ok(None) };
        if let Some(parsed) = parse(value) {
            return Ok(Some(parsed));
        }
        let mut what =
            format!("Invalid value for attribute '{name}' in element '{}': '{value}'.", self.name());
        if !expected.is_empty() {
            what.push_str(" Expected ");
            what.push_str(expected);
        }
        Err(self.invalid(what))
    }
}

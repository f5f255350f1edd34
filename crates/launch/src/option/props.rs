//! The properties of one device, object or backend, in the order QEMU is told them.

use serde_json::{Map, Value};

use super::escaped;

/// Properties that are written as one JSON object, or as `key=value` pairs for an emulator that
/// does not take JSON for that option yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Props(Map<String, Value>);

impl Props {
    /// No properties yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// One more property.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// One more property, if it has a value: what is not given is left to QEMU.
    pub(crate) fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// All of the other's properties after these.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The value of a property.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Sets a property, in its place if it is there already.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// Takes a property away; the others keep their order.
    pub(crate) fn remove(&mut self, key: &str) {
        self.0.shift_remove(key);
    }

    /// Nothing in it?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a nested JSON value of other properties.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    /// The JSON object.
    pub(crate) fn json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    /// The name that QEMU knows it by: `id`, or `node-name` of a block node.
    pub(crate) fn name(&self) -> Option<&str> {
        self.get("id").or_else(|| self.get("node-name")).and_then(Value::as_str)
    }

    /// The older syntax: the value of the first property alone (it names the driver or type), then
    /// `key=value` pairs, nested names joined with dots.
    pub(crate) fn pairs(&self) -> String {
        let mut properties = self.0.iter();
        let mut pairs = Pairs::new(properties.next().map(|(_, value)| scalar(value)).unwrap_or_default());
        for (key, value) in properties {
            flatten(&mut pairs, key, value);
        }
        pairs.into()
    }
}

fn flatten(pairs: &mut Pairs, key: &str, value: &Value) {
    match value {
        Value::Object(inner) => {
            inner.iter().for_each(|(name, value)| flatten(pairs, &format!("{key}.{name}"), value))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| flatten(pairs, &format!("{key}.{index}"), item))
        }
        Value::Null => {}
        _ => pairs.push(key, scalar(value)),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Bool(on) => on_off(*on).to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// QEMU's word for a switch.
fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// `head,key=value,...`, values escaped.
#[derive(Debug, Clone)]
pub(crate) struct Pairs(Vec<Part>);

/// One part: a value with its key, or a word by itself.
type Part = (Option<String>, String);

impl Pairs {
    /// Starts with what the option is about.
    pub(crate) fn new(head: impl AsRef<str>) -> Self {
        Self(vec![(None, head.as_ref().to_owned())])
    }

    /// Starts without a head: the first pair is the first thing written.
    pub(crate) fn headless() -> Self {
        Self(Vec::new())
    }

    /// One more pair.
    pub(crate) fn push(&mut self, key: &str, value: impl AsRef<str>) {
        self.0.push((Some(key.to_owned()), value.as_ref().to_owned()));
    }

    /// One more pair.
    pub(crate) fn with(mut self, key: &str, value: impl AsRef<str>) -> Self {
        self.push(key, value);
        self
    }

    /// One more pair, if it has a value.
    pub(crate) fn maybe(self, key: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// One more switch, written as on or off.
    pub(crate) fn switch(self, key: &str, on: bool) -> Self {
        self.with(key, on_off(on))
    }

    /// One more word without a value.
    pub(crate) fn word(mut self, word: &str) -> Self {
        self.0.push((None, word.to_owned()));
        self
    }

    /// Nothing written yet?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the option is about.
    pub(crate) fn head(&self) -> &str {
        self.0.first().filter(|(key, _)| key.is_none()).map_or("", |(_, head)| head.as_str())
    }

    /// The value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.as_deref() == Some(key)).map(|(_, value)| value.as_str())
    }
}

impl From<Pairs> for String {
    fn from(pairs: Pairs) -> Self {
        let parts = pairs.0.into_iter().map(|(key, value)| match key {
            Some(key) => format!("{key}={}", escaped(&value)),
            None => escaped(&value),
        });
        parts.collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_set_of_properties_has_both_spellings() {
        let props = Props::new()
            .with("driver", "pcie-root-port")
            .with("port", 16)
            .with("id", "pci.1")
            .with("multifunction", true)
            .maybe("addr", Some("0x2"))
            .maybe("none", None::<&str>);
        assert_eq!(
            props.json(),
            r#"{"driver":"pcie-root-port","port":16,"id":"pci.1","multifunction":true,"addr":"0x2"}"#
        );
        assert_eq!(props.pairs(), "pcie-root-port,port=16,id=pci.1,multifunction=on,addr=0x2");
    }

    #[test]
    fn nested_values_get_dotted_names() {
        let nested = Props::new()
            .with("driver", "x")
            .with("limits", Props::new().with("a", 1).into_value())
            .with("list", vec!["p,q"]);
        assert_eq!(nested.pairs(), "x,limits.a=1,list.0=p,,q");
    }
}

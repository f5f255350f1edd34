//! Writing the `qemu:` namespace.

use xml::Writer;

use super::{OverrideValue, PropertyOverride, QemuNamespace};

impl QemuNamespace {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("qemu:commandline", |w| {
            for arg in &self.args {
                w.element("qemu:arg", |w| w.attr("value", arg));
            }
            for (name, value) in &self.env {
                w.element("qemu:env", |w| {
                    w.attr("name", name);
                    w.attr("value", value.as_ref().filter(|value| !value.is_empty()));
                });
            }
        });
        w.optional("qemu:capabilities", |w| {
            for name in &self.capabilities_add {
                w.element("qemu:add", |w| w.attr("capability", name));
            }
            for name in &self.capabilities_del {
                w.element("qemu:del", |w| w.attr("capability", name));
            }
        });
        w.optional("qemu:override", |w| {
            for device in &self.device_overrides {
                w.element("qemu:device", |w| {
                    w.attr("alias", &device.alias);
                    w.optional("qemu:frontend", |w| {
                        for property in &device.frontend {
                            property.format(w);
                        }
                    });
                });
            }
        });
        w.optional("qemu:deprecation", |w| w.attr("behavior", &self.deprecation_behavior));
    }
}

impl PropertyOverride {
    fn format(&self, w: &mut Writer) {
        w.element("qemu:property", |w| {
            w.attr("name", &self.name);
            match &self.value {
                OverrideValue::Signed(value) => typed(w, "signed", *value),
                OverrideValue::Unsigned(value) => typed(w, "unsigned", *value),
                OverrideValue::Bool(value) => typed(w, "bool", if *value { "true" } else { "false" }),
                OverrideValue::String(value) => typed(w, "string", value),
                OverrideValue::Remove => w.attr("type", "remove"),
            }
        });
    }
}

fn typed(w: &mut Writer, kind: &str, value: impl xml::Value) {
    w.attr("type", kind);
    w.attr("value", value);
}

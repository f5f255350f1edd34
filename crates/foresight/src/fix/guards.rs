//! What has to be allowed besides before a guest's hardware is changed.

use std::fmt;

use serde::Serialize;
use xml::{Document, Element};

use crate::{Definition, Owner};

/// A reason to ask twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// Somebody else makes its definition, and would make it as before.
    Managed(Owner),
    /// It looks like Windows, which takes other hardware for another computer.
    Windows,
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Managed(Owner::Nova) => f.write_str(
                "OpenStack Nova makes its definition. Nova's own command: \
                 nova-manage libvirt update_machine_type INSTANCE_UUID MACHINE_TYPE, while the instance is stopped",
            ),
            Self::Managed(Owner::Kubevirt) => f.write_str(
                "KubeVirt makes its definition. KubeVirt's own command: kubectl patch vm NAME --type merge -p \
                 '{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"machine\":{\"type\":\"MACHINE_TYPE\"}}}}}}', then restart it",
            ),
            Self::Managed(Owner::Ovirt) => f.write_str(
                "oVirt makes its definition: set its custom emulated machine (or the cluster's) in the engine",
            ),
            Self::Windows => f.write_str(
                "it looks like Windows, which may want to be activated again or set up its network anew when its \
                 hardware changes",
            ),
        }
    }
}

/// What has to be allowed besides for this guest.
pub fn guards_of(definition: &Definition) -> Vec<Guard> {
    let managed = definition.owner().map(Guard::Managed);
    let windows = looks_like_windows(definition.text()).then_some(Guard::Windows);
    managed.into_iter().chain(windows).collect()
}

/// By libosinfo's metadata, or by the enlightenments that only Windows asks for.
fn looks_like_windows(text: &str) -> bool {
    let Ok(document) = Document::parse(text) else { return false };
    let root = document.root();
    let named = root.child("metadata").is_some_and(|metadata| names_windows(&metadata));
    named || root.descend(&["features", "hyperv"]).is_some()
}

fn names_windows(element: &Element<'_>) -> bool {
    let is_windows = |id: &str| id.contains("microsoft.com/");
    element.attribute("id").is_some_and(is_windows)
        || element.all_children().any(|child| names_windows(&child))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_and_windows_are_recognised() {
        let metadata = |inner: &str| format!("<metadata>{inner}</metadata>");
        let nova = metadata("<n:instance xmlns:n='http://openstack.org/xmlns/libvirt/nova/1.1'/>");
        let windows = metadata(
            "<l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'>\
             <l:os id='http://microsoft.com/win/11'/></l:libosinfo>",
        );
        let linux = windows.replace("microsoft.com/win/11", "debian.org/debian/12");
        for (more, expected) in [
            (nova.as_str(), vec![Guard::Managed(Owner::Nova)]),
            (&windows, vec![Guard::Windows]),
            (&linux, vec![]),
            (
                "<features><hyperv mode='custom'><relaxed state='on'/></hyperv></features>",
                vec![Guard::Windows],
            ),
            ("<features><acpi/></features>", vec![]),
        ] {
            let text = format!(
                "<domain type='qemu'><name>g</name><memory>1024</memory><os><type>hvm</type></os>{more}</domain>"
            );
            assert_eq!(guards_of(&Definition::parse(&text).unwrap()), expected, "{more}");
        }
    }
}

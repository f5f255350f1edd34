//! One definition with its text.

use model::cpu::Fallback;
use model::{Domain, Parse};
use xml::{Document, Fault, Position, Word as _};

use crate::EmulatorKey;
use crate::place::position;
use findings::Subject;

/// A guest's definition, as a host tells it or a file holds it.
#[derive(Debug, Clone)]
pub struct Definition {
    text: String,
    domain: Domain,
}

impl Definition {
    /// Reads `<domain>`.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let domain = Domain::parse_located(text, Parse::INACTIVE)?;
        Ok(Self { text: text.to_owned(), domain })
    }

    /// Reads the `<domain>` that a `<domainsnapshot>` was taken of: the one of the next start when there are two.
    /// `None` when the snapshot does not hold any.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn of_snapshot(text: &str) -> Result<Option<Self>, Fault> {
        let document = Document::parse(text)?;
        let root = document.root();
        let inner = root.child("inactiveDomain").or_else(|| root.child("domain"));
        let Some(inner) = inner else { return Ok(None) };
        let domain = Domain::from_element(&inner, Parse::INACTIVE)?;
        Ok(Some(Self { text: text.to_owned(), domain }))
    }

    /// The definition itself.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The name of the guest.
    pub fn name(&self) -> &str {
        &self.domain.name
    }

    /// What it would be started with; `None` when it names no emulator or no architecture.
    pub fn emulator(&self) -> Option<EmulatorKey> {
        Some(EmulatorKey {
            path: self.domain.devices.emulator.as_ref()?.clone(),
            arch: self.domain.os.arch.as_ref()?.clone(),
            virt_type: self.domain.virt_type.word().to_owned(),
        })
    }

    /// The line and column of what a finding is about; `None` when it does not stand in the text.
    pub fn position(&self, subject: &Subject) -> Option<Position> {
        position(&self.text, subject)
    }

    /// Who looks after it.
    pub fn owner(&self) -> Option<Owner> {
        Owner::of(&self.text)
    }

    /// Whether the host may take another CPU model for one that its emulator does not have: libvirt does so on x86
    /// unless the definition forbids it.
    pub fn may_take_another_cpu_model(&self) -> bool {
        let model = self.domain.cpu.as_ref().and_then(|cpu| cpu.model.as_ref());
        let forbids = model.is_some_and(|model| model.fallback == Some(Fallback::Forbid));
        let is_x86 = self.domain.os.arch.as_deref().is_none_or(|arch| matches!(arch, "x86_64" | "i686"));
        is_x86 && !forbids
    }

    /// The title, where it has one.
    pub fn title(&self) -> Option<&str> {
        self.domain.title.as_deref()
    }

    /// The `<metadata>` element, as it is written, where there is one.
    pub fn metadata(&self) -> Option<String> {
        let document = Document::parse(&self.text).ok()?;
        let root = document.root();
        let domain = if root.name() == "domain" { root } else { root.child("domain")? };
        Some(domain.child("metadata")?.source().to_owned())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn with_machine(&self, machine: &str) -> Domain {
        let mut domain = self.domain.clone();
        domain.os.machine = Some(machine.to_owned());
        domain
    }
}

/// The manager that a guest belongs to, by the namespace of its metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// OpenStack Nova.
    Nova,
    /// KubeVirt.
    Kubevirt,
    /// oVirt.
    Ovirt,
}

impl Owner {
    fn of(text: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let root = document.root();
        let domain = if root.name() == "domain" { root } else { root.child("domain")? };
        let metadata = domain.child("metadata")?;
        metadata.all_children().find_map(|child| {
            let namespace = child.namespace()?;
            [("openstack.org", Self::Nova), ("kubevirt.io", Self::Kubevirt), ("ovirt.org", Self::Ovirt)]
                .into_iter()
                .find(|(host, _)| namespace.contains(host))
                .map(|(_, owner)| owner)
        })
    }
}

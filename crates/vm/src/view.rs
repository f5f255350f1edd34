//! What is known of a guest at one moment: an immutable snapshot that readers share.

use std::sync::{Arc, OnceLock};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::Record;
use model::{Domain, Format, Uuid};

use crate::{ShutOffReason, State, Subject};

/// A snapshot of a guest. The owner publishes a new one for every change; readers never wait.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name.
    pub name: Arc<str>,
    /// Its uuid.
    pub uuid: Uuid,
    /// Its id, -1 when it does not run.
    pub id: i32,
    /// What it is doing, and why.
    pub state: State,
    /// Its definition is stored.
    pub persistent: bool,
    /// It starts with the daemon.
    pub autostart: bool,
    /// Its state was saved by the daemon itself, and its next start goes on from there.
    pub managed_save: bool,
    /// The stored definition was changed since it was loaded or since the guest started.
    pub updated: bool,
    /// A hook script has given it another definition once; nothing clears that while the daemon runs.
    pub hook_modified: bool,
    /// What runs, when it runs.
    pub live: Option<Arc<Definition>>,
    /// What will run next time; absent for a transient guest.
    pub stored: Option<Arc<Definition>>,
    /// What has been recorded since it started.
    pub record: Arc<Record>,
    /// Its control group, when it runs in one.
    pub group: Option<Arc<host::cgroup::Group>>,
}

/// A definition with the texts that were made of it.
#[derive(Debug)]
pub struct Definition {
    domain: Domain,
    texts: [OnceLock<Arc<str>>; 8],
}

impl Definition {
    /// A definition of which no text has been made yet.
    pub fn new(domain: Domain) -> Arc<Self> {
        Arc::new(Self { domain, texts: Default::default() })
    }

    /// The definition itself.
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// Its text, made once for each way of writing it.
    pub fn text(&self, format: Format) -> Arc<str> {
        let way = usize::from(format.inactive)
            | usize::from(format.secure) << 1
            | usize::from(format.migratable) << 2;
        match self.texts.get(way) {
            Some(text) => Arc::clone(text.get_or_init(|| self.domain.format(format).into())),
            None => self.domain.format(format).into(),
        }
    }
}

impl View {
    /// A guest that does not run and is not stored (yet): all that there is of it is its definition.
    pub fn shut_off(uuid: Uuid, domain: Domain) -> Self {
        Self {
            name: domain.name.as_str().into(),
            uuid,
            id: -1,
            state: State::ShutOff(ShutOffReason::Unknown),
            persistent: false,
            autostart: false,
            managed_save: false,
            updated: false,
            hook_modified: false,
            live: None,
            stored: Some(Definition::new(domain)),
            record: Arc::new(Record::default()),
            group: None,
        }
    }

    /// The definition that counts: the live one while it runs, else the stored one.
    ///
    /// # Errors
    /// Never in practice: a guest without either is forgotten.
    pub fn definition(&self) -> Result<&Arc<Definition>> {
        self.live.as_ref().or(self.stored.as_ref()).ok_or_else(|| {
            Error::new(
                Code::InternalError,
                ErrorDomain::Qemu,
                format!("domain '{}' has no definition", self.name),
            )
        })
    }

    /// The definition that the `VIR_DOMAIN_XML_INACTIVE` flag asks for: what will run next time.
    pub fn next_definition(&self) -> Result<&Arc<Definition>> {
        match &self.stored {
            Some(stored) => Ok(stored),
            None => self.definition(),
        }
    }

    /// The definition's text (procedure DOMAIN_GET_XML_DESC). `format.inactive` also chooses the next
    /// definition instead of the live one.
    pub fn xml(&self, format: Format) -> Result<Arc<str>> {
        let definition = if format.inactive { self.next_definition()? } else { self.definition()? };
        let inactive = format.inactive || !self.is_active();
        Ok(definition.text(Format { inactive, ..format }))
    }

    /// Whom an event is about, as of now.
    pub fn subject(&self) -> Subject {
        Subject { name: Arc::clone(&self.name), uuid: self.uuid, id: self.id }
    }

    /// Whether a process stands behind it.
    pub const fn is_active(&self) -> bool {
        self.state.is_active()
    }

    /// What the messages call answers; `flags` as in [`Record::messages`].
    pub fn messages(&self, flags: u32) -> Vec<String> {
        let mut messages = self.record.messages(flags);
        if let Some(live) = &self.live
            && (flags == 0 || flags & findings::MESSAGE_IO_ERRORS != 0)
        {
            let images = live.domain().devices.disks.iter().flat_map(|disk| {
                let below = disk.backing_images().map(|image| &image.source);
                let numbers = std::iter::once(&disk.source).chain(below).filter_map(|source| source.index);
                numbers.map(|index| (disk.target.dev.as_str(), index))
            });
            messages.extend(self.record.io_messages(images));
        }
        messages
    }

    /// Most memory it can have, in KiB.
    pub fn max_memory_kib(&self) -> u64 {
        self.definition().map_or(0, |definition| definition.domain().memory.total.unwrap_or(0))
    }

    /// The memory that it has now, in KiB: what the balloon leaves it.
    pub fn memory_kib(&self) -> u64 {
        let definition = self.definition().ok();
        definition.and_then(|d| d.domain().memory.current.or(d.domain().memory.total)).unwrap_or(0)
    }

    /// How many vcpus it has now.
    pub fn vcpus(&self) -> u32 {
        let definition = self.definition().ok();
        definition.and_then(|d| d.domain().vcpus.current.or(d.domain().vcpus.maximum)).unwrap_or(1)
    }

    /// How many vcpus it can have at most.
    pub fn max_vcpus(&self) -> u32 {
        self.definition().ok().and_then(|d| d.domain().vcpus.maximum).unwrap_or(1)
    }
}

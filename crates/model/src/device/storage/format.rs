//! Writing where images are.

use xml::Writer;

use super::{
    Auth, BackingStore, Encryption, Identity, Image, Location, NetworkLocation, Place, ReconnectDelay,
    Reservations, SecretRef, StorageHost, StorageSource,
};
use crate::Format;
use crate::security::DeviceSecLabel;

impl StorageSource {
    /// Writes `<source>`, unless there is nothing to say.
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        let startup_policy = self.startup_policy;
        w.optional("source", |w| {
            self.location.format_attributes(w, how);
            w.attr("fdgroup", &self.fd_group);
            w.attr("startupPolicy", startup_policy);
            w.attr("index", self.index.filter(|_| !how.inactive));
            self.location.format_children(w);
            self.network_options(w, how);
            if let Some(slice) = &self.slices {
                w.element("slices", |w| {
                    w.element("slice", |w| {
                        w.attr("type", "storage");
                        w.attr("offset", slice.offset);
                        w.attr("size", slice.size);
                    });
                });
            }
            // A drive without a medium has nothing that could be labelled.
            if !self.location.is_empty() {
                DeviceSecLabel::format_all(&self.seclabels, w);
            }
            if let Some(auth) = self.auth.as_ref().filter(|_| self.auth_place == Place::Source) {
                auth.format(w);
            }
            if let Some(encryption) =
                self.encryption.as_ref().filter(|_| self.encryption_place == Place::Source)
            {
                encryption.format(w);
            }
            if let Some(reservations) = &self.reservations {
                reservations.format(w);
            }
            if let Some(store) = &self.data_store {
                w.element("dataStore", |w| store.format(w, how));
            }
        });
    }

    /// What only network protocols have.
    fn network_options(&self, w: &mut Writer, how: Format) {
        if let Some(name) = &self.initiator {
            w.element("initiator", |w| w.element("iqn", |w| w.attr("name", name)));
        }
        w.optional("ssl", |w| w.yes_no("verify", self.ssl_verify));
        // A cookie can be as good as a password.
        if how.secure {
            w.optional("cookies", |w| {
                for (name, value) in &self.cookies {
                    w.text_with("cookie", |w| w.attr("name", name), value);
                }
            });
        }
        w.optional("readahead", |w| w.attr("size", self.readahead));
        w.optional("timeout", |w| w.attr("seconds", self.timeout));
        match &self.reconnect {
            Some(ReconnectDelay::Timeout(reconnect)) => reconnect.format(w),
            Some(ReconnectDelay::Delay(seconds)) => {
                w.optional("reconnect", |w| w.attr("delay", Some(*seconds).filter(|seconds| *seconds != 0)));
            }
            None => {}
        }
        w.optional("knownHosts", |w| w.attr("path", &self.known_hosts));
        if let Some(identity) = &self.identity {
            identity.format(w);
        }
    }
}

impl Location {
    fn format_attributes(&self, w: &mut Writer, how: Format) {
        match self {
            Self::File(path) => w.attr("file", path),
            Self::Block(path) => w.attr("dev", path),
            Self::Dir(path) => w.attr("dir", path),
            Self::Network(network) => network.format_attributes(w, how),
            Self::Volume(volume) => {
                if let Some(volume) = volume {
                    w.attr("pool", &volume.pool);
                    w.attr("volume", &volume.volume);
                    w.attr("mode", volume.mode);
                }
            }
            Self::Nvme(nvme) => {
                if let Some(nvme) = nvme {
                    w.attr("type", "pci");
                    w.yes_no("managed", nvme.managed);
                    w.attr("namespace", nvme.namespace);
                }
            }
            Self::VhostUser { path } => {
                w.attr("type", path.as_ref().map(|_| "unix"));
                w.attr("path", path);
            }
            Self::VhostVdpa { dev } => w.attr("dev", dev),
        }
    }

    fn format_children(&self, w: &mut Writer) {
        match self {
            Self::Network(network) => network.format_children(w),
            Self::Nvme(Some(nvme)) => w.element("address", |w| nvme.address.format(w)),
            _ => {}
        }
    }
}

impl NetworkLocation {
    fn format_attributes(&self, w: &mut Writer, how: Format) {
        w.attr("protocol", self.protocol);
        w.attr("name", &self.name);
        w.attr("query", &self.query);
        // What the host's configuration decides is not the definition's.
        w.yes_no("tls", self.tls.filter(|_| how.status || !self.tls_from_config));
        if how.status && self.tls_from_config {
            w.attr("tlsFromConfig", "1");
        }
        w.attr("tlsHostname", &self.tls_hostname);
    }

    fn format_children(&self, w: &mut Writer) {
        for host in &self.hosts {
            host.format(w);
        }
        w.optional("snapshot", |w| w.attr("name", &self.snapshot));
        w.optional("config", |w| w.attr("file", &self.config_file));
    }
}

impl StorageHost {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("host", |w| {
            w.attr("name", &self.name);
            w.attr("port", self.port.filter(|port| *port != 0));
            w.attr("transport", self.transport.filter(|transport| *transport != super::Transport::Tcp));
            w.attr("socket", &self.socket);
        });
    }
}

impl Identity {
    fn format(&self, w: &mut Writer) {
        w.optional("identity", |w| {
            w.attr("user", &self.user);
            w.attr("group", &self.group);
            w.attr("username", &self.username);
            w.attr("keyfile", &self.keyfile);
            w.attr("agentsock", &self.agent_socket);
        });
    }
}

impl Reservations {
    fn format(&self, w: &mut Writer) {
        w.element("reservations", |w| {
            w.yes_no("managed", self.managed);
            if let Some(path) = &self.path {
                w.element("source", |w| {
                    w.attr("type", "unix");
                    w.attr("path", path);
                    w.attr("mode", "client");
                });
            }
        });
    }
}

impl Auth {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("auth", |w| {
            w.attr("username", &self.username);
            w.element("secret", |w| {
                w.attr("type", self.secret_use);
                self.secret.format(w);
            });
        });
    }
}

impl SecretRef {
    fn format(&self, w: &mut Writer) {
        match self {
            Self::Uuid(uuid) => w.attr("uuid", uuid),
            Self::Usage(usage) => w.attr("usage", usage),
        }
    }
}

impl Encryption {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("encryption", |w| {
            w.attr("format", self.format);
            w.attr("engine", self.engine);
            for secret in &self.secrets {
                w.element("secret", |w| {
                    w.attr("type", "passphrase");
                    secret.secret.format(w);
                });
            }
            if let Some(cipher) = &self.cipher {
                w.element("cipher", |w| {
                    w.attr("name", &cipher.name);
                    w.attr("size", cipher.size);
                    w.attr("mode", &cipher.mode);
                    w.attr("hash", &cipher.hash);
                });
            }
            if let Some(ivgen) = &self.ivgen {
                w.element("ivgen", |w| {
                    w.attr("name", &ivgen.name);
                    w.attr("hash", &ivgen.hash);
                });
            }
        });
    }
}

impl Image {
    /// Writes type, format, source and what it is based on, into an element already begun.
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.attr("type", self.source.location.kind());
        w.attr("index", self.source.index.filter(|_| !how.inactive));
        self.format_content(w, how);
    }

    /// Writes all but the type.
    pub(crate) fn format_content(&self, w: &mut Writer, how: Format) {
        w.optional("format", |w| {
            w.attr("type", self.format);
            format_metadata_cache(self.metadata_cache_size, w);
        });
        let source = StorageSource { index: None, ..self.source.clone() };
        source.format(w, how);
        if let Some(backing) = &self.backing {
            backing.format(w, how);
        }
    }
}

/// Writes the size of an image's metadata cache.
pub(crate) fn format_metadata_cache(bytes: Option<u64>, w: &mut Writer) {
    w.optional("metadata_cache", |w| w.text_with("max_size", |w| w.attr("unit", "bytes"), bytes));
}

impl BackingStore {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.element("backingStore", |w| {
            if let Self::Image(image) = self {
                image.format(w, how);
            }
        });
    }
}

//! Writing the host side of character devices.

use xml::Writer;

use super::{
    CharBackend, CharSource, Reconnect, SocketMode, TcpEndpoint, TcpProtocol, UdpEndpoints, UnixEndpoint,
};
use crate::Format;
use crate::security::DeviceSecLabel;

impl CharSource {
    /// Writes the children that tell where a device is connected to; its element has the `type` already.
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        match &self.backend {
            CharBackend::Null | CharBackend::Vc | CharBackend::Stdio | CharBackend::SpiceVmc => {}
            CharBackend::Pty { path } => {
                self.source(w, |w| w.attr("path", path.as_ref().filter(|_| !how.inactive)))
            }
            CharBackend::Dev { path } | CharBackend::Pipe { path } => {
                self.source(w, |w| w.attr("path", path))
            }
            CharBackend::File { path, append } => self.source(w, |w| {
                w.attr("path", path);
                w.on_off("append", *append);
            }),
            CharBackend::Udp(ends) => ends.format(w),
            CharBackend::Tcp(end) => {
                self.source(w, |w| end.format(w, how));
                w.element("protocol", |w| w.attr("type", end.protocol.unwrap_or(TcpProtocol::Raw)));
            }
            CharBackend::Unix(end) => self.source(w, |w| end.format(w)),
            CharBackend::SpicePort { channel } | CharBackend::Dbus { channel } => {
                self.source(w, |w| w.attr("channel", channel));
            }
            CharBackend::Nmdm { master, slave } => self.source(w, |w| {
                w.attr("master", master);
                w.attr("slave", slave);
            }),
            CharBackend::QemuVdagent { clipboard, mouse } => self.source(w, |w| {
                w.optional("clipboard", |w| w.yes_no("copypaste", *clipboard));
                w.optional("mouse", |w| w.attr("mode", *mouse));
            }),
        }
        if let Some(log) = &self.log {
            w.element("log", |w| {
                w.attr("file", &log.file);
                w.on_off("append", log.append);
            });
        }
    }

    /// `<source>` with the labels in it, unless there is nothing to say.
    fn source(&self, w: &mut Writer, content: impl FnOnce(&mut Writer)) {
        w.optional("source", |w| {
            content(w);
            DeviceSecLabel::format_all(&self.seclabels, w);
        });
    }
}

impl UdpEndpoints {
    fn format(&self, w: &mut Writer) {
        let ends = [
            (SocketMode::Bind, &self.bind_host, &self.bind_service),
            (SocketMode::Connect, &self.connect_host, &self.connect_service),
        ];
        for (mode, host, service) in ends {
            if host.is_some() || service.is_some() {
                w.element("source", |w| {
                    w.attr("mode", mode);
                    w.attr("host", host);
                    w.attr("service", service);
                });
            }
        }
    }
}

impl TcpEndpoint {
    fn format(&self, w: &mut Writer, how: Format) {
        w.attr("mode", self.mode.unwrap_or(SocketMode::Connect));
        w.attr("host", &self.host);
        w.attr("service", &self.service);
        // What the host's configuration decides is not the definition's.
        w.yes_no("tls", self.tls.filter(|_| how.status || !self.tls_from_config));
        if how.status && self.tls_from_config {
            w.attr("tlsFromConfig", "1");
        }
        format_reconnect(self.reconnect, w);
    }
}

impl UnixEndpoint {
    fn format(&self, w: &mut Writer) {
        if self.path.is_some() || self.reconnect.is_some() {
            w.attr("mode", self.mode.unwrap_or(SocketMode::Connect));
            w.attr("path", &self.path);
            format_reconnect(self.reconnect, w);
        }
    }
}

fn format_reconnect(reconnect: Option<Reconnect>, w: &mut Writer) {
    if let Some(reconnect) = reconnect {
        reconnect.format(w);
    }
}

impl Reconnect {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("reconnect", |w| {
            w.yes_no("enabled", Some(self.enabled));
            w.attr("timeout", self.timeout);
        });
    }
}

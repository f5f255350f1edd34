//! Writing what an interface is connected to.

use xml::Writer;

use super::{InterfaceSource, IpConfig, IpFamily, SocketSource, VhostUserSource};
use crate::Format;
use crate::device::chardev::SocketMode;

impl InterfaceSource {
    pub(super) fn format(&self, w: &mut Writer, how: Format) {
        w.optional("source", |w| match self {
            Self::Ethernet { host_ip } => host_ip.format(w),
            Self::User { dev, host_ip } => {
                w.attr("dev", dev);
                host_ip.format(w);
            }
            Self::VhostUser(source) => source.format(w),
            Self::Network(source) => {
                w.attr("network", &source.network);
                w.attr("portgroup", &source.port_group);
                w.attr("portid", source.port_id.filter(|_| !how.inactive));
                w.attr("bridge", source.bridge.as_ref().filter(|_| !how.inactive));
            }
            Self::Bridge { bridge } => w.attr("bridge", bridge),
            Self::Mcast(source) | Self::Server(source) | Self::Client(source) | Self::Udp(source) => {
                source.format(w);
            }
            Self::Direct { dev, mode } => {
                w.attr("dev", dev);
                w.attr("mode", *mode);
            }
            Self::Internal { name } => w.attr("name", name),
            Self::HostDev { address, .. } => w.element("address", |w| {
                w.attr("type", "pci");
                address.format(w);
            }),
            Self::Vdpa { dev } => w.attr("dev", dev),
            Self::Null => {}
            Self::Vds(source) => {
                w.attr("switchid", source.switch_id);
                w.attr("portid", source.port_id);
                w.attr("portgroupid", &source.port_group_id);
                w.attr("connectionid", source.connection_id);
            }
        });
    }
}

impl VhostUserSource {
    fn format(&self, w: &mut Writer) {
        w.attr("type", self.path.as_ref().map(|_| "unix"));
        w.attr("path", &self.path);
        w.attr(
            "mode",
            self.mode.map(|mode| match mode {
                SocketMode::Bind => "server",
                SocketMode::Connect => "client",
            }),
        );
        w.attr("dev", &self.dev);
        if let Some(reconnect) = &self.reconnect {
            reconnect.format(w);
        }
    }
}

impl SocketSource {
    fn format(&self, w: &mut Writer) {
        w.attr("address", &self.address);
        w.attr("port", self.port);
        w.optional("local", |w| {
            w.attr("address", &self.local_address);
            w.attr("port", self.local_port);
        });
    }
}

impl IpConfig {
    /// Writes the `<ip>` and `<route>` children.
    pub(crate) fn format(&self, w: &mut Writer) {
        for ip in &self.addresses {
            w.element("ip", |w| {
                w.attr("address", format_args!("{}", ip.address));
                w.attr("family", if ip.address.is_ipv4() { IpFamily::Ipv4 } else { IpFamily::Ipv6 });
                w.attr("prefix", ip.prefix);
                if let Some(peer) = ip.peer {
                    w.attr("peer", format_args!("{peer}"));
                }
            });
        }
        for route in &self.routes {
            w.element("route", |w| {
                w.attr("family", route.family);
                w.attr("address", &route.address);
                w.attr("netmask", &route.netmask);
                w.attr("prefix", route.prefix);
                w.attr("gateway", &route.gateway);
                w.attr("metric", route.metric);
            });
        }
    }
}

//! Writing `<interface>`.

use xml::Writer;

use super::{
    Bandwidth, Interface, InterfaceBackend, InterfaceDriver, InterfaceSource, PortForward, Rate, Teaming,
    VirtualPort, Vlan,
};
use crate::Format;

impl Interface {
    /// Writes the element.
    pub fn format(&self, w: &mut Writer, how: Format) {
        w.element("interface", |w| {
            w.attr("type", self.source.kind());
            if let InterfaceSource::HostDev { managed, .. } = &self.source {
                w.yes_no("managed", managed.filter(|managed| *managed));
            }
            w.yes_no("trustGuestRxFilters", self.trust_guest_rx_filters);
            self.mac(w, how);
            self.driver.host_device.format(w);
            self.source.format(w, how);
            self.network(w);
            self.device(w);
            self.tuning(w);
            self.info.format(w, how);
        });
    }

    fn mac(&self, w: &mut Writer, how: Format) {
        if let Some(mac) = &self.mac {
            w.element("mac", |w| {
                w.attr("address", mac.address);
                w.attr("type", mac.mac_type);
                w.yes_no("check", mac.check);
                w.attr("currentAddress", mac.current.filter(|_| !how.inactive));
            });
        }
    }

    /// What the network around it sees.
    fn network(&self, w: &mut Writer) {
        if let Some(vlan) = &self.vlan {
            vlan.format(w);
        }
        if let Some(port) = &self.virtual_port {
            port.format(w);
        }
        if let Some(bandwidth) = &self.bandwidth {
            bandwidth.format(w);
        }
        w.optional("port", |w| w.yes_no("isolated", self.port_isolated));
        self.guest_ip.format(w);
        for forward in &self.port_forwards {
            forward.format(w);
        }
        w.optional("script", |w| w.attr("path", &self.script));
        w.optional("downscript", |w| w.attr("path", &self.down_script));
        w.optional("backenddomain", |w| w.attr("name", &self.backend_domain));
    }

    /// What the host and the guest see of it.
    fn device(&self, w: &mut Writer) {
        if let Some(target) = &self.target {
            w.optional("target", |w| {
                w.attr("dev", &target.dev);
                w.yes_no("managed", target.managed);
            });
        }
        if let Some(guest) = &self.guest {
            w.optional("guest", |w| {
                w.attr("dev", &guest.dev);
                w.attr("actual", &guest.actual);
            });
        }
        w.optional("model", |w| w.attr("type", &self.model));
        self.driver.format(w);
        self.backend.format(w);
        if let Some(filter) = &self.filter {
            w.element("filterref", |w| {
                w.attr("filter", &filter.filter);
                for (name, value) in &filter.parameters {
                    w.element("parameter", |w| {
                        w.attr("name", name);
                        w.attr("value", value);
                    });
                }
            });
        }
    }

    fn tuning(&self, w: &mut Writer) {
        w.optional("tune", |w| w.text("sndbuf", self.send_buffer));
        if let Some(teaming) = &self.teaming {
            teaming.format(w);
        }
        w.optional("link", |w| w.attr("state", self.link));
        w.optional("mtu", |w| w.attr("size", self.mtu));
        w.optional("coalesce", |w| {
            w.optional("rx", |w| w.optional("frames", |w| w.attr("max", self.coalesce_rx_max_frames)));
        });
    }
}

impl Vlan {
    fn format(&self, w: &mut Writer) {
        w.element("vlan", |w| {
            w.attr("trunk", self.trunk.then_some("yes"));
            for tag in &self.tags {
                w.element("tag", |w| {
                    w.attr("id", tag.id);
                    w.attr("nativeMode", tag.native);
                });
            }
        });
    }
}

impl VirtualPort {
    fn format(&self, w: &mut Writer) {
        w.optional("virtualport", |w| {
            w.attr("type", self.port_type);
            w.optional("parameters", |w| {
                w.attr("managerid", self.manager_id);
                w.attr("typeid", self.type_id);
                w.attr("typeidversion", self.type_id_version);
                w.attr("instanceid", self.instance_id);
                w.attr("interfaceid", self.interface_id);
                w.attr("profileid", &self.profile_id);
            });
        });
    }
}

impl Bandwidth {
    fn format(&self, w: &mut Writer) {
        w.optional("bandwidth", |w| {
            for (name, rate) in [("inbound", self.inbound), ("outbound", self.outbound)] {
                if let Some(rate) = rate {
                    w.element(name, |w| rate.format(w));
                }
            }
        });
    }
}

impl Rate {
    fn format(&self, w: &mut Writer) {
        w.attr("average", self.average);
        w.attr("peak", self.peak);
        w.attr("floor", self.floor);
        w.attr("burst", self.burst);
    }
}

impl PortForward {
    fn format(&self, w: &mut Writer) {
        w.element("portForward", |w| {
            w.attr("proto", self.protocol);
            w.attr("address", &self.address);
            w.attr("dev", &self.dev);
            for range in &self.ranges {
                w.element("range", |w| {
                    w.attr("start", range.start);
                    w.attr("end", range.end);
                    w.attr("to", range.to);
                    w.yes_no("exclude", range.exclude);
                });
            }
        });
    }
}

impl InterfaceDriver {
    fn format(&self, w: &mut Writer) {
        w.optional("driver", |w| {
            w.attr("name", self.name);
            w.attr("txmode", self.tx_mode);
            w.on_off("ioeventfd", self.ioeventfd);
            w.on_off("event_idx", self.event_idx);
            w.attr("queues", self.queues);
            w.attr("rx_queue_size", self.rx_queue_size);
            w.attr("tx_queue_size", self.tx_queue_size);
            w.on_off("rss", self.rss);
            w.on_off("rss_hash_report", self.rss_hash_report);
            self.virtio.format(w);
            w.optional("host", |w| {
                w.on_off("csum", self.host.csum);
                w.on_off("gso", self.host.gso);
                w.on_off("tso4", self.host.tso4);
                w.on_off("tso6", self.host.tso6);
                w.on_off("ecn", self.host.ecn);
                w.on_off("ufo", self.host.ufo);
                w.on_off("mrg_rxbuf", self.host.mrg_rxbuf);
            });
            w.optional("guest", |w| {
                w.on_off("csum", self.guest.csum);
                w.on_off("tso4", self.guest.tso4);
                w.on_off("tso6", self.guest.tso6);
                w.on_off("ecn", self.guest.ecn);
                w.on_off("ufo", self.guest.ufo);
            });
        });
    }
}

impl InterfaceBackend {
    fn format(&self, w: &mut Writer) {
        w.optional("backend", |w| {
            w.attr("type", self.backend_type);
            w.attr("tap", &self.tap);
            w.attr("vhost", &self.vhost);
            w.attr("logFile", &self.log_file);
        });
    }
}

impl Teaming {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("teaming", |w| {
            w.attr("type", self.teaming_type);
            w.attr("persistent", &self.persistent);
        });
    }
}

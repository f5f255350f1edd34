//! `-netdev` and `-device` of a network interface.

use errors::{Code, Error, Result};
use model::device::chardev::{Reconnect, SocketMode};
use model::device::info::VirtioModel;
use model::device::interface::{
    Interface, InterfaceSource, SocketSource, TeamingType, TxMode, VhostUserSource,
};

use crate::address::{alias, place, rom};
use crate::bootindex::BootIndexes;
use crate::build::Build;
use crate::device::chardev::args::reconnecting;
use crate::option::{Pairs, Props};
use crate::virtio;

/// After how many seconds a process that serves an interface is looked for again.
const SERVED_AGAIN: u32 = 5;

/// Queues and interrupts: one for each direction of each queue, and two for control.
fn vectors(queues: usize) -> usize {
    2 * queues + 2
}

/// Writes the interfaces. Those that are devices of the host come with the other such devices.
pub(crate) fn args(build: &mut Build<'_>, boot: &mut BootIndexes) -> Result<()> {
    for interface in &build.guest.devices.interfaces {
        let position = boot.interface(&interface.info);
        if matches!(interface.source, InterfaceSource::HostDev { .. }) {
            continue;
        }
        one(build, interface, position)?;
    }
    Ok(())
}

/// Writes an interface: its host side, then the guest's.
pub(crate) fn one(build: &mut Build<'_>, interface: &Interface, position: Option<u32>) -> Result<()> {
    let name = format!("host{}", alias(&interface.info)?);
    let netdev = netdev(build, interface, &name)?;
    build.netdev(&netdev);
    let device = device(build, interface, &name, position)?;
    build.device(device);
    Ok(())
}

/// The host side.
fn netdev(build: &mut Build<'_>, interface: &Interface, name: &str) -> Result<Props> {
    let props = match &interface.source {
        InterfaceSource::User { .. } => match build.resources.network_sockets.get(alias(&interface.info)?) {
            Some(socket) if interface.backend.is_passt() => stream(build, socket),
            _ => user(interface),
        },
        InterfaceSource::Server(socket) => {
            Props::new().with("type", "socket").with("listen", endpoint(socket))
        }
        InterfaceSource::Client(socket) => {
            Props::new().with("type", "socket").with("connect", endpoint(socket))
        }
        InterfaceSource::Mcast(socket) => Props::new().with("type", "socket").with("mcast", endpoint(socket)),
        InterfaceSource::Udp(socket) => {
            let local = format!(
                "{}:{}",
                socket.local_address.as_deref().unwrap_or_default(),
                socket.local_port.unwrap_or_default()
            );
            Props::new().with("type", "socket").with("udp", endpoint(socket)).with("localaddr", local)
        }
        InterfaceSource::VhostUser(source) => vhost_user(build, interface, source)?,
        InterfaceSource::Ethernet { .. }
        | InterfaceSource::Bridge { .. }
        | InterfaceSource::Network(_)
        | InterfaceSource::Direct { .. } => tap(build, interface)?,
        other => {
            return Err(Error::new(
                Code::ConfigUnsupported,
                errors::Domain::Qemu,
                format!("network interfaces of type '{}' are not supported yet", other.kind()),
            ));
        }
    };
    Ok(props.with("id", name))
}

/// A tap device that the caller has opened, with the kernel's backend if that is open too.
fn tap(build: &Build<'_>, interface: &Interface) -> Result<Props> {
    let opened = build.resources.taps.get(alias(&interface.info)?).ok_or_else(|| {
        Error::new(
            Code::ConfigUnsupported,
            errors::Domain::Qemu,
            format!("network interfaces of type '{}' are not supported yet", interface.source.kind()),
        )
    })?;
    let joined = |fds: &[i32]| fds.iter().map(i32::to_string).collect::<Vec<_>>().join(":");
    let named = |props: Props, one: &str, many: &str, fds: &[i32]| match fds {
        [fd] => props.with(one, fd.to_string()),
        fds => props.with(many, joined(fds)),
    };
    let mut props = named(Props::new().with("type", "tap"), "fd", "fds", &opened.tap);
    if !opened.vhost.is_empty() && is_virtio(interface) {
        props = named(props.with("vhost", true), "vhostfd", "vhostfds", &opened.vhost);
    }
    Ok(props.maybe("sndbuf", interface.send_buffer))
}

fn is_virtio(interface: &Interface) -> bool {
    interface.model.as_deref().is_some_and(|model| model.starts_with("virtio"))
}

/// Another process, behind a socket.
fn vhost_user(build: &mut Build<'_>, interface: &Interface, source: &VhostUserSource) -> Result<Props> {
    let id = format!("char{}", alias(&interface.info)?);
    let own = build.resources.network_sockets.get(alias(&interface.info)?);
    let path = source.path.as_ref().or(own).cloned().unwrap_or_default();
    let socket = Pairs::new("socket").with("id", &id).with("path", path);
    // A process of our own is started anew when it dies.
    let served = Reconnect { enabled: true, timeout: Some(SERVED_AGAIN) };
    let reconnect = source.reconnect.or(source.path.is_none().then_some(served));
    let socket = match source.mode {
        Some(SocketMode::Bind) => socket.with("server", "on"),
        _ => reconnecting(build, socket, reconnect),
    };
    build.chardev(socket);
    let queues = interface.driver.queues.filter(|queues| *queues > 1);
    Ok(Props::new().with("type", "vhost-user").with("chardev", id).maybe("queues", queues))
}

fn endpoint(socket: &SocketSource) -> String {
    format!("{}:{}", socket.address.as_deref().unwrap_or_default(), socket.port)
}

/// A process of our own that takes packets from a socket: it is started anew when it dies.
fn stream(build: &Build<'_>, socket: &str) -> Props {
    let address = Props::new().with("type", "unix").with("path", socket);
    let props = Props::new().with("type", "stream").with("addr", address.into_value()).with("server", false);
    if build.caps.version >= caps::Version::new(9, 2, 0) {
        props.with("reconnect-ms", SERVED_AGAIN * 1000)
    } else {
        props.with("reconnect", SERVED_AGAIN)
    }
}

/// QEMU's own user-mode network, with the guest's addresses if the definition has some.
fn user(interface: &Interface) -> Props {
    let mut props = Props::new().with("type", "user");
    for address in &interface.guest_ip.addresses {
        let (key, prefix_key, default) = match address.address {
            std::net::IpAddr::V4(_) => ("net", None, 24),
            std::net::IpAddr::V6(_) => ("ipv6-prefix", Some("ipv6-prefixlen"), 64),
        };
        let prefix = address.prefix.unwrap_or(default);
        props = match prefix_key {
            None => props.with(key, format!("{}/{prefix}", address.address)),
            Some(prefix_key) => props.with(key, address.address.to_string()).with(prefix_key, prefix),
        };
    }
    props
}

/// The guest side.
fn device(build: &Build<'_>, interface: &Interface, netdev: &str, position: Option<u32>) -> Result<Props> {
    let model = interface.model.as_deref().unwrap_or("rtl8139");
    let transition = match model {
        "virtio" => Some(None),
        "virtio-transitional" => Some(Some(VirtioModel::Transitional)),
        "virtio-non-transitional" => Some(Some(VirtioModel::NonTransitional)),
        _ => None,
    };
    let mut props = match transition {
        Some(transition) => Props::new()
            .with("driver", virtio::driver("virtio-net", &interface.info, transition)?)
            .and(virtio::options(interface.driver.virtio))
            .and(virtio_options(interface)),
        None => Props::new().with("driver", model),
    };
    props = props.with("netdev", netdev).with("id", alias(&interface.info)?);
    props = props.maybe("mac", interface.mac.map(|mac| mac.address.to_string()));
    props = props.maybe("bootindex", position);
    props = props.maybe("loadparm", build.load_parm(&interface.info));
    Ok(props.and(place(build.guest, &interface.info)?).and(rom(&interface.info)))
}

fn virtio_options(interface: &Interface) -> Props {
    let driver = &interface.driver;
    let (host, guest) = (driver.host, driver.guest);
    let persistent =
        interface.teaming.as_ref().is_some_and(|teaming| teaming.teaming_type == TeamingType::Persistent);
    let tx = driver.tx_mode.map(|mode| match mode {
        TxMode::Iothread => "bh",
        TxMode::Timer => "timer",
    });
    Props::new()
        .maybe("tx", tx)
        .maybe("ioeventfd", driver.ioeventfd)
        .maybe("event_idx", driver.event_idx)
        .and(queues(interface))
        .maybe("csum", host.csum)
        .maybe("gso", host.gso)
        .maybe("host_tso4", host.tso4)
        .maybe("host_tso6", host.tso6)
        .maybe("host_ecn", host.ecn)
        .maybe("host_ufo", host.ufo)
        .maybe("mrg_rxbuf", host.mrg_rxbuf)
        .maybe("guest_csum", guest.csum)
        .maybe("guest_tso4", guest.tso4)
        .maybe("guest_tso6", guest.tso6)
        .maybe("guest_ecn", guest.ecn)
        .maybe("guest_ufo", guest.ufo)
        .maybe("rx_queue_size", driver.rx_queue_size)
        .maybe("tx_queue_size", driver.tx_queue_size)
        .maybe("rss", driver.rss)
        .maybe("hash", driver.rss_hash_report)
        .maybe("host_mtu", interface.mtu)
        .maybe("failover", persistent.then_some(true))
}

/// More than one queue takes as many interrupts.
fn queues(interface: &Interface) -> Props {
    match interface.driver.queues.and_then(|queues| usize::try_from(queues).ok()) {
        Some(queues) if queues > 1 => Props::new().with("mq", true).with("vectors", vectors(queues)),
        _ => Props::new(),
    }
}

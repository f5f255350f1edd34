//! `-netdev` and `-device` of a network interface.

use errors::{Code, Error, Result};
use model::device::info::VirtioModel;
use model::device::interface::{Interface, InterfaceSource, SocketSource, TxMode};

use crate::address::{alias, place, rom};
use crate::bootindex::BootIndexes;
use crate::build::Build;
use crate::option::Props;
use crate::virtio;

/// Writes the interfaces.
pub(crate) fn args(build: &mut Build<'_>, boot: &mut BootIndexes) -> Result<()> {
    for interface in &build.guest.devices.interfaces {
        let name = format!("host{}", alias(&interface.info)?);
        let netdev = netdev(interface, &name)?;
        build.netdev(&netdev);
        let position = boot.interface(&interface.info);
        let device = device(build, interface, &name, position)?;
        build.device(device);
    }
    Ok(())
}

/// The host side.
fn netdev(interface: &Interface, name: &str) -> Result<Props> {
    let props = match &interface.source {
        InterfaceSource::User { host_ip, .. } => user(interface, host_ip),
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

fn endpoint(socket: &SocketSource) -> String {
    format!("{}:{}", socket.address.as_deref().unwrap_or_default(), socket.port)
}

/// QEMU's own user-mode network, with the guest's addresses if the definition has some.
fn user(interface: &Interface, host_ip: &model::device::interface::IpConfig) -> Props {
    let _ = host_ip;
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
            .with("driver", virtio::driver("virtio-net", &interface.info, transition))
            .and(virtio::options(interface.driver.virtio))
            .and(virtio_options(interface)),
        None => Props::new().with("driver", model),
    };
    props = props.with("netdev", netdev).with("id", alias(&interface.info)?);
    props = props.maybe("mac", interface.mac.map(|mac| mac.address.to_string()));
    props = props.maybe("bootindex", position);
    let load_parm = interface.info.boot.as_ref().and_then(|boot| boot.load_parm.clone());
    props = props.maybe("loadparm", load_parm);
    Ok(props.and(place(build.guest, &interface.info)?).and(rom(&interface.info)))
}

fn virtio_options(interface: &Interface) -> Props {
    let driver = &interface.driver;
    let (host, guest) = (driver.host, driver.guest);
    let tx = driver.tx_mode.map(|mode| match mode {
        TxMode::Iothread => "bh",
        TxMode::Timer => "timer",
    });
    Props::new()
        .maybe("tx", tx)
        .maybe("ioeventfd", driver.ioeventfd)
        .maybe("event_idx", driver.event_idx)
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
        .maybe("failover", interface.teaming.as_ref().map(|_| true))
}

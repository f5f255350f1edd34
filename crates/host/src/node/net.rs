//! Counters of network devices (`/sys/class/net/NAME/statistics`), and the neighbours that answered on them
//! (`/proc/net/arp`).

use super::tree::Node;

/// What has gone through a device, as the host sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetCounters {
    /// What came in.
    pub received: NetTraffic,
    /// What went out.
    pub sent: NetTraffic,
}

/// One direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetTraffic {
    /// Bytes.
    pub bytes: u64,
    /// Packets.
    pub packets: u64,
    /// Packets with errors.
    pub errors: u64,
    /// Packets thrown away.
    pub dropped: u64,
}

/// A machine on the same network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its IPv4 address.
    pub address: String,
    /// Its MAC address.
    pub mac: String,
}

impl Node {
    /// The machines that have answered at their addresses.
    #[must_use]
    pub fn neighbours(&self) -> Vec<Neighbour> {
        const COMPLETE: u32 = 2;
        let table = self.text("proc/net/arp").unwrap_or_default();
        let neighbour = |line: &str| {
            let mut words = line.split_ascii_whitespace();
            let (address, _, flags, mac) = (words.next()?, words.next()?, words.next()?, words.next()?);
            let flags = u32::from_str_radix(flags.strip_prefix("0x")?, 16).ok()?;
            (flags & COMPLETE != 0).then(|| Neighbour { address: address.to_owned(), mac: mac.to_owned() })
        };
        table.lines().skip(1).filter_map(neighbour).collect()
    }

    /// Counters of a device; `None` when there is none of that name.
    #[must_use]
    pub fn net_counters(&self, device: &str) -> Option<NetCounters> {
        // A name with a slash is none of a device, and would lead elsewhere.
        if device.is_empty() || device.contains('/') || device.starts_with('.') {
            return None;
        }
        let number =
            |what: &str| -> Option<u64> { self.number(&format!("sys/class/net/{device}/statistics/{what}")) };
        let traffic = |way: &str| {
            Some(NetTraffic {
                bytes: number(&format!("{way}_bytes"))?,
                packets: number(&format!("{way}_packets"))?,
                errors: number(&format!("{way}_errors"))?,
                dropped: number(&format!("{way}_dropped"))?,
            })
        };
        Some(NetCounters { received: traffic("rx")?, sent: traffic("tx")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::tree::tests::tree;

    #[test]
    fn only_those_who_answered_are_neighbours() {
        let table = "IP address HW type Flags HW address Mask Device\n\
                     10.0.0.2 0x1 0x2 52:54:00:00:00:02 * br0\n10.0.0.3 0x1 0x0 00:00:00:00:00:00 * br0\n";
        let machine = tree(&[("proc/net/arp", table)]);
        let expected = Neighbour { address: "10.0.0.2".to_owned(), mac: "52:54:00:00:00:02".to_owned() };
        assert_eq!(machine.node().neighbours(), [expected]);
    }

    #[test]
    fn every_machine_talks_to_itself() {
        let node = Node::default();
        assert!(node.net_counters("lo").is_some());
        for none in ["", "..", "../../kernel", "no-such-device"] {
            assert_eq!(node.net_counters(none), None, "{none:?}");
        }
    }
}

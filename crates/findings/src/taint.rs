//! libvirt's fifteen taint flags (`virDomainTaintFlags`), their words and their sentences.

use serde::{Deserialize, Serialize};

macro_rules! taints {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $word:literal, $sentence:literal;)*) => {
        /// Why a guest is tainted. The order is libvirt's bit order, in which messages are told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum Taint { $($(#[$doc])* #[serde(rename = $word)] $name = $bit,)* }

        impl Taint {
            /// Every flag, in bit order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The short word of logs and status files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The sentence of the messages API.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }

            /// The flag with this short word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

taints! {
    /// Arguments or environment of QEMU's own were given.
    CustomArgv = 0, "custom-argv", "custom configuration parameters specified";
    /// A raw monitor command was sent.
    CustomMonitor = 1, "custom-monitor", "custom monitor control commands issued";
    /// QEMU runs as root, or with raw I/O to a device.
    HighPrivileges = 2, "high-privileges", "running with undesirable elevated privileges";
    /// An interface is set up by a script.
    ShellScripts = 3, "shell-scripts", "network configuration using opaque shell scripts";
    /// A disk's format was guessed (never set any more, still read).
    DiskProbing = 4, "disk-probing", "potentially unsafe disk format probing";
    /// The process was started by somebody else (never set any more, still read).
    ExternalLaunch = 5, "external-launch", "managing externally launched configuration";
    /// Memory state came in while the CPU follows the host's.
    HostCpu = 6, "host-cpu", "potentially unsafe use of host CPU passthrough";
    /// A hook script changed the definition.
    HookScript = 7, "hook-script", "configuration potentially modified by hook script";
    /// A host CD drive is handed through.
    CdromPassthrough = 8, "cdrom-passthrough", "use of host cdrom passthrough";
    /// A device tree of the user's own.
    CustomDtb = 9, "custom-dtb", "custom device tree blob used";
    /// A raw guest-agent command was sent.
    CustomGaCommand = 10, "custom-ga-command", "custom guest agent control commands issued";
    /// What QEMU can do was overridden by hand.
    CustomHypervisorFeature = 11, "custom-hypervisor-feature", "hypervisor feature autodetection override";
    /// A machine type or CPU model that QEMU calls deprecated.
    DeprecatedConfig = 12, "deprecated-config", "use of deprecated configuration settings";
    /// Device properties were overridden by hand.
    CustomDevice = 13, "custom-device", "custom device configuration";
    /// nbdkit died and could not be started again.
    NbdkitRestart = 14, "nbdkit-restart", "nbdkit restart failed";
}

/// The flags that are set, as libvirt keeps them: one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaintSet(u16);

impl TaintSet {
    /// Sets a flag; whether it was clear before.
    pub fn insert(&mut self, taint: Taint) -> bool {
        let bit = 1 << taint as u8;
        let fresh = self.0 & bit == 0;
        self.0 |= bit;
        fresh
    }

    /// Whether the flag is set.
    pub const fn contains(self, taint: Taint) -> bool {
        self.0 & (1 << taint as u8) != 0
    }

    /// The set flags in bit order.
    pub fn iter(self) -> impl Iterator<Item = Taint> {
        Taint::ALL.iter().copied().filter(move |taint| self.contains(*taint))
    }

    /// Whether none is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_flags_in_bit_order_with_their_own_words() {
        assert_eq!(Taint::ALL.len(), 15);
        for (bit, taint) in Taint::ALL.iter().enumerate() {
            assert_eq!(*taint as usize, bit);
            assert_eq!(Taint::from_word(taint.word()), Some(*taint));
        }
        assert_eq!(Taint::from_word("bogus"), None);
    }

    #[test]
    fn a_set_tells_its_flags_in_bit_order_whatever_the_order_they_came_in() {
        let mut set = TaintSet::default();
        assert!(set.insert(Taint::DeprecatedConfig));
        assert!(set.insert(Taint::CustomArgv));
        assert!(!set.insert(Taint::CustomArgv));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Taint::CustomArgv, Taint::DeprecatedConfig]);
    }
}

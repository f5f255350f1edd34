//! Which part of the system an error comes from (`virErrorDomain`).

macro_rules! domains {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// The part that raised an error, with libvirt's number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[allow(missing_docs, reason = "the names are libvirt's own")]
        pub enum Domain { $($(#[$doc])* $name = $number,)* }

        impl Domain {
            /// The number that goes over the wire.
            pub const fn number(self) -> i32 { self as i32 }

            /// The domain of a number from the wire, if it is known.
            pub const fn from_number(number: i32) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }
        }
    };
}

domains! {
    None = 0, Xen = 1, Xml = 5, Dom = 6, Rpc = 7, Conf = 9, Qemu = 10, Net = 11, Test = 12, Remote = 13,
    Storage = 18, Network = 19,
    /// The public API's own checks, and everything about a domain's definition.
    Domain = 20,
    Nodedev = 22, Security = 24, Interface = 26, Secret = 30, Cpu = 31, Nwfilter = 33, Hook = 34,
    DomainSnapshot = 35, Sysinfo = 37, Streams = 38, Event = 40, Locking = 42, Capabilities = 44, Uri = 45,
    Auth = 46, Dbus = 47, Device = 49, Ssh = 50, Lockspace = 51, Identity = 53, Cgroup = 54, Access = 55,
    Systemd = 56, Crypto = 58, Firewall = 59, Polkit = 60, Thread = 61, Admin = 62, Logging = 63, Perf = 65,
    Resctrl = 67, Firewalld = 68, DomainCheckpoint = 69, Tpm = 70, Bpf = 71,
}

//! The programs that share a connection.

/// A program number that this room knows. The version of each is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Program {
    /// The public API.
    Remote = crate::generated::REMOTE_PROGRAM,
    /// QEMU's own extras: monitor and agent commands, monitor events.
    Qemu = crate::generated::QEMU_PROGRAM,
    /// LXC's own extras; known so that it can be refused properly.
    Lxc = crate::generated::LXC_PROGRAM,
    /// What this project adds: findings of all guests (docs/findings-protocol.md).
    Ferrovirt = crate::generated::FERROVIRT_PROGRAM,
    /// Ping and pong.
    Keepalive = crate::generated::KEEPALIVE_PROGRAM,
}

impl Program {
    /// The only version that there has ever been of each program.
    pub const VERSION: u32 = 1;

    /// Every program.
    pub const ALL: [Self; 5] = [Self::Remote, Self::Qemu, Self::Keepalive, Self::Lxc, Self::Ferrovirt];

    /// The number that stands in a header.
    pub const fn id(self) -> u32 {
        self as u32
    }

    /// The program of a number from a header, if it is known.
    pub fn from_id(id: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|program| program.id() == id)
    }
}

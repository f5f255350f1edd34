//! What can go wrong between a caller and a monitor.

/// Why a command brought no answer. Cloneable, because a lost connection fails every command in flight alike.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QmpError {
    /// The connection has ended: QEMU exited, closed the monitor, or this side closed it.
    #[error("the monitor is closed")]
    Closed,
    /// No reply within the caller's deadline. The command may have been carried out, or may yet be, if it had
    /// been sent; one that was still waiting to be sent never will be.
    #[error("the monitor did not answer in time")]
    Deadline,
    /// QEMU answered with an error.
    #[error("{class}: {desc}")]
    Command {
        /// QEMU's class: `GenericError`, `CommandNotFound`, `DeviceNotFound`, `DeviceNotActive`, `KVMMissingCap`.
        class: String,
        /// QEMU's sentence for people.
        desc: String,
    },
    /// The peer said something that is no QMP. The connection is closed then, since nothing after it can be
    /// trusted to be what it seems.
    #[error("unexpected data from the monitor: {0}")]
    Protocol(String),
    /// The text of a raw command is not JSON; nothing was sent. The words are those libvirt puts after
    /// `failed to parse JSON: `.
    #[error("failed to parse JSON: {0}")]
    Malformed(&'static str),
    /// A raw command brought an `id` of its own beside `execute`; nothing was sent. libvirt refuses that
    /// (`Unable to append command 'id' string`), because it numbers the commands itself.
    #[error("Unable to append command 'id' string")]
    IdTaken,
}

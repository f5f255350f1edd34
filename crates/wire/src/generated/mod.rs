// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! What `cargo xtask codegen` makes of schema/remote.json and schema/ferrovirt.json.

pub(crate) mod by_number;
pub mod ferrovirt;
pub(crate) mod keepalive;
pub mod limits;
pub mod lxc;
pub mod qemu;
pub mod remote;

pub(crate) const REMOTE_PROGRAM: u32 = 0x20008086;
pub(crate) const QEMU_PROGRAM: u32 = 0x20008087;
pub(crate) const LXC_PROGRAM: u32 = 0x68000;
pub(crate) const KEEPALIVE_PROGRAM: u32 = 0x6b656570;
pub(crate) const FERROVIRT_PROGRAM: u32 = 0x2000fe01;

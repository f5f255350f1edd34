// Generated from schema/remote.json and schema/ferrovirt.json by `cargo xtask codegen`. Change that file, not this one.

//! A method for every procedure.

mod ferrovirt_connect;
mod ferrovirt_findings;
mod lxc_domain;
mod qemu_connect;
mod qemu_domain;
mod remote_auth;
mod remote_connect;
mod remote_domain;
mod remote_domain_checkpoint;
mod remote_domain_migrate;
mod remote_domain_snapshot;
mod remote_interface;
mod remote_network;
mod remote_node;
mod remote_node_device;
mod remote_nwfilter;
mod remote_secret;
mod remote_storage;

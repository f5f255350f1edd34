//! Stock clients, and clients that no sane person would write, against a private daemon: see `tests/`.
//!
//! One file a promise. Those that need no guest run against libvirt's own daemon as well
//! (`FERROVIRT_REFERENCE`, see `support::Daemon`), which shows that it is the promise that they test.

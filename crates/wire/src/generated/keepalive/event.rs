// Generated from schema/remote.json by `cargo xtask codegen`. Change that file, not this one.

//! A marker type for each event of the keepalive program.

crate::procedure::events! {
    Keepalive;
    1 Ping "PING": ();
    2 Pong "PONG": ();
}

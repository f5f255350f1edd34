//! A daemon's bytes: whatever comes, a client that is opening a connection and one that calls end with an answer
//! or an error, before their deadline.

#![no_main]

use std::time::Duration;

use client::OpenOptions;
use libfuzzer_sys::fuzz_target;
use tokio::io::AsyncWriteExt as _;

/// The answers that every client gets before it calls: the ways to log in, the feature, the opening.
const GREETING: &[(i32, &[u8])] = &[(66, &[0, 0, 0, 1, 0, 0, 0, 0]), (60, &[0, 0, 0, 1]), (1, &[])];

fuzz_target!(|bytes: &[u8]| {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else { return };
    let (greeted, bytes) = match bytes.split_first() {
        Some((first, rest)) => (first % 2 == 0, rest),
        None => return,
    };
    runtime.block_on(async {
        let (ours, mut theirs) = tokio::io::duplex(1 << 20);
        if greeted {
            for (serial, (procedure, payload)) in GREETING.iter().enumerate() {
                let words = [
                    28 + payload.len() as i32,
                    0x2000_8086,
                    1,
                    *procedure,
                    1,
                    serial as i32,
                    0,
                ];
                let mut frame: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
                frame.extend_from_slice(payload);
                let _ = theirs.write_all(&frame).await;
            }
        }
        let client = tokio::spawn(async move {
            let options = OpenOptions::new().deadline(Duration::from_secs(5));
            let Ok(connection) = options.open_over("qemu:///system", ours).await else { return };
            let mut events = connection.events();
            let _ = connection.node_get_info().await;
            let _ = events.next().await;
        });
        let _ = theirs.write_all(bytes).await;
        // The end of the bytes is the end of the daemon.
        drop(theirs);
        assert!(tokio::time::timeout(Duration::from_secs(10), client).await.is_ok(), "the client hangs");
    });
});

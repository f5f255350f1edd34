//! A monitor that may say anything: however its bytes are cut, the same lines come out, and none is fatal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qmp::line::LineBuffer;
use qmp::message::decode;

/// The longest line that is taken here, in bytes.
const LIMIT: usize = 4096;

fuzz_target!(|bytes: &[u8]| {
    let whole = lines(bytes, bytes.len().max(1));
    assert_eq!(whole, lines(bytes, 5));
    for line in whole.iter().flatten() {
        let _ = decode(line);
    }
});

/// The lines in order; the last is `None` when one was too long.
fn lines(bytes: &[u8], step: usize) -> Vec<Option<Vec<u8>>> {
    let mut buffer = LineBuffer::new(LIMIT);
    let mut lines = Vec::new();
    for piece in bytes.chunks(step) {
        buffer.input().extend_from_slice(piece);
        loop {
            match buffer.next_line() {
                Ok(Some(line)) => lines.push(Some(line.to_vec())),
                Ok(None) => break,
                Err(_) => {
                    lines.push(None);
                    return lines;
                }
            }
        }
    }
    lines
}

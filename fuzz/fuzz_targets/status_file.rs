//! A status file that a crash, a disk or a hand has damaged: refused, or read without losing a flag.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vm::Status;

fuzz_target!(|text: &str| {
    let Ok(status) = Status::parse(text) else { return };
    let again = Status::parse(&status.format()).expect("what was written is read");
    assert_eq!(again.record.messages(0), status.record.messages(0));
    assert_eq!(again.record.unknown_words(), status.record.unknown_words());
    assert_eq!((again.state, again.process), (status.state, status.process));
});

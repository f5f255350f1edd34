//! Real guests on a real QEMU (and on a fake one, where no real one misbehaves as needed): see `tests/`.
//!
//! One file a promise, each a story of a few lines. The demo (`src/bin/demo`) tells the main one aloud.

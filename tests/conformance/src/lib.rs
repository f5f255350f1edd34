//! Recorded data against the pure rooms.
//!
//! The data is not part of the project: it is looked up in the directory that `FERROVIRT_SHARED` names, or
//! in `shared` beside the workspace. Where it is absent, tests that need it say so and pass.
//!
//! Each section (`oracle`, `guests`, `domaincaps`, `argv.T1` ...) turns a directory of recordings and expected outputs
//! into one [`Verdict`] for each case. The tests in `tests/` demand that all of them agree; the program
//! `conformance` (`cargo xtask conformance`) counts them, for any directory of the same layout.

mod argv;
mod canonical;
mod domaincaps;
mod forecast;
mod guests;
mod oracle;
mod recording;
mod recordings;
mod run;
mod shared;
mod verdict;

pub use argv::argv_sections;
pub use domaincaps::domaincaps_section;
pub use forecast::forecast_sections;
pub use guests::guests_section;
pub use oracle::oracle_section;
pub use recording::Recording;
pub use recordings::Recordings;
pub use run::{Run, sections};
pub use shared::shared;
pub use verdict::{Section, Verdict};

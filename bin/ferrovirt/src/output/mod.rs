//! How answers are written.
//!
//! - [`Answer`]: what a command found out, for every format.
//! - [`Table`]: rows for people, and for CSV.
//! - [`sarif`]: findings for code scanners.
//! - [`Progress`]: how far long work is.
//! - [`Paint`]: colours, where there is somebody to see them.

mod answer;
mod csv;
mod paint;
mod progress;
pub mod sarif;
mod table;

pub use answer::Answer;
pub use paint::Paint;
pub use progress::Progress;
pub use table::Table;

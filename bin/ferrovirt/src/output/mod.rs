//! How answers are written.
//!
//! - [`Answer`]: what a command found out, for every format.
//! - [`Table`]: rows for people, and for CSV.
//! - [`Paint`]: colours, where there is somebody to see them.

mod answer;
mod csv;
mod paint;
mod table;

pub use answer::Answer;
pub use paint::Paint;
pub use table::Table;

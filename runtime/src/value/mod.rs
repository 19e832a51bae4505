//! Values that a field can hold besides the standard ones.

mod field;
mod file;
mod numbered;
mod sensitive;
mod time;

pub use field::{IntoField, how};
pub use file::FilePart;
pub use numbered::Numbered;
pub use sensitive::Sensitive;
pub use time::{Time, TimeError, form};

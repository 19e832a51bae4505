//! Values that a field can hold besides the standard ones.

mod file;
mod numbered;
mod sensitive;
mod time;

pub use file::FilePart;
pub use numbered::Numbered;
pub use sensitive::Sensitive;
pub use time::{Time, TimeError};

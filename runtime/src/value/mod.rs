//! Values that a field can hold besides the standard ones.

mod file;
mod json_string;
mod numbered;
mod scalar;
mod sensitive;
mod url_encoded;

pub use file::FilePart;
pub use json_string::JsonString;
pub use numbered::Numbered;
pub use sensitive::Sensitive;
pub use url_encoded::UrlEncoded;

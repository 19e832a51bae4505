//! The XML of v2: one flat element of texts, rarely with lists inside.
//!
//! quick-xml reads it. There is no DTD, no entity besides the five predefined
//! ones and character references, and there are limits to size and depth.

mod de;
mod document;
mod json;
mod read;
mod write;

pub use document::{Document, MAX_BYTES, MAX_DEPTH, Node, XmlError};

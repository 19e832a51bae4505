//! Places in a page.

use std::ops::Range;

/// A range of bytes in the page's text.
pub type Span = Range<usize>;

//! What both versions leave as it is in a URL.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// All but letters, digits and RFC 3986's unreserved marks.
pub(super) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

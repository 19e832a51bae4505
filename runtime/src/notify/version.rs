//! Which generation a notification is of.

use crate::operation::Version;

/// XML is v2, anything else v3.
pub(super) fn version_of(body: &[u8]) -> Version {
    let body = body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body);
    if body.trim_ascii_start().starts_with(b"<") {
        Version::V2
    } else {
        Version::V3
    }
}

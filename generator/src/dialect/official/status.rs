//! A line that is the status of an answer.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// `200 OK`, `204 No Content`, `202 Accepted` alone in a line.
static STATUS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(20[0-9])[ \x{a0}]*(?:OK|No Content|Accepted|Created|无应答包体)?$"));

/// Whether a line is a status, so that what follows is an answer.
pub(super) fn is_status(line: &str) -> bool {
    status(line).is_some()
}

/// The status that a line names.
pub(super) fn status(line: &str) -> Option<u16> {
    STATUS.captures(line.trim())?[1].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses() {
        let cases = [
            ("200 OK", Some(200)),
            ("204 No Content", Some(204)),
            ("202 Accepted", Some(202)),
            ("200", Some(200)),
            ("200或204", None),
            ("20 OK", None),
            ("2025.03.31", None),
        ];
        for (line, expected) in cases {
            assert_eq!(status(line), expected, "{line}");
        }
    }
}

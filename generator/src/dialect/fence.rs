//! What tells a page in TypeScript, whether or not this build can read it.

use crate::page::Span;

/// The first line of a page that opens a block in this dialect.
pub(super) fn first(text: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let info = line
            .trim()
            .strip_prefix("```")
            .or(line.trim().strip_prefix("~~~"));
        if info.is_some_and(is_info) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// `js twoslash`, `ts twoslash {…}`
pub(super) fn is_info(info: &str) -> bool {
    info.split_whitespace().skip(1).any(|word| word == "twoslash")
}

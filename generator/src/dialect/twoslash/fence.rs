//! What marks a block of this dialect.

use super::super::markdown::blocks::{Block, BlockKind};
use crate::page::Span;

/// The first line of a page that opens a block in this dialect.
pub(in crate::dialect) fn fence(text: &str) -> Option<Span> {
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

/// Whether a block is one.
pub(super) fn is_script(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Code { info, .. } if is_info(info))
}

/// `js twoslash`, `ts twoslash {…}`
fn is_info(info: &str) -> bool {
    info.split_whitespace().skip(1).any(|word| word == "twoslash")
}

//! What marks a block of this dialect.

use super::super::fence::is_info;
use super::super::markdown::blocks::{Block, BlockKind};

/// Whether a block is one.
pub(super) fn is_script(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Code { info, .. } if is_info(info))
}

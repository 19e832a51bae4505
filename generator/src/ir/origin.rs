//! Where a fact was said.

use std::sync::Arc;

/// Where an operation, a notification or a field is documented.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The documentation that alone knows it; nothing if it is the tree's own.
    pub documentation: Option<Arc<str>>,
    /// The page without `.md`, such as `openapi/v3/pay/transactions/jsapi`.
    pub page: Arc<str>,
    /// Line of the heading or the row, 1-based.
    pub line: u32,
}

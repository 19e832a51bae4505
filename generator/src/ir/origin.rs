//! Where a fact was said.

use std::sync::Arc;

/// Where an operation, a notification or a field is documented.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Who knows of it.
    pub known: Known,
    /// The page without `.md`, such as `openapi/v3/pay/transactions/jsapi`.
    pub page: Arc<str>,
    /// Line of the heading or the row, 1-based.
    pub line: u32,
}

/// Who knows of an operation or a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// Whoever should.
    #[default]
    Well,
    /// One documentation alone, which is not the founding one.
    Only(Arc<str>),
    /// Not WeChat Pay's own documents, although they have a table of it.
    Unofficially,
}

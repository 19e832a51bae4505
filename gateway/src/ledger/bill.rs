//! Bills that can be fetched.

use serde::{Deserialize, Serialize};

/// A bill that was announced: it stays as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Who may fetch it.
    pub mchid: String,
    /// Its text.
    pub content: String,
    /// Whether it is sent as a gzip file.
    pub is_gzip: bool,
    /// When, in seconds since 1970-01-01 UTC.
    #[serde(default)]
    pub at: i64,
}

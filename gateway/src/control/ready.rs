//! A request that can be sent as it is.

use serde::Serialize;

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CallPart {
    pub(super) name: &'static str,
    /// If it is a file.
    pub(super) filename: Option<&'static str>,
    pub(super) text: String,
}

/// A request that can be sent as it is, within five minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Ready {
    pub(super) method: &'static str,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<String>,
    /// In place of a body.
    pub(super) form: Option<Vec<CallPart>>,
    /// The same for a shell.
    pub(super) curl: String,
}

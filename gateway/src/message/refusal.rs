//! A documented error, as WeChat Pay answers it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What belongs to 国密 and reaches a gateway that was built without it. No page has a text for that.
pub(crate) const NEEDS_SM: &str = "此网关未启用国密（SM2）：请以 --features sm 编译";

/// Why a request is refused.
///
/// In v3 it becomes the status and `{"code", "message", "detail"}` (接口规则); in v2 `err_code` and `err_code_des`, or
/// `return_msg` where the request was not even understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// HTTP status of v3; v2 always answers 200.
    pub status: u16,
    /// Such as `PARAM_ERROR`.
    pub code: String,
    /// For people.
    pub message: String,
    /// Which field, if it is about one. v2 tells it in the message alone.
    pub detail: Option<Box<Detail>>,
    /// v2: not even understood, so `return_code` is `FAIL`.
    pub is_unread: bool,
}

/// The field that an error is about: only with `PARAM_ERROR` and `INVALID_REQUEST`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// A JSON pointer into the body (`/amount/currency`), or the bare name of a parameter.
    pub field: String,
    /// What was there.
    pub value: Value,
    /// What is wrong with it.
    pub issue: String,
    /// Where it was.
    pub location: Location,
}

/// Where a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// The body.
    Body,
    /// The path.
    Url,
    /// The query.
    Query,
}

impl Refusal {
    /// A refusal without a field.
    #[must_use]
    pub fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
            detail: None,
            is_unread: false,
        }
    }

    /// `PARAM_ERROR` about this field.
    #[must_use]
    pub fn parameter(detail: Detail) -> Self {
        Self {
            detail: Some(Box::new(detail)),
            ..Self::new(400, "PARAM_ERROR", "参数错误")
        }
    }

    /// `SIGN_ERROR` with one of the texts that WeChat Pay has for it.
    #[must_use]
    pub fn signature(message: impl Into<String>) -> Self {
        Self {
            is_unread: true,
            ..Self::new(401, "SIGN_ERROR", message)
        }
    }
}

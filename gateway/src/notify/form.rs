//! What the documentation says of a notification, as far as sending it needs.

use anyhow::Result;
use serde_json::Value;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::testing::TestPlatform;

use crate::message::Notice;

/// How a notification is written.
pub(super) struct Form {
    pub(super) version: Version,
    /// Of v3.
    pub(super) original_type: &'static str,
    /// What a person reads in the envelope.
    pub(super) summary: &'static str,
}

impl Form {
    /// Of v2 is what has no `event_type`.
    pub(super) fn of(notice: &Notice) -> Self {
        Self {
            version: match notice.event_type.is_empty() {
                true => Version::V2,
                false => Version::V3,
            },
            original_type: "",
            summary: "",
        }
    }

    /// The payload with its sensitive fields encrypted for the merchant.
    pub(super) fn encrypted(&self, payload: Value, _: &TestPlatform) -> Result<Value> {
        Ok(payload)
    }
}

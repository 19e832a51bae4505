//! What the documentation says of a notification, as far as sending it and judging its reply needs.

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::{Event, notifications};
use wechatpay_openapi::testing::TestPlatform;
use wechatpay_openapi_runtime::{Error, Version};

use crate::message::Notice;

/// How a notification is written.
pub(super) struct NoticeForm {
    pub(super) version: Version,
    /// `None` of one that nobody documents: it is sent as it is.
    event: Option<&'static Event>,
}

impl NoticeForm {
    /// Of v2 is what has no `event_type` in its notice.
    pub(super) fn of(notice: &Notice) -> Self {
        let version = match notice.event_type.is_empty() {
            true => Version::V2,
            false => Version::V3,
        };
        let event = notifications().find(|event| event.version == version && event.name == notice.event);
        Self { version, event }
    }

    /// Of v3; empty if there is none.
    pub(super) fn original_type(&self) -> &'static str {
        let documented = self.event.and_then(|event| event.original_types.first());
        documented.copied().unwrap_or_default()
    }

    /// What a person reads in the envelope: 支付成功.
    pub(super) fn summary(&self) -> &'static str {
        let title = self.event.map_or("", |event| event.title);
        title.split(['(', '（']).next().unwrap_or(title)
    }

    /// The payload with its sensitive fields encrypted for the merchant.
    pub(super) fn sealed(
        &self,
        payload: &Map<String, Value>,
        platform: &TestPlatform,
    ) -> Result<Value, Error> {
        let plain = Value::Object(payload.clone());
        match self.event {
            Some(event) => platform.sealed_of(event.table, &plain),
            None => Ok(plain),
        }
    }
}

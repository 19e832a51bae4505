//! Notifications that want data for an answer, some of them signed.

use bytes::Bytes;
use serde_json::Value;
use wechatpay_openapi::runtime::record::{Record, Table};
use wechatpay_openapi::testing::{TableView, TestPlatform};
use wechatpay_openapi::webhook::v3::{
    cross_border_pay_get_mch_info as payee, cross_border_pay_push_order_info as order,
    entrust_terminate_retention as retention, parking_fee_query_trans_info as fee,
};
use wechatpay_openapi_runtime::Acknowledged;

use super::verdict::ReplyVerdict;
use crate::text::Text;

/// What a reply must have besides its status.
pub(super) struct Wanted {
    table: &'static Table,
    is_signed: bool,
}

impl Wanted {
    /// Of a notification of v3, by its module's name; most want nothing.
    pub(super) fn by(event: &str) -> Option<Self> {
        Some(match event {
            "cross_border_pay_get_mch_info" => Self::of::<payee::Notification>(),
            "cross_border_pay_push_order_info" => Self::of::<order::Notification>(),
            "entrust_terminate_retention" => Self::of::<retention::Notification>(),
            "parking_fee_query_trans_info" => Self::of::<fee::Notification>(),
            _ => return None,
        })
    }

    fn of<N: Acknowledged>() -> Self {
        Self {
            table: <N::Acknowledgement as Record>::TABLE,
            is_signed: N::IS_SIGNED,
        }
    }

    /// Of a reply that counts as received by its status and code.
    pub(super) fn judge(&self, platform: &TestPlatform, reply: &http::Response<Bytes>) -> ReplyVerdict {
        let said: Value = serde_json::from_slice(reply.body()).unwrap_or_default();
        let fields = TableView::of(self.table).fields();
        let names: Vec<&str> = fields.map(|field| field.name()).collect();
        if said["code"] != "SUCCESS" {
            return ReplyVerdict::missed(Text::new(
                format!(
                    "此通知要求返回数据：应答应为 JSON，`code` 为 SUCCESS，并含以下所要求的：{}",
                    names.join("、")
                ),
                format!(
                    "this notification asks for something: the reply is JSON with `code` SUCCESS and what is asked for of {}",
                    names.join(", ")
                ),
            ));
        }
        let required = TableView::of(self.table)
            .fields()
            .filter(|field| field.is_required());
        let missing: Vec<&str> = required
            .map(|field| field.name())
            .filter(|name| said[*name].is_null())
            .collect();
        if !missing.is_empty() {
            return ReplyVerdict::missed(Text::new(
                format!("应答缺少此通知所要求的 {}", missing.join("、")),
                format!(
                    "the reply lacks {}, which this notification asks for",
                    missing.join(", ")
                ),
            ));
        }
        if !self.is_signed {
            return ReplyVerdict::received(Text::new(
                "`code` 为 SUCCESS，所要求的数据齐全",
                "`code` is SUCCESS, and what is asked for is there",
            ));
        }
        match platform.check_reply(reply) {
            Ok(()) => ReplyVerdict::received(Text::new(
                "`code` 为 SUCCESS，应答签名正确",
                "`code` is SUCCESS, and the reply is rightly signed",
            )),
            Err(error) => ReplyVerdict::missed(Text::new(
                format!("此通知的应答必须签名：{error}"),
                format!("the reply to this notification must be signed: {error}"),
            )),
        }
    }
}

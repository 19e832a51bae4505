//! v2: MD5 or HMAC-SHA256 over the sorted fields, with the v2 API key.
//!
//! [`ApiV2Key`](crate::crypto::ApiV2Key) signs and verifies the text.

pub use crate::crypto::SignType;

/// The text that a signature covers: sorted by the bytes of the names, then [`join`]ed. The key is not in it.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v2::text;
///
/// let fields = [("mch_id", "1900000001"), ("body", "tea"), ("attach", ""), ("sign", "9A0A")];
/// assert_eq!(text(fields), "body=tea&mch_id=1900000001");
/// ```
#[must_use]
pub fn text<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut fields: Vec<_> = fields.into_iter().collect();
    fields.sort_by_key(|(name, _)| *name);
    join(fields)
}

/// `name=value` pairs joined by `&`, in the given order; empty values and `sign` are left out.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v2::join;
///
/// assert_eq!(join([("mch_id", "1900000001"), ("body", "tea")]), "mch_id=1900000001&body=tea");
/// ```
#[must_use]
pub fn join<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = fields
        .into_iter()
        .filter(|(name, value)| *name != "sign" && !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// The fields by which notifications and answers of v2 are told.
///
/// A URL under a signature that leaves the server may have other parameters behind an `&`; with one of these it could be
/// read as a notification.
pub const TELLING: &[&str] = &[
    "change_type",
    "combine_appid",
    "combine_mch_id",
    "combine_out_trade_no",
    "contract_code",
    "contract_id",
    "event_ciphertext",
    "event_code",
    "event_type",
    "operate_time",
    "out_trade_no",
    "plan_id",
    "plate_number",
    "req_info",
    "request_serial",
    "result_code",
    "return_code",
    "risk_level",
    "risk_level_desc",
    "sub_order_list",
    "time_end",
    "total_fee",
    "trade_state",
    "transaction_id",
    "transaction_id_list",
    "vehicle_event_createtime",
];

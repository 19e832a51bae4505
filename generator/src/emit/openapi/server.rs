//! Hosts.

use serde_json::{Value, json};

use crate::ir::Host;

/// What serves everything that does not say otherwise.
pub(super) fn default() -> Value {
    json!([
        server("api.mch.weixin.qq.com", "主域名"),
        server("api2.mch.weixin.qq.com", "备用域名"),
    ])
}

/// The servers of an operation, if not the document's.
pub(super) fn of(host: Host) -> Option<Value> {
    let hong_kong = || server("apihk.mch.weixin.qq.com", "香港接入");
    Some(match host {
        Host::Default => return None,
        Host::HongKongOptional => json!([server("api.mch.weixin.qq.com", "主域名"), hong_kong()]),
        Host::HongKong => json!([hong_kong()]),
        Host::Fraud => json!([server("fraud.mch.weixin.qq.com", "风控")]),
        Host::Payapp => json!([server("payapp.weixin.qq.com", "微信支付应用")]),
        Host::Weixin => json!([server("api.weixin.qq.com", "微信开放平台")]),
        Host::PayWechatpay => json!([server("pay.wechatpay.cn", "微信支付")]),
    })
}

fn server(host: &str, description: &str) -> Value {
    json!({ "url": format!("https://{host}"), "description": description })
}

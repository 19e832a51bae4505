//! A WeChat Pay inside the program, for whoever has no account yet: it answers what this shop asks.

use wechatpay_openapi::runtime::serde_json::{Value, json};
use wechatpay_openapi::testing::{TestMessage, TestPlatform, TestRequest};
use wechatpay_openapi::{Client, Error};

/// The appid of nobody.
pub const APPID: &str = "wxd678efh567hg6787";
/// The content of every day's bill.
#[cfg(test)]
pub const BILL: &str = "`2026-11-28 12:00:00,`wxd678efh567hg6787,`1900000001\r\n";

/// A client of its merchant.
pub fn client() -> Result<Client, Error> {
    of(&TestPlatform::new()?)
}

/// The same for a platform that a test has.
pub fn of(platform: &TestPlatform) -> Result<Client, Error> {
    let answering = platform.clone();
    let transport = platform.answering(move |asked| answer(&answering, asked));
    let builder = Client::builder(platform.mchid());
    platform.configure(builder).transport(transport).build()
}

fn answer(platform: &TestPlatform, asked: &TestRequest) -> Result<TestMessage, Error> {
    let (status, body) = match asked.line() {
        "POST /v3/pay/transactions/jsapi" => (
            200,
            json!({ "prepay_id": "wx201410272009395522657a690389285100" }),
        ),
        "POST /v3/refund/domestic/refunds" => (200, refund(asked.fields())),
        "GET /v3/bill/tradebill" => (200, bill()),
        "GET /v3/billdownload/file" => return Ok(platform.file(PACKED)),
        _ => (
            404,
            json!({ "code": "RESOURCE_NOT_EXISTS", "message": "not of this demonstration" }),
        ),
    };
    platform.answer(status, body.to_string())
}

fn refund(asked: &Value) -> Value {
    json!({ "out_refund_no": asked["out_refund_no"], "amount": asked["amount"], "status": "PROCESSING" })
}

fn bill() -> Value {
    json!({
        "hash_type": "SHA1",
        "hash_value": "6458e35cbc468a1b457c1c20b81cd714cdea2504",
        "download_url": "https://api.mch.weixin.qq.com/v3/billdownload/file?token=1",
    })
}

/// The gzip of the bill.
const PACKED: &[u8] =
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03K0202\xd354\xd45\xb2P04\xb220\x00\x22\x9d\x84\xf2\x8a\
    \x143s\x8b\xd4\xb4\x0cS3\xf3\x8ct \xd3\x5c'\xc1\xd0\xd2\x00\x02\x0cy\xb9\x00Pj\xe5\xc46\x00\x00\
    \x00";

//! What is wrong with a signature of SM2 is refused as with one of RSA, and explained.

use serde_json::json;
use wechatpay_gateway::journal::Filter;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::{Client, Method};

use crate::send;

/// What is done to a request, and what is answered.
type Case = (&'static str, fn(&mut Sent), &'static str);

struct Sent {
    authorization: String,
    body: String,
    sm2_serial: String,
    rsa_serial: String,
}

impl Sent {
    fn replace(&mut self, from: &str, to: &str) {
        assert!(self.authorization.contains(from), "{from}");
        self.authorization = self.authorization.replace(from, to);
    }
}

const CASES: &[Case] = &[
    (
        "the body was altered",
        |sent| sent.body = sent.body.replace("100", "101"),
        "错误的签名，导致验签失败",
    ),
    (
        "the time was altered",
        |sent| {
            let timestamp = sent.authorization.find("timestamp=\"").unwrap() + "timestamp=\"".len();
            let seconds: i64 = sent.authorization[timestamp..][..10].parse().unwrap();
            sent.replace(&seconds.to_string(), &(seconds - 1).to_string());
        },
        "错误的签名，导致验签失败",
    ),
    (
        "the serial number of the certificate of RSA",
        |sent| {
            let (own, other) = (sent.sm2_serial.clone(), sent.rsa_serial.clone());
            sent.replace(&own, &other);
        },
        "商户证书序列号有误",
    ),
    (
        "the scheme of RSA",
        |sent| sent.replace("WECHATPAY2-SM2-WITH-SM3", "WECHATPAY2-SHA256-RSA2048"),
        "商户证书序列号有误",
    ),
    (
        "the scheme of RSA and its certificate",
        |sent| {
            let (own, other) = (sent.sm2_serial.clone(), sent.rsa_serial.clone());
            sent.replace("WECHATPAY2-SM2-WITH-SM3", "WECHATPAY2-SHA256-RSA2048");
            sent.replace(&own, &other);
        },
        "错误的签名，导致验签失败",
    ),
];

#[tokio::test]
async fn signatures() {
    let gateway = Gateway::start(Settings::default()).await.unwrap();
    let client: Client = gateway.sm2_client().unwrap().build().unwrap();
    let order = json!({
        "appid": "wxd678efh567hg6787",
        "mchid": client.mchid(),
        "description": "T-shirt",
        "out_trade_no": "sm2-0002",
        "notify_url": "https://shop.example/notify",
        "amount": { "total": 100 },
    });
    for (what, spoil, message) in CASES {
        let call = client
            .call(Method::POST, "v3/pay/transactions/native")
            .json(&order);
        let (mut parts, body) = call.to_http().unwrap().into_parts();
        let mut sent = Sent {
            authorization: parts.headers["authorization"].to_str().unwrap().to_owned(),
            body: String::from_utf8(body.to_vec()).unwrap(),
            sm2_serial: gateway.settings().sm2.unwrap().serial_no,
            rsa_serial: gateway.keys().serial_no(),
        };
        spoil(&mut sent);
        parts
            .headers
            .insert("authorization", sent.authorization.parse().unwrap());
        let answer = send(http::Request::from_parts(parts, sent.body.into())).await;
        let refusal = json!({ "code": "SIGN_ERROR", "message": message });
        assert_eq!(answer, (401, refusal), "{what}");
    }
    // Nobody has ordered anything.
    assert!(gateway.world().ledger().orders.is_empty());
}

/// A signature of SM2 shows nothing of what was signed; but a text that it covers is found, and so is whose it is.
#[tokio::test]
async fn what_is_wrong_is_found() {
    let gateway = Gateway::start(Settings::default()).await.unwrap();
    let client: Client = gateway.sm2_client().unwrap().build().unwrap();
    let (sm2, rsa) = (
        gateway.settings().sm2.unwrap().serial_no,
        gateway.keys().serial_no(),
    );
    for (target, named, rule) in [
        ("/v3/certificates?algorithm_type=SM2", &sm2, "query"),
        ("/v3/certificates", &rsa, "key-other"),
    ] {
        let call = client.call(Method::GET, "v3/certificates");
        let (mut parts, _) = call.to_http().unwrap().into_parts();
        // Signed as it was before.
        parts.uri = format!("{}{target}", gateway.url()).parse().unwrap();
        let header = parts.headers["authorization"].to_str().unwrap();
        let header = header.replace(&sm2, named).parse().unwrap();
        parts.headers.insert("authorization", header);
        let (status, _) = send(http::Request::from_parts(parts, Vec::new())).await;
        assert_eq!(status, 401);
        let journal = &gateway.world().journal;
        let seen = journal.find(&Filter::default()).pop().unwrap();
        let diagnosis = serde_json::to_value(&seen.verdict).unwrap().to_string();
        assert!(diagnosis.contains(rule), "{rule}: {diagnosis}");
        assert!(!diagnosis.contains("serial-unknown"), "{diagnosis}");
    }
}

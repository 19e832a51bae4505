//! Our client calls; the platform on the other end has the peer verify requests, sign answers and encrypt fields.

use std::sync::Arc;

use peers::Peer;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::sign::v3::{Authorization, request_message};
use wechatpay_openapi_runtime::{Call, Empty, ErrorKind, Method, Sensitive, record};

use crate::server::{Request, Response, Server, answer, header, target};
use crate::world::{
    KEY_ID, MCHID, NONCE, SERIAL_NO, Signature, client, headers, merchant, now, platform, stranger, with,
};
use crate::{BOTH, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "both write the same Authorization",
        sdks: BOTH,
        run: same_authorization,
    },
    Exchange {
        name: "our GET, their answer",
        sdks: BOTH,
        run: get,
    },
    Exchange {
        name: "our POST, their answer",
        sdks: BOTH,
        run: post,
    },
    Exchange {
        name: "our other verbs, their empty answer",
        sdks: BOTH,
        run: other_verbs,
    },
    Exchange {
        name: "our encrypted field, theirs back",
        sdks: BOTH,
        run: sensitive,
    },
    Exchange {
        name: "our altered requests are refused",
        sdks: BOTH,
        run: altered_requests,
    },
    Exchange {
        name: "their altered answers are refused",
        sdks: BOTH,
        run: altered_answers,
    },
    Exchange {
        name: "their answer without an algorithm is RSA",
        sdks: BOTH,
        run: no_algorithm,
    },
];

record! {
    /// An answer of the exchanges.
    pub struct Person {
        /// Encrypted both ways.
        pub user_name: Option<Sensitive<String>>,
        /// In clear.
        pub remark: Option<String>,
    }
}

/// What the peer needs to look at a request.
pub fn inputs(request: &Request, signed_body: &str) -> Value {
    let found = Authorization::parse(header(request, "authorization")).unwrap();
    assert_eq!((found.identity, found.serial_no), (MCHID, SERIAL_NO));
    json!({
        "public_key": merchant().public_pem, "method": request.method().as_str(), "target": target(request),
        "timestamp": found.timestamp, "nonce": found.nonce_str, "body": signed_body, "signature": found.signature,
    })
}

/// The peer's signature of a body.
pub fn signature(peer: &Peer, body: &str) -> Signature {
    let timestamp = now().to_string();
    let inputs =
        json!({"private_key": platform().private_pem, "timestamp": timestamp, "nonce": NONCE, "body": body});
    let signature = peer.text("sign_response", &inputs);
    headers(timestamp, KEY_ID, signature)
}

/// A platform that is the peer: it verifies, then answers what `reply` says of the request's body.
fn start(peer: &Arc<Peer>, status: u16, reply: fn(&Peer, &str) -> String) -> Server {
    let peer = peer.clone();
    Server::start(move |request| {
        let body = std::str::from_utf8(request.body()).unwrap();
        if peer.ask("verify_request", &inputs(request, body)) != true {
            return answer(401, &[], r#"{"code":"SIGN_ERROR","message":"by the peer"}"#);
        }
        assert_eq!(header(request, "wechatpay-serial"), KEY_ID);
        let body = reply(&peer, body);
        answer(status, &signature(&peer, &body), body)
    })
}

fn same_authorization(peer: &Arc<Peer>) {
    let server = Server::start(|_| answer(500, &[], ""));
    let call = client(&server.url)
        .call(Method::POST, "v3/pay/{id}")
        .path("id", "店/1")
        .query("q", "a b");
    let request = call.json(&json!({"description": "咖啡"})).to_http().unwrap();
    let body = std::str::from_utf8(request.body()).unwrap().to_owned();
    let ours = header(&request, "authorization");
    let more = json!({"mchid": MCHID, "serial": SERIAL_NO, "private_key": merchant().private_pem});
    let theirs = peer.text("authorization", &with(inputs(&request, &body), more));
    assert_eq!(Authorization::parse(&theirs), Authorization::parse(ours));
}

fn get(peer: &Arc<Peer>) {
    let server = start(peer, 200, |_, body| {
        assert_eq!(body, "");
        r#"{"remark":"已收到"}"#.to_owned()
    });
    let client = client(&server.url);
    let call = client
        .call(Method::GET, "v3/orders/{id}")
        .path("id", "店 1/2")
        .query("q", "a'b&c=é+%")
        .query("mchid", MCHID);
    let person = call.receive::<Person>().send_blocking().unwrap();
    assert_eq!(
        (person.remark.as_deref(), person.verified_by()),
        (Some("已收到"), Some(KEY_ID))
    );
    assert_eq!(
        target(&server.only()),
        "/v3/orders/%E5%BA%97%201%2F2?q=a%27b%26c%3D%C3%A9%2B%25&mchid=1900000001"
    );
}

fn post(peer: &Arc<Peer>) {
    let server = start(peer, 200, |_, body| {
        let body: Value = serde_json::from_str(body).unwrap();
        json!({ "remark": body["description"] }).to_string()
    });
    for text in [
        "",
        "咖啡 \"大杯\" \\ / \u{1f600}\n",
        "</script>\u{2028}",
        "é\u{301}",
    ] {
        let call = client(&server.url)
            .call(Method::POST, "v3/orders")
            .json(&json!({"description": text}));
        let person = call.receive::<Person>().send_blocking().unwrap();
        assert_eq!(person.remark.as_deref(), Some(text));
    }
}

fn other_verbs(peer: &Arc<Peer>) {
    let server = start(peer, 204, |_, _| String::new());
    let client = client(&server.url);
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::POST] {
        let mut call = client.call(method, "v3/orders/1");
        if method != Method::DELETE {
            call = call.json(&json!({"n": 1}));
        }
        let done = call.receive::<Empty>().send_blocking().unwrap();
        assert_eq!(done.verified_by(), Some(KEY_ID), "{method:?}");
    }
}

fn sensitive(peer: &Arc<Peer>) {
    let server = start(peer, 200, |peer, body| {
        let sent: Value = serde_json::from_str(body).unwrap();
        let inputs = json!({"private_key": platform().private_pem, "text": sent["user_name"]});
        let name = peer.text("oaep_decrypt", &inputs);
        let inputs = json!({"public_key": merchant().public_pem, "text": format!("{name}!")});
        json!({"user_name": peer.text("oaep_encrypt", &inputs), "remark": name}).to_string()
    });
    let call = client(&server.url)
        .call(Method::POST, "v3/persons")
        .record(Person::new().user_name("欧阳娜娜"));
    let person = call.receive::<Person>().send_blocking().unwrap();
    assert_eq!(person.user_name.as_ref().unwrap().expose(), "欧阳娜娜!");
    assert_eq!(
        person.remark.as_deref(),
        Some("欧阳娜娜"),
        "as the peer decrypted it"
    );
}

/// Each input of a signature, altered one by one.
pub fn alterations() -> Vec<(&'static str, Value)> {
    let other = stranger()
        .private
        .sign(&request_message("GET", "/", "1", NONCE, b""))
        .unwrap();
    vec![
        ("method", "PUT".into()),
        ("target", "/v3/orders?q=2".into()),
        ("timestamp", "1700000000".into()),
        ("nonce", "another".into()),
        ("body", "{\"n\":2}".into()),
        ("public_key", stranger().public_pem.clone().into()),
        ("signature", other.into()),
    ]
}

fn altered_requests(peer: &Arc<Peer>) {
    let call = client("http://127.0.0.1:1")
        .call(Method::POST, "v3/orders")
        .query("q", "1");
    let request = call.json(&json!({"n": 1})).to_http().unwrap();
    let good = inputs(&request, r#"{"n":1}"#);
    assert_eq!(peer.ask("verify_request", &good), true);
    for (name, value) in alterations() {
        let altered = with(good.clone(), json!({ name: value }));
        assert_eq!(peer.ask("verify_request", &altered), false, "{name}");
    }
}

/// One header altered, or the body (`""`).
const ALTERED: &[(&str, &str, ErrorKind)] = &[
    ("", r#"{"remark":"b"}"#, ErrorKind::Signature),
    ("Wechatpay-Nonce", "another", ErrorKind::Signature),
    ("Wechatpay-Signature", "WECHATPAY/SIGNTEST/AAAA", ErrorKind::Probe),
    ("Wechatpay-Signature", "AAAA", ErrorKind::Signature),
    ("Wechatpay-Signature", "", ErrorKind::Unsigned),
    (
        "Wechatpay-Serial",
        "5F1C72E2A8931B72A2E13AF8DEE92471EB397115",
        ErrorKind::UnknownSerial,
    ),
    ("Wechatpay-Timestamp", "1700000000", ErrorKind::Expired),
    (
        "Wechatpay-Signature-Type",
        "WECHATPAY2-SM2-WITH-SM3",
        ErrorKind::Signature,
    ),
];

fn altered_answers(peer: &Arc<Peer>) {
    for &(name, value, kind) in ALTERED {
        let theirs = peer.clone();
        let server = Server::start(move |_| -> Response {
            let mut body = r#"{"remark":"a"}"#;
            let mut headers = signature(&theirs, body);
            match headers.iter_mut().find(|(found, _)| *found == name) {
                Some((_, text)) => value.clone_into(text),
                None => body = value,
            }
            answer(200, &headers, body)
        });
        let call: Call<Person> = client(&server.url).call(Method::GET, "v3/orders").receive();
        let error = call.send_blocking().unwrap_err();
        assert_eq!(error.kind(), kind, "{name}: {error}");
    }
}

fn no_algorithm(peer: &Arc<Peer>) {
    let theirs = peer.clone();
    let server = Server::start(move |_| answer(200, &signature(&theirs, "{}")[..4], "{}"));
    let call: Call<Person> = client(&server.url).call(Method::GET, "v3/orders").receive();
    assert_eq!(call.send_blocking().unwrap().verified_by(), Some(KEY_ID));
}

//! The peer's client calls; our side is the platform that verifies, signs and encrypts.

use std::sync::Arc;

use peers::{Peer, Sdk};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::sign::v3;

use crate::server::{Request, Response, Server, answer, header, signed, target, verify};
use crate::world::{
    KEY_ID, MCHID, NONCE, Signature, as_merchant, headers, merchant, now, platform, signed_at, stranger, with,
};
use crate::{AXIOS, BOTH, Exchange, PYTHON};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "their GET, our answer",
        sdks: BOTH,
        run: get,
    },
    Exchange {
        name: "their POST, our answer",
        sdks: BOTH,
        run: post,
    },
    Exchange {
        name: "their other verbs, our empty answer",
        sdks: BOTH,
        run: other_verbs,
    },
    Exchange {
        name: "their query with a quote is not what they signed",
        sdks: AXIOS,
        run: quote,
    },
    Exchange {
        name: "their encrypted field, ours back",
        sdks: BOTH,
        run: sensitive,
    },
    Exchange {
        name: "their altered requests are refused",
        sdks: BOTH,
        run: altered_requests,
    },
    Exchange {
        name: "our altered answers are refused",
        sdks: BOTH,
        run: altered_answers,
    },
    Exchange {
        name: "our old answers are refused",
        sdks: AXIOS,
        run: old_answers,
    },
    Exchange {
        name: "our old answers are taken",
        sdks: PYTHON,
        run: old_answers_are_taken,
    },
    Exchange {
        name: "our answer without an algorithm",
        sdks: BOTH,
        run: no_algorithm,
    },
];

/// A platform that verifies, then answers what `reply` says of the request.
fn start(reply: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Server {
    Server::start(move |request| match verify(request, request.body()) {
        Ok(()) => reply(request),
        Err(why) => answer(
            401,
            &[],
            json!({"code": "SIGN_ERROR", "message": why}).to_string(),
        ),
    })
}

/// A call of the peer as a merchant.
pub fn call(url: &str, method: &str, path: &str, body: Value) -> Value {
    as_merchant(
        url,
        json!({"method": method, "path": path, "params": {}, "headers": {}, "body": body}),
    )
}

fn get(peer: &Arc<Peer>) {
    let server = start(|_| signed(200, r#"{"remark":"已收到"}"#));
    // Python's takes the path as it goes over the wire, axios encodes parameters by itself.
    let (path, params) = match peer.sdk {
        Sdk::Python => ("/v3/orders/%E5%BA%97?mchid=1900000001&q=a%20%26%C3%A9", json!({})),
        Sdk::Axios => ("/v3/orders/店", json!({"mchid": MCHID, "q": "a &é"})),
    };
    let asked = with(
        call(&server.url, "GET", path, Value::Null),
        json!({ "params": params }),
    );
    assert_eq!(
        peer.ask("call", &asked),
        json!({"status": 200, "data": {"remark": "已收到"}})
    );
    let seen = server.only();
    assert!(
        target(&seen).starts_with("/v3/orders/%E5%BA%97?mchid=1900000001&q=a"),
        "{}",
        target(&seen)
    );
    assert!(target(&seen).ends_with("%26%C3%A9"), "{}", target(&seen));
}

fn post(peer: &Arc<Peer>) {
    let server = start(|request| {
        let sent: Value = serde_json::from_slice(request.body()).unwrap();
        signed(200, &json!({ "remark": sent["description"] }).to_string())
    });
    for text in [
        "a",
        "咖啡 \"大杯\" \\ / \u{1f600}\n",
        "</script>\u{2028}",
        "é\u{301}",
    ] {
        let asked = call(&server.url, "POST", "/v3/orders", json!({ "description": text }));
        assert_eq!(
            peer.ask("call", &asked),
            json!({"status": 200, "data": {"remark": text}})
        );
    }
}

fn other_verbs(peer: &Arc<Peer>) {
    let server = start(|_| signed(204, ""));
    for method in ["PUT", "PATCH", "DELETE", "POST"] {
        let body = if method == "DELETE" {
            Value::Null
        } else {
            json!({"n": 1})
        };
        let answer = peer.ask("call", &call(&server.url, method, "/v3/orders/1", body));
        assert_eq!(answer["status"], 204, "{method}");
    }
}

/// They sign `%27` and send `'`: a finding about them, and proof that our side looks at the bytes sent.
fn quote(peer: &Arc<Peer>) {
    let server = start(|_| signed(200, "{}"));
    let asked = with(
        call(&server.url, "GET", "/v3/orders", Value::Null),
        json!({"params": {"q": "a'b"}}),
    );
    assert!(peer.refusal("call", &asked).contains("401"));
    let mut seen = server.only();
    assert_eq!(target(&seen), "/v3/orders?q=a'b");
    *seen.uri_mut() = "/v3/orders?q=a%27b".parse().unwrap();
    assert_eq!(verify(&seen, b""), Ok(()));
}

fn sensitive(peer: &Arc<Peer>) {
    let server = start(|request| {
        let sent: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(header(request, "wechatpay-serial"), KEY_ID);
        let name = platform()
            .private
            .decrypt(sent["user_name"].as_str().unwrap())
            .unwrap();
        let back = merchant().public.encrypt(&format!("{name}!")).unwrap();
        signed(200, &json!({ "user_name": back }).to_string())
    });
    let answer = match peer.sdk {
        // Its own method encrypts what is documented so.
        Sdk::Python => {
            let arguments = json!({"out_bill_no": "1", "transfer_scene_id": "1000", "openid": "o",
                "transfer_amount": 200_000, "transfer_remark": "报销", "user_name": "欧阳娜娜"});
            peer.ask(
                "transfer",
                &as_merchant(&server.url, json!({ "arguments": arguments })),
            )
        }
        Sdk::Axios => {
            let inputs = json!({"public_key": platform().public_pem, "text": "欧阳娜娜"});
            let body = json!({ "user_name": peer.text("oaep_encrypt", &inputs) });
            let more = json!({ "headers": { "Wechatpay-Serial": KEY_ID } });
            peer.ask(
                "call",
                &with(call(&server.url, "POST", "/v3/persons", body), more),
            )
        }
    };
    let inputs = json!({"private_key": merchant().private_pem, "text": answer["data"]["user_name"]});
    assert_eq!(peer.text("oaep_decrypt", &inputs), "欧阳娜娜!");
}

fn altered_requests(peer: &Arc<Peer>) {
    let server = start(|_| signed(200, "{}"));
    peer.ask(
        "call",
        &call(&server.url, "POST", "/v3/orders?q=1", json!({"n": 1})),
    );
    let seen = server.only();
    assert_eq!(verify(&seen, seen.body()), Ok(()));
    let altered = |alter: &dyn Fn(&mut Request)| {
        let mut request = seen.clone();
        alter(&mut request);
        verify(&request, request.body()).expect_err("altered");
    };
    altered(&|request| *request.method_mut() = wechatpay_openapi_runtime::http::Method::PUT);
    altered(&|request| *request.uri_mut() = "/v3/orders?q=2".parse().unwrap());
    altered(&|request| *request.body_mut() = "{\"n\":2}".into());
    for part in ["timestamp", "nonce_str", "signature"] {
        altered(&|request| {
            let text = header(request, "authorization").to_owned();
            let at = text.find(&format!("{part}=\"")).unwrap() + part.len() + 4;
            let other = if text.as_bytes()[at] == b'0' { "1" } else { "0" };
            let text = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            request
                .headers_mut()
                .insert("authorization", text.parse().unwrap());
        });
    }
}

/// What was done to an answer, and the answer.
fn altered() -> Vec<(&'static str, Signature, &'static str)> {
    const BODY: &str = r#"{"remark":"a"}"#;
    let good = || signed_at(now(), KEY_ID, BODY.as_bytes());
    let with = |at: usize, text: &str| {
        let mut headers = good();
        text.clone_into(&mut headers[at].1);
        headers
    };
    let time = now().to_string();
    let other = stranger()
        .private
        .sign(&v3::response_message(&time, NONCE, BODY.as_bytes()))
        .unwrap();
    vec![
        ("body", good(), r#"{"remark":"b"}"#),
        ("no body", good(), ""),
        ("timestamp", with(0, &(now() - 1).to_string()), BODY),
        ("nonce", with(1, "another"), BODY),
        (
            "serial",
            with(2, "5F1C72E2A8931B72A2E13AF8DEE92471EB397115"),
            BODY,
        ),
        ("signature", with(3, &signed_at(now(), KEY_ID, b"{}")[3].1), BODY),
        ("probe", with(3, "WECHATPAY/SIGNTEST/AAAA"), BODY),
        ("another key", headers(time, KEY_ID, other), BODY),
    ]
}

fn altered_answers(peer: &Arc<Peer>) {
    for (what, headers, body) in altered() {
        let server = Server::start(move |request| match target(request) {
            "/v3/orders" => answer(200, &headers, body),
            // Python's looks for an unknown serial in the certificates.
            _ => answer(404, &[], r#"{"code":"RESOURCE_NOT_EXISTS"}"#),
        });
        let why = peer.refusal("call", &call(&server.url, "GET", "/v3/orders", Value::Null));
        assert!(
            why.contains("EV3_RES") || why.contains("failed to verify"),
            "{what}: {why}"
        );
    }
    let server = Server::start(|_| answer(200, &[], "{}"));
    peer.refusal("call", &call(&server.url, "GET", "/v3/orders", Value::Null));
}

fn old(peer: &Peer, offset: i64) -> Result<Value, String> {
    let server = Server::start(move |_| answer(200, &signed_at(now() + offset, KEY_ID, b"{}"), "{}"));
    peer.try_ask("call", &call(&server.url, "GET", "/v3/orders", Value::Null))
}

fn old_answers(peer: &Arc<Peer>) {
    for offset in [-320, 320] {
        let why = old(peer, offset).unwrap_err();
        assert!(why.contains("EV3_RES_HEADER_TIMESTAMP_OFFSET"), "{why}");
    }
    old(peer, -200).unwrap();
}

/// It has no window of time: what our side refuses, it takes.
fn old_answers_are_taken(peer: &Arc<Peer>) {
    for offset in [-86_400, 86_400] {
        assert_eq!(old(peer, offset).unwrap()["status"], 200);
    }
}

/// The header may be absent; Python's insists on it.
fn no_algorithm(peer: &Arc<Peer>) {
    let server = Server::start(|_| answer(200, &signed_at(now(), KEY_ID, b"{}")[..4], "{}"));
    let asked = call(&server.url, "GET", "/v3/orders", Value::Null);
    match peer.sdk {
        Sdk::Axios => assert_eq!(peer.ask("call", &asked)["status"], 200),
        Sdk::Python => assert!(
            peer.refusal("call", &asked)
                .contains("does not support this algorithm")
        ),
    }
}

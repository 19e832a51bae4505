//! Spans of calls and attempts: their fields, and no secret in them.
#![cfg(feature = "tracing")]

mod support;

use serde_json::json;
use support::capture::{Capture, Seen, captured};
use support::platform::{API_V3_KEY, MCHID, NONCE, keys};
use support::script::Stage;
use support::script::Step::{Forged, Refused, Signed};
use wechatpay_openapi_runtime::{Call, Chain, Client, Json, Method, Operation, Sensitive, record};

record! {
    /// A request.
    pub struct Person {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
        /// Plain.
        pub order: Option<String>,
    }
}

const OPERATION: Operation = Operation::v3(Method::POST, "/v3/people/{id}");

fn typed(client: &Client) -> Call<Json> {
    let person = Person::new().user_name("MARKED-NAME").order("MARKED-ORDER");
    Call::new(Chain::new(client).param("MARKED-PATH"), &OPERATION, person)
}

fn untyped(client: &Client) -> Call<Json> {
    client
        .call(Method::GET, "v3/file?token=MARKED-TOKEN")
        .query("more", "MARKED-QUERY")
        .header("X-Mine", "MARKED-HEADER")
}

fn fields(span: &Seen) -> Vec<(&str, &str)> {
    span.fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect()
}

#[test]
fn a_call_is_a_span_and_each_attempt_one_in_it() {
    let capture = captured(async || {
        let stage = Stage::new(&[Refused, Signed(503, "{}")]);
        typed(&stage.client()).await.unwrap();
    });
    let calls = capture.named("wechatpay.call");
    assert_eq!(calls.len(), 1);
    assert_eq!(
        fields(&calls[0]),
        [
            ("host", "api2.mch.weixin.qq.com"),
            ("mchid", MCHID),
            ("operation", "POST /v3/people/{id}"),
        ]
    );
    let attempts = capture.named("wechatpay.attempt");
    let id = ("request_id", "08F78BB5A906");
    let (main, backup) = (
        ("host", "api.mch.weixin.qq.com"),
        ("host", "api2.mch.weixin.qq.com"),
    );
    let expected = [
        vec![("attempt", "1"), main, ("outcome", "NotSent")],
        vec![
            ("attempt", "2"),
            backup,
            ("outcome", "Api"),
            id,
            ("status", "503"),
        ],
        vec![("attempt", "3"), backup, ("outcome", "ok"), id, ("status", "200")],
    ];
    assert_eq!(attempts.iter().map(fields).collect::<Vec<_>>(), expected);
    assert!(attempts.iter().all(|attempt| attempt.parent == Some(1)));
    let events = capture.events.lock().unwrap();
    assert_eq!(events.len(), 2);
    assert!(events[1].contains_key("pause_ms"), "{events:?}");
}

#[test]
fn a_streamed_file_is_traced_until_it_begins() {
    let url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=MARKED-TOKEN";
    let capture = captured(async || {
        let client = Stage::new(&[Signed(503, "{}")]).client();
        client.download(url).to_writer(std::io::sink()).await.unwrap();
    });
    let calls = capture.named("wechatpay.call");
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].fields["operation"], "GET /v3/billdownload/file");
    let attempts = capture.named("wechatpay.attempt");
    let seen = |name: &str| -> Vec<String> {
        let fields = attempts.iter().map(|attempt| attempt.fields[name].clone());
        fields.collect()
    };
    assert_eq!(seen("outcome"), ["Api", "ok"]);
    assert_eq!(seen("status"), ["503", "200"]);
    assert!(attempts.iter().all(|attempt| attempt.parent == Some(1)));
    assert!(!capture.text().contains("MARKED"));
}

#[test]
fn nothing_that_was_sent_is_traced() {
    let capture = captured(async || {
        let said = r#"{"code":"MARKED-CODE","message":"MARKED-MESSAGE"}"#;
        let steps = [
            Signed(503, said),
            Forged(200),
            Signed(400, said),
            Signed(200, "MARKED-BODY"),
        ];
        let stage = Stage::new(&steps);
        let client = stage.client();
        for _ in 0..2 {
            let _ = typed(&client).await;
            let _ = untyped(&client).json(&json!({"n": "MARKED-JSON"})).await;
        }
        assert!(stage.sent().len() >= 4);
    });
    assert!(capture.named("wechatpay.attempt").len() >= 4);
    let text = capture.text();
    assert!(
        text.contains("GET /v3/file\"") && text.contains("Signature"),
        "{text}"
    );
    let pem_line = keys().merchant_pem.lines().nth(3).unwrap();
    for secret in ["MARKED", API_V3_KEY, NONCE, "signature=", "WECHATPAY2", pem_line] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn the_span_of_a_blocking_call_is_made_where_it_is_called() {
    let capture = Capture::default();
    tracing::subscriber::with_default(capture.clone(), || {
        let stage = Stage::default();
        typed(&stage.client()).send_blocking().unwrap();
        let url = "https://api.mch.weixin.qq.com/v3/billdownload/file";
        let call = stage.client().download(url);
        call.to_writer_blocking(std::io::sink()).unwrap();
    });
    assert_eq!(capture.named("wechatpay.call").len(), 2);
}

//! The stand-in answers calls inside the program, and says why where it cannot.
#![cfg(feature = "test")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::json;
use wechatpay_openapi_runtime::testing::{Fault, TestMessage, TestPlatform, TestRequest};
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Error, ErrorKind, Method, Operation, Sensitive, record,
};

record! {
    /// A transfer, and its answer.
    pub struct Transfer {
        /// Travels encrypted, both ways.
        pub user_name: Option<Sensitive<String>>,
        /// In fen.
        pub transfer_amount: Option<i64>,
    }
}

const TRANSFER: Operation = Operation::v3(Method::POST, "/v3/transfer");

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

fn client(answer: impl Fn(&TestRequest) -> Result<TestMessage, Error> + Send + Sync + 'static) -> Client {
    let transport = platform().answering(answer);
    let builder = platform().configure(Client::builder(platform().mchid()));
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn fields_are_decrypted_on_their_way_in_and_encrypted_on_their_way_out() {
    let client = client(|asked| {
        assert_eq!(asked.line(), "POST /v3/transfer");
        assert_eq!(
            asked.fields(),
            &json!({ "user_name": "张三", "transfer_amount": 100 })
        );
        let sent = std::str::from_utf8(asked.http().body()).unwrap();
        assert!(!sent.contains("张三"), "{sent}");
        let answer = platform().sealed(&Transfer::new().user_name("李四"))?;
        assert_ne!(answer["user_name"], "李四");
        platform().answer(200, answer.to_string())
    });
    let transfer = Transfer::new().user_name("张三").transfer_amount(100);
    let answer = Call::<Transfer>::new(Chain::new(&client), &TRANSFER, transfer)
        .await
        .unwrap();
    assert_eq!(answer.user_name.as_ref().unwrap().expose(), "李四");
}

#[tokio::test]
async fn v2_calls_are_answered_too() {
    let client = client(|asked| match asked.line() {
        "POST /pay/orderquery" => {
            let fields = json!({ "return_code": "SUCCESS", "result_code": "SUCCESS", "out_trade_no": asked.fields()["out_trade_no"] });
            platform().v2_answer(&fields)
        }
        _ => platform().v2_answer(&json!({ "return_code": "FAIL", "return_msg": "what?" })),
    });
    let query = |path: &str| {
        client
            .call(Method::POST, path)
            .json(&json!({ "out_trade_no": "1" }))
    };
    assert_eq!(query("pay/orderquery").await.unwrap()["out_trade_no"], "1");
    assert!(query("pay/other").await.unwrap_err().is_api());
}

/// What a client has of another merchant, how the call ends, and what is said.
#[tokio::test]
async fn what_is_not_rightly_signed_is_refused_as_by_wechat_pay() {
    let stranger = TestPlatform::new().unwrap();
    let with = |key: &str, v2: &str| {
        let unasked = platform().answering(|asked| panic!("{asked:?} got there"));
        let builder = platform().configure(Client::builder(platform().mchid()));
        let builder = builder.merchant_key(platform().serial_no(), key).api_v2_key(v2);
        builder.transport(unasked).build().unwrap()
    };
    for (client, path, code) in [
        (
            with(stranger.merchant_key(), platform().api_v2_key()),
            "v3/certificates",
            "SIGN_ERROR",
        ),
        (
            with(platform().merchant_key(), "ffffffffffffffffffffffffffffffff"),
            "pay/orderquery",
            "FAIL",
        ),
    ] {
        let error = client
            .call(Method::POST, path)
            .json(&json!({ "a": "1" }))
            .await
            .unwrap_err();
        assert!(error.is_api(), "{error}");
        assert!(format!("{error}").contains("wrong signature"), "{error} ({code})");
    }
}

#[tokio::test]
async fn an_error_of_the_answer_fails_the_call() {
    let client = client(|_| platform().answer(1000, ""));
    let error = client.call(Method::GET, "v3/certificates").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSent);
    let source = std::error::Error::source(&error).map(ToString::to_string);
    assert!(
        format!("{error} {source:?}").contains("1000 is no HTTP status"),
        "{error} {source:?}"
    );
}

/// What was asked for got there, once if it may act; who asked learns nothing of it.
#[tokio::test]
async fn a_lost_answer_is_a_timeout_of_which_nobody_knows_the_end() {
    for (method, least, most, has_effect) in [(Method::POST, 1, 1, true), (Method::GET, 2, 9, false)] {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let transport = platform().answering(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(platform().answer(200, "{}")?.fault(Fault::Lost))
        });
        let builder = platform().configure(Client::builder(platform().mchid()));
        let client: Client = builder.transport(transport).build().unwrap();
        let error = client.call(method, "v3/orders").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert_eq!(error.may_have_taken_effect(), has_effect, "{method}");
        let count = asked.load(Ordering::Relaxed);
        assert!(
            (least..=most).contains(&count),
            "{method} got there {count} times"
        );
    }
}

/// What cannot be made, and how that is said: never by a panic.
#[test]
fn what_cannot_be_made_says_what_to_do() {
    let platform = platform();
    let long = "长".repeat(72);
    let cases = [
        (
            platform.answer(99, "").err(),
            ErrorKind::Request,
            "three digits, such as 200",
        ),
        (
            platform.encrypt(&long).err(),
            ErrorKind::Crypto,
            "longer than the 214 bytes",
        ),
        (
            platform.sealed(&Transfer::new().user_name(&*long)).err(),
            ErrorKind::Request,
            "longer than the 214 bytes",
        ),
        (
            platform.v2_answer(&json!(["a"])).err(),
            ErrorKind::Request,
            "an object",
        ),
        (
            platform.v2_notification(&json!({ "a": "\u{1}" })).err(),
            ErrorKind::Request,
            "written as XML",
        ),
        (
            platform
                .v2_notification(&json!({ "req_info": { "a": "\u{1}" } }))
                .err(),
            ErrorKind::Request,
            "written as XML",
        ),
        (
            platform
                .answer(200, "")
                .and_then(|message| message.request("no uri\n"))
                .err(),
            ErrorKind::Request,
            "such as `/notify`",
        ),
    ];
    for (number, (error, kind, text)) in cases.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("case {number} was made"));
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(text), "case {number}: {error}");
    }
}

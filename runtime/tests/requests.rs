//! What is sent: built, encrypted and signed, without I/O.

mod support;

use serde_json::{Value, json};
use support::platform::{KEY_ID, builder, check, client, header, keys};
use wechatpay_openapi_runtime::{
    Answer, Call, Chain, Client, ErrorKind, Host, Method, Operation, Redirect, Region, Sensitive, record,
};

record! {
    /// A request with a field at each place.
    pub struct Request {
        /// Required.
        #[is(required)]
        pub out_trade_no: Option<String>,
        /// Nested.
        #[is(required)]
        pub amount: Option<Amount>,
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
        /// Query.
        #[is(query)]
        pub note: Option<String>,
        /// Header.
        #[wire = "Out-Header"]
        #[is(header)]
        pub out_header: Option<String>,
    }
    /// An amount.
    pub struct Amount {
        /// Fen.
        #[is(required)]
        pub total: Option<i64>,
    }
    /// A request that is all query.
    pub struct Query {
        /// Merchant.
        #[is(query)]
        pub mchid: Option<String>,
        /// Text.
        #[is(query)]
        pub name: Option<String>,
    }
}

const POST: Operation = Operation::v3(Method::POST, "/v3/shops/{shop_id}/orders").names_platform_key();
const GET: Operation = Operation::v3(Method::GET, "/v3/shops/{shop_id}");

fn request() -> Request {
    Request::new().out_trade_no("T1").amount(Amount::new().total(100))
}

fn post(client: &Client, request: Request) -> Call<Value> {
    Call::new(Chain::new(client).param("a/b 店"), &POST, request)
}

#[test]
fn a_request_is_built_encoded_and_signed() {
    let request = post(&client(), request().note("a b&c=活动+").out_header("h1"))
        .to_http()
        .unwrap();
    assert_eq!(
        request.uri().to_string(),
        "https://api.mch.weixin.qq.com/v3/shops/a%2Fb%20%E5%BA%97/orders?note=a%20b%26c%3D%E6%B4%BB%E5%8A%A8%2B"
    );
    assert_eq!(request.body(), r#"{"out_trade_no":"T1","amount":{"total":100}}"#);
    assert_eq!(header(&request, "content-type"), "application/json");
    assert_eq!(header(&request, "accept"), "application/json");
    assert_eq!(header(&request, "wechatpay-serial"), KEY_ID);
    assert_eq!(header(&request, "out-header"), "h1");
    assert!(header(&request, "user-agent").starts_with("wechatpay-openapi-rust/"));
    check(&request);
}

#[test]
fn a_query_of_the_vectors_is_signed_as_sent() {
    let call = client()
        .call(Method::GET, "v3/marketing/favor/stocks")
        .record(Query::new().mchid("1230000109").name("活动 A+B"));
    let request = call.to_http().unwrap();
    assert_eq!(
        request.uri().path_and_query().unwrap(),
        "/v3/marketing/favor/stocks?mchid=1230000109&name=%E6%B4%BB%E5%8A%A8%20A%2BB"
    );
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
    check(&request);
}

#[test]
fn each_request_has_its_own_nonce_and_signature() {
    let call = post(&client(), request());
    let [one, other] = [call.to_http().unwrap(), call.to_http().unwrap()];
    assert_ne!(header(&one, "authorization"), header(&other, "authorization"));
}

#[test]
fn sensitive_fields_are_encrypted_for_the_named_key() {
    let request = post(&client(), request().user_name("张三")).to_http().unwrap();
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    let ciphertext = body["user_name"].as_str().unwrap();
    assert_eq!(keys().platform.decrypt(ciphertext).unwrap(), "张三");
    assert_eq!(header(&request, "wechatpay-serial"), KEY_ID);
}

#[test]
fn a_text_too_long_to_encrypt_is_told_without_the_text() {
    let error = post(&client(), request().user_name("x".repeat(215)))
        .to_http()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("214 bytes"), "{error}");
    assert!(!format!("{error:?}").contains("xxx"));
}

#[test]
fn missing_fields_are_told_all_at_once() {
    let call = post(&client(), Request::new().amount(Amount::new()));
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingFields);
    assert_eq!(error.problems(), ["/out_trade_no", "/amount/total"]);
    assert_eq!(error.operation().unwrap(), "POST /v3/shops/{shop_id}/orders");
    assert!(!error.may_have_taken_effect());
    assert_eq!(
        call.skip_required_check().to_http().unwrap().body(),
        r#"{"amount":{}}"#
    );
}

#[test]
fn path_values_that_name_nothing_are_refused() {
    for value in ["", ".", ".."] {
        let call: Call<Value> = Call::bare(Chain::new(&client()).param(value), &GET);
        assert_eq!(
            call.to_http().unwrap_err().kind(),
            ErrorKind::Request,
            "{value:?}"
        );
    }
    let call: Call<Value> = Call::bare(Chain::new(&client()), &GET);
    assert!(call.to_http().unwrap_err().to_string().contains("`shop_id`"));
    let number: Call<Value> = Call::bare(Chain::new(&client()).param(12_u64), &GET);
    assert_eq!(number.to_http().unwrap().uri().path(), "/v3/shops/12");
}

#[test]
fn headers_of_the_protocol_cannot_be_overridden() {
    for name in [
        "Authorization",
        "wechatpay-serial",
        "Content-Type",
        "bad name",
        "X",
    ] {
        let value = if name == "X" { "line\nbreak" } else { "1" };
        let error = post(&client(), request())
            .header(name, value)
            .to_http()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}");
    }
    let sent = post(&client(), request())
        .idempotency_key("k1")
        .to_http()
        .unwrap();
    assert_eq!(header(&sent, "idempotency-key"), "k1");
}

#[test]
fn untyped_calls_are_signed_like_any_other() {
    let body = json!({ "a": 1 });
    let call = client()
        .call(Method::POST, "v3/any/{id}/api")
        .path("id", "x y")
        .query("k", "值")
        .json(&body);
    let request = call.to_http().unwrap();
    assert_eq!(
        request.uri().path_and_query().unwrap(),
        "/v3/any/x%20y/api?k=%E5%80%BC"
    );
    assert_eq!(request.body(), r#"{"a":1}"#);
    check(&request);
    let wrong = [
        client().call(Method::GET, "/v3/any/{id}"),
        client().call(Method::GET, "/v3/any").path("id", "1"),
        client().call(Method::GET, "/v3/../any"),
        client().call(Method::GET, "/v3/any#part"),
        client().call(Method::GET, "/v3/any thing"),
    ];
    for call in wrong {
        let error = call.to_http().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{call:?}");
    }
}

#[test]
fn hosts_follow_operation_region_and_base_url() {
    let host = |host: Host, region: Region, base: Option<&str>| {
        let builder = builder().region(region);
        let builder = if let Some(base) = base {
            builder.base_url(base)
        } else {
            builder
        };
        let operation = Operation::v3(Method::GET, "/hk/v3/x").host(host);
        let client = builder.build().unwrap();
        let call: Call<Value> = Call::bare(Chain::new(&client), &operation);
        let uri = call.to_http().unwrap().uri().to_string();
        uri.strip_suffix("/hk/v3/x").unwrap().to_owned()
    };
    let default = Region::default();
    assert_eq!(
        host(Host::Default, default, None),
        "https://api.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::HongKongOptional, default, None),
        "https://api.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::HongKongOptional, Region::HongKong, None),
        "https://apihk.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::HongKong, default, None),
        "https://apihk.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::HongKong, Region::Europe, None),
        "https://apieu.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::Default, Region::UnitedStates, None),
        "https://api.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::Fraud, default, None),
        "https://fraud.mch.weixin.qq.com"
    );
    assert_eq!(
        host(Host::PayWechatpay, default, Some("http://127.0.0.1:9/")),
        "http://127.0.0.1:9"
    );
}

#[test]
fn a_redirect_is_a_url() {
    let operation = Operation::v3(Method::GET, "/v3/go")
        .answers(Answer::Redirect)
        .fragment("wechat_redirect");
    let call: Call<Redirect> = Call::new(Chain::new(&client()), &operation, Query::new().name("a b"));
    assert_eq!(
        call.url().unwrap(),
        "https://api.mch.weixin.qq.com/v3/go?name=a%20b#wechat_redirect"
    );
}

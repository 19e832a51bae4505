//! Headers that a caller gives: what satisfies the documentation, and what would change how the bytes travel.

use wechatpay_openapi_runtime::{Call, Chain, Empty, ErrorKind, Method, Operation, record};

use crate::support::platform::client;

record! {
    /// A partnership.
    pub struct Partnership {
        /// 业务请求幂等值
        #[wire = "Idempotency-Key"]
        #[is(header, required)]
        pub idempotency_key: Option<String>,
        /// 商户号
        #[is(query, required)]
        pub mchid: Option<String>,
        /// 合作方
        #[is(required)]
        pub partner: Option<String>,
    }
}

const BUILD: Operation = Operation::v3(Method::POST, "/v3/marketing/partnerships/build");

/// What is missing of a request without any of its fields.
fn missing(call: Call<Empty>) -> Vec<String> {
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingFields, "{error}");
    error.problems().to_vec()
}

#[test]
fn t15_a_header_given_beside_the_record_is_not_missing() {
    let call = || Call::<Empty>::new(Chain::new(&client()), &BUILD, Partnership::new());
    let (key, mchid, partner) = ("/Idempotency-Key", "/mchid", "/partner");
    assert_eq!(missing(call()), [key, mchid, partner]);
    assert_eq!(missing(call().idempotency_key("x")), [mchid, partner]);
    assert_eq!(missing(call().header("Idempotency-Key", "x")), [mchid, partner]);
    assert_eq!(missing(call().header("idempotency-KEY", "x")), [mchid, partner]);
    // A header is no field of body or query.
    assert_eq!(
        missing(call().header("mchid", "1").header("partner", "a")),
        [key, mchid, partner]
    );
    let request = Call::<Empty>::new(
        Chain::new(&client()),
        &BUILD,
        Partnership::new().mchid("1").partner("a"),
    );
    let request = request.idempotency_key("x").to_http().unwrap();
    assert_eq!(request.headers()["idempotency-key"], "x");
}

#[test]
fn t15_a_query_given_beside_the_record_is_not_missing() {
    let call = || {
        client()
            .call(Method::POST, "v3/marketing/partnerships/build")
            .record(Partnership::new().partner("a"))
    };
    let missing = |call: Call<_>| call.to_http().map(|_| ()).unwrap_err().problems().to_vec();
    assert_eq!(missing(call()), ["/Idempotency-Key", "/mchid"]);
    assert_eq!(missing(call().query("mchid", "1")), ["/Idempotency-Key"]);
    assert_eq!(
        missing(call().query("partner", "1").query("Mchid", "1")),
        ["/Idempotency-Key", "/mchid"]
    );
    let request = call().query("mchid", "1").idempotency_key("x").to_http().unwrap();
    assert_eq!(request.uri().query(), Some("mchid=1"));
}

#[test]
fn headers_of_protocol_and_transport_are_the_clients() {
    for name in [
        "Authorization",
        "Wechatpay-Serial",
        "Content-Type",
        "Content-Length",
        "Host",
        "Transfer-Encoding",
        "transfer-encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "HTTP2-Settings",
        "TE",
        "Trailer",
        "Expect",
        "Content-Encoding",
        "Proxy-Connection",
        "Proxy-Authorization",
        "Proxy-Authenticate",
    ] {
        let call = client().call(Method::POST, "v3/orders").header(name, "chunked");
        let error = call.to_http().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name}");
        assert!(
            error.to_string().contains("the client sets it") && error.to_string().contains(name),
            "{error}"
        );
    }
    for name in ["User-Agent", "Accept-Language", "Accept-Encoding", "X-Trace"] {
        let call = client().call(Method::POST, "v3/orders").header(name, "a");
        assert_eq!(call.to_http().unwrap().headers()[name], "a");
    }
}

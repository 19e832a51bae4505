//! What the stand-in of WeChat Pay accepts of a client, and what not.
#![cfg(feature = "test")]

mod support;

use std::sync::OnceLock;

use serde_json::json;
use support::platform::{NOW, key_pair};
use support::records::{Image, Meta};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, PrivateKey};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::sign::v3::{Authorization, SCHEME, request_message};
use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{
    Bytes, Call, Chain, Client, ErrorKind, FilePart, Json, Method, Operation, http, record,
};

const POST: Operation = Operation::v3(Method::POST, "/v3/orders/{id}");
const UPLOAD: Operation = Operation::v3(Method::POST, "/v3/merchant/media/upload").upload();
const V2: Operation = Operation::v2(Method::POST, "/pay/unifiedorder");
const V2_GET: Operation = Operation::v2(Method::GET, "/papay/entrustweb");
const V2_UPLOAD: Operation = Operation::v2(Method::POST, "/secapi/mch/uploadmedia").upload();

record! {
    /// A v2 order.
    pub struct Order {
        /// Signed.
        pub body: Option<String>,
        /// An empty one is not signed.
        pub attach: Option<String>,
        /// MD5 without it.
        pub sign_type: Option<String>,
    }
    /// In a query.
    pub struct Contract {
        /// Signed.
        #[is(query)]
        pub body: Option<String>,
        /// Filled in.
        #[is(query)]
        pub sign: Option<String>,
    }
    /// An upload of v2.
    pub struct Media {
        /// The file.
        pub media: Option<FilePart>,
        /// Signed.
        pub media_hash: Option<String>,
    }
}

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap().at(NOW))
}

fn call(
    operation: &Operation,
    request: impl wechatpay_openapi_runtime::record::Record,
) -> http::Request<Bytes> {
    let client: Client = platform().client().unwrap();
    let chain = Chain::new(&client);
    let chain = match operation.path.contains('{') {
        true => chain.param("a/b 商"),
        false => chain,
    };
    Call::<Json>::new(chain, operation, request).to_http().unwrap()
}

fn file() -> FilePart {
    FilePart::new("照 \"1\".png", b"\x89PNG\r\n--boundary\r\n\r\n\x00".to_vec())
}

fn post() -> http::Request<Bytes> {
    let client: Client = platform().client().unwrap();
    let call = client.call(Method::POST, "v3/orders").query("a", "b c&d");
    call.json(&json!({"描述": "x"})).to_http().unwrap()
}

#[test]
fn what_a_client_sends_is_accepted() {
    let order = || Order::new().body("店 & <1>").attach("");
    let requests = [
        post(),
        call(&POST, Order::new().body("x")),
        call(&UPLOAD, Image::new().file(file()).meta(Meta::new())),
        call(&V2, order()),
        call(&V2, order().sign_type("HMAC-SHA256")),
        call(&V2_GET, Contract::new().body("a b=1+店")),
        call(&V2_UPLOAD, Media::new().media(file()).media_hash("0")),
    ];
    for request in requests {
        let uri = request.uri().clone();
        platform()
            .check(&request)
            .unwrap_or_else(|error| panic!("{uri}: {error}"));
        // A server sees no scheme and no host.
        let mut seen = request;
        *seen.uri_mut() = uri.path_and_query().unwrap().as_str().parse().unwrap();
        platform().check(&seen).unwrap();
    }
}

/// A request with this `Authorization`, signed by this key over what `text` says.
fn signed_by(
    key: &PrivateKey,
    change: impl Fn(&mut Authorization<'_>),
    body: &'static str,
) -> http::Request<Bytes> {
    let time = NOW.to_string();
    let mut header = Authorization {
        scheme: SCHEME,
        identity: platform().mchid(),
        nonce_str: "N",
        timestamp: &time,
        serial_no: platform().serial_no(),
        signature: "",
    };
    change(&mut header);
    let message = request_message("POST", "/v3/x", header.timestamp, "N", body.as_bytes());
    let signature = key.sign(&message).unwrap();
    header.signature = &signature;
    let request = http::Request::post("/v3/x")
        .header("Authorization", header.to_string())
        .header("User-Agent", "shop/1");
    request.body(body.into()).unwrap()
}

/// 301 s before and after [`NOW`].
const EARLY: &str = "1699999699";
const LATE: &str = "1700000301";

/// A request that is refused, the kind of the error and what it says.
type Refused<'a> = (http::Request<Bytes>, ErrorKind, &'a str);

fn refuse<'a>(cases: impl IntoIterator<Item = Refused<'a>>) {
    for (request, kind, word) in cases {
        let error = platform().check(&request).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(word), "{word}: {error}");
        assert!(!error.to_string().contains(platform().api_v2_key()));
    }
}

#[test]
fn what_was_changed_on_the_way_is_refused() {
    let changed = |change: fn(&mut http::Request<Bytes>)| {
        let mut request = post();
        change(&mut request);
        request
    };
    let header = |name: &'static str, text: &'static str| {
        let mut request = post();
        request.headers_mut().insert(name, text.parse().unwrap());
        request
    };
    let none = changed(|request| drop(request.headers_mut().remove("authorization")));
    let body = changed(|request| *request.body_mut() = Bytes::from_static(b"{}"));
    let verb = changed(|request| *request.method_mut() = http::Method::PUT);
    let query = changed(|request| *request.uri_mut() = "/v3/orders?a=b+c".parse().unwrap());
    let (other, serial) = (
        header("authorization", "WECHATPAY2 x"),
        header("wechatpay-serial", "0A11"),
    );
    refuse([
        (none, ErrorKind::Unsigned, "neither a header `Authorization`"),
        (body, ErrorKind::Signature, "2 bytes of the body"),
        (verb, ErrorKind::Signature, "`PUT`"),
        (query, ErrorKind::Signature, "`/v3/orders?a=b+c`"),
        (other, ErrorKind::Signature, "mchid="),
        (serial, ErrorKind::UnknownSerial, "`Wechatpay-Serial` is `0A11`"),
    ]);
}

#[test]
fn what_another_or_another_time_signed_is_refused() {
    let merchant = PrivateKey::parse(platform().merchant_key()).unwrap();
    let with = |change: fn(&mut Authorization<'_>)| signed_by(&merchant, change, "{}");
    platform().check(&with(|_| ())).unwrap();
    let early = with(|header| header.timestamp = EARLY);
    let error = platform().check(&early).unwrap_err();
    assert_eq!(error.clocks().unwrap().offset(), 301);
    let late = with(|header| header.timestamp = LATE);
    let never = with(|header| header.timestamp = "now");
    let merchant = with(|header| header.identity = "1");
    let serial = with(|header| header.serial_no = "0A");
    let scheme = with(|header| header.scheme = "WECHATPAY2-SM2-WITH-SM3");
    let stranger = signed_by(&key_pair().1, |_| (), "{}");
    refuse([
        (early, ErrorKind::Expired, "301 s ahead"),
        (late, ErrorKind::Expired, "301 s behind"),
        (never, ErrorKind::Expired, "`now`"),
        (merchant, ErrorKind::Signature, "`1900000001` was expected"),
        (serial, ErrorKind::UnknownSerial, "`serial_no` is `0A`"),
        (
            scheme,
            ErrorKind::Signature,
            "`WECHATPAY2-SHA256-RSA2048` was expected",
        ),
        (stranger, ErrorKind::Signature, "wrong signature"),
    ]);
}

#[test]
fn an_upload_signs_its_meta_alone() {
    let good = call(&UPLOAD, Image::new().file(file()).meta(Meta::new()));
    let changed = |from: &[u8], to: &[u8]| {
        let body = good.body();
        let at = body
            .windows(from.len())
            .position(|window| window == from)
            .unwrap();
        let (head, headers) = (&body[..at], good.headers().clone());
        let body = [head, to, &body[at + from.len()..]].concat();
        let mut request = http::Request::post(good.uri()).body(body).unwrap();
        *request.headers_mut() = headers;
        platform().check(&request)
    };
    changed(b"PNG", b"GIF").unwrap();
    let error = changed(b"sha256", b"sha257").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Signature);
    let error = changed(b"\"meta\"\r\nContent-Type: application/json", b"\"other\"").unwrap_err();
    assert!(error.to_string().contains("`meta`"), "{error}");
}

/// A v2 request with these fields, signed by the rule.
fn v2_request(fields: &[(&str, &str)], sign: impl Fn(&str) -> String) -> http::Request<Bytes> {
    let mut document = Document::default();
    for (name, value) in fields {
        document.set(name, *value);
    }
    let sign = sign(&v2::text(fields.iter().copied()));
    if !sign.is_empty() {
        document.set("sign", sign);
    }
    let xml = document.write().unwrap();
    http::Request::post("/pay/unifiedorder").body(xml.into()).unwrap()
}

#[test]
fn v2_is_checked_by_its_fields() {
    let key = ApiV2Key::new(platform().api_v2_key()).unwrap();
    let other = ApiV2Key::new("192006250b4c09247ec02edce69f6a2d").unwrap();
    let md5 = |text: &str| key.sign(SignType::Md5, text);
    let fields = [("mch_id", platform().mchid()), ("body", "x"), ("attach", "")];
    platform().check(&v2_request(&fields, md5)).unwrap();
    let typed = |sign_type| [fields[0], ("sign_type", sign_type)];
    let xml = |text: &str| {
        http::Request::post("/pay/x")
            .body(Bytes::from(text.to_owned()))
            .unwrap()
    };
    let cases = [
        (
            v2_request(&fields, |_| String::new()),
            ErrorKind::Unsigned,
            "a field `sign`",
        ),
        (
            v2_request(&fields, |text| other.sign(SignType::Md5, text)),
            ErrorKind::Signature,
            "v2 API key",
        ),
        (
            v2_request(&fields, |text| md5(text).to_lowercase()),
            ErrorKind::Signature,
            "v2 API key",
        ),
        (
            v2_request(&typed("HMAC-SHA256"), md5),
            ErrorKind::Signature,
            "32 digits",
        ),
        (v2_request(&typed("SHA1"), md5), ErrorKind::Signature, "`SHA1`"),
        (
            v2_request(&[("mch_id", "1")], md5),
            ErrorKind::Signature,
            "`mch_id` is `1`",
        ),
        (xml("{}"), ErrorKind::Unsigned, "`Authorization`"),
        (xml("<xml>"), ErrorKind::Signature, "no XML"),
        (
            xml("<xml><a><b>1</b></a><sign>1</sign></xml>"),
            ErrorKind::Signature,
            "objects",
        ),
        (
            http::Request::get("/pay/x?a=1").body(Bytes::new()).unwrap(),
            ErrorKind::Unsigned,
            "`sign`",
        ),
    ];
    refuse(cases);
}

#[test]
fn what_it_sends_names_the_algorithm() {
    let client: Client = platform().client().unwrap();
    let paid = platform()
        .notification("TRANSACTION.SUCCESS", "transaction", &json!({}))
        .unwrap();
    let kind = "Wechatpay-Signature-Type";
    for message in [paid, platform().answer(200, "{}").unwrap()] {
        let (headers, _) = message.parts();
        assert_eq!(headers[kind], SCHEME);
        // Older messages do not, which means the same.
        let without = message.fault(Fault::Missing(kind));
        assert!(!without.parts().0.contains_key(kind));
        assert_eq!(message.parts().0.len(), without.parts().0.len() + 1);
    }
    for fault in [None, Some(Fault::Missing(kind))] {
        let answer = platform().answer(200, "{}").unwrap();
        let answer = fault.map_or(answer.clone(), |fault| answer.fault(fault));
        client.call(Method::GET, "v3/x").read(answer.response()).unwrap();
    }
}

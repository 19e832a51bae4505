//! v2 calls: what is sent, and what of an answer is believed.

#![allow(missing_docs)]

mod support;

use support::platform::{NONCE, answer, builder, client};
use wechatpay_openapi_runtime::__private::{Location, RecordRef};
use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::record::from_xml;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::{Document, MAX_BYTES};
use wechatpay_openapi_runtime::{
    Answer, Call, Chain, Client, Download, Error, ErrorKind, FromAnswer, JsonString, Method, Numbered,
    Operation, Redirect, Response, Verify, open_enum, record,
};

open_enum! {
    pub enum SignTypeField { HmacSha256 = "HMAC-SHA256", }
}

record! {
    pub struct Order {
        #[is(required)]
        pub body: Option<String>,
        pub total_fee: Option<i64>,
        pub detail: Option<JsonString<Vec<String>>>,
        #[is(required)]
        pub sign: Option<String>,
    }
    pub struct Hmac {
        pub body: Option<String>,
        #[is(required)]
        pub sign_type: Option<SignTypeField>,
    }
    pub struct Query {
        #[is(query)]
        pub notify_url: Option<String>,
        #[is(query, required)]
        pub sign: Option<String>,
    }
    pub struct Prepaid {
        pub prepay_id: Option<String>,
        #[wire = "coupon_id_$n"]
        pub coupon_id_n: Option<Numbered<String>>,
        pub hblist: Option<List>,
        pub retcode: Option<i64>,
    }
    pub struct List { pub hbinfo: Option<Vec<Item>>, }
    pub struct Item { pub amount: Option<i64>, }
}

const KEY: &str = "192006250b4c09247ec02edce69f6a2d";
const POST: Operation = Operation::v2(Method::POST, "/pay/unifiedorder");

fn v2_client() -> Client {
    builder()
        .api_v2_key(KEY)
        .nonce(|| NONCE.to_owned())
        .build()
        .unwrap()
}

fn order() -> Order {
    let detail = vec!["<a> & ]]>".to_owned()];
    Order::new().body("店 & <1>").total_fee(1).detail(detail)
}

fn signed(fields: &[(&str, &str)], sign_type: SignType) -> String {
    let mut document = Document::default();
    fields.iter().for_each(|(name, text)| document.set(name, *text));
    let sign = ApiV2Key::new(KEY)
        .unwrap()
        .sign(sign_type, &v2::text(fields.iter().copied()));
    document.set("sign", sign);
    document.write().unwrap()
}

fn check(document: &Document) {
    let text = v2::text(document.texts().unwrap());
    assert!(
        ApiV2Key::new(KEY)
            .unwrap()
            .verify(&text, document.get("sign").unwrap())
    );
}

fn read<T: FromAnswer>(operation: Operation, body: &str) -> Result<Response<T>, Error> {
    Call::bare(Chain::new(&v2_client()), &operation).read(answer(200, &[], body.to_owned()))
}

const GOOD: [(&str, &str); 4] = [
    ("return_code", "SUCCESS"),
    ("result_code", "SUCCESS"),
    ("prepay_id", "wx1"),
    ("coupon_id_0", "c"),
];

#[test]
fn a_request_is_signed_xml() {
    let client = v2_client();
    let call: Call<Prepaid> = Call::new(Chain::new(&client), &POST, order());
    let request = call.to_http().unwrap();
    assert_eq!(request.headers()["content-type"], "text/xml; charset=utf-8");
    assert!(!request.headers().contains_key("authorization"));
    assert!(!request.headers().contains_key("wechatpay-serial"));
    let document = Document::parse(request.body()).unwrap();
    check(&document);
    assert_eq!(document.get("sign").unwrap().len(), 32);
    assert_eq!(document.get("nonce_str"), Some(NONCE));
    assert_eq!(document.get("body"), Some("店 & <1>"));
    assert_eq!(document.get("detail"), Some(r#"["<a> & ]]>"]"#));
    let nonceless: Call<Prepaid> = Call::new(Chain::new(&client), &POST.nonceless(), order());
    let document = Document::parse(nonceless.to_http().unwrap().body()).unwrap();
    assert_eq!(document.get("nonce_str"), None);
    let hmac: Call<Prepaid> = Call::new(Chain::new(&client), &POST, Hmac::new().body("b"));
    let document = Document::parse(hmac.to_http().unwrap().body()).unwrap();
    check(&document);
    assert_eq!(document.get("sign").unwrap().len(), 64);
    assert_eq!(document.get("sign_type"), Some("HMAC-SHA256"));
}

#[test]
fn what_is_missing_is_told() {
    let call: Call<Prepaid> = Call::new(Chain::new(&client()), &POST, order());
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("`api_v2_key`"), "{error}");
    let call: Call<Prepaid> = Call::new(Chain::new(&v2_client()), &POST, Order::new());
    assert_eq!(call.to_http().unwrap_err().problems(), ["/body"]);
    assert_eq!(
        builder().api_v2_key("a b").build().unwrap_err().kind(),
        ErrorKind::Config
    );
    assert!(!format!("{:?}", v2_client()).contains(KEY));
    assert!(!format!("{:?} {error:?}", ApiV2Key::new(KEY)).contains(KEY));
}

#[test]
fn an_answer_is_believed_only_if_its_signature_matches() {
    for sign_type in [SignType::Md5, SignType::HmacSha256] {
        let fields = [&GOOD[..], &[("sign_type", sign_type.as_str())]].concat();
        let xml = signed(&fields, sign_type);
        let prepaid = read::<Prepaid>(POST, &xml).unwrap();
        assert_eq!(prepaid.prepay_id.as_deref(), Some("wx1"));
        assert_eq!(prepaid.coupon_id_n.as_ref().unwrap().get(0).unwrap(), "c");
        assert_eq!(prepaid.verified_by(), Some("api_v2_key"));
        assert_eq!(
            prepaid.unknown_fields(),
            ["/result_code", "/return_code", "/sign", "/sign_type"]
        );
        let error = read::<Prepaid>(POST, &xml.replace("wx1", "wx2")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Signature);
        assert!(error.may_have_taken_effect());
    }
    let unsigned = "<xml><return_code>SUCCESS</return_code><prepay_id>wx1</prepay_id></xml>";
    assert_eq!(
        read::<Prepaid>(POST, unsigned).unwrap_err().kind(),
        ErrorKind::Unsigned
    );
    assert_eq!(
        read::<Prepaid>(POST.verify(Verify::Unsigned), unsigned)
            .unwrap()
            .verified_by(),
        None
    );
    assert_eq!(
        read::<Prepaid>(POST, "<html><hr></html>").unwrap_err().kind(),
        ErrorKind::Decode
    );
}

#[test]
fn failures_are_errors_of_the_api() {
    let error = read::<Prepaid>(
        POST,
        "<xml><return_code>FAIL</return_code><return_msg>签名错误</return_msg></xml>",
    )
    .unwrap_err();
    assert!(error.is_api() && !error.may_have_taken_effect());
    assert_eq!((error.code(), error.message()), (Some("FAIL"), Some("签名错误")));
    let text = "<xml><return_code>SUCCESS</return_code><result_code>FAIL</result_code>\
                <err_code>USERPAYING</err_code><err_code_des>等待</err_code_des></xml>";
    let error = read::<Prepaid>(POST, text).unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("USERPAYING"), Some("等待"))
    );
    assert!(error.may_have_taken_effect());
    assert_eq!(&error.body().unwrap()[..], text.as_bytes());
    let bill = POST.answers(Answer::CsvOrXml).verify(Verify::Unsigned);
    assert_eq!(
        read::<Download>(bill, text).unwrap_err().code(),
        Some("USERPAYING")
    );
    assert_eq!(
        &read::<Download>(bill, "交易时间,x\n").unwrap().content[..],
        "交易时间,x\n".as_bytes()
    );
    let json = Operation::v2(Method::GET, "/appauth/getaccesstoken")
        .answers(Answer::Json)
        .verify(Verify::Unsigned);
    let error = read::<Prepaid>(json, r#"{"retcode":-1,"retmsg":"no"}"#).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("-1"), Some("no")));
    assert_eq!(
        read::<Prepaid>(json, r#"{"retcode":0}"#).unwrap().retcode,
        Some(0)
    );
}

#[test]
fn a_redirect_is_signed_over_its_query() {
    let operation = Operation::v2(Method::GET, "/papay/entrustweb")
        .answers(Answer::Redirect)
        .fragment("wechat_redirect");
    let query = Query::new().notify_url("https://a/?b=1");
    let call: Call<Redirect> = Call::new(Chain::new(&v2_client()), &operation, query);
    let text = v2::text([("notify_url", "https://a/?b=1")]);
    let sign = ApiV2Key::new(KEY).unwrap().sign(SignType::Md5, &text);
    assert_eq!(
        call.url().unwrap(),
        format!(
            "https://api.mch.weixin.qq.com/papay/entrustweb?notify_url=https%3A%2F%2Fa%2F%3Fb%3D1&sign={sign}#wechat_redirect"
        )
    );
}

#[test]
fn xml_goes_through_the_tables() {
    for item in [
        "<hbinfo><amount>5</amount></hbinfo>",
        "<hbinfo><amount>5</amount></hbinfo><hbinfo/>",
    ] {
        let xml = format!("<xml><hblist>\n{item}\n</hblist><new/></xml>");
        let list = from_xml::<Prepaid>(xml.as_bytes()).unwrap().hblist.unwrap();
        assert_eq!(list.hbinfo.unwrap()[0].amount, Some(5));
    }
    let value = order().body("a\r\nb");
    let xml = RecordRef::new(&value).to_xml(Location::Body, None).unwrap();
    assert_eq!(from_xml::<Order>(xml.as_bytes()).unwrap(), value);
    let error = from_xml::<Item>(b"<xml><amount>1.5</amount></xml>").unwrap_err();
    assert_eq!(error.pointer, "/amount");
    assert!(
        RecordRef::new(&order().body("\u{1}"))
            .to_xml(Location::Body, None)
            .is_err()
    );
    let refused = [
        "<xml><a>1</a><a>2</a></xml>".to_owned(),
        format!("{}{}", "<a>".repeat(9), "</a>".repeat(9)),
        format!("<xml><a>{}</a></xml>", " ".repeat(MAX_BYTES)),
    ];
    for xml in refused {
        assert!(Document::parse(xml.as_bytes()).is_err());
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn an_order_is_placed_over_a_connection() {
    use support::server::{Act, Server, respond};
    let server =
        Server::start(|_| Act::Send(respond("200 OK", &[], signed(&GOOD, SignType::Md5).as_bytes())));
    let client = builder().api_v2_key(KEY).base_url(&server.url).build().unwrap();
    let call: Call<Prepaid> = Call::new(Chain::new(&client), &POST, order());
    assert_eq!(call.await.unwrap().prepay_id.as_deref(), Some("wx1"));
    let seen = server.seen();
    assert_eq!((seen.len(), seen[0].target.as_str()), (1, "/pay/unifiedorder"));
    check(&Document::parse(&seen[0].body).unwrap());
}

//! Answers of v2 that are no answers, or of somebody else.

use wechatpay_openapi_runtime::sign::v2::SignType;
use wechatpay_openapi_runtime::{
    Bytes, Call, Chain, Error, ErrorKind, Method, Operation, Response, Sensitive, Verify, record,
};

use super::support::platform::{NONCE, answer};
use super::v2::{KEY, OLD_KEY, client, document, parse, sign, signed, signed_with, with_key, write};
use super::v2_notifications::{PAID, becomes};

record! {
    pub struct Refund {
        pub out_refund_no: Option<String>,
        pub refund_fee: Option<i64>,
        pub sign_type: Option<String>,
        pub return_code: Option<String>,
    }
    pub struct Refunded {
        pub out_refund_no: Option<String>,
        pub refund_fee: Option<i64>,
        pub result_code: Option<String>,
    }
    /// Whose result is not documented.
    pub struct Bare {
        pub out_refund_no: Option<String>,
    }
    pub struct Secret {
        pub return_code: Option<String>,
        pub name: Option<Sensitive<String>>,
    }
}

const REFUND: Operation = Operation::v2(Method::POST, "/secapi/pay/refund");
const GOOD: &str = "out_refund_no=R1&refund_fee=1&result_code=SUCCESS&return_code=SUCCESS";

fn request() -> Refund {
    Refund::new().out_refund_no("R1").refund_fee(1)
}

fn call(operation: Operation, request: Refund) -> Call<Refunded> {
    Call::new(Chain::new(&client()), &operation, request)
}

fn read(operation: Operation, request: Refund, status: u16, xml: &str) -> Result<Response<Refunded>, Error> {
    call(operation, request).read(answer(status, &[], xml.to_owned()))
}

/// What comes of it: `Ok`, or the kind, and whether it was verified.
fn outcome(result: Result<Response<Refunded>, Error>) -> (String, bool) {
    match result {
        Ok(refunded) => ("Ok".to_owned(), refunded.verified_by() == Some("api_v2_key")),
        Err(error) => {
            let verified = error.verified_by() == Some("api_v2_key");
            assert_eq!(
                error.to_string().contains("[unsigned]"),
                error.is_api() && !verified,
                "{error}"
            );
            (format!("{:?}", error.kind()), verified)
        }
    }
}

#[test]
fn t5_an_echo_is_no_answer() {
    let sent = call(REFUND, request()).to_http().unwrap();
    let echo = std::str::from_utf8(sent.body()).unwrap().to_owned();
    let telling = request().return_code("SUCCESS");
    let telling_echo = call(REFUND, telling.clone()).to_http().unwrap();
    let telling_echo = std::str::from_utf8(telling_echo.body()).unwrap().to_owned();
    let unsigned = REFUND.verify(Verify::Unsigned);
    for (what, operation, request, xml, expected) in [
        ("the request itself", REFUND, request(), echo.clone(), "Signature"),
        (
            "where nothing need be signed",
            unsigned,
            request(),
            echo,
            "Signature",
        ),
        (
            "a request that says SUCCESS",
            REFUND,
            telling,
            telling_echo,
            "Signature",
        ),
        (
            "another request of ours",
            REFUND,
            request(),
            signed("out_refund_no=R1&refund_fee=1&x=1"),
            "Decode",
        ),
        (
            "without `return_code`",
            REFUND,
            request(),
            signed(&GOOD.replace("&return_code=SUCCESS", "")),
            "Decode",
        ),
        (
            "without `result_code`",
            REFUND,
            request(),
            signed(&GOOD.replace("&result_code=SUCCESS", "")),
            "Decode",
        ),
        (
            "with an empty one",
            REFUND,
            request(),
            signed(&GOOD.replace("result_code=SUCCESS", "result_code=")),
            "Decode",
        ),
        (
            "unsigned, without `return_code`",
            unsigned,
            request(),
            "<xml><a>1</a></xml>".to_owned(),
            "Decode",
        ),
        ("a good one", REFUND, request(), signed(GOOD), "Ok"),
        (
            "a good one that says less than the request",
            REFUND,
            request().return_code("SUCCESS"),
            signed("result_code=SUCCESS&return_code=SUCCESS"),
            "Ok",
        ),
    ] {
        let (found, _) = outcome(read(operation, request, 200, &xml));
        assert_eq!(found, expected, "{what}: {xml}");
    }
    let bare: Call<Bare> = Call::new(Chain::new(&client()), &REFUND, request());
    let xml = signed("out_refund_no=R1&return_code=SUCCESS");
    assert!(
        bare.read(answer(200, &[], xml)).is_ok(),
        "no result is documented"
    );
}

/// A report has `return_code` and `result_code` itself. What is outside of the signature, and how the fields are cut, makes no
/// answer of it.
#[test]
fn t5_an_echo_in_another_form_is_no_answer() {
    let fields = serde_json::json!({ "device_info": "1", "result_code": "SUCCESS", "return_code": "SUCCESS", "user_ip": "::" });
    let call = client().call(Method::POST, "payitil/report").json(&fields);
    let sent = call.to_http().unwrap();
    let echo = std::str::from_utf8(sent.body()).unwrap();
    let cut = echo
        .replace(
            "<device_info>1</device_info>",
            "<device_info>1&amp;nonce_str=N</device_info>",
        )
        .replace(&format!("<nonce_str>{NONCE}</nonce_str>"), "")
        .replace("nonce_str=N", &format!("nonce_str={NONCE}"));
    let reordered = echo
        .replace("<user_ip>::</user_ip>", "")
        .replace("<xml>", "<xml><user_ip>::</user_ip>");
    for (what, xml) in [
        ("as it was", echo.to_owned()),
        (
            "with an empty element",
            echo.replace("</xml>", "<err_code/></xml>"),
        ),
        ("cut in another way", cut),
        ("in another order", reordered),
    ] {
        let error = call.read(answer(200, &[], xml.clone())).expect_err(what);
        assert!(
            error.to_string().contains("our own request"),
            "{what}: {error} {xml}"
        );
    }
    let genuine = signed("return_code=SUCCESS&result_code=SUCCESS");
    assert!(call.read(answer(200, &[], genuine)).is_ok());
}

#[test]
fn t5_an_echo_is_told_by_what_is_not_encrypted() {
    use wechatpay_openapi_runtime::crypto::PrivateKey;
    let (_, key): (_, PrivateKey) = super::support::platform::key_pair();
    let client = with_key()
        .v2_public_key(super::support::platform::pem(
            "PUBLIC KEY",
            key.public_key().unwrap().spki(),
        ))
        .build()
        .unwrap();
    let request = Secret::new().return_code("SUCCESS").name(Sensitive::new("Zhang"));
    let call: Call<Bare> = Call::new(Chain::new(&client), &REFUND, request);
    let echo: Bytes = call.to_http().unwrap().body().clone();
    let error = call.read(answer(200, &[], echo)).unwrap_err();
    assert!(error.to_string().contains("our own request"), "{error}");
}

/// All is signed with one key. Who sees the answer to his refund has all that a payment is told by.
#[test]
fn t7_what_answers_a_refund_is_no_payment() {
    let paid = |more: &str| signed(&format!("{PAID}{more}"));
    for (what, xml, expected) in [
        ("a payment", paid(""), "Paid"),
        (
            "an empty number, which anybody can add",
            paid("").replace("</xml>", "<out_refund_no/></xml>"),
            "Paid",
        ),
        (
            "a refund",
            paid("&out_refund_no=R1&refund_fee=100&refund_id=5"),
            "Unknown",
        ),
        (
            "a query of refunds",
            paid("&out_refund_no_0=R1&refund_count=1&refund_id_0=5"),
            "Unknown",
        ),
        (
            "an order, whose number is to come",
            signed(
                "appid=wx1&nonce_str=n&prepay_id=wx2&result_code=SUCCESS&return_code=SUCCESS&trade_type=JSAPI",
            ),
            "Unknown",
        ),
        (
            "a query of what is not paid, or not yet",
            paid("&trade_state=NOTPAY"),
            "Unknown",
        ),
        (
            "a query of what is refunded, which was paid",
            paid("&trade_state=REFUND"),
            "Unknown",
        ),
        ("a query of what failed", paid("&trade_state=PAYERROR"), "NotPaid"),
    ] {
        assert_eq!(becomes(&client(), &xml), expected, "{what}");
    }
}

#[test]
fn t13_a_signature_that_is_there_must_match() {
    let wrong = "<sign>0123456789ABCDEF0123456789ABCDEF</sign></xml>";
    let failures = [
        "err_code=SYSTEMERROR&result_code=FAIL&return_code=SUCCESS",
        "return_code=FAIL&return_msg=x",
    ];
    for status in [200, 400, 500] {
        for failure in failures {
            let unsigned = write(&document(failure));
            let altered = signed(failure).replace("FAIL", "FAILED");
            for (what, xml, expected) in [
                ("unsigned", unsigned.clone(), ("Api", false)),
                ("rightly signed", signed(failure), ("Api", true)),
                (
                    "wrongly signed",
                    unsigned.replace("</xml>", wrong),
                    ("Signature", false),
                ),
                ("altered", altered, ("Signature", false)),
                (
                    "an empty signature",
                    unsigned.replace("</xml>", "<sign/></xml>"),
                    ("Api", false),
                ),
            ] {
                let (kind, verified) = outcome(read(REFUND, request(), status, &xml));
                assert_eq!((&*kind, verified), expected, "{what} {status}: {xml}");
            }
        }
    }
    let forged = write(&document(failures[0])).replace("</xml>", wrong);
    let error = read(REFUND, request(), 200, &forged).unwrap_err();
    assert!(error.may_have_taken_effect(), "{error}");
}

#[test]
fn low_the_algorithm_of_the_request_holds() {
    let (md5, hmac) = (SignType::Md5, SignType::HmacSha256);
    let stating = |named: &str| format!("{GOOD}&sign_type={named}");
    for (asked, xml, expected) in [
        ("", signed_with(GOOD, KEY, md5), "Ok"),
        ("", signed_with(GOOD, KEY, hmac), "Signature"),
        ("", signed_with(&stating("HMAC-SHA256"), KEY, hmac), "Ok"),
        ("MD5", signed_with(GOOD, KEY, md5), "Ok"),
        ("HMAC-SHA256", signed_with(GOOD, KEY, hmac), "Ok"),
        ("HMAC-SHA256", signed_with(GOOD, KEY, md5), "Signature"),
        (
            "HMAC-SHA256",
            signed_with(&stating("HMAC-SHA256"), KEY, md5),
            "Signature",
        ),
        ("HMAC-SHA256", signed_with(&stating("MD5"), KEY, md5), "Ok"),
        (
            "HMAC-SHA256",
            signed_with(&stating("MD5"), KEY, hmac),
            "Signature",
        ),
    ] {
        let request = match asked {
            "" => request(),
            named => request().sign_type(named),
        };
        let (kind, _) = outcome(read(REFUND, request, 200, &xml));
        assert_eq!(kind, expected, "{asked}: {xml}");
    }
}

#[test]
fn k58_answers_of_the_key_before_are_read() {
    let both = with_key().previous_api_v2_key(OLD_KEY).build().unwrap();
    let xml = signed_with(GOOD, OLD_KEY, SignType::Md5);
    let call: Call<Refunded> = Call::new(Chain::new(&both), &REFUND, request());
    assert!(call.read(answer(200, &[], xml.clone())).is_ok());
    assert_eq!(outcome(read(REFUND, request(), 200, &xml)).0, "Signature");
}

#[test]
fn low_an_untyped_path_of_v2_speaks_v2() {
    let fields = serde_json::json!({ "appid": "wx1", "out_trade_no": "P1", "total_fee": 1, "attach": null });
    let call = client().call(Method::POST, "pay/orderquery").json(&fields);
    let sent = call.to_http().unwrap();
    assert!(!sent.headers().contains_key("authorization"));
    assert_eq!(sent.headers()["content-type"], "text/xml; charset=utf-8");
    let xml = parse(sent.body());
    assert_eq!((xml.get("total_fee"), xml.get("attach")), (Some("1"), None));
    assert_eq!(xml.get("sign"), Some(&*sign(&xml, KEY, SignType::Md5)));
    let read = call.read(answer(200, &[], signed(GOOD))).unwrap();
    assert_eq!(
        (&read["refund_fee"], read.verified_by()),
        (&"1".into(), Some("api_v2_key"))
    );

    let query = client()
        .call(Method::GET, "papay/h5entrustweb")
        .query("appid", "wx 1");
    let sent = query.to_http().unwrap();
    let target = sent.uri().path_and_query().unwrap().as_str();
    let wanted = document(&format!(
        "appid=wx 1&nonce_str={}",
        super::support::platform::NONCE
    ));
    let sign = sign(&wanted, KEY, SignType::Md5);
    let rest = format!("nonce_str={}&sign={sign}", super::support::platform::NONCE);
    assert_eq!(target, format!("/papay/h5entrustweb?appid=wx%201&{rest}"));

    let nested = serde_json::json!({ "list": [1] });
    let error = client()
        .call(Method::POST, "pay/x")
        .json(&nested)
        .to_http()
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.problems()),
        (ErrorKind::Request, &["/list".to_owned()][..])
    );
    for path in ["v3/x", "/v3/x", "hk/v3/x", "brand/x", "global/v3/x?a=/pay"] {
        let sent = client().call(Method::GET, path).to_http().unwrap();
        assert!(sent.headers().contains_key("authorization"), "{path}");
    }
}

//! Signatures that leave the server: nothing is signed that could be read as something else.

use wechatpay_openapi_runtime::sign::v2::SignType;
use wechatpay_openapi_runtime::{
    Answer, Call, Chain, Error, ErrorKind, Method, Operation, Payment, PaymentV2, Redirect, record,
};

use super::support::platform::{NONCE, builder};
use super::v2::client;

record! {
    pub struct Entrust {
        #[is(query)]
        pub appid: Option<String>,
        #[is(query)]
        pub contract_display_account: Option<String>,
        #[is(query)]
        pub notify_url: Option<String>,
        #[is(query)]
        pub return_url: Option<String>,
        #[is(query)]
        pub sign: Option<String>,
    }
    /// Not signed.
    pub struct Plain {
        #[is(query)]
        pub state: Option<String>,
    }
}

const INJECTED: &str = "me&out_trade_no=VICTIM&result_code=SUCCESS&return_code=SUCCESS&total_fee=999999\
                        &transaction_id=4200&z=";

fn payment(appid: &str) -> Payment {
    client().payment(appid)
}

fn v2(appid: &str) -> PaymentV2 {
    payment(appid).v2(SignType::Md5)
}

/// It is refused for this field, and the error shows what is wrong with the value, not the value.
#[track_caller]
fn refused<T>(result: Result<T, Error>, field: &str, value: &str) {
    let error = result
        .err()
        .unwrap_or_else(|| panic!("{field} was signed: {value:?}"));
    assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    assert_eq!(error.problems(), [format!("/{field}")], "{error}");
    assert!(value.len() < 6 || !error.to_string().contains(value), "{error}");
}

const NO_IDS: [&str; 12] = [
    "",
    " ",
    "wx1&a=1",
    "a=b",
    "wx1\n",
    "POST\n/v3/refund/domestic/refunds",
    "prepay_id=wx201410272009395522657a690389285100",
    "wx\u{0}",
    "wx\u{7f}1",
    "商户",
    "wx/1",
    "wx0123456789wx0123456789wx0123456789wx0123456789wx0123456789wx012",
];

#[test]
fn t4_ids_have_their_documented_form() {
    for id in NO_IDS {
        refused(payment(id).app("wx1"), "appid", id);
        refused(payment(id).jsapi("wx1"), "appid", id);
        refused(payment(id).mini_program("wx1"), "appid", id);
        refused(payment("wx1").app(id), "prepay_id", id);
        refused(payment("wx1").jsapi(id), "prepay_id", id);
        refused(payment("wx1").mini_program(id), "prepay_id", id);
        refused(payment("wx1").jsapi_installments(id, "DAILY", 3), "prepay_id", id);
        refused(
            payment("wx1").jsapi_installments("wx1", id, 3),
            "subsidy_period_type",
            id,
        );
        refused(v2(id).app("wx1"), "appid", id);
        refused(v2(id).jsapi("wx1"), "appid", id);
        refused(v2("wx1").app(id), "prepay_id", id);
        refused(v2("wx1").jsapi(id), "prepay_id", id);
        refused(v2(id).red_packet("a=1"), "appid", id);
        refused(v2(id).native_url("1"), "appid", id);
    }
    for id in [
        "wx201410272009395522657a690389285100",
        "ww_0-1",
        "u802345jgfjsdfgsdg888",
    ] {
        assert!(
            payment(id).app(id).is_ok() && payment(id).jsapi(id).is_ok(),
            "{id}"
        );
        assert!(v2(id).app(id).is_ok() && v2(id).jsapi(id).is_ok(), "{id}");
    }
}

#[test]
fn t4_the_refund_in_an_appid_is_not_signed() {
    let json =
        r#"{"transaction_id":"4200","out_refund_no":"R","amount":{"refund":1,"total":1,"currency":"CNY"}}"#;
    let appid = "POST\n/v3/refund/domestic/refunds";
    refused(payment(appid).app("wx1"), "appid", appid);
    refused(payment(appid).app(json), "prepay_id", json);
    let nonced = builder().nonce(|| "n\nx".to_owned()).build().unwrap();
    refused(nonced.payment("wx1").app("wx1"), "nonce_str", "n\nx");
    let sheet = builder().nonce(|| NONCE.to_owned()).build().unwrap();
    assert!(sheet.payment("wx1").app("wx1").is_ok());
}

#[test]
fn t1_front_end_values_of_v2_end_where_they_seem_to() {
    // (c)
    refused(v2(INJECTED).app("wx1"), "appid", INJECTED);
    for value in [INJECTED, "a&b", "", "a\nb", "a\u{0}", "a\u{85}b", "&"] {
        let v2 = || v2("wx1");
        refused(v2().native_url(value), "product_id", value);
        refused(v2().payscore(value), "package", value);
        refused(v2().payscore_detail(value, "1"), "service_id", value);
        refused(v2().payscore_detail("1", value), "out_order_no", value);
        refused(v2().business_view(&[("x", value)]), "x", value);
        refused(v2().coupons(value, &[("1", "2")]), "send_coupon_merchant", value);
        refused(v2().coupons("1", &[("1", "2"), (value, "2")]), "stock_id1", value);
        refused(v2().coupons("1", &[("1", value)]), "out_request_no0", value);
    }
    refused(v2("wx1").red_packet(""), "package", "");
    for value in ["a=b", "p+/=", "a b", "店", "a|*_-"] {
        assert!(v2("wx1").payscore(value).is_ok(), "{value}");
    }
    // Percent-encoded as a whole, it has no `&` any more.
    assert!(v2("wx1").red_packet("a=1&b=2").is_ok());
}

#[test]
fn t1_names_of_a_business_view_are_its_own() {
    for fields in [
        &[("return_code", "SUCCESS")][..],
        &[("result_code", "SUCCESS")],
        &[("event_type", "TRANSACTION.SUCCESS")],
        // These are told without an outcome.
        &[
            ("plate_number", "B12345"),
            ("vehicle_event_createtime", "20231114221320"),
        ],
        &[("change_type", "ADD")],
        &[("sign", "x")],
        &[("mch_id", "1")],
        &[("a", "1"), ("a", "2")],
        &[("a=1&b", "1")],
        &[("", "1")],
    ] {
        let error = v2("wx1").business_view(fields).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{fields:?}");
    }
    assert!(
        v2("wx1")
            .business_view(&[("service_id", "1"), ("query_id", "2")])
            .is_ok()
    );
}

const ENTRUST: Operation = Operation::v2(Method::GET, "/papay/entrustweb").answers(Answer::Redirect);

fn url(request: Entrust) -> Result<String, Error> {
    let call: Call<Redirect> = Call::new(Chain::new(&client()), &ENTRUST, request);
    call.url()
}

#[test]
fn t1_a_redirect_is_not_signed_with_an_injected_field() {
    // (a)
    refused(
        url(Entrust::new().contract_display_account(INJECTED)),
        "contract_display_account",
        INJECTED,
    );
    for value in ["a&b", "a\nb", "\u{1}", "&"] {
        refused(
            url(Entrust::new().contract_display_account(value)),
            "contract_display_account",
            value,
        );
        refused(url(Entrust::new().appid(value)), "appid", value);
        refused(url(Entrust::new().return_url(value)), "return_url", value);
    }
    for (address, good) in [
        ("https://shop.example/back", true),
        ("https://shop.example/back?a=1&b=2", true),
        ("https://shop.example/back?out_trade_no=1&b=2", true),
        ("http://shop.example/back?a=1&b", true),
        ("https://shop.example/back?a=1&out_trade_no=V", false),
        ("https://shop.example/back?a=1&b=2&return_code=SUCCESS", false),
        (
            "https://shop.example/back?a=1&change_type=ADD&operate_time=x",
            false,
        ),
        ("https://shop.example/back?a=1&req_info=x", false),
        ("https://shop.example/back?a=1\n&b=2", false),
        ("shop.example/back?a=1&b=2", false),
        ("javascript:x&b=2", false),
    ] {
        let (back, notify) = (
            Entrust::new().return_url(address),
            Entrust::new().notify_url(address),
        );
        if good {
            assert!(url(back).is_ok() && url(notify).is_ok(), "{address}");
        } else {
            refused(url(back), "return_url", address);
            refused(url(notify), "notify_url", address);
        }
    }
    // What is not signed says nothing in our name.
    let plain: Call<Redirect> = Call::new(Chain::new(&client()), &ENTRUST, Plain::new().state("a&b"));
    assert!(plain.url().is_ok());
}

/// A `GET` of v2 is a URL with a signature in it, whoever opens it.
#[test]
fn t1_no_signed_query_has_an_injected_field() {
    let url = |name: &str, value: &str| {
        client()
            .call(Method::GET, "papay/h5entrustweb")
            .query(name, value)
            .to_http()
    };
    for value in [INJECTED, "a&b", "a\nb", "&"] {
        refused(
            url("contract_display_account", value),
            "contract_display_account",
            value,
        );
    }
    for name in ["a&result_code=SUCCESS&z", "a=1&b", "a=b", "a\n", ""] {
        let error = url(name, "1").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{name:?}: {error}");
    }
    assert!(url("return_url", "https://shop.example/back?a=1&b=2").is_ok());
    // Of a body nobody but WeChat Pay sees the signature.
    let body = serde_json::json!({ "attach": "a&b" });
    assert!(
        client()
            .call(Method::POST, "pay/unifiedorder")
            .json(&body)
            .to_http()
            .is_ok()
    );
}

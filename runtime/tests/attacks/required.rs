//! What is refused before it is sent, and what is not: only what is known to be refused. And what a second sending is
//! when a number is not there, whatever is required.
#![allow(missing_docs, unreachable_pub)] // records are public

use wechatpay_openapi_runtime::__private::RecordRef;
use wechatpay_openapi_runtime::{
    Call, Chain, Effect, ErrorKind, Json, JsonString, Method, Operation, RetryPolicy, UrlEncoded, record,
};

use crate::support::platform::{builder, client};
use crate::support::script::Stage;
use crate::support::script::Step::{Broken, Plain, TimedOut};

record! {
    pub struct Refund {
        #[is(header)]
        #[one_of = 2]
        pub serial: Option<String>,
        #[is(query)]
        #[one_of = 2]
        pub mchid: Option<String>,
        #[one_of = 1]
        pub transaction_id: Option<String>,
        #[one_of = 1]
        pub out_trade_no: Option<String>,
        #[is(number)]
        pub out_refund_no: Option<String>,
        #[is(required)]
        pub amount: Option<Amount>,
        pub payer: Option<Payer>,
        pub goods: Option<Vec<Payer>>,
        pub inner: Option<JsonString<Payer>>,
        pub pairs: Option<UrlEncoded<Payer>>,
        pub remark: Option<String>,
    }

    pub struct Amount {
        #[is(required)]
        pub total: Option<i64>,
        pub currency: Option<String>,
    }

    pub struct Payer {
        #[wire = "sp-openid"]
        #[one_of = 255]
        pub sp_openid: Option<String>,
        #[one_of = 255]
        pub sub_openid: Option<String>,
        #[one_of = 255]
        pub code: Option<i64>,
        pub name: Option<String>,
    }
}

const REFUND: Operation = Operation::v3(Method::POST, "/v3/refunds").effect(Effect::Once);

fn complete() -> Refund {
    Refund::new()
        .mchid("1")
        .out_trade_no("1")
        .amount(Amount::new().total(1))
}

const PAYER: &str = "one of /PAYER/sp-openid, /PAYER/sub_openid, /PAYER/code";

fn of_payer(place: &str) -> String {
    PAYER.replace("PAYER", place)
}

#[test]
fn d3_of_a_group_one_is_enough_and_none_is_told_as_a_group() {
    let (order, merchant) = ("one of /transaction_id, /out_trade_no", "one of /serial, /mchid");
    let payer = |name: &str| Payer::new().name(name);
    let cases: Vec<(Refund, Vec<String>)> = vec![
        (complete(), vec![]),
        (complete().transaction_id("2"), vec![]),
        (
            Refund::new(),
            vec![merchant.into(), order.into(), "/amount".into()],
        ),
        (
            Refund::new().serial("1").transaction_id("1"),
            vec!["/amount".into()],
        ),
        (complete().amount(Amount::new()), vec!["/amount/total".into()]),
        // What is optional and not there needs nothing.
        (complete().payer(Payer::new().code(0)), vec![]),
        (complete().payer(payer("a")), vec![of_payer("payer")]),
        (complete().goods(Vec::new()), vec![]),
        (
            complete().goods([payer("a"), payer("b").sub_openid("o"), payer("c")]),
            vec![of_payer("goods/0"), of_payer("goods/2")],
        ),
        (complete().inner(payer("a")), vec![of_payer("inner")]),
        (complete().inner(JsonString::from_text("{}")), vec![]),
        (complete().pairs(payer("a")), vec![of_payer("pairs")]),
    ];
    for (request, expected) in cases {
        let shown = format!("{request:?}");
        let missing = RecordRef::new(&request).missing();
        let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
        assert_eq!(missing, expected, "{shown}");
        let call: Call<Json> = Call::new(Chain::new(&client()), &REFUND, request);
        match call.to_http() {
            Ok(_) => assert!(expected.is_empty(), "{shown}"),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::MissingFields, "{shown}");
                assert_eq!(error.problems(), expected, "{shown}");
                assert!(error.to_string().contains(&expected.join("; ")), "{error}");
                assert!(error.to_string().contains("`skip_required_check`"), "{error}");
            }
        }
        assert!(call.skip_required_check().to_http().is_ok(), "{shown}");
    }
}

#[test]
fn a_member_given_beside_the_record_is_there() {
    let bare = || Refund::new().transaction_id("1").amount(Amount::new().total(1));
    let call = || client().call(Method::POST, "v3/refunds").record(bare());
    let group = ["one of /serial, /mchid"];
    assert_eq!(call().to_http().unwrap_err().problems(), group);
    for call in [call().header("Serial", "1"), call().query("mchid", "1")] {
        assert!(call.to_http().is_ok());
    }
    // Neither travels in the other's place.
    for call in [call().header("mchid", "1"), call().query("serial", "1")] {
        assert_eq!(call.to_http().unwrap_err().problems(), group);
    }
}

record! {
    pub struct Order {
        #[is(query, number)]
        pub out_order_no: Option<String>,
        #[is(header, number)]
        pub request_no: Option<String>,
    }

    pub struct Closing {
        pub remark: Option<String>,
    }
}

/// Documentation that says nothing, or less than it should, must not make a second payment of one.
#[tokio::test]
async fn money_is_repeated_by_the_numbers_that_were_sent() {
    type Change = fn(Call<Json>) -> Call<Json>;
    let same: Change = |call| call;
    let order = || Order::new().out_order_no("1").request_no("1");
    let of = |request: Refund| {
        move |chain, operation: &Operation| Call::<Json>::new(chain, operation, request.clone())
    };
    let by = |request: Order| {
        move |chain, operation: &Operation| Call::<Json>::new(chain, operation, request.clone())
    };
    type Make = Box<dyn Fn(Chain, &Operation) -> Call<Json>>;
    let cases: Vec<(&str, Make, Change, usize)> = vec![
        (
            "the number is there",
            Box::new(of(complete().out_refund_no("r"))),
            same,
            2,
        ),
        (
            "it is not, and nothing requires it",
            Box::new(of(complete())),
            same,
            1,
        ),
        ("it is empty", Box::new(of(complete().out_refund_no(""))), same, 1),
        (
            "something else is missing",
            Box::new(of(Refund::new().out_refund_no("r"))),
            |call| call.skip_required_check(),
            2,
        ),
        (
            "the number is missing too",
            Box::new(of(Refund::new())),
            |call| call.skip_required_check(),
            1,
        ),
        (
            "the caller knows better",
            Box::new(of(complete())),
            |call| call.repeatable(true),
            2,
        ),
        (
            "the caller knows better",
            Box::new(of(complete().out_refund_no("r"))),
            |call| call.repeatable(false),
            1,
        ),
        ("both numbers", Box::new(by(order())), same, 2),
        (
            "one of two",
            Box::new(by(Order::new().out_order_no("1"))),
            same,
            1,
        ),
        (
            "one of two as a header",
            Box::new(by(Order::new().out_order_no("1"))),
            |call| call.header("Request_No", "1"),
            2,
        ),
        (
            "the header takes the place",
            Box::new(by(order())),
            |call| call.header("request_no", ""),
            1,
        ),
        // What it does is done once, whatever is in it.
        (
            "no number",
            Box::new(|chain, operation| Call::new(chain, operation, Closing::new())),
            same,
            2,
        ),
    ];
    let resending = RetryPolicy::standard().resend_interrupted(true);
    for (what, make, change, expected) in cases {
        for step in [Plain(502, ("X-None", ""), ""), Broken, TimedOut] {
            let stage = Stage::new(&[step]);
            let call = change(make(Chain::new(&stage.client()), &REFUND));
            let _ = call.retry(resending.clone()).await;
            assert_eq!(stage.sent().len(), expected, "{what}, {step:?}");
        }
    }
}

record! {
    pub struct Stated {
        #[is(stated)]
        pub sign_type: Option<String>,
        pub mch_id: Option<String>,
    }

    pub struct Unstated {
        pub sign_type: Option<String>,
        pub mch_id: Option<String>,
    }
}

/// How v2 signs does not hang on who has confirmed that `sign_type` is required.
#[test]
fn the_algorithm_is_stated_where_documentation_alone_asks_for_it() {
    let client = builder()
        .api_v2_key("0123456789abcdef0123456789abcdef")
        .build()
        .unwrap();
    let operation = Operation::v2(Method::POST, "/pay/downloadfundflow");
    let stated: Call<Json> = Call::new(Chain::new(&client), &operation, Stated::new().mch_id("1"));
    let unstated: Call<Json> = Call::new(Chain::new(&client), &operation, Unstated::new().mch_id("1"));
    for (call, expected) in [(stated, true), (unstated, false)] {
        let request = call.to_http().unwrap();
        let body = std::str::from_utf8(request.body()).unwrap();
        assert_eq!(body.contains("HMAC-SHA256"), expected, "{body}");
    }
}

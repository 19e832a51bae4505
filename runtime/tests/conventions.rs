//! What records, enumerations and settings can do as any type of Rust: conversions, comparisons, texts.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Display;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wechatpay_openapi_runtime::crypto::{AeadAlgorithm, KeyAlgorithm, SignType};
use wechatpay_openapi_runtime::sign::v3::Scheme;
#[cfg(feature = "test")]
use wechatpay_openapi_runtime::testing::{Fault, Place};
use wechatpay_openapi_runtime::xml::Node;
use wechatpay_openapi_runtime::{
    Advice, Answer, CertificateList, Domain, Effect, Encryption, ErrorKind, Host, Json, JsonString, Language,
    Method, Numbered, Region, Require, RetryPolicy, Sensitive, Time, Verify, Version, open_enum, record,
};

record! {
    pub struct Order {
        pub attach: Option<String>,
        pub total: Option<i64>,
        pub is_split: Option<bool>,
        pub state: Option<State>,
        pub payer: Option<Payer>,
        pub goods: Option<Vec<Payer>>,
        pub meta: Option<JsonString<Payer>>,
        pub name: Option<Sensitive<String>>,
        pub anything: Option<Json>,
        pub coupons: Option<Numbered<String>>,
        #[time = Rfc3339]
        pub time_expire: Option<Time>,
        #[time = Compact]
        pub time_start: Option<Time>,
        pub time_somehow: Option<Time>,
    }

    pub struct Payer {
        pub openid: Option<String>,
    }
}

open_enum! {
    pub enum State {
        Success = "SUCCESS",
        NotPay = "NOTPAY",
        Closed = "CLOSED",
    }
}

/// A caller's own type that becomes text.
struct OrderNumber(u32);

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        format!("N{}", number.0)
    }
}

#[test]
fn n8_a_setter_takes_the_value_what_becomes_it_and_an_option_of_either() {
    let payer = || Payer::new().openid("o");
    let owned = Some("a".to_owned());
    let orders = [
        (Order::new().attach("a"), Order::new().attach(Some("a"))),
        (Order::new().attach("a".to_owned()), Order::new().attach(owned)),
        (
            Order::new().attach(OrderNumber(1)),
            Order::new().attach(Some(OrderNumber(1))),
        ),
        (Order::new().total(1), Order::new().total(Some(1_u8))),
        (Order::new().is_split(true), Order::new().is_split(Some(true))),
        (Order::new().state("NEW"), Order::new().state(Some("NEW"))),
        (
            Order::new().state(State::NotPay),
            Order::new().state(Some(State::NotPay)),
        ),
        (Order::new().payer(payer()), Order::new().payer(Some(payer()))),
        (
            Order::new().goods([payer()]),
            Order::new().goods(Some(vec![payer()])),
        ),
        (Order::new().goods(vec![]), Order::new().goods(Some(vec![]))),
        (Order::new().meta(payer()), Order::new().meta(Some(payer()))),
        (Order::new().name("n"), Order::new().name(Some("n"))),
        (
            Order::new().time_start("2018"),
            Order::new().time_start(Some("2018")),
        ),
        (
            Order::new().coupons(Numbered::new().with(0, "c")),
            Order::new().coupons(Some(Numbered::new().with(0, "c"))),
        ),
    ];
    for (plain, maybe) in orders {
        assert_eq!(plain, maybe);
        assert_ne!(plain, Order::new());
    }
    let none: Option<String> = None;
    assert_eq!(Order::new().attach("a").attach(none), Order::new(), "none unsets");
}

#[test]
fn n8_a_moment_is_written_in_the_field_s_own_form() {
    let at = UNIX_EPOCH + Duration::from_secs(1_528_425_296);
    let order = Order::new().time_expire(at).time_start(Some(at));
    assert_eq!(order.time_expire.unwrap(), "2018-06-08T10:34:56+08:00");
    assert_eq!(order.time_start.unwrap(), "20180608103456");
    // Where no form is documented, the caller says it.
    assert_eq!(
        Order::new().time_somehow(Time::date(at)).time_somehow.unwrap(),
        "2018-06-08"
    );
    let never: Option<SystemTime> = None;
    assert_eq!(Order::new().time_expire(never).time_expire, None);
}

#[test]
fn n8_an_enumeration_is_compared_listed_ordered_and_read() {
    let state = State::from("NOTPAY");
    assert!(state == "NOTPAY" && state == *"NOTPAY" && state != "SUCCESS");
    assert_eq!("NOTPAY".parse(), Ok(State::NotPay));
    assert_eq!("LATER".parse::<State>().unwrap().as_str(), "LATER");
    assert_eq!(State::VALUES, [State::Success, State::NotPay, State::Closed]);
    let text: &str = state.as_ref();
    assert_eq!((text, state.to_string().as_str()), ("NOTPAY", "NOTPAY"));
    // By their text, known or not, so that a new value does not change the order of others.
    let ordered: BTreeSet<State> = ["SUCCESS", "MIDDLE", "CLOSED", "NOTPAY"].map(State::from).into();
    let texts: Vec<&str> = ordered.iter().map(State::as_str).collect();
    assert_eq!(texts, ["CLOSED", "MIDDLE", "NOTPAY", "SUCCESS"]);
    // What compares equal is found again.
    assert!(ordered.contains(&State::from("MIDDLE".to_owned())));
}

#[test]
fn required_fields_of_an_answer_are_named() {
    let order = || {
        Order::new()
            .attach("a")
            .payer(Payer::new())
            .goods([Payer::new()])
            .meta(Payer::new())
    };
    let given = order().require(|order| order.attach).unwrap();
    assert_eq!(given, "a");
    type Read = fn(Order) -> Option<()>;
    let cases: [(Read, &[&str]); 8] = [
        (|order| order.total.map(drop), &["/total"]),
        (|order| order.payer?.openid.map(drop), &["/payer/openid"]),
        (|order| order.goods?.pop()?.openid.map(drop), &["/goods/0/openid"]),
        (
            |order| order.meta?.into_inner().openid.map(drop),
            &["/meta/openid"],
        ),
        (|order| order.name.map(drop), &["/name"]),
        (|order| order.state.map(drop), &["/state"]),
        (
            |order| order.total.zip(order.state).map(drop),
            &["/total", "/state"],
        ),
        // A certain value is no field.
        (|order| order.total.filter(|total| *total > 5).map(drop), &[]),
    ];
    for (read, names) in cases {
        let error = order().require(read).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.problems(), names);
        let text = match names {
            [] => "`Order` has not what was asked for".to_owned(),
            names => format!("`Order` has no {}", names.join(", ")),
        };
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn n8_settings_print_in_few_words_and_kinds_are_keys() {
    let shown = format!("{:?}", RetryPolicy::standard());
    assert!(
        shown.contains("time_limit: None") && !shown.contains("18446744073709551615"),
        "{shown}"
    );
    let endless = RetryPolicy::none()
        .backoff(Duration::MAX, Duration::MAX)
        .attempt_timeout(Duration::MAX);
    let shown = format!("{endless:?}");
    assert!(!shown.contains("18446744073709551615"), "{shown}");
    let hasher = RandomState::new();
    assert_eq!(hasher.hash_one(Region::Europe), hasher.hash_one(Region::Europe));
    let node = || Node::Text("SUCCESS".to_owned());
    assert_eq!(hasher.hash_one(node()), hasher.hash_one(node()));
}

/// One of each kind at least, padded: width and alignment are kept.
#[test]
fn n8_kinds_print_in_few_words() {
    #[rustfmt::skip]
    let kinds: &[(&dyn Display, &str)] = &[
        (&ErrorKind::Timeout, "timeout"),
        (&ErrorKind::Api, "API error"),
        (&Version::V3, "v3"),
        (&Method::PATCH, "PATCH"),
        (&Advice::RetryLater, "retry later"),
        (&Effect::Once, "takes effect once"),
        (&Language::ChineseTaiwan, "zh-TW"),
        (&Region::HongKong, "Hong Kong"),
        (&Domain::WechatPay, "wechatpay.cn"),
        (&Host::Default, "api.mch.weixin.qq.com"),
        (&Host::HongKongOptional, "api.mch.weixin.qq.com or that of the region"),
        (&Host::PayWechatpay, "pay.wechatpay.cn"),
        (&Verify::Signed, "signed"),
        (&Verify::SignedIfPresent, "signed if it has a signature"),
        (&Verify::StatementSha1, "signed by its SHA-1"),
        (&Answer::Json, "JSON"),
        (&Answer::Empty(204), "no body, status 204"),
        (&Answer::CsvOrXml, "file, or XML on error"),
        (&CertificateList::Own, "own"),
        (&CertificateList::Global, "global"),
        (&Scheme::BrandRsa, "WECHATPAY-BRAND-SHA256-RSA2048"),
        (&KeyAlgorithm::Sm2, "SM2"),
        (&AeadAlgorithm::Sm4Gcm, "AEAD_SM4_GCM"),
        (&SignType::HmacSha256, "HMAC-SHA256"),
        (&Encryption::RsaOaepSha1, "RSA-OAEP with SHA-1"),
        #[cfg(feature = "sm")]
        (&CertificateList::All, "RSA and SM2"),
        #[cfg(feature = "test")]
        (&Place::Query, "query"),
        #[cfg(feature = "test")]
        (&Fault::Shifted(-3600), "signed 3600 s early"),
        #[cfg(feature = "test")]
        (&Fault::Shifted(301), "signed 301 s late"),
        #[cfg(feature = "test")]
        (&Fault::Missing("Wechatpay-Nonce"), "without Wechatpay-Nonce"),
        #[cfg(feature = "test")]
        (&Fault::Lost, "lost"),
    ];
    for (kind, words) in kinds {
        assert_eq!(kind.to_string(), *words);
        assert_eq!(format!("{kind:>50}"), format!("{words:>50}"));
    }
}

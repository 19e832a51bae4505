//! Records: what goes in comes out, and what does not fit says where.

#![allow(missing_docs)] // a field says enough by its name here

mod enumerations;
mod requests;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::__private::{Location, Part, RecordRef};
use wechatpay_openapi_runtime::record::{Cipher, Record, decrypt, from_json, to_json, unknown_fields};
use wechatpay_openapi_runtime::{
    BoxError, FilePart, Json, JsonString, Numbered, Sensitive, UrlEncoded, open_enum, record,
};

record! {
    /// An order.
    pub struct Order {
        /// Idempotency key.
        #[wire = "Idempotency-Key"]
        #[is(header)]
        pub idempotency_key: Option<String>,
        #[is(query, required)]
        pub mchid: Option<String>,
        #[is(query)]
        pub tags: Option<Vec<String>>,
        #[is(query)]
        pub payer_name: Option<Sensitive<String>>,
        #[wire = "type"]
        #[is(required)]
        pub type_: Option<TradeType>,
        pub amount: Option<Amount>,
        pub goods: Option<Vec<Goods>>,
        pub detail: Option<JsonString<Detail>>,
        pub domains: Option<JsonString<Vec<String>>>,
        pub risk_info: Option<UrlEncoded<Risk>>,
        pub id_card: Option<Sensitive<String>>,
        #[wire = "coupon_id_$n"]
        pub coupon_id_n: Option<Numbered<String>>,
        #[wire = "coupon_fee_$n_$m"]
        pub coupon_fee_n_m: Option<Numbered<i64>>,
        pub open: Option<bool>,
        pub rate: Option<f64>,
        pub extra: Option<Json>,
    }

    /// Money.
    pub struct Amount {
        #[is(required)]
        pub total: Option<i64>,
        pub currency: Option<String>,
    }

    /// Something bought.
    pub struct Goods {
        #[is(required)]
        pub id: Option<String>,
        pub secrets: Option<Vec<Sensitive<String>>>,
    }

    /// Inside a string.
    pub struct Detail {
        #[is(required)]
        pub cost: Option<i64>,
        pub inner: Option<JsonString<Amount>>,
    }

    /// Pairs inside a string.
    pub struct Risk {
        pub posttime: Option<i64>,
        pub mobile: Option<String>,
    }

    /// An upload.
    pub struct Upload {
        pub meta: Option<Amount>,
        pub note: Option<String>,
        pub file: Option<FilePart>,
    }
}

open_enum! {
    /// How it is paid.
    pub enum TradeType {
        Jsapi = "JSAPI",
        /// Scan.
        NativeQr = "NATIVE-QR",
    }
}

/// Reverses text: enough to see that it was called.
struct Reverse;

impl Cipher for Reverse {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        if plain == "too long" {
            Err("too long for the key".into())
        } else {
            Ok(plain.chars().rev().collect())
        }
    }
    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        self.encrypt(cipher)
    }
}

fn decode(value: &Value) -> Order {
    from_json(value.to_string().as_bytes()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn encode<R: Record>(record: &R) -> Value {
    serde_json::from_slice(&to_json(record).expect("it encodes")).expect("it is JSON")
}

/// What is documented goes through unchanged.
#[test]
fn documented_values_round_trip() {
    for value in [
        json!({}),
        json!({"Idempotency-Key": "k", "mchid": "1", "tags": ["a", "b"], "type": "JSAPI"}),
        json!({"type": "NATIVE-QR", "amount": {"total": -1, "currency": "CNY"}}),
        json!({"type": "SOMETHING NEW"}),
        json!({"goods": [{"id": "1"}, {}, {"secrets": ["a", "b"]}]}),
        json!({"detail": "{\"cost\":5,\"inner\":\"{\\\"total\\\":7}\"}"}),
        json!({"detail": "not JSON at all", "domains": "[\"a.cn\",\"b.cn\"]"}),
        json!({"risk_info": "posttime=123&mobile=86-1"}),
        json!({"coupon_id_0": "a", "coupon_id_10": "b", "coupon_fee_0_1": 5, "coupon_fee_2_0": 6}),
        json!({"open": true, "rate": 1.5, "extra": {"deep": [1, null, {"x": "y"}]}}),
        json!({"amount": {"total": i64::MAX}, "mchid": "含中文\n\"引号\""}),
    ] {
        let order = decode(&value);
        assert_eq!(encode(&order), value);
        assert_eq!(order.clone(), order, "a clone is equal");
        assert_eq!(from_json::<Order>(&to_json(&order).unwrap()).unwrap(), order);
    }
}

/// Of a key twice the last value that is not null counts, as a whole: never a part of each.
#[test]
fn of_a_key_twice_the_last_value_counts_as_a_whole() {
    for (wire, meant) in [
        (r#"{"mchid":"1","mchid":"2"}"#, json!({"mchid": "2"})),
        (r#"{"mchid":"1","mchid":null}"#, json!({"mchid": "1"})),
        (
            r#"{"amount":{"total":1,"currency":"CNY"},"amount":{"total":2}}"#,
            json!({"amount": {"total": 2}}),
        ),
        (r#"{"tags":["a","b"],"tags":["c"]}"#, json!({"tags": ["c"]})),
        (
            r#"{"coupon_id_0":"a","coupon_id_1":"b","coupon_id_0":"c"}"#,
            json!({"coupon_id_0": "c", "coupon_id_1": "b"}),
        ),
    ] {
        let order: Order = from_json(wire.as_bytes()).unwrap_or_else(|error| panic!("{wire}: {error}"));
        assert_eq!(encode(&order), meant, "{wire}");
    }
}

/// What is seen on the wire beside the documentation.
#[test]
fn lenient_where_the_documentation_is_wrong() {
    for (wire, meant) in [
        (
            json!({"amount": {"total": "100"}}),
            json!({"amount": {"total": 100}}),
        ),
        (
            json!({"amount": {"total": 100.0}}),
            json!({"amount": {"total": 100}}),
        ),
        (json!({"mchid": 1900000001}), json!({"mchid": "1900000001"})),
        (json!({"mchid": true}), json!({"mchid": "true"})),
        (
            json!({"open": "true", "rate": "0.5"}),
            json!({"open": true, "rate": 0.5}),
        ),
        (json!({"amount": null, "mchid": null}), json!({})),
        (json!({"amount": []}), json!({})),
        (json!({"amount": "", "goods": "", "detail": ""}), json!({})),
        (
            json!({"tags": "alone", "goods": {"id": "1"}}),
            json!({"tags": ["alone"], "goods": [{"id": "1"}]}),
        ),
        (json!({"type": 7}), json!({"type": "7"})),
        (json!({"detail": {"cost": 5}}), json!({"detail": "{\"cost\":5}"})),
        (
            json!({"amount": {"total": 1, "new": {"a": 1}}, "what": []}),
            json!({"amount": {"total": 1}}),
        ),
        (
            json!({"tags": [null, "a"], "goods": [null, {"id": "1"}]}),
            json!({"tags": ["", "a"], "goods": [{}, {"id": "1"}]}),
        ),
        (
            json!({"coupon_id_0": null, "coupon_fee_0_1": "", "coupon_fee_0_2": "5"}),
            json!({"coupon_fee_0_2": 5}),
        ),
        (
            json!({"coupon_id_+1": "a", "coupon_fee_1": 1, "coupon_id_$n": "b", "coupon_id_01": "c"}),
            json!({"coupon_id_1": "c"}),
        ),
        (json!({"rate": u64::MAX}), json!({"rate": 18446744073709551615.0})),
    ] {
        assert_eq!(encode(&decode(&wire)), meant, "{wire}");
    }
}

/// What is not guessed at; the message shows the place and not the value.
#[test]
fn strict_where_money_would_be_guessed() {
    for (wire, pointer) in [
        (json!({"amount": {"total": 0.5}}), "/amount/total"),
        (json!({"amount": {"total": "secret word"}}), "/amount/total"),
        (json!({"amount": {"total": u64::MAX}}), "/amount/total"),
        (json!({"amount": "secret word"}), "/amount"),
        (json!({"amount": [1]}), "/amount/0"),
        (
            json!({"goods": [{"id": "1"}, {"id": {"secret word": 1}}]}),
            "/goods/1/id",
        ),
        (json!({"mchid": ["secret word"]}), "/mchid"),
        (json!({"open": "secret word"}), "/open"),
        (json!({"rate": "NaN"}), "/rate"),
        (json!({"rate": "-inf"}), "/rate"),
        (json!([]), ""),
        (json!("secret word"), ""),
    ] {
        let error = from_json::<Order>(wire.to_string().as_bytes()).expect_err("it must not decode");
        assert_eq!(error.pointer, pointer, "{wire}: {error}");
        assert!(!error.to_string().contains("secret word"), "{error}");
    }
    assert!(from_json::<Order>(b"{\"mchid\":\"1\"} trailing").is_err());
    assert!(from_json::<Order>(b"{\"mchid\":\"1\"").is_err());
}

#[test]
fn sensitive_text_is_decrypted_wherever_it_is() {
    let mut order = decode(&json!({
        "payer_name": "ab", "id_card": "", "goods": [{"secrets": ["cd", "ef"]}],
    }));
    decrypt(&mut order, &Reverse).expect("it decrypts");
    assert_eq!(
        encode(&order),
        json!({"payer_name": "ba", "id_card": "", "goods": [{"secrets": ["dc", "fe"]}]})
    );
    let mut order = decode(&json!({"goods": [{}, {"secrets": ["ok", "too long"]}]}));
    let error = decrypt(&mut order, &Reverse).expect_err("it must not decrypt");
    assert_eq!(error.pointer, "/goods/1/secrets/1");
}

#[test]
fn debug_shows_what_is_set_and_no_secret() {
    let order = Order::new()
        .mchid("19")
        .id_card("440524188001010014")
        .type_("NEW")
        .coupon_id_n(Numbered::new().with(3, "c"));
    let shown = format!("{order:?}");
    assert_eq!(
        shown,
        r#"Order { mchid: "19", type: "NEW", id_card: ***, coupon_id_3: "c" }"#
    );
}

#[test]
fn unknown_keys_are_found() {
    let body = json!({
        "mchid": "1", "new~/key": 1, "amount": {"total": 1, "tax": 2}, "goods": [{"id": "1"}, {"colour": 1}],
        "coupon_id_3": "a", "coupon_id_x": "b", "detail": "{\"cost\":1,\"more\":2}", "extra": {"any": 1},
        "coupon_fee_1": 1, "coupon_id_+1": "c", "risk_info": "mobile=1&more=2",
    });
    let mut unknown = unknown_fields(Order::TABLE, body.to_string().as_bytes());
    unknown.sort();
    assert_eq!(
        unknown,
        [
            "/amount/tax",
            "/coupon_fee_1",
            "/coupon_id_+1",
            "/coupon_id_x",
            "/detail/more",
            "/goods/1/colour",
            "/new~0~1key",
            "/risk_info/more"
        ]
    );
    // Understood without its string or its list, and looked at all the same.
    let body = json!({"detail": {"more": 1}, "goods": {"colour": 1}});
    assert_eq!(
        unknown_fields(Order::TABLE, body.to_string().as_bytes()),
        ["/detail/more", "/goods", "/goods/colour"]
    );
}

#[cfg(feature = "serde")]
#[test]
fn serde_reads_and_writes_records() {
    let value = json!({"mchid": "1", "type": "JSAPI", "amount": {"total": 1}});
    let order: Order = serde_json::from_value(value.clone()).expect("serde reads it");
    assert_eq!(serde_json::to_value(&order).expect("serde writes it"), value);
}

record! {
    /// Names that JSON does not write as they are.
    pub struct Odd {
        #[wire = "a \"quoted\" name"]
        pub quoted: Option<i64>,
        #[wire = "back\\slash"]
        pub slash: Option<i64>,
        #[wire = "new\nline"]
        pub line: Option<i64>,
        #[wire = "商户"]
        pub chinese: Option<i64>,
        #[wire = ""]
        pub nameless: Option<Vec<Amount>>,
        pub inside: Option<JsonString<Amount>>,
        pub pairs: Option<UrlEncoded<Risk>>,
        pub more: Option<Json>,
    }
}

/// Each key is written as serde_json writes it, wherever it stands, and read again.
#[test]
fn odd_names_are_escaped() {
    let record = Odd::new()
        .quoted(1)
        .slash(2)
        .line(3)
        .chinese(4)
        .nameless(vec![Amount::new().total(7), Amount::new()])
        .inside(Amount::new().total(5))
        .pairs(Risk::new().posttime(6))
        .more(json!({"": "\"", "plain": {"a": [{}]}}));
    let text = to_json(&record).unwrap();
    let mut expected = json!({"a \"quoted\" name": 1, "back\\slash": 2, "new\nline": 3, "商户": 4});
    expected[""] = json!([{"total": 7}, {}]);
    expected["inside"] = r#"{"total":5}"#.into();
    expected["pairs"] = "posttime=6".into();
    expected["more"] = json!({"": "\"", "plain": {"a": [{}]}});
    assert_eq!(serde_json::from_slice::<Value>(&text).unwrap(), expected);
    assert_eq!(from_json::<Odd>(&text).unwrap(), record);
}

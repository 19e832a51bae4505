//! What is made of a request: where its fields travel, and which are missing.

use super::*;

#[test]
fn fields_travel_where_they_belong() {
    let order = Order::new()
        .idempotency_key("k1")
        .mchid("19")
        .tags(["a b".to_owned(), "c".to_owned()])
        .payer_name("张三")
        .type_("JSAPI")
        .amount(Amount::new().total(1))
        .id_card("abc");
    let record = RecordRef::new(&order);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        record.pairs(Location::Header, None).unwrap(),
        [pair("Idempotency-Key", "k1")]
    );
    assert_eq!(
        record.pairs(Location::Query, Some(&Reverse)).unwrap(),
        [
            pair("mchid", "19"),
            pair("tags", "a b"),
            pair("tags", "c"),
            pair("payer_name", "三张")
        ]
    );
    assert_eq!(
        String::from_utf8(record.to_json(Location::Body, Some(&Reverse)).unwrap()).unwrap(),
        r#"{"type":"JSAPI","amount":{"total":1},"id_card":"cba"}"#
    );
    assert!(record.has_sensitive() && record.has(Location::Query));
    assert!(!RecordRef::new(&Amount::new()).has_sensitive());
    let failing = Order::new().id_card("too long");
    let error = RecordRef::new(&failing)
        .to_json(Location::Body, Some(&Reverse))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot encode `/id_card`: too long for the key"
    );
}

#[test]
fn parts_of_an_upload() {
    let upload = Upload::new()
        .meta(Amount::new().total(1))
        .note("n")
        .file(FilePart::new("a.jpg", vec![1, 2, 3]));
    assert_eq!(
        RecordRef::new(&upload).parts(None).unwrap(),
        [
            Part::Json {
                name: "meta",
                json: br#"{"total":1}"#.to_vec()
            },
            Part::Text {
                name: "note",
                text: "n".to_owned()
            },
            Part::File {
                name: "file",
                file: FilePart::new("a.jpg", vec![1, 2, 3])
            },
        ]
    );
}

#[test]
fn every_missing_field_is_named_at_once() {
    let missing = |order: &Order| -> Vec<String> {
        let missing = RecordRef::new(order).missing();
        missing.iter().map(ToString::to_string).collect()
    };
    assert_eq!(missing(&Order::new()), ["/mchid", "/type"]);
    let order = Order::new()
        .mchid("1")
        .type_(TradeType::Jsapi)
        .amount(Amount::new())
        .goods([Goods::new().id("1"), Goods::new()])
        .detail(Detail::new().inner(Amount::new()));
    assert_eq!(
        missing(&order),
        [
            "/amount/total",
            "/goods/1/id",
            "/detail/cost",
            "/detail/inner/total"
        ]
    );
    // Sent as it is: nobody knows what is in it.
    assert!(
        missing(
            &Order::new()
                .mchid("1")
                .type_("x")
                .detail(JsonString::from_text("{}"))
        )
        .is_empty()
    );
}

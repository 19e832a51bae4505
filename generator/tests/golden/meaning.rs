//! The compiled golden files do what a reader of the pages expects.

use std::any::TypeId;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::record::{Record, from_json, to_json, unknown_fields};
use wechatpay_openapi_runtime::{Advice, Call, Chain, Time};

use crate::{cases, v2, v3, webhook};

/// Decodes and encodes a value: what it becomes, and the keys that the type does not know.
fn through<R: Record>(value: &Value) -> (Value, Vec<String>) {
    let text = value.to_string();
    let record: R = from_json(text.as_bytes()).expect("the value decodes");
    let again = to_json(&record).expect("the record encodes");
    (
        serde_json::from_slice(&again).expect("JSON"),
        unknown_fields(R::TABLE, text.as_bytes()),
    )
}

#[track_caller]
fn stays<R: Record>(value: Value) {
    assert_eq!(through::<R>(&value), (value, Vec::new()));
}

#[test]
fn wire_names_are_those_of_the_page() {
    stays::<v3::plain_post::tickets::post::Request>(json!({
        "cinema_no": "C-7", "total": 9800, "seats": [{ "row": 3, "column": 5, "grade": "MIDDLE" }],
        "tags": ["a"], "with_glasses": true, "discount": 0.5, "loose": { "any": [1] },
    }));
    stays::<v3::keywords::return_::type_::use_::try_::post::Request>(json!({
        "return": "a", "use": 1, "try": true, "type": "self", "self": { "crate": "1", "super": { "self": "x" } },
    }));
    stays::<v3::reserved::words::post::Request>(json!({
        "Request": { "a": "1" }, "Response": { "b": "1" }, "Option": { "c": "1" }, "String": "Some",
        "new": "n", "from": "f", "default": "d", "clone": "c", "vec": [{ "box": { "i64": 1 } }],
    }));
    stays::<v3::field_names::list::get::Response>(json!({
        "mch_id": "1", "mchid": "2", "payer _currency": "3", "med__gov_fee": 4, "med_gov_fee": 5,
        "payAuthNo": "6", "pay_auth_no": "7", "X-Trace-Id": "8", "3d_secure": true, "a.b": "9",
    }));
    stays::<v3::deep::list::get::Response>(json!({
        "l0": { "l1": [{ "l2": { "l3": [{ "l4": { "l5": [{ "l6": { "l7": [{ "l8": "x" }] } }] } }] } }] },
    }));
    stays::<v2::xml_call::prizes::post::Response>(json!({
        "return_code": "SUCCESS", "prize_count": 2, "prize_id_0": "a", "prize_id_1": "b", "prize_fee_1": 5,
        "part_kind_0_1": "WOOD", "part_kind_1_0": "IRON",
    }));
    stays::<webhook::v2::ticket_sold::Notification>(json!({
        "mch_id": "1", "seat_no_0": "A", "is_member": "Y", "sign": "s",
    }));
}

#[test]
fn a_name_that_looks_alike_is_another_field() {
    type Response = v3::field_names::list::get::Response;
    let (again, unknown) =
        through::<Response>(&json!({ "mch-id": "1", "med___gov_fee": 1, "payer_currency": "x" }));
    assert_eq!(again, json!({}));
    assert_eq!(unknown.len(), 3, "{unknown:?}");
}

#[test]
fn a_time_is_text_that_can_be_read() {
    use v3::times::screenings::post::{Request, Response};
    let request = Request::new()
        .show_date("2018-06-08")
        .start_time("2018-06-08T10:34:56+08:00");
    let start = request.start_time.as_ref().expect("it is set");
    assert_eq!(start.to_unix().expect("a time"), 1_528_425_296);
    let expire = Time::compact(start.to_system_time().expect("a time"));
    stays::<Request>(
        json!({ "show_date": "2018-06-08", "time_expire": expire.as_str(), "licence_date": "长期" }),
    );
    stays::<Response>(json!({ "create_time": "soon", "seats": [{ "hold_time_expire": "20180608103456" }] }));
}

#[test]
fn setters_make_what_the_page_shows() {
    use v2::xml_call::prizes::post::{Hall, Request, Risk, Scene, SignType};
    let request = Request::new()
        .mch_id("1")
        .sign_type(SignType::HmacSha256)
        .scene(Scene::new().hall(Hall::new().no("7")))
        .risk(Risk::new().posttime(1).device("a b"));
    let expected = json!({
        "mch_id": "1", "sign_type": "HMAC-SHA256", "scene": "{\"hall\":{\"no\":\"7\"}}", "risk": "posttime=1&device=a+b",
    });
    let value: Value = serde_json::from_slice(&to_json(&request).expect("JSON")).expect("JSON");
    assert_eq!(value, expected);
    stays::<Request>(expected);
}

#[test]
fn values_are_never_normalised() {
    use v3::enum_values::list::get::{Event, Guess, Kind, Version, Word};
    let cases = [
        (Kind::ParkingSpace.as_str().to_owned(), "PARKING SPACE"),
        (Kind::PARKING_SPACE.as_str().to_owned(), "PARKING_SPACE"),
        (Kind::Parking_Space.as_str().to_owned(), "Parking Space"),
        (Version::V1_0.as_str().to_owned(), "1.0"),
        (Version::Minus1.as_str().to_owned(), "-1"),
        (Version::V01.as_str().to_owned(), "01"),
        (Event::TradeDone.as_str().to_owned(), "TRADE.DONE"),
        (Event::IOs.as_str().to_owned(), "iOS"),
        (Word::一级二级.as_str().to_owned(), "一级|二级"),
        (Word::SelfValue.as_str().to_owned(), "self"),
        (Guess::UnknownValue.as_str().to_owned(), "UNKNOWN"),
        (Guess::from("unknown").as_str().to_owned(), "unknown"),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
    assert_eq!(Guess::from("UNKNOWN"), Guess::UnknownValue);
    assert!(matches!(Guess::from("unknown"), Guess::Unknown(_)));
    stays::<v3::enum_values::list::get::Response>(
        json!({ "kind": "parking space", "kinds": ["GAS", "NEW"] }),
    );
}

#[test]
fn alternatives_and_bare_lists_are_read() {
    type Response = v3::variants::list::get::Response;
    for scene in [
        r#"{"place":{"line":"1","at":"2"}}"#,
        r#"{"place":{"at":"2","plate":"3"}}"#,
    ] {
        stays::<Response>(json!({ "scene": scene, "orders": r#"[{"no":"1"}]"# }));
    }
}

#[test]
fn one_function_takes_the_shared_type_of_every_operation() {
    use v3::sharing::goods;
    use v3::sharing_apart::goods::delta::get::Stock as Apart;
    fn city(stock: goods::alpha::get::Stock) -> Option<String> {
        stock.place?.city
    }
    let place = goods::gamma::get::Place::new().city("广州");
    assert_eq!(
        city(goods::beta::get::Stock::new().place(place)).as_deref(),
        Some("广州")
    );
    assert_eq!(
        goods::alpha::get::Stock::new().no("1"),
        goods::gamma::get::Stock::new().no("1")
    );
    // Another domain has a type of its own.
    let types = [TypeId::of::<goods::alpha::get::Stock>(), TypeId::of::<Apart>()];
    assert_ne!(types[0], types[1]);
}

/// The chain is the URL. Compiled, never called: a client has its own tests.
#[test]
fn the_chain_is_the_url() {
    fn recall(
        chain: Chain,
    ) -> Call<
        v3::bundle::partner::readers::reader_id::loan_bundles::reader_loan_bundle_id::recall::post::Response,
    > {
        use v3::bundle::partner::readers::reader_id::loan_bundles::reader_loan_bundle_id::recall::post::Request;
        let request = Request::new()
            .library_id("42")
            .out_recall_no("R")
            .recall_reason("x");
        v3::bundle::Url(chain)
            .partner()
            .readers()
            .reader_id("r")
            .loan_bundles()
            .reader_loan_bundle_id("b")
            .recall()
            .post(request)
    }
    fn try_it(chain: Chain, request: v3::keywords::return_::type_::use_::try_::post::Request) {
        let _ = v3::keywords::Url(chain.clone())
            .return_()
            .type_("t")
            .use_()
            .try_()
            .post(request);
        let _ = v3::keywords::Url(chain).self_().get();
    }
    fn beside(chain: Chain) {
        let seats = v3::param_beside_literal::Url(chain).seats();
        let _: Call<v3::param_beside_literal::seats::batch::get::Response> = seats.clone().batch().get();
        let _: Call<v3::param_beside_literal::seats::by_batch::get::Response> =
            seats.clone().by_batch("1").get();
        let _: Call<v3::param_beside_literal::seats::get::get::get::Response> = seats.get("1").get().get();
    }
    fn collide(chain: Chain) {
        let modules = v3::colliding_modules::Url(chain);
        let _ = modules.clone().show_times().list().get();
        let _ = modules.clone().show_times_listed().list().get();
        let _ = modules.clone().half_price().list().get();
        let _ = modules.half_price_lined().list().get();
    }
    let _ = (
        recall as fn(_) -> _,
        try_it as fn(_, _),
        beside as fn(_),
        collide as fn(_),
    );
}

#[test]
fn every_example_of_an_answer_is_tested_with_its_type() {
    let generated = cases::generated(&[cases::case("facts"), cases::case("facts_xml")]);
    let file = |name: &str| generated.output.get(name).expect("a file").to_owned();
    let tests = file("tests/samples.rs");
    for check in [
        "answers::<wechatpay_openapi::v3::facts::stalls::post::Response>(&wechatpay_openapi::v3::facts::stalls::post::OPERATION);",
        "answers::<wechatpay_openapi::v3::facts::stalls::get::Response>(&wechatpay_openapi::v3::facts::stalls::get::OPERATION);",
        "answers::<wechatpay_openapi::v2::facts_xml::payments::post::Response>(&wechatpay_openapi::v2::facts_xml::payments::post::OPERATION);",
    ] {
        assert!(tests.contains(check), "{check}");
    }
    let examples = |name: &str, module: &str| -> Vec<Value> {
        let catalogue = file(name);
        let (_, entry) = catalogue
            .split_once(&format!("&crate::{module}::OPERATION,"))
            .expect("an entry");
        let (_, json) = entry.split_once("answer_examples: r#\"").expect("examples");
        let (json, _) = json.split_once("\"#").expect("an end");
        serde_json::from_str(json).expect("an array of JSON")
    };
    let ours = examples("src/catalogue/v3_facts.rs", "v3::facts::stalls::post");
    assert_eq!(ours.len(), 2);
    ours.into_iter()
        .for_each(stays::<v3::facts::stalls::post::Response>);
    examples("src/catalogue/v3_facts.rs", "v3::facts::stalls::get")
        .into_iter()
        .for_each(stays::<v3::facts::stalls::get::Response>);
    // A number of XML has its documented type, and what may be there often is a list.
    assert_eq!(
        examples("src/catalogue/v2_facts_xml.rs", "v2::facts_xml::payments::post"),
        [json!({ "return_code": "SUCCESS", "total_fee": 100, "coupons": { "coupon": [{ "fee": 20 }] } })]
    );
}

#[test]
fn equal_tables_of_error_codes_are_one() {
    let [own, shared, other] = [
        v3::facts::stalls::get::OPERATION,
        v3::facts::stalls::stall_id::lamps::get::OPERATION,
        v3::facts::stalls::post::OPERATION,
    ]
    .map(|operation| operation.errors);
    assert!(std::ptr::eq(own, shared) && !std::ptr::eq(own, other));
    assert!(v3::plain_post::tickets::post::OPERATION.errors.is_empty());
    let codes: Vec<_> = other
        .iter()
        .map(|one| (one.status, one.code, one.advice))
        .collect();
    assert_eq!(
        codes[1..4],
        [
            (Some(403), "FREQUENCY_LIMITED", Advice::RetryLater),
            (Some(403), "NOT_ENOUGH", Advice::Fix),
            (Some(403), "OUT_STALL_NO_USED", Advice::Query),
        ]
    );
}

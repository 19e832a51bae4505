//! Values that would vanish, or be sent or shown as something else.
#![allow(missing_docs, unreachable_pub)] // records are public

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use wechatpay_openapi_runtime::record::{Record, from_json, to_json, unknown_fields};
use wechatpay_openapi_runtime::{
    Call, Chain, ErrorKind, Json, JsonString, Method, Operation, Sensitive, UrlEncoded, open_enum, record,
};

use crate::support::platform::{client, keys};

record! {
    pub struct Answer {
        pub names: Option<Vec<String>>,
        pub kinds: Option<Vec<Kind>>,
        pub totals: Option<Vec<i64>>,
        pub flags: Option<Vec<bool>>,
        pub rates: Option<Vec<f64>>,
        pub any: Option<Vec<Json>>,
        pub goods: Option<Vec<Goods>>,
        pub detail: Option<Goods>,
        pub inner: Option<JsonString<Goods>>,
        pub pairs: Option<UrlEncoded<Goods>>,
        pub open: Option<JsonString<Open>>,
    }

    pub struct Goods {
        pub id: Option<String>,
        pub card: Option<Sensitive<String>>,
        pub more: Option<Vec<Goods_>>,
    }

    pub struct Goods_ {
        pub cards: Option<Vec<Sensitive<String>>>,
    }

    pub struct Open {
        pub id: Option<String>,
    }
}

open_enum! {
    pub enum Kind {
        One = "1",
    }
}

/// What a body means and what is told of it, or the pointer that the error names.
#[test]
fn shapes_that_are_not_documented() {
    type Expected = Result<(&'static str, &'static [&'static str]), &'static str>;
    let cases: &[(&str, Expected)] = &[
        // `null` in a list keeps its place, or the items behind it would take others' places.
        (
            r#"{"names":["a",null,"b"]}"#,
            Ok((r#"{"names":["a","","b"]}"#, &["/names/1"])),
        ),
        (
            r#"{"goods":[null,{"id":"1"},[]]}"#,
            Ok((r#"{"goods":[{},{"id":"1"},{}]}"#, &["/goods/0"])),
        ),
        (
            r#"{"kinds":[null,"1"]}"#,
            Ok((r#"{"kinds":["","1"]}"#, &["/kinds/0"])),
        ),
        (r#"{"any":[null,1]}"#, Ok((r#"{"any":[null,1]}"#, &[]))),
        (r#"{"names":null}"#, Ok(("{}", &[]))),
        // A number is not made up.
        (r#"{"totals":[1,null]}"#, Err("/totals/1")),
        (r#"{"flags":[null]}"#, Err("/flags/0")),
        (r#"{"rates":[null]}"#, Err("/rates/0")),
        (r#"{"totals":[1,""]}"#, Err("/totals/1")),
        // D11: an object in a list of one, and the reverse.
        (
            r#"{"detail":[{"id":"1","new":1}]}"#,
            Ok((r#"{"detail":{"id":"1"}}"#, &["/detail/0", "/detail/0/new"])),
        ),
        (r#"{"detail":[]}"#, Ok(("{}", &[]))),
        (r#"{"detail":[null]}"#, Ok(("{}", &["/detail/0"]))),
        (
            r#"{"goods":{"id":"1"}}"#,
            Ok((r#"{"goods":[{"id":"1"}]}"#, &["/goods"])),
        ),
        (r#"{"detail":[{"id":"1"},{"id":"2"}]}"#, Err("/detail")),
        (r#"{"detail":[1]}"#, Err("/detail/0")),
        (r#"{"detail":[{"id":{}}]}"#, Err("/detail/0/id")),
    ];
    for (body, expected) in cases {
        let found = from_json::<Answer>(body.as_bytes());
        match (found, expected) {
            (Ok(answer), Ok((meant, told))) => {
                assert_eq!(
                    String::from_utf8(to_json(&answer).unwrap()).unwrap(),
                    *meant,
                    "{body}"
                );
                assert_eq!(unknown_fields(Answer::TABLE, body.as_bytes()), *told, "{body}");
            }
            (Err(error), Err(pointer)) => assert_eq!(error.pointer, *pointer, "{body}: {error}"),
            (found, _) => panic!("{body}: {found:?}"),
        }
    }
}

/// A string that could not be understood is kept as it came, until somebody changes the value.
#[test]
fn a_change_of_a_kept_string_is_sent() {
    let mut answer: Answer = from_json(br#"{"inner":"no JSON","pairs":"x=1"}"#).unwrap();
    let (inner, pairs) = (answer.inner.as_mut().unwrap(), answer.pairs.as_mut().unwrap());
    assert_eq!((inner.text(), pairs.text()), (Some("no JSON"), Some("x=1")));
    inner.id = Some("1".to_owned());
    pairs.id = Some("2".to_owned());
    assert_eq!((inner.text(), pairs.text()), (None, None));
    assert_eq!(
        to_json(&answer).unwrap(),
        br#"{"inner":"{\"id\":\"1\"}","pairs":"id=2"}"#
    );
}

#[test]
fn a_kept_string_with_sensitive_fields_is_not_shown() {
    let body = br#"{"inner":"{\"card\":6222, \"id\":}","pairs":"card6222","open":"{\"id\":}"}"#;
    let answer: Answer = from_json(body).unwrap();
    for shown in [
        format!("{answer:?}"),
        format!("{:?}{:?}", answer.inner, answer.pairs),
    ] {
        assert!(!shown.contains("6222") && shown.contains("***"), "{shown}");
    }
    // Where nothing in it is sensitive, it is shown: somebody has to see what came.
    assert!(format!("{answer:?}").contains(r#"open: "{\"id\":}""#));
    assert!(format!("{:?}", answer.open).contains(r#"{\"id\":}"#));
}

/// An identity card's number is not shown for having come where an object was documented.
#[test]
fn what_does_not_fit_is_not_shown() {
    for value in [
        "440524188001010014",
        "-440524188001010014",
        "44052418800101.0014",
        "440524188001010014e9",
        "\"440524\"",
    ] {
        for body in [
            value.to_owned(),
            format!(r#"{{"detail":{value}}}"#),
            format!(r#"{{"goods":[{value}]}}"#),
            format!(r#"{{"goods":[{{"more":{value}}}]}}"#),
            format!(r#"{{"flags":[{value}]}}"#),
            format!(r#"{{"detail":{{"id":[{value}]}}}}"#),
            format!(r#"{{"detail":{{"id":{{"{}":1}}}}}}"#, value.replace('"', "")),
        ] {
            let error = from_json::<Answer>(body.as_bytes()).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("440524"), "{error}");
        }
    }
}

/// A field that the caller has encrypted, as other SDKs want it, is told by its name before anything is sent.
#[test]
fn what_is_encrypted_already_is_refused_by_name() {
    const OPERATION: Operation = Operation::v3(Method::POST, "/v3/applyment").names_platform_key();
    let platform = keys().platform.public_key().unwrap();
    let sealed = platform.encrypt("6222000000000000").unwrap();
    assert_eq!(STANDARD.decode(&sealed).unwrap().len(), 256);
    let goods = || Goods::new().id("1");
    let list = |text: &str| goods().more([Goods_::new().cards([Sensitive::from(text)])]);
    for (answer, pointer, why) in [
        (
            Answer::new().detail(goods().card(&*sealed)),
            "/detail/card",
            "encrypted already",
        ),
        (
            Answer::new().goods([goods(), list(&sealed)]),
            "/goods/1/more/0/cards/0",
            "encrypted already",
        ),
        (
            Answer::new().inner(goods().card(&*sealed)),
            "/inner/card",
            "encrypted already",
        ),
        (
            Answer::new().pairs(goods().card(&*sealed)),
            "/pairs/card",
            "encrypted already",
        ),
        (
            Answer::new().detail(goods().card("a".repeat(215))),
            "/detail/card",
            "longer than the 214 bytes",
        ),
    ] {
        let call: Call<Value> = Call::new(Chain::new(&client()), &OPERATION, answer);
        let error = call.to_http().unwrap_err();
        let shown = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Request, "{shown}");
        assert!(
            shown.contains(&format!("`{pointer}`")) && shown.contains(why),
            "{shown}"
        );
        assert!(!shown.contains(&sealed) && !shown.contains("6222"), "{shown}");
    }
}

/// Bytes that are no UTF-8 hide the field that they are in, if that is documented, and no other.
#[test]
fn bytes_that_are_no_text() {
    for (json, id) in [
        (b"{\"id\":\"1\",\"new\":\"\xff\"}".as_slice(), Some("1")),
        (b"{\"new\":[\"\xe4\xbd\"],\"id\":\"1\"}", Some("1")),
        (b"{\"id\":\"\xff\"}", None),
        (b"{\"i\xff\":1}", None),
    ] {
        let goods = from_json::<Goods>(json).ok();
        assert_eq!(goods.and_then(|goods| goods.id).as_deref(), id, "{json:?}");
    }
}

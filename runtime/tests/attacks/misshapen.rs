//! Answers whose parts have another shape than documented: what is read, what is left out and told, what is refused.
#![allow(missing_docs, unreachable_pub)] // records are public

use wechatpay_openapi_runtime::record::{Record as _, from_json, to_json, unknown_fields};
use wechatpay_openapi_runtime::{
    Call, Chain, ErrorKind, Json, JsonString, Method, Operation, Sensitive, Time, UrlEncoded, open_enum,
    record,
};

use crate::support::platform::{client, signed};

record! {
    pub struct History {
        pub id: Option<String>,
        pub kind: Option<Kind>,
        pub at: Option<Time>,
        pub card: Option<Sensitive<String>>,
        pub total: Option<i64>,
        pub rate: Option<f64>,
        pub done: Option<bool>,
        pub any: Option<Json>,
        pub media: Option<Media>,
        pub list: Option<Vec<Media>>,
        pub names: Option<Vec<String>>,
        pub totals: Option<Vec<i64>>,
        pub nested: Option<Vec<Vec<Media>>>,
        pub inner: Option<JsonString<Media>>,
        pub domains: Option<JsonString<Vec<String>>>,
        pub pairs: Option<UrlEncoded<Media>>,
    }

    pub struct Media {
        pub url: Option<String>,
        pub size: Option<i64>,
        pub deep: Option<Deep>,
    }

    pub struct Deep {
        pub a: Option<String>,
    }
}

open_enum! {
    pub enum Kind {
        One = "1",
    }
}

const HISTORY: Operation = Operation::v3(Method::GET, "/v3/complaints/{id}/negotiation-historys");

/// What an answer means, beside `"id":"x"`, and what is told of it; or the place that the error names.
type Expected = Result<(&'static str, &'static [&'static str]), &'static str>;

fn check(members: &str, expected: Expected) {
    // What comes after it is read all the same.
    for body in [
        format!(r#"{{{members},"id":"x"}}"#),
        format!(r#"{{"id":"x",{members}}}"#),
    ] {
        let call: Call<History> = Call::bare(Chain::new(&client()).param("1"), &HISTORY);
        match (call.read(signed(200, &body)), expected) {
            (Ok(answer), Ok((meant, told))) => {
                let id = r#"{"id":"x""#;
                let meant = if meant.is_empty() {
                    format!("{id}}}")
                } else {
                    format!("{id},{meant}}}")
                };
                assert_eq!(
                    String::from_utf8(to_json(&*answer).unwrap()).unwrap(),
                    meant,
                    "{body}"
                );
                assert_eq!(answer.unknown_fields(), told, "{body}");
                // Nothing is lost: the body is there.
                assert_eq!(answer.body(), &*body);
            }
            (Err(error), Err(pointer)) => {
                assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
                assert_eq!(error.problems(), [pointer], "{body}: {error}");
            }
            (found, _) => panic!("{body}: {:?}", found.map(|answer| answer.unknown_fields())),
        }
    }
}

#[test]
fn d11_a_list_of_one_for_an_object_and_an_object_for_a_list() {
    let cases: [(&str, Expected); 18] = [
        (
            r#""media":[{"url":"a"}]"#,
            Ok((r#""media":{"url":"a"}"#, &["/media/0"])),
        ),
        (
            r#""media":[{"url":"a","new":1}]"#,
            Ok((r#""media":{"url":"a"}"#, &["/media/0", "/media/0/new"])),
        ),
        (r#""media":[]"#, Ok(("", &[]))),
        (r#""media":[null]"#, Ok(("", &["/media/0"]))),
        (
            r#""media":[[{"url":"a"}]]"#,
            Ok((r#""media":{"url":"a"}"#, &["/media/0", "/media/0/0"])),
        ),
        // Which of two is meant, nobody knows: neither is taken.
        (r#""media":[{"url":"a"},{"url":"b"}]"#, Ok(("", &["/media"]))),
        (
            r#""media":[{"size":1},{"size":2},{"size":3}]"#,
            Ok(("", &["/media"])),
        ),
        (
            r#""media":{"deep":[{"a":"1"},{"a":"2"}],"url":"a"}"#,
            Ok((r#""media":{"url":"a"}"#, &["/media/deep"])),
        ),
        (
            r#""list":{"url":"a"}"#,
            Ok((r#""list":[{"url":"a"}]"#, &["/list"])),
        ),
        (
            r#""list":{"url":"a","new":1}"#,
            Ok((r#""list":[{"url":"a"}]"#, &["/list", "/list/new"])),
        ),
        (r#""names":"a""#, Ok((r#""names":["a"]"#, &["/names"]))),
        (r#""names":"""#, Ok(("", &[]))),
        // An item keeps its place, or those behind it would take others' places.
        (
            r#""list":[{"url":"a"},[{"url":"b"},{"url":"c"}],{"url":"d"}]"#,
            Ok((r#""list":[{"url":"a"},{},{"url":"d"}]"#, &["/list/1"])),
        ),
        (
            r#""list":[[{"url":"a"}]]"#,
            Ok((r#""list":[{"url":"a"}]"#, &["/list/0/0"])),
        ),
        (
            r#""nested":{"url":"a"}"#,
            Ok((r#""nested":[[{"url":"a"}]]"#, &["/nested"])),
        ),
        (
            r#""inner":[{"url":"a"}]"#,
            Ok((r#""inner":"{\"url\":\"a\"}""#, &["/inner/0"])),
        ),
        (r#""inner":[{"url":"a"},{}]"#, Ok(("", &["/inner"]))),
        (
            r#""domains":["a","b"]"#,
            Ok((r#""domains":"[\"a\",\"b\"]""#, &[])),
        ),
    ];
    for (members, expected) in cases {
        check(members, expected);
    }
}

#[test]
fn what_has_parts_and_what_has_none() {
    let cases: [(&str, Expected); 17] = [
        (r#""media":"none""#, Ok(("", &["/media"]))),
        (r#""media":1"#, Ok(("", &["/media"]))),
        (r#""media":1.5"#, Ok(("", &["/media"]))),
        (r#""media":123456789012345678901234567890"#, Ok(("", &["/media"]))),
        (r#""media":true"#, Ok(("", &["/media"]))),
        (r#""media":"""#, Ok(("", &[]))),
        (r#""list":"none""#, Ok(("", &["/list"]))),
        (
            r#""list":[1,{"url":"a"},"b"]"#,
            Ok((r#""list":[{},{"url":"a"},{}]"#, &["/list/0", "/list/2"])),
        ),
        (r#""kind":{"a":[1,{"b":2}],"c":3}"#, Ok(("", &["/kind"]))),
        (r#""kind":["1"]"#, Ok((r#""kind":"1""#, &["/kind/0"]))),
        (r#""kind":["1","2"]"#, Ok(("", &["/kind"]))),
        (r#""at":["1","2"]"#, Ok(("", &["/at"]))),
        (r#""at":{}"#, Ok(("", &["/at"]))),
        (r#""names":{"a":1}"#, Ok(("", &["/names"]))),
        (
            r#""names":[{"a":1},"b",["c"]]"#,
            Ok((r#""names":["","b","c"]"#, &["/names/0", "/names/2/0"])),
        ),
        (r#""pairs":{"url":"a"}"#, Ok(("", &["/pairs"]))),
        (r#""inner":5"#, Ok(("", &["/inner"]))),
    ];
    for (members, expected) in cases {
        check(members, expected);
    }
}

/// What is meant is certain, or it is an error: an amount that was not understood must not look like none.
#[test]
fn money_is_not_guessed_nor_left_out() {
    let cases: [(&str, Expected); 22] = [
        (r#""total":"100""#, Ok((r#""total":100"#, &[]))),
        (r#""total":100.0"#, Ok((r#""total":100"#, &[]))),
        (r#""total":[100]"#, Ok((r#""total":100"#, &["/total/0"]))),
        (r#""total":null"#, Ok(("", &[]))),
        (r#""total":[]"#, Ok(("", &[]))),
        (r#""total":[100,200]"#, Err("/total")),
        (r#""total":{"fen":100}"#, Err("/total")),
        (r#""total":0.5"#, Err("/total")),
        (r#""total":"0.5""#, Err("/total")),
        (r#""total":"1,000""#, Err("/total")),
        (r#""total":true"#, Err("/total")),
        (r#""total":9223372036854775808"#, Err("/total")),
        (r#""totals":[1,[2,3]]"#, Err("/totals/1")),
        (r#""totals":[1,null]"#, Err("/totals/1")),
        (r#""totals":{"a":1}"#, Err("/totals")),
        (r#""rate":["1.5"]"#, Ok((r#""rate":1.5"#, &["/rate/0"]))),
        (r#""rate":"much""#, Err("/rate")),
        (r#""done":"true""#, Ok((r#""done":true"#, &[]))),
        (r#""done":1"#, Err("/done")),
        (r#""done":[true,false]"#, Err("/done")),
        (r#""kind":7"#, Ok((r#""kind":"7""#, &[]))),
        (r#""media":{"size":"x"}"#, Err("/media/size")),
    ];
    for (members, expected) in cases {
        check(members, expected);
    }
}

/// What a program writes itself has no excuse: a field that vanished would not be sent.
#[test]
fn what_is_left_out_of_an_answer_is_refused_elsewhere() {
    for (members, pointer) in [
        (r#""media":[{"url":"a"},{"url":"b"}]"#, "/media"),
        (r#""media":"none""#, "/media"),
        (r#""media":1"#, "/media"),
        (r#""kind":["1","2"]"#, "/kind"),
        (r#""kind":{}"#, "/kind"),
        (r#""list":[1]"#, "/list/0"),
    ] {
        let error = from_json::<History>(format!("{{{members}}}").as_bytes()).unwrap_err();
        assert_eq!(error.pointer, pointer, "{members}");
    }
}

/// JSON in a string that is not as documented is kept as it came, all of it.
#[test]
fn inside_a_string_nothing_is_left_out() {
    let inner = r#"{\"deep\":[{},{}],\"url\":\"a\"}"#;
    check(
        &format!(r#""inner":"{inner}""#),
        Ok((r#""inner":"{\"deep\":[{},{}],\"url\":\"a\"}""#, &["/inner/deep"])),
    );
}

/// In a form one value is a list of one, which is no news.
#[test]
fn repetition_makes_lists_of_forms() {
    record! {
        pub struct Form {
            pub pairs: Option<UrlEncoded<Names>>,
        }

        pub struct Names {
            pub names: Option<Vec<String>>,
        }
    }
    assert_eq!(unknown_fields(Form::TABLE, br#"{"pairs":"names=a"}"#), [""; 0]);
    assert_eq!(
        unknown_fields(Form::TABLE, br#"{"pairs":"names=a&b=c"}"#),
        ["/pairs/b"]
    );
}

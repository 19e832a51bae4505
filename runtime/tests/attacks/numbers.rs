//! Numbers whose digits would change on the way: an answer's amount and number are what was signed, or an error.
#![allow(missing_docs, unreachable_pub)] // records are public

use wechatpay_openapi_runtime::__private::{Location, RecordRef};
use wechatpay_openapi_runtime::record::{from_json, to_json};
use wechatpay_openapi_runtime::{Json, JsonString, Numbered, Sensitive, open_enum, record};

record! {
    pub struct Answer {
        pub total: Option<i64>,
        pub totals: Option<Vec<i64>>,
        pub rate: Option<f64>,
        pub id: Option<String>,
        pub ids: Option<Vec<String>>,
        pub kind: Option<Kind>,
        pub card: Option<Sensitive<String>>,
        pub open: Option<bool>,
        pub amount: Option<Amount>,
        pub inner: Option<JsonString<Amount>>,
        #[wire = "rate_$n"]
        pub rate_n: Option<Numbered<f64>>,
        pub any: Option<Json>,
        pub list: Option<Vec<Json>>,
    }

    pub struct Amount {
        pub total: Option<i64>,
        pub id: Option<String>,
        pub rate: Option<f64>,
    }
}

open_enum! {
    pub enum Kind {
        One = "1",
    }
}

/// What a body means, or the pointer that the error names.
///
/// Also a build that turns `serde_json/arbitrary_precision` on must read it so: `tests/neighbours` runs this.
fn check(body: &str, expected: Result<&str, &str>) {
    match (from_json::<Answer>(body.as_bytes()), expected) {
        (Ok(answer), Ok(meant)) => {
            let written = String::from_utf8(to_json(&answer).unwrap()).unwrap();
            assert_eq!(written, meant, "{body}");
        }
        (Err(error), Err(pointer)) => assert_eq!(error.pointer, pointer, "{body}: {error}"),
        (found, _) => panic!("{body}: {found:?}"),
    }
}

#[test]
fn t10_numbers_in_an_answer_keep_their_digits() {
    for (body, expected) in [
        // Integers, however they are written; never one that was not meant.
        (r#"{"total":100.0}"#, Ok(r#"{"total":100}"#)),
        (r#"{"total":1e2}"#, Ok(r#"{"total":100}"#)),
        (r#"{"total":-1.50E+3}"#, Ok(r#"{"total":-1500}"#)),
        (
            r#"{"total":9223372036854775807}"#,
            Ok(r#"{"total":9223372036854775807}"#),
        ),
        (
            r#"{"total":9.223372036854775807e18}"#,
            Ok(r#"{"total":9223372036854775807}"#),
        ),
        (r#"{"total":9223372036854775808}"#, Err("/total")),
        (r#"{"total":18446744073709551616}"#, Err("/total")),
        (r#"{"total":0.5}"#, Err("/total")),
        // A float would have made 100 of it.
        (r#"{"total":100.00000000000000000001}"#, Err("/total")),
        (r#"{"totals":[1,2.0,3e0]}"#, Ok(r#"{"totals":[1,2,3]}"#)),
        (r#"{"totals":[1,2.5]}"#, Err("/totals/1")),
        (r#"{"totals":7.0}"#, Ok(r#"{"totals":[7]}"#)),
        // Text, digit by digit.
        (
            r#"{"id":18446744073709551615}"#,
            Ok(r#"{"id":"18446744073709551615"}"#),
        ),
        (
            r#"{"id":18446744073709551616}"#,
            Ok(r#"{"id":"18446744073709551616"}"#),
        ),
        (
            r#"{"id":4200000000202012345678901234}"#,
            Ok(r#"{"id":"4200000000202012345678901234"}"#),
        ),
        (
            r#"{"id":-4200000000202012345678901234}"#,
            Ok(r#"{"id":"-4200000000202012345678901234"}"#),
        ),
        (r#"{"id":1.10}"#, Ok(r#"{"id":"1.10"}"#)),
        (r#"{"id":1e2}"#, Ok(r#"{"id":"1e2"}"#)),
        (
            r#"{"ids":[1E+2,1e+2,1E2,-1.0E-2]}"#,
            Ok(r#"{"ids":["1e2","1e2","1e2","-1.0e-2"]}"#),
        ),
        (
            r#"{"ids":["a",0.10000000000000000555,null,12345678901234567890123]}"#,
            Ok(r#"{"ids":["a","0.10000000000000000555","","12345678901234567890123"]}"#),
        ),
        (r#"{"ids":1.0}"#, Ok(r#"{"ids":["1.0"]}"#)),
        (r#"{"kind":1.0}"#, Ok(r#"{"kind":"1.0"}"#)),
        (
            r#"{"card":62220000000000000000000}"#,
            Ok(r#"{"card":"62220000000000000000000"}"#),
        ),
        // What is documented as a number with a fraction is a float, and finite.
        (r#"{"rate":1e2}"#, Ok(r#"{"rate":100.0}"#)),
        (r#"{"rate":0.1}"#, Ok(r#"{"rate":0.1}"#)),
        (
            r#"{"rate_1":0.25,"rate_2":1e0}"#,
            Ok(r#"{"rate_1":0.25,"rate_2":1.0}"#),
        ),
        // Beside others of each kind, at any depth, in a string as well.
        (
            r#"{"id":1.10,"amount":{"total":1e2,"id":18446744073709551616,"rate":0.5,"new":[1.0,{"a":1e2}]},"open":true}"#,
            Ok(r#"{"id":"1.10","open":true,"amount":{"total":100,"id":"18446744073709551616","rate":0.5}}"#),
        ),
        (
            r#"{"inner":"{\"total\":1e2,\"id\":18446744073709551616}"}"#,
            Ok(r#"{"inner":"{\"total\":100,\"id\":\"18446744073709551616\"}"}"#),
        ),
        (r#"{"inner":{"id":1.10}}"#, Ok(r#"{"inner":"{\"id\":\"1.10\"}"}"#)),
        (r#"{"amount":{"total":1.5}}"#, Err("/amount/total")),
        // The last of a repeated key, as ever.
        (r#"{"id":1.10,"id":2.20}"#, Ok(r#"{"id":"2.20"}"#)),
        // A number is no object, no truth, and no reason to read the rest otherwise.
        (r#"{"amount":1.0}"#, Err("/amount")),
        (r#"{"amount":18446744073709551616}"#, Err("/amount")),
        (r#"{"open":1.0}"#, Err("/open")),
        (r#"{"id":1.10,"open":"no"}"#, Err("/open")),
    ] {
        check(body, expected);
    }
}

/// What a number is in JSON of any shape is for serde_json to say: its own types are handed out.
#[test]
fn t10_any_json_is_what_serde_json_reads() {
    for any in [
        "1.5",
        "[1.0,18446744073709551616]",
        r#"{"a":{"b":1e2}}"#,
        r#""1.0""#,
        "null",
    ] {
        let body = format!(r#"{{"id":1.10,"any":{any},"list":[{any}],"total":1}}"#);
        let answer: Answer = from_json(body.as_bytes()).unwrap();
        let own: Json = serde_json::from_str(any).unwrap();
        assert_eq!(answer.list, Some(vec![own.clone()]), "{body}");
        assert_eq!(answer.any.unwrap_or(Json::Null), own, "{body}");
        assert_eq!((answer.id.as_deref(), answer.total), (Some("1.10"), Some(1)));
    }
}

#[test]
fn what_json_cannot_write_is_refused_where_it_stands() {
    let amount = |rate| Amount::new().rate(rate);
    for (answer, pointer) in [
        (Answer::new().rate(f64::NAN), "/rate"),
        (Answer::new().rate(f64::INFINITY), "/rate"),
        (Answer::new().amount(amount(f64::NEG_INFINITY)), "/amount/rate"),
        (Answer::new().inner(amount(f64::NAN)), "/inner/rate"),
        (Answer::new().rate_n(Numbered::new().with(3, f64::NAN)), "/rate_3"),
    ] {
        let record = RecordRef::new(&answer);
        let mut errors = vec![
            to_json(&answer).unwrap_err(),
            record.to_json(Location::Body, None).unwrap_err(),
            record.to_document(Location::Body, None).unwrap_err(),
            record.pairs(Location::Body, None).unwrap_err(),
        ];
        // An upload has no numbered fields.
        if answer.rate_n.is_none() {
            errors.push(record.parts(None).unwrap_err());
        }
        for error in errors {
            assert_eq!(error.pointer, pointer, "{error}");
            assert!(error.to_string().contains("NaN and infinity"), "{error}");
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn serdes_own_traits_refuse_what_they_cannot_keep() {
    for (body, id) in [
        (r#"{"id":1.5}"#, Some("1.5")),
        (r#"{"id":18446744073709551615}"#, Some("18446744073709551615")),
        (r#"{"id":18446744073709551616}"#, None),
    ] {
        match (serde_json::from_str::<Answer>(body), id) {
            (Ok(answer), Some(id)) => assert_eq!(answer.id.as_deref(), Some(id)),
            // With `arbitrary_precision` serde is told the digits.
            (Ok(answer), None) => assert_eq!(answer.id.as_deref(), Some("18446744073709551616")),
            (Err(error), None) => assert!(error.to_string().contains("more digits"), "{error}"),
            (Err(error), Some(_)) => panic!("{body}: {error}"),
        }
    }
    assert!(serde_json::to_string(&Answer::new().rate(f64::NAN)).is_err());
    assert_eq!(
        serde_json::to_value(Answer::new().total(1)).unwrap(),
        serde_json::json!({"total": 1})
    );
}

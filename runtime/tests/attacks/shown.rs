//! What others write into an error: it stays on one line, is cut, and holds no value of a body.

use serde_json::json;
use wechatpay_openapi_runtime::record::from_json;
use wechatpay_openapi_runtime::{Error, FilePart, Method, record};

use crate::support::platform::{answer, builder, client, keys, signed};

fn answered(status: u16, body: &str) -> Error {
    let call = client().call(Method::GET, "v3/orders/1");
    call.read(answer(status, &[], body.to_owned())).unwrap_err()
}

#[test]
fn an_unsigned_message_stays_on_one_line() {
    let cases = [
        ("\n2026 INFO paid", "\\n2026 INFO paid"),
        ("\r\n\t", "\\r\\n\\t"),
        ("\u{1b}[2J\u{1b}]0;x\u{7}", "\\u{1b}[2J\\u{1b}]0;x\\u{7}"),
        ("\u{9b}31m", "\\u{9b}31m"),
        ("\u{202e}diap\u{202c}", "\\u{202e}diap\\u{202c}"),
        ("\u{2066}a\u{2069}\u{200f}", "\\u{2066}a\\u{2069}\\u{200f}"),
        ("\u{2028}\u{2029}\u{85}", "\\u{2028}\\u{2029}\\u{85}"),
        ("\u{feff}\u{0}", "\\u{feff}\\0"),
        ("订单已支付 \"a\\b\" 'c'", "订单已支付 \"a\\b\" 'c'"),
    ];
    for (message, shown) in cases {
        for error in [
            answered(
                400,
                &json!({"code": "PARAM_ERROR", "message": message}).to_string(),
            ),
            answered(400, &json!({"code": message, "message": "x"}).to_string()),
            client()
                .call(Method::POST, "v3/orders/1")
                .read(signed(
                    202,
                    &json!({"code": "USERPAYING", "message": message}).to_string(),
                ))
                .unwrap_err(),
        ] {
            for text in [format!("{error}"), format!("{error:#}")] {
                assert!(text.contains(shown), "{text:?} does not show {shown:?}");
                assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
            }
            assert!(!format!("{error:?}").contains('\n'));
        }
    }
}

#[test]
fn a_long_message_is_cut_and_kept() {
    let long = "长".repeat(10_000);
    let error = answered(400, &json!({"code": long, "message": long}).to_string());
    assert!(error.to_string().chars().count() < 1_000);
    assert_eq!((error.code(), error.message()), (Some(&*long), Some(&*long)));
    let id = "i".repeat(9_000);
    let headers = [("Request-ID", id.clone())];
    let answer = wechatpay_openapi_runtime::http::Response::builder()
        .status(500)
        .header(headers[0].0, &headers[0].1)
        .body(wechatpay_openapi_runtime::Bytes::new())
        .unwrap();
    let error = client()
        .call(Method::GET, "v3/orders/1")
        .read(answer)
        .unwrap_err();
    assert!(error.to_string().chars().count() < 300, "{error}");
    assert_eq!(error.request_id(), Some(&*id));
}

#[test]
fn problems_are_one_line_or_a_list() {
    let error = builder().base_url("x").api_v3_key("").build().unwrap_err();
    let (line, list) = (error.to_string(), format!("{error:#}"));
    assert!(
        line.contains(": (1) base_url: ") && line.contains("; (2) api_v3_key: "),
        "{line}"
    );
    assert!(!line.contains('\n'));
    assert_eq!(list.lines().count(), 3, "{list}");
}

record! {
    /// An answer with a field of each kind.
    pub struct Answer {
        /// A number.
        pub count: Option<i64>,
        /// A flag.
        pub flag: Option<bool>,
        /// An object.
        pub inner: Option<Inner>,
        /// A list.
        pub list: Option<Vec<Inner>>,
        /// A text.
        pub text: Option<String>,
    }
}

record! {
    /// An object.
    pub struct Inner {
        /// A number.
        pub rate: Option<f64>,
    }
}

#[test]
fn a_decode_error_holds_no_value_of_the_body() {
    let id = "110101199003077758";
    let cases = [
        (
            format!(r#"{{"inner":{id}}}"#),
            "/inner",
            "an integer of 18 digits, expected an object",
        ),
        (
            format!(r#"{{"inner":-{id}}}"#),
            "/inner",
            "an integer of 18 digits, expected an object",
        ),
        (
            format!(r#"{{"inner":"{id}"}}"#),
            "/inner",
            "a string of 18 characters, expected an object",
        ),
        (
            format!(r#"{{"inner":[{id}]}}"#),
            "/inner/0",
            "an integer of 18 digits, expected an object",
        ),
        (
            format!(r#"{{"inner":[{{}},{id}]}}"#),
            "/inner",
            "an array of several, expected an object",
        ),
        (
            format!(r#"{{"inner":{{"rate":"{id}X"}}}}"#),
            "/inner/rate",
            "a string of 19 characters, expected a number",
        ),
        (
            format!(r#"{{"count":"{id}X"}}"#),
            "/count",
            "a string of 19 characters, expected an integer",
        ),
        (
            format!(r#"{{"count":{id}.5}}"#),
            "/count",
            "a number with a fraction or out of range, expected an integer",
        ),
        (
            r#"{"count":9911010119900307775}"#.to_owned(),
            "/count",
            "an integer of 19 digits, expected an integer of 64 bits",
        ),
        (
            format!(r#"{{"flag":{id}}}"#),
            "/flag",
            "an integer of 18 digits, expected true or false",
        ),
        (
            format!(r#"{{"flag":{id}0}}"#),
            "/flag",
            "an integer of 19 digits, expected true or false",
        ),
        (
            format!(r#"{{"flag":{id}.5}}"#),
            "/flag",
            "a number with a fraction or out of range, expected true or false",
        ),
        (
            format!(r#"{{"list":[{{}},{id}]}}"#),
            "/list/1",
            "an integer of 18 digits, expected an object",
        ),
        (
            format!(r#"{{"list":[["{id}"]]}}"#),
            "/list/0/0",
            "a string of 18 characters, expected an object",
        ),
        (
            format!(r#"{{"text":{{"{id}":1}}}}"#),
            "/text",
            "an object, expected a string",
        ),
        (id.to_owned(), "", "an integer of 18 digits, expected an object"),
        (
            format!("-{id}"),
            "",
            "an integer of 18 digits, expected an object",
        ),
        (
            format!("{id}.5"),
            "",
            "a number with a fraction or out of range, expected an object",
        ),
        (
            format!("\"{id}\""),
            "",
            "a string of 18 characters, expected an object",
        ),
        (format!("[{id}]"), "", "an array, expected an object"),
        ("true".to_owned(), "", "true or false, expected an object"),
    ];
    for (body, pointer, told) in cases {
        let Err(error) = from_json::<Answer>(body.as_bytes()) else {
            panic!("{body} is read");
        };
        let text = format!("{error} {error:?}");
        assert_eq!(error.pointer, pointer, "{body}: {text}");
        assert!(text.contains(told), "{body}: {text} does not say {told:?}");
        assert!(!text.contains(&id[..8]), "{text}");
    }
}

#[test]
fn an_untyped_path_is_shown_if_it_is_one_and_without_its_query() {
    let cases = [
        ("v3/orders/{id}?token=MARKED", "GET /v3/orders/{id}"),
        ("/v3/orders/{id}#MARKED", "GET /v3/orders/{id}"),
        ("https://user:MARKED@host/v3/orders", "GET /…"),
        ("MARKED", "GET /…"),
        ("v3/or ders\nMARKED", "GET /…"),
        ("v3/MARKEDMARKEDMARKEDMARKEDMARKEDMARKEDMARKEDMARKEDM", "GET /…"),
    ];
    for (path, shown) in cases {
        let call = client().call(Method::GET, path);
        assert_eq!(format!("{call:?}"), format!("Call({shown})"));
        let error = call.read(answer(500, &[], "")).unwrap_err();
        assert_eq!(error.operation().as_deref(), Some(shown));
        assert!(!format!("{error} {error:?}").contains("MARKED"), "{error:?}");
    }
}

#[test]
fn a_key_in_the_place_of_a_file_is_not_shown() {
    let pem = &keys().merchant_pem;
    for text in [
        format!("{:?}", FilePart::new(pem.clone(), "a.jpg")),
        format!("{:?}", FilePart::open_blocking(pem).unwrap_err()),
        format!(
            "{:?}",
            FilePart::from_reader(pem.clone(), &b"content"[..], 2).unwrap_err()
        ),
    ] {
        // Keys differ by some characters.
        let form = format!("{} characters, a PEM", pem.trim().len());
        assert!(text.contains(&form), "{text}");
        assert!(!text.contains(&pem[40..48]), "{text}");
    }
    let error = FilePart::open_blocking("no/such/photo.jpg").unwrap_err();
    assert!(
        error.to_string().contains("`no/such/photo.jpg` cannot be read"),
        "{error}"
    );
}

//! Paths and queries: any value goes in, exactly it comes out, and what is signed is what is sent.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use wechatpay_openapi_runtime::{Bytes, Call, Chain, ErrorKind, Json, Method, Operation, http};

use super::{cases, client};
use crate::support::platform::check;

const TWO: Operation = Operation::v3(Method::GET, "/v3/{first}/of/{second}");

/// Values with what is special in a URL more often than chance has it.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[./%?#&=+ {}:@!$'()*,;\\\\a-z0-9-]{0,12}",
        Just(".".to_owned()),
        Just("..".to_owned()),
        Just("%2e%2E".to_owned()),
    ]
}

fn names_nothing(value: &str) -> bool {
    matches!(value, "" | "." | "..")
}

/// Path and query on the wire: those that are signed, and those that the HTTP client makes of the URL.
fn target(request: &http::Request<Bytes>) -> String {
    check(request);
    let target = request.uri().path_and_query().unwrap().as_str();
    #[cfg(feature = "reqwest")]
    {
        let url = reqwest::Url::parse(&request.uri().to_string()).unwrap();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        assert_eq!(
            format!("{}{query}", url.path()),
            target,
            "reqwest sends another path"
        );
    }
    target.to_owned()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_path_value_is_one_segment(first in value(), second in value()) {
        let call: Call<Json> = Call::bare(Chain::new(client()).param(first.as_str()).param(second.as_str()), &TWO);
        let built = call.to_http();
        if names_nothing(&first) || names_nothing(&second) {
            prop_assert_eq!(built.unwrap_err().kind(), ErrorKind::Request);
            return Ok(());
        }
        let target = target(&built.unwrap());
        let segments: Vec<&str> = target.split('/').collect();
        prop_assert_eq!(segments.len(), 5);
        prop_assert_eq!((segments[1], segments[3]), ("v3", "of"));
        prop_assert_eq!((decoded(segments[2]), decoded(segments[4])), (first, second));
        prop_assert!(target.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte)));
    }

    #[test]
    fn named_values_are_the_same(value in value()) {
        let built = client().call(Method::GET, "v3/x/{id}").path("id", &value).to_http();
        if names_nothing(&value) {
            prop_assert_eq!(built.unwrap_err().kind(), ErrorKind::Request);
        } else {
            let target = target(&built.unwrap());
            let segment = target.strip_prefix("/v3/x/").unwrap();
            prop_assert!(!segment.contains('/'));
            prop_assert_eq!(decoded(segment), value);
        }
    }

    #[test]
    fn a_query_is_encoded_once(pairs in prop::collection::vec((value(), value()), 0..4)) {
        let call = client().call(Method::GET, "v3/x");
        let call = pairs.iter().fold(call, |call, (name, value)| call.query(name, value));
        let target = target(&call.to_http().unwrap());
        let query = target.strip_prefix("/v3/x").unwrap();
        prop_assert_eq!(query.starts_with('?'), !pairs.is_empty());
        // Two readers: ours only percent-encodes, so that a form's reader must agree with a plain one.
        let form: Vec<(String, String)> =
            form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned().collect();
        prop_assert_eq!(&form, &pairs);
        let plain: Vec<(String, String)> = query
            .trim_start_matches('?')
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        prop_assert_eq!(plain, pairs);
    }

    /// A path that a caller wrote is sent as signed or not at all.
    #[test]
    fn a_path_is_sent_as_signed_or_refused(path in prop_oneof![any::<String>(), "[a-z0-9/.%?#&=~{} -]{0,20}"]) {
        match client().call(Method::GET, format!("v3/{path}")).to_http() {
            Ok(request) => drop(target(&request)),
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Request),
        }
    }
}

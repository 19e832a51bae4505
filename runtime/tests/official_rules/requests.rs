//! A, C: what every request has, and how it is signed.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, Empty, ErrorKind, FilePart, Host, Language, Method, Operation, http,
};

use crate::support::platform::{KEY_ID, MCHID, SERIAL_NO, builder, client, header};
use crate::support::records::Image;

const UPLOAD: Operation = Operation::v3(Method::Post, "/v3/merchant/media/upload").upload();

type Http = http::Request<wechatpay_openapi_runtime::Bytes>;

/// One request of every way to make one, by this client.
fn requests(client: &Client) -> Vec<(&'static str, Http)> {
    let call = |method: Method, path: &str| client.call(method, path);
    let image = Image::new().file(FilePart::new("a.png", b"png".to_vec()));
    let upload = Call::<Value>::new(Chain::new(client), &UPLOAD, image);
    let url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=t";
    vec![
        ("GET", call(Method::Get, "v3/orders").to_http()),
        (
            "POST",
            call(Method::Post, "v3/orders").json(&json!({"a": 1})).to_http(),
        ),
        (
            "PUT",
            call(Method::Put, "v3/orders").json(&json!({"a": 1})).to_http(),
        ),
        (
            "PATCH",
            call(Method::Patch, "v3/orders").json(&json!({"a": 1})).to_http(),
        ),
        ("DELETE", call(Method::Delete, "v3/orders").to_http()),
        (
            "empty answer",
            call(Method::Post, "v3/close").receive::<Empty>().to_http(),
        ),
        ("upload", upload.to_http()),
        ("download", client.download(url).to_http()),
        ("certificates", call(Method::Get, "v3/certificates").to_http()),
        (
            "hong kong",
            call(Method::Get, "v3/orders").host(Host::HongKong).to_http(),
        ),
    ]
    .into_iter()
    .map(|(what, request)| (what, request.unwrap_or_else(|error| panic!("{what}: {error}"))))
    .collect()
}

#[test]
fn r2_r3_r32_every_request_names_itself_its_types_and_the_platform_key() {
    let brand = Client::brand_builder("1234")
        .merchant_key(SERIAL_NO, &crate::support::platform::keys().merchant_pem)
        .public_key(KEY_ID, &crate::support::platform::keys().platform_public_pem)
        .build()
        .unwrap();
    for client in [client(), brand] {
        for (what, request) in requests(&client) {
            // 3
            let agent = header(&request, "user-agent");
            assert!(agent.starts_with("wechatpay-openapi-rust/"), "{what}: {agent}");
            // 32
            assert_eq!(header(&request, "wechatpay-serial"), KEY_ID, "{what}");
            // 2
            let accept = if what == "download" {
                "*/*"
            } else {
                "application/json"
            };
            assert_eq!(header(&request, "accept"), accept, "{what}");
            if what == "upload" {
                assert!(header(&request, "content-type").starts_with("multipart/form-data"));
            } else if !request.body().is_empty() {
                assert_eq!(header(&request, "content-type"), "application/json", "{what}");
            }
            // 8: without a choice nothing is asked for.
            assert!(!request.headers().contains_key("accept-language"), "{what}");
        }
    }
}

#[test]
fn r3_a_user_agent_may_be_another_and_never_empty() {
    let agent = |text: &str| {
        client()
            .call(Method::GET, "v3/orders")
            .header("User-Agent", text)
            .to_http()
    };
    assert_eq!(header(&agent("shop/1").unwrap(), "user-agent"), "shop/1");
    for empty in ["", "  "] {
        let error = agent(empty).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("User-Agent"), "{error}");
    }
}

#[test]
fn r8_the_language_of_error_texts_is_a_choice() {
    let languages = [
        (Language::English, "en"),
        (Language::Chinese, "zh-CN"),
        (Language::ChineseHongKong, "zh-HK"),
        (Language::ChineseTaiwan, "zh-TW"),
    ];
    for (language, text) in languages {
        let of_client = builder().language(language).build().unwrap();
        for (what, request) in requests(&of_client) {
            assert_eq!(header(&request, "accept-language"), text, "{what}");
        }
        let other = builder().language(Language::Chinese).build().unwrap();
        let call = other.call(Method::GET, "v3/orders").language(language);
        let request = call.to_http().unwrap();
        assert_eq!(header(&request, "accept-language"), text, "the call's own holds");
        assert_eq!(request.headers().get_all("accept-language").iter().count(), 1);
    }
}

#[test]
fn r22_authorization_is_one_line_of_five_quoted_values() {
    for (what, request) in requests(&client()) {
        let text = header(&request, "authorization");
        let (scheme, rest) = text.split_once(' ').unwrap();
        assert_eq!(scheme, "WECHATPAY2-SHA256-RSA2048", "{what}");
        assert!(!rest.contains([' ', '\'', '\n', '\r', '\t']), "{what}: {text}");
        let mut names: Vec<&str> = rest
            .split(',')
            .map(|pair| pair.split_once('=').unwrap().0)
            .collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["mchid", "nonce_str", "serial_no", "signature", "timestamp"]
        );
        assert_eq!(rest.matches('"').count(), 10, "{what}: {text}");
        let found = v3::Authorization::parse(text).unwrap();
        assert_eq!((found.identity, found.serial_no), (MCHID, SERIAL_NO), "{what}");
        // 21
        assert_eq!(found.signature.len(), 344, "{what}: base64 of 256 bytes");
    }
}

#[test]
fn r5_null_is_never_sent() {
    let sent = [
        (json!({"a": 1, "b": null}), r#"{"a":1}"#),
        (json!({"a": {"b": null}}), r#"{"a":{}}"#),
        (
            json!({"a": [{"b": null, "c": "null"}]}),
            r#"{"a":[{"c":"null"}]}"#,
        ),
        (json!({"a": "null"}), r#"{"a":"null"}"#),
    ];
    for (given, wanted) in sent {
        let request = client()
            .call(Method::POST, "v3/orders")
            .json(&given)
            .to_http()
            .unwrap();
        assert_eq!(request.body(), wanted, "{given}");
        crate::support::platform::check(&request);
    }
    // Left out of a list, it would move what follows.
    for (given, pointer) in [(json!({"a": [1, null]}), "`/a/1`"), (json!(null), "``")] {
        let call = client().call(Method::POST, "v3/orders").json(&given);
        let error = call.to_http().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(pointer), "{error}");
    }
}

#[test]
fn r18_r19_the_target_is_signed_as_sent() {
    let cases = [
        // The documentation's own order of parameters, which is not sorted, and an object in a query.
        (
            vec![
                ("limit", "5"),
                ("offset", "10"),
                ("authorized_data", r#"{"a":"b","c":1}"#),
            ],
            "/v3/orders?limit=5&offset=10&authorized_data=%7B%22a%22%3A%22b%22%2C%22c%22%3A1%7D",
        ),
        (vec![("q", "100% 商")], "/v3/orders?q=100%25%20%E5%95%86"),
    ];
    for (pairs, target) in cases {
        let call = client().call(Method::GET, "v3/orders");
        let call = pairs
            .into_iter()
            .fold(call, |call, (name, value)| call.query(name, value));
        let request = call.to_http().unwrap();
        assert_eq!(request.uri().path_and_query().unwrap().as_str(), target);
        // `check` signs over what is on the wire, with an empty last line for no body.
        crate::support::platform::check(&request);
    }
}

#[test]
fn r17_a_value_that_ends_with_a_line_feed_gets_one_more() {
    let message = v3::request_message("POST", "/v3/a", "1", "n", b"{}\n");
    assert_eq!(message, b"POST\n/v3/a\n1\nn\n{}\n\n");
}

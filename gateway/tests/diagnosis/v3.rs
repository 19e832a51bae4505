//! Each way of composing the five lines wrongly.

use wechatpay_gateway::diagnosis::Rule;

use crate::keys::{NONCE, NOW, Request, Signer, authorization, expect, signed};

const ORDER: &str =
    r#"{"mchid":"1900000001","description":"茶","url":"https://a.example/b?c=1&d=2","amount":{"total":100}}"#;
const QUERY: &str = "GET /v3/pay/transactions/id/42?mchid=1900000001&a=%7B%22b%22%3A1%7D&empty=";
const PLACE: &str = "POST /v3/pay/transactions/jsapi";

/// What is sent as line and body, what is signed instead (`$t` and `$n` are time and nonce), and the rules that are broken.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [Rule]);

#[track_caller]
fn check(cases: &[Case<'_>]) {
    for (line, body, text, rules) in cases {
        let text = text.replace("$t", &NOW.to_string()).replace("$n", NONCE);
        let diagnosis =
            Request::new(line, *body).explain(&authorization(&signed(Signer::Merchant, text.as_bytes())));
        expect(&text, &diagnosis, rules);
        assert!(diagnosis.is_explained, "{text}");
        assert_eq!(diagnosis.signed.as_deref(), Some(&*text));
        assert_eq!(diagnosis.difference.is_none(), rules.is_empty(), "{text}");
    }
}

#[test]
fn what_is_signed_rightly_breaks_nothing() {
    check(&[
        (
            "GET /v3/certificates",
            "",
            "GET\n/v3/certificates\n$t\n$n\n\n",
            &[],
        ),
        (
            PLACE,
            ORDER,
            &format!("POST\n/v3/pay/transactions/jsapi\n$t\n$n\n{ORDER}\n"),
            &[],
        ),
    ]);
}

#[test]
fn lines() {
    let place = |text: &str| format!("{text}{ORDER}\n");
    check(&[
        (
            PLACE,
            ORDER,
            &format!("POST\n/v3/pay/transactions/jsapi\n$t\n$n\n{ORDER}"),
            &[Rule::LastLfMissing],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET\n/v3/certificates\n$t\n$n\n\n\n",
            &[Rule::LfTooMany],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET\r\n/v3/certificates\r\n$t\r\n$n\r\n\r\n",
            &[Rule::LineEndsCrlf],
        ),
        (
            "GET /v3/certificates",
            "",
            r"GET\n/v3/certificates\n$t\n$n\n\n",
            &[Rule::LineEndsEscaped],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET/v3/certificates$t$n",
            &[Rule::LineEndsNone],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET\n/v3/certificates\n$t\n$n",
            &[Rule::BodyLineMissing],
        ),
        (
            PLACE,
            ORDER,
            &place("POST\n/v3/pay/transactions/jsapi\n$n\n$t\n"),
            &[Rule::LinesSwapped],
        ),
        (
            PLACE,
            ORDER,
            &place("/v3/pay/transactions/jsapi\nPOST\n$t\n$n\n"),
            &[Rule::LinesSwapped],
        ),
        (PLACE, ORDER, &place("$t\n$n\n"), &[Rule::LinesOfAnswer]),
        (
            "GET /v3/certificates",
            "",
            "GET&/v3/certificates&$t&$n&",
            &[Rule::LinesJoinedByAmpersand],
        ),
    ]);
}

#[test]
fn method_time_and_nonce() {
    let lower = NONCE.to_ascii_lowercase();
    check(&[
        (
            "GET /v3/certificates",
            "",
            "get\n/v3/certificates\n$t\n$n\n\n",
            &[Rule::MethodLowerCase],
        ),
        (
            "GET /v3/certificates",
            "",
            "POST\n/v3/certificates\n$t\n$n\n\n",
            &[Rule::MethodOther],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET\n/v3/certificates\n$t000\n$n\n\n",
            &[Rule::TimestampMillis],
        ),
        (
            "GET /v3/certificates",
            "",
            "GET\n/v3/certificates\n1699999999\n$n\n\n",
            &[Rule::TimestampOther],
        ),
        (
            "GET /v3/certificates",
            "",
            &format!("GET\n/v3/certificates\n$t\n{lower}\n\n"),
            &[Rule::NonceOther],
        ),
    ]);
}

#[test]
fn url() {
    let get = |target: &str| format!("GET\n{target}\n$t\n$n\n\n");
    let path = "/v3/pay/transactions/id/42";
    let sent = "mchid=1900000001&a=%7B%22b%22%3A1%7D&empty=";
    let cases = [
        (QUERY, get(path), Rule::QueryNotSigned),
        (
            QUERY,
            get(&format!("https://127.0.0.1:8080{path}?{sent}")),
            Rule::HostSigned,
        ),
        (
            QUERY,
            get(&format!("https://api.mch.weixin.qq.com{path}?{sent}")),
            Rule::HostSigned,
        ),
        (
            QUERY,
            get(&format!("api2.mch.weixin.qq.com{path}")),
            Rule::HostSigned,
        ),
        (
            QUERY,
            get(&format!("{path}?mchid=1900000001&a={{\"b\":1}}&empty=")),
            Rule::UrlDecoded,
        ),
        (
            QUERY,
            get(&format!(
                "{path}?mchid=1900000001&a=%257B%2522b%2522%253A1%257D&empty="
            )),
            Rule::UrlEncodedTwice,
        ),
        (
            "GET /v3/x?a=%257B%2522",
            get("/v3/x?a=%7B%22"),
            Rule::UrlSentTwiceEncoded,
        ),
        (
            QUERY,
            get(&format!("{path}?mchid=1900000001&a=%7b%22b%22%3a1%7d&empty=")),
            Rule::UrlEncodedOtherwise,
        ),
        (
            "GET /v3/x?a=it's",
            get("/v3/x?a=it%27s"),
            Rule::UrlEncodedOtherwise,
        ),
        ("GET /v3/x?a=b+c", get("/v3/x?a=b%20c"), Rule::UrlEncodedOtherwise),
        (
            "GET /v3/x/a%20b?c=d%20e",
            get("/v3/x/a%20b?c=d+e"),
            Rule::UrlEncodedOtherwise,
        ),
        ("GET /v3/x/a*b", get("/v3/x/a%2Ab"), Rule::UrlEncodedOtherwise),
        (
            QUERY,
            get(&format!("{path}?a=%7B%22b%22%3A1%7D&empty=&mchid=1900000001")),
            Rule::QueryOrder,
        ),
        (
            QUERY,
            get(&format!("{path}?mchid=1900000001&a=%7B%22b%22%3A1%7D")),
            Rule::QueryIncomplete,
        ),
        (
            "GET /v3/x?a=1&b=2&c=3",
            get("/v3/x?a=1&c=3"),
            Rule::QueryIncomplete,
        ),
        ("GET /v3/certificates", get("v3/certificates"), Rule::UrlSlash),
        ("GET /v3/certificates", get("/v3/certificates/"), Rule::UrlSlash),
        ("GET /v3/certificates?", get("/v3/certificates"), Rule::UrlSlash),
        ("GET /v3/certificates", get("/v3/certificates?"), Rule::UrlSlash),
        ("GET /v3/certificates", get("/certificates"), Rule::UrlPrefix),
        (
            "GET /hk/v3/certificates",
            get("/v3/certificates"),
            Rule::UrlPrefix,
        ),
        ("GET /certificates", get("/v3/certificates"), Rule::UrlPrefix),
        ("GET /v3/x/Order1", get("/v3/x/order1"), Rule::UrlLowerCase),
    ];
    for (line, text, rule) in &cases {
        check(&[(line, "", text, &[*rule])]);
    }
}

#[test]
fn template() {
    let text = format!("GET\n/v3/pay/transactions/id/{{transaction_id}}?mchid=1\n{NOW}\n{NONCE}\n\n");
    let mut request = Request::new("GET /v3/pay/transactions/id/42?mchid=1", "");
    request.template = Some("/v3/pay/transactions/id/{transaction_id}");
    let diagnosis = request.explain(&authorization(&signed(Signer::Merchant, text.as_bytes())));
    expect("template", &diagnosis, &[Rule::UrlTemplate]);
}

#[test]
fn body() {
    let pretty = "{\n  \"mchid\": \"1900000001\",\n  \"description\": \"茶\",\n  \"url\": \"https://a.example/b?c=1&d=2\",\n  \"amount\": {\n    \"total\": 100\n  }\n}";
    let python = r#"{"mchid": "1900000001", "description": "\u8336", "url": "https://a.example/b?c=1&d=2", "amount": {"total": 100}}"#;
    let php = r#"{"mchid":"1900000001","description":"\u8336","url":"https:\/\/a.example\/b?c=1&d=2","amount":{"total":100}}"#;
    let go = r#"{"mchid":"1900000001","description":"茶","url":"https://a.example/b?c=1\u0026d=2","amount":{"total":100}}"#;
    let sorted = r#"{"amount":{"total":100},"description":"茶","mchid":"1900000001","url":"https://a.example/b?c=1&d=2"}"#;
    let form: String = form_urlencoded::byte_serialize(ORDER.as_bytes()).collect();
    let cases = [
        (ORDER, "", Rule::BodyNotSigned),
        (ORDER, pretty, Rule::BodyRewritten),
        (pretty, ORDER, Rule::BodyRewritten),
        (ORDER, python, Rule::BodyRewritten),
        (ORDER, php, Rule::BodyRewritten),
        (php, ORDER, Rule::BodyRewritten),
        (ORDER, go, Rule::BodyRewritten),
        (ORDER, sorted, Rule::BodyReordered),
        (&format!("{ORDER} "), ORDER, Rule::BodyEnd),
        // The LF at the end of the body is no line's end.
        (&format!("{ORDER}\n"), ORDER, Rule::LastLfMissing),
        (ORDER, &format!("{ORDER}\r\n"), Rule::BodyEnd),
        (&pretty.replace('\n', "\r\n"), pretty, Rule::BodyLineEnds),
        (&format!("\u{FEFF}{ORDER}"), ORDER, Rule::BodyByteOrderMark),
        (ORDER, &form, Rule::BodyEncodedAsForm),
        ("", "{}", Rule::BodyOfNothing),
        ("", "null", Rule::BodyOfNothing),
    ];
    for (sent, signed, rule) in cases {
        let text = format!("POST\n/v3/pay/transactions/jsapi\n$t\n$n\n{signed}\n");
        check(&[(PLACE, sent, &text, &[rule])]);
    }
    check(&[(
        "GET /v3/x?a=1",
        "",
        "GET\n/v3/x\n$t\n$n\na=1\n",
        &[Rule::QueryNotSigned, Rule::BodyOfNothing],
    )]);
}

#[test]
fn body_in_gbk() {
    let (gbk, _, _) = encoding_rs::GBK.encode(ORDER);
    let head = format!("POST\n/v3/pay/transactions/jsapi\n{NOW}\n{NONCE}\n");
    let text = [head.as_bytes(), &gbk, b"\n"].concat();
    let diagnosis = Request::new(PLACE, ORDER).explain(&authorization(&signed(Signer::Merchant, &text)));
    expect("GBK", &diagnosis, &[Rule::BodyGbk]);
}

const META: &str = r#"{"filename":"a.jpg","sha256":"ab"}"#;
const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n\
    {\"filename\":\"a.jpg\",\"sha256\":\"ab\"}\r\n\
    --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nPICTURE\r\n--b--\r\n";

#[test]
fn upload() {
    let reversed = r#"{"sha256":"ab","filename":"a.jpg"}"#;
    let cases: [(&str, &[Rule]); 5] = [
        (META, &[]),
        (FORM, &[Rule::UploadWholeSigned]),
        ("PICTURE", &[Rule::UploadFileSigned]),
        ("", &[Rule::BodyNotSigned]),
        (reversed, &[Rule::BodyReordered]),
    ];
    for (signed_body, rules) in cases {
        let mut request = Request::new("POST /v3/merchant/media/upload", FORM)
            .header("content-type", "multipart/form-data; boundary=b");
        request.meta = Some(META.into());
        let text = format!("POST\n/v3/merchant/media/upload\n{NOW}\n{NONCE}\n{signed_body}\n");
        let diagnosis = request.explain(&authorization(&signed(Signer::Merchant, text.as_bytes())));
        expect(signed_body, &diagnosis, rules);
    }
}

#[test]
fn two_rules_at_once() {
    let decoded = "GET\n/v3/pay/transactions/id/42?mchid=1900000001&a={\"b\":1}&empty=\n$t\n$n\n";
    check(&[
        (QUERY, "", decoded, &[Rule::BodyLineMissing, Rule::UrlDecoded]),
        (
            PLACE,
            ORDER,
            "post\n/v3/pay/transactions/jsapi\n$t\n$n\n\n",
            &[Rule::MethodLowerCase, Rule::BodyNotSigned],
        ),
    ]);
}

#[test]
fn the_difference_is_where_it_is() {
    let text = format!("GET\n/v3/x\n{NOW}\n{NONCE}\n\n");
    let diagnosis =
        Request::new("GET /v3/x?a=1", "").explain(&authorization(&signed(Signer::Merchant, text.as_bytes())));
    let difference = diagnosis.difference.unwrap();
    assert_eq!((difference.offset, difference.line), (9, 2));
    assert_eq!(
        (difference.checked_byte, difference.signed_byte),
        (Some(b'?'), Some(b'\n'))
    );
    let only_checked = difference
        .pieces
        .iter()
        .filter(|piece| piece.kind == wechatpay_gateway::diagnosis::PieceKind::Checked);
    assert_eq!(only_checked.map(|piece| &*piece.text).collect::<String>(), "?a=1");
}

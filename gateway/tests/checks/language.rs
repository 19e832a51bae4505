//! In which language an error is told.

use crate::draft::Draft;
use crate::world::{ask, json as read, strict, world};

/// What is wrong, how that is made, and what is told in Chinese and in English.
type Case = (&'static str, fn(&mut Draft), &'static str, &'static str);

#[test]
fn the_request_chooses_the_language_of_an_error() {
    let cases: [Case; 4] = [
        (
            "a wrong signature",
            |draft| draft.sent = |sent| sent.target += "?a=1",
            "错误的签名，导致验签失败",
            "wrong signature: it could not be verified",
        ),
        (
            "a parameter",
            |draft| draft.without("/amount"),
            "参数错误",
            "invalid parameter",
        ),
        (
            "another verb",
            |draft| draft.sent = |sent| sent.method = http::Method::PUT,
            "HTTP方法错误，该URL支持POST",
            "wrong HTTP method: the URL takes POST",
        ),
        (
            "nowhere",
            |draft| draft.target = "/v3/nowhere".to_owned(),
            "请求的URL不存在",
            "there is no such URL",
        ),
    ];
    for (what, change, chinese, english) in cases {
        for (wanted, language, message) in [
            (None, "zh-CN", chinese),
            (Some("en"), "en", english),
            (Some("EN "), "en", english),
            (Some("zh-CN"), "zh-CN", chinese),
            // Which the gateway has no texts of.
            (Some("zh-TW"), "zh-CN", chinese),
            // None that is documented.
            (Some("en-US,en;q=0.9"), "zh-CN", chinese),
            (Some("fr"), "zh-CN", chinese),
        ] {
            let mut draft = Draft::order();
            change(&mut draft);
            let wanted = wanted.map(str::to_owned);
            draft
                .headers
                .extend(wanted.clone().map(|wanted| ("accept-language", wanted)));
            let response = ask(&world(strict()), &draft.received());
            let told = read(response.body());
            assert_eq!(
                (
                    response.headers()["content-language"].to_str().unwrap(),
                    told["message"].as_str()
                ),
                (language, Some(message)),
                "{what} {wanted:?}: {told}"
            );
        }
    }
}

#[test]
fn an_answer_that_is_no_error_stays_as_it_is() {
    let mut draft = Draft::order();
    draft.headers.push(("accept-language", "en".to_owned()));
    let response = ask(&world(strict()), &draft.received());
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-language"], "zh-CN");
}

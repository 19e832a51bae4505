//! v3: parameters of the body, of path and query, and files.

use serde_json::{Value, json};
use wechatpay_gateway::check::Checks;

use crate::draft::{Draft, upload, upload_to};
use crate::v3::{check, of_body, parameter};
use crate::world::{ask, json as read, strict, world};

#[test]
fn parameters_of_the_body() {
    check(vec![
        (
            "no JSON",
            Draft::order,
            |draft| draft.body = Some(json!([1])),
            (400, "PARAM_ERROR", "请求体不是合法的JSON对象", Value::Null),
        ),
        (
            "unknown",
            Draft::order,
            |draft| *draft.at("/colour") = json!("red"),
            of_body("/colour", json!("red"), "is not a documented parameter"),
        ),
        (
            "unknown below",
            Draft::order,
            |draft| *draft.at("/amount/totl") = json!(1),
            of_body("/amount/totl", json!(1), "is not a documented parameter"),
        ),
        (
            "null",
            Draft::order,
            |draft| *draft.at("/attach") = Value::Null,
            of_body("/attach", Value::Null, "null is not allowed"),
        ),
        (
            "an emoji",
            Draft::order,
            |draft| *draft.at("/description") = json!("🎁"),
            of_body(
                "/description",
                json!("🎁"),
                "has a character of four bytes in UTF-8",
            ),
        ),
        (
            "an emoji in a list",
            Draft::transfer,
            |draft| draft.at("/transfer_scene_report_infos")[0]["info_content"] = json!("🎁"),
            of_body(
                "/transfer_scene_report_infos/0/info_content",
                json!("🎁"),
                "has a character of four bytes in UTF-8",
            ),
        ),
        (
            "a text for an integer",
            Draft::order,
            |draft| *draft.at("/amount/total") = json!("100"),
            of_body("/amount/total", json!("100"), "is not an integer"),
        ),
        (
            "a fraction for an integer",
            Draft::order,
            |draft| *draft.at("/amount/total") = json!(1.5),
            of_body("/amount/total", json!(1.5), "is not an integer"),
        ),
        (
            "an integer for a text",
            Draft::order,
            |draft| *draft.at("/out_trade_no") = json!(1),
            of_body("/out_trade_no", json!(1), "is not a string"),
        ),
        (
            "a text for an object",
            Draft::order,
            |draft| *draft.at("/payer") = json!("me"),
            of_body("/payer", json!("me"), "is not an object"),
        ),
        (
            "a text for a boolean",
            Draft::order,
            |draft| *draft.at("/support_fapiao") = json!("true"),
            of_body("/support_fapiao", json!("true"), "is not a boolean"),
        ),
        (
            "an object for an array",
            Draft::transfer,
            |draft| *draft.at("/transfer_scene_report_infos") = json!({}),
            of_body("/transfer_scene_report_infos", json!({}), "is not an array"),
        ),
        (
            "too long",
            Draft::transfer,
            |draft| *draft.at("/transfer_remark") = json!("备".repeat(33)),
            of_body(
                "/transfer_remark",
                json!("备".repeat(33)),
                "has 33 characters, and 32 are the most",
            ),
        ),
        (
            "too many bytes",
            Draft::refund,
            |draft| *draft.at("/reason") = json!("商".repeat(27)),
            of_body(
                "/reason",
                json!("商".repeat(27)),
                "has 81 bytes, and 80 are the most",
            ),
        ),
        (
            "empty",
            Draft::order,
            |draft| *draft.at("/description") = json!(""),
            of_body("/description", json!(""), "is required"),
        ),
        (
            "an empty number",
            Draft::refund,
            |draft| *draft.at("/out_refund_no") = json!(""),
            of_body("/out_refund_no", json!(""), "is required"),
        ),
        (
            "missing",
            Draft::order,
            |draft| draft.without("/description"),
            of_body("/description", Value::Null, "is required"),
        ),
        (
            "missing below",
            Draft::order,
            |draft| draft.without("/payer/openid"),
            of_body("/payer/openid", Value::Null, "is required"),
        ),
        (
            "neither of both",
            Draft::refund,
            |draft| draft.without("/out_trade_no"),
            of_body(
                "/transaction_id",
                Value::Null,
                "one of transaction_id, out_trade_no is required",
            ),
        ),
        (
            "no documented value",
            Draft::transfer,
            |draft| *draft.at("/user_recv_style") = json!({ "style": "NONE" }),
            of_body(
                "/user_recv_style/style",
                json!("NONE"),
                "is not a documented parameter",
            ),
        ),
        (
            "an IP address to notify",
            Draft::order,
            |draft| *draft.at("/notify_url") = json!("https://192.0.2.1/notify"),
            of_body(
                "/notify_url",
                json!("https://192.0.2.1/notify"),
                "names an IP address instead of a host",
            ),
        ),
        (
            "a query to notify",
            Draft::order,
            |draft| *draft.at("/notify_url") = json!("https://shop.example/notify?a=1"),
            of_body(
                "/notify_url",
                json!("https://shop.example/notify?a=1"),
                "has a query",
            ),
        ),
        (
            "notified without TLS",
            Draft::order,
            |draft| *draft.at("/notify_url") = json!("http://shop.example/notify"),
            of_body(
                "/notify_url",
                json!("http://shop.example/notify"),
                "is not https://",
            ),
        ),
    ]);
}

/// 数字、大小写字母_-|* and what else the page of each number allows.
#[test]
fn characters_of_numbers() {
    type Good = fn() -> Draft;
    let (order, refund, transfer): (Good, Good, Good) = (Draft::order, Draft::refund, Draft::transfer);
    let cases = [
        (order, "/out_trade_no", "tea_1-|*Z", None),
        (order, "/out_trade_no", "tea 0001", Some(" _-|*")),
        (order, "/out_trade_no", "tea/0001", Some("/_-|*")),
        (order, "/out_trade_no", "一杯茶一杯茶", Some("一_-|*")),
        (order, "/out_trade_no", "tea@0001", Some("@_-|*")),
        (refund, "/out_refund_no", "tea_1-|*@", None),
        (refund, "/out_refund_no", "tea#0001", Some("#_-|*@")),
        (transfer, "/out_bill_no", "Bill1", None),
        (transfer, "/out_bill_no", "bill-1", Some("-")),
    ];
    for (good, field, value, wrong) in cases {
        let mut draft = good();
        *draft.at(field) = json!(value);
        let found = read(ask(&world(strict()), &draft.received()).body());
        let expected = wrong.map_or(Value::Null, |wrong| {
            let one = wrong.chars().next().unwrap();
            let also = match &wrong[one.len_utf8()..] {
                "" => String::new(),
                others => format!(" and {others}"),
            };
            let issue = format!("has {one:?}, and letters, digits{also} are allowed");
            json!({ "field": field, "value": value, "issue": issue, "location": "body" })
        });
        assert_eq!(found["detail"], expected, "{value}: {found}");
    }
}

#[test]
fn parameters_of_path_and_query() {
    let bill = || {
        Draft::new(
            "GET",
            "/v3/bill/tradebill?bill_date=2026-11-11&bill_type=ALL",
            None,
        )
    };
    let of_query = |field: &str, value: Value, issue: &str| parameter(field, value, issue, "query");
    let long = "1".repeat(33);
    let order: fn() -> Draft = || {
        let target = format!(
            "/v3/pay/transactions/out-trade-no/{}?mchid=1900000001",
            "1".repeat(33)
        );
        Draft::new("GET", &target, None)
    };
    check(vec![
        (
            "unknown",
            bill,
            |draft| draft.target.push_str("&colour=red"),
            of_query("colour", json!("red"), "is not a documented parameter"),
        ),
        (
            "no documented value",
            bill,
            |draft| draft.target = draft.target.replace("ALL", "SOME"),
            of_query(
                "bill_type",
                json!("SOME"),
                "is none of ALL, SUCCESS, REFUND, RECHARGE_REFUND, ALL_SPECIAL, SUC_SPECIAL, REF_SPECIAL",
            ),
        ),
        (
            "missing",
            bill,
            |draft| draft.target = "/v3/bill/tradebill".to_owned(),
            of_query("bill_date", Value::Null, "is required"),
        ),
        (
            "twice",
            bill,
            |draft| draft.target.push_str("&bill_type=ALL"),
            of_query("bill_type", json!(["ALL", "ALL"]), "is not a string"),
        ),
        (
            "a path too long",
            order,
            |_| {},
            parameter(
                "out_trade_no",
                json!(long),
                "has 33 characters, and 32 are the most",
                "url",
            ),
        ),
    ]);
}

/// What the pages of uploads say: endings and sizes.
#[test]
fn files_of_uploads() {
    let (images, media, video) = (
        "/v3/merchant-service/images/upload",
        "/v3/merchant/media/upload",
        "/v3/merchant/media/video_upload",
    );
    let (megabyte, most) = (1 << 20, "bytes, and 2097152 are the most");
    for (target, name, length, wrong) in [
        (images, "a.JPG", 2 * megabyte, None),
        (images, "a.jpg", 2 * megabyte + 1, Some(("/file", most))),
        (
            images,
            "a.exe",
            1,
            Some(("/meta/filename", "ends in none of jpg")),
        ),
        (images, "jpg", 1, Some(("/meta/filename", "ends in none of jpg"))),
        (
            images,
            "a.pdf",
            1,
            Some(("/meta/filename", "ends in none of jpg")),
        ),
        (media, "a.pdf", 7 * megabyte, None),
        (
            media,
            "a.png",
            7 * megabyte,
            Some(("/file", "5242880 are the most")),
        ),
        (video, "a.mp4", megabyte, None),
        (video, "a.jpg", 1, Some(("/meta/filename", "ends in none of avi"))),
    ] {
        let response = ask(
            &world(strict()),
            &upload_to(target, name, &"a".repeat(length), None),
        );
        let found = read(response.body());
        match wrong {
            None => assert_eq!(response.status(), 200, "{target} {name} {length}: {found}"),
            Some((field, issue)) => {
                assert_eq!(
                    found["detail"]["field"], field,
                    "{target} {name} {length}: {found}"
                );
                let told = found["detail"]["issue"].as_str().unwrap();
                assert!(told.contains(issue), "{told}");
            }
        }
    }
}

#[test]
fn uploads() {
    let good = upload(None);
    assert_eq!(ask(&world(strict()), &good).status(), 200);

    let other = upload(Some("00"));
    let response = ask(&world(strict()), &other);
    assert_eq!(response.status(), 400);
    let detail = json!({ "field": "/meta/sha256", "value": "00", "issue": "is not the digest of the file", "location": "body" });
    assert_eq!(read(response.body())["detail"], detail);

    let mut altered = upload(None);
    let text = String::from_utf8(altered.body.to_vec()).unwrap();
    altered.body = text.replacen("a.jpg\",\"sha", "b.jpg\",\"sha", 1).into();
    assert_eq!(ask(&world(strict()), &altered).status(), 401);

    // The first line of the body has it; by default that is told, not refused.
    let mut unbounded = upload(None);
    let bare = http::HeaderValue::from_static("multipart/form-data");
    unbounded.headers.insert(http::header::CONTENT_TYPE, bare);
    assert_eq!(ask(&world(Checks::default()), &unbounded).status(), 200);
    let response = ask(&world(strict()), &unbounded);
    assert_eq!(read(response.body())["message"], "HTTP头Content-Type缺少boundary");

    let mut cut = upload(None);
    cut.body = cut.body.slice(..cut.body.len() / 2);
    let response = ask(&world(strict()), &cut);
    assert_eq!(response.status(), 400);
    assert!(
        read(response.body())["message"]
            .as_str()
            .unwrap()
            .contains("multipart/form-data")
    );
}

//! Bills of v2: the answer is the file, with a digest in its header, or an error in its own form.

use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::flow::seed_order;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::runtime::crypto::sha1_hex;
use wechatpay_openapi::v2::pay::downloadbill::post as trade;
use wechatpay_openapi::v2::pay::downloadfundflow::post as fund_flow;
use wechatpay_openapi::{Client, ErrorKind};

/// 2026-11-29 12:00:00 in Beijing.
const PAID: i64 = 1_795_924_800;
const DAY: i64 = 24 * 3600;

/// A day after something was paid.
async fn start(is_stateful: bool) -> (Gateway, Client) {
    let settings = Settings {
        clock: Clock::standing(PAID + DAY),
        is_stateful,
        ..Settings::default()
    };
    let gateway = Gateway::start(settings).await.unwrap();
    let seed = serde_json::json!({
        "mchid": gateway.keys().mchid(), "out_trade_no": "paid", "total": 888, "trade_state": "SUCCESS", "at": PAID,
    });
    let seed = serde_json::from_value(seed).unwrap();
    seed_order(&mut gateway.world().ledger(), seed, PAID).unwrap();
    let client = gateway.client().build().unwrap();
    (gateway, client)
}

fn fund_flow_of(day: &str) -> fund_flow::Request {
    fund_flow::Request::new()
        .appid("wx8888888888888888")
        .mch_id("1900000001")
        .sign_type(fund_flow::SignType::HmacSha256)
        .bill_date(day)
        .account_type(fund_flow::AccountType::Basic)
}

fn trades_of(day: &str) -> trade::Request {
    trade::Request::new()
        .appid("wx8888888888888888")
        .mch_id("1900000001")
        .bill_date(day)
}

#[tokio::test]
async fn a_fund_flow_bill_has_its_digest_in_a_header() {
    for (is_stateful, content) in [(true, "记账时间"), (false, "A file of the gateway")] {
        let (_gateway, client) = start(is_stateful).await;
        for tar_type in [None, Some(fund_flow::TarType::Gzip)] {
            let call = client
                .v2()
                .pay()
                .downloadfundflow()
                .post(fund_flow_of("20261129").tar_type(tar_type.clone()));
            let file = call.clone().unpack().await.unwrap();
            assert!(file.content.starts_with(content.as_bytes()), "{:?}", file.content);
            let digest = file.headers()["digest"].to_str().unwrap();
            assert_eq!(digest, format!("SHA={}", sha1_hex(&file.content)), "{tar_type:?}");
            let packed = call.await.unwrap();
            assert_eq!(packed.content != file.content, tar_type.is_some());
        }
        let trades = client.v2().pay().downloadbill().post(trades_of("20261129"));
        assert!(!trades.await.unwrap().headers().contains_key("digest"));
    }
}

#[tokio::test]
async fn errors_of_a_trade_bill_are_numbers() {
    let (gateway, client) = start(true).await;
    let stranger: Client = gateway
        .client()
        .api_v2_key("OtherApiV2KeyOfSomebodyElse00000")
        .build()
        .unwrap();
    let zip = trade::TarType::from("ZIP");
    let cases = [
        (&client, trades_of("20261130"), "20002", "Bill Creating"),
        (&client, trades_of("20260101"), "20002", "No Bill Exist"),
        (&client, trades_of("yesterday"), "20001", "invalid bill_date"),
        (
            &client,
            trades_of("20261129").bill_type("X"),
            "20001",
            "invalid bill_type",
        ),
        (
            &client,
            trades_of("20261129").tar_type(zip),
            "20001",
            "invalid tar_type, Only GZIP supported",
        ),
        (
            &client,
            trades_of("20261129").appid("w".repeat(33)),
            "20001",
            "invalid appid",
        ),
        (
            &client,
            trades_of("20261129").sub_appid("w".repeat(33)),
            "20001",
            "invalid parameter",
        ),
        (&stranger, trades_of("20261129"), "20001", "sign error"),
    ];
    for (client, request, code, message) in cases {
        let error = client.v2().pay().downloadbill().post(request).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code(), error.message()),
            (ErrorKind::Api, Some(code), Some(message)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn errors_of_a_fund_flow_bill_have_names() {
    let (_gateway, client) = start(true).await;
    for (request, code) in [
        (fund_flow_of("20261130"), "BILL_CREATING"),
        (fund_flow_of("20260101"), "NO_BILL_EXIST"),
        (fund_flow_of("20261129").account_type("Piggy"), "PARAM_ERROR"),
    ] {
        let error = client
            .v2()
            .pay()
            .downloadfundflow()
            .post(request)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Api, Some(code)),
            "{error}"
        );
    }
}

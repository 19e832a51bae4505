//! Every documented notification, received by a program that is built on the crate.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{FromRef, Path, State};
use axum::routing::post;
use serde_json::{Map, Value, json};
use wechatpay_gateway::message::Notice;
use wechatpay_gateway::notify::{Ordered, Schedule, State as Stand};
use wechatpay_openapi::catalogue::{self, Event as Documented};
use wechatpay_openapi::webhook::{Event, v3};
use wechatpay_openapi::{Client, Error, Notification, Reply, WechatPay};
use wechatpay_openapi_runtime::Version;

use crate::merchant::Ends;

/// Notifications that are not received as what they are, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[derive(Clone)]
struct Shop {
    client: Client,
    /// What was sent, by the path, and what it was read as.
    read: Arc<Mutex<Vec<(String, String)>>>,
}

impl FromRef<Shop> for Client {
    fn from_ref(shop: &Shop) -> Self {
        shop.client.clone()
    }
}

/// A handler as the manual shows it: whatever comes is noted and acknowledged; what asks for something gets it.
async fn notified(
    Path(sent): Path<String>,
    State(shop): State<Shop>,
    WechatPay(got): WechatPay<Event>,
) -> Reply {
    let read = format!("{:?}", got.event)
        .split('(')
        .next()
        .unwrap_or_default()
        .to_owned();
    shop.read.lock().expect("no panic").push((sent, read));
    answer(&got).unwrap_or_else(|error| Reply::failure(&error.to_string()))
}

fn answer(got: &Notification<Event>) -> Result<Reply, Error> {
    match &got.event {
        Event::CrossBorderPayGetMchInfo(asked) => {
            let payee = v3::cross_border_pay_get_mch_info::Acknowledgement::new();
            got.raw.reply(asked, &payee.mch_id("1900000109"))
        }
        Event::CrossBorderPayPushOrderInfo(asked) => {
            let order = v3::cross_border_pay_push_order_info::Acknowledgement::new();
            got.raw.reply(asked, &order.prepay_id("wx1"))
        }
        Event::EntrustTerminateRetention(asked) => {
            let offer = v3::entrust_terminate_retention::Acknowledgement::new();
            got.raw.reply(asked, &offer)
        }
        Event::ParkingFeeQueryTransInfo(asked) => {
            let fee = v3::parking_fee_query_trans_info::Acknowledgement::new();
            got.raw.reply(asked, &fee.total_amount(1500))
        }
        _ => Ok(got.success()),
    }
}

async fn open(ends: &Ends) -> (Shop, String) {
    let builder = ends
        .keys
        .configure(Client::builder(ends.keys.mchid()), "http://127.0.0.1:1");
    let shop = Shop {
        client: builder.build().expect("all settings"),
        read: Arc::default(),
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("bound"));
    let router = Router::new()
        .route("/{sent}", post(notified))
        .with_state(shop.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (shop, url)
}

/// One for each `event_type` that leads to it.
fn notices(event: &Documented, url: &str) -> Vec<Notice> {
    let event_types = match event.version {
        Version::V2 => &[""][..],
        Version::V3 => event.event_types,
    };
    let payload: Map<String, Value> = serde_json::from_str(event.example).expect("an object");
    let notice = |event_type: &&str| Notice {
        event: event.name.to_owned(),
        event_type: (*event_type).to_owned(),
        payload: payload.clone(),
        notify_url: format!("{url}/{}", event.variant),
        after_secs: 0,
    };
    event_types.iter().map(notice).collect()
}

#[tokio::test]
async fn every_documented_notification_is_received_as_what_it_is() {
    let ends = Ends::open().await;
    let (shop, url) = open(&ends).await;
    let notices: Vec<Notice> = catalogue::notifications()
        .flat_map(|event| notices(event, &url))
        .collect();
    let events = catalogue::notifications().count();
    // The index of the crate counts modules; what v2 says to have failed is an event of its own.
    let totals = format!("events {events}\nnotifications {}\n", notices.len());
    expect_test::expect_file!["totals.txt"].assert_eq(&totals);
    let mut wrong = Vec::new();
    for notice in &notices {
        let number = ends.outbox.order(Ordered::plain(notice.clone()))[0];
        let delivery = ends.tried(number, 1).await;
        let variant = notice.notify_url.rsplit('/').next().unwrap_or_default();
        let read = shop.read.lock().expect("no panic").pop();
        let is_same = read
            .as_ref()
            .is_some_and(|(sent, read)| sent == variant && read == variant);
        if delivery.state != Stand::Delivered || !is_same {
            wrong.push((variant.to_owned(), format!("{read:?}, {}", delivery.summary().en)));
        }
    }
    let names: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
    let known: Vec<&str> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, known, "of {} notices:\n{wrong:#?}", notices.len());
}

/// Notifications that ask for something: the reply, whether it is taken, and a word of the reason.
#[tokio::test]
async fn what_asks_for_something_gets_it_or_comes_again() {
    let ends = Ends::open().await;
    for (event, event_type, status, reply, is_received, reason) in [
        (
            "parking_fee_query_trans_info",
            "PARKING_FEE.QUERY_TRANS_INFO",
            204,
            "",
            false,
            "asks for something",
        ),
        (
            "parking_fee_query_trans_info",
            "PARKING_FEE.QUERY_TRANS_INFO",
            200,
            "{}",
            false,
            "total_amount",
        ),
        (
            "parking_fee_query_trans_info",
            "PARKING_FEE.QUERY_TRANS_INFO",
            200,
            r#"{"code":"SUCCESS","total_amount":1500}"#,
            true,
            "what is asked for is there",
        ),
        (
            "parking_fee_query_trans_info",
            "PARKING_FEE.QUERY_TRANS_INFO",
            200,
            r#"{"code":"FAIL","message":"no such car"}"#,
            false,
            "`code` is FAIL",
        ),
        (
            "cross_border_pay_get_mch_info",
            "CROSS_BORDER_PAY.GET_MCH_INFO",
            200,
            r#"{"code":"SUCCESS","mch_id":"1900000109"}"#,
            false,
            "must be signed",
        ),
    ] {
        ends.will_reply(&[(status, reply)]);
        let delivery = ends.send(ends.notice(event, event_type, json!({}))).await;
        let verdict = &delivery.attempts[0].verdict;
        assert_eq!(
            verdict.is_received, is_received,
            "{event} {reply}: {}",
            verdict.reason.en
        );
        assert!(
            verdict.reason.en.contains(reason),
            "{event} {reply}: {}",
            verdict.reason.en
        );
    }
}

/// A schedule of its own that no documented notification has would be one with a wrong name.
#[test]
fn each_schedule_is_one_of_a_documented_notification() {
    let usual = Schedule::of("transaction_success");
    let others = |begins: &str| {
        let named = catalogue::notifications().filter(|event| event.name.starts_with(begins));
        let (own, usual): (Vec<_>, Vec<_>) = named
            .map(|event| event.name)
            .partition(|name| Schedule::of(name) != usual);
        (own.len(), usual.len())
    };
    for (begins, expected) in [
        ("security_echo_success", (1, 0)),
        ("coupon_use", (1, 0)),
        ("mall_auth_activate_card", (1, 0)),
        ("mchwithdraw_change", (1, 0)),
        ("pap_contract_state_changed", (2, 0)),
        ("fapiao_", (5, 0)),
        ("complaint_", (2, 0)),
        ("violation_", (3, 0)),
        ("product_coupon_", (3, 0)),
        ("brand_member_card_", (2, 4)),
        ("refund_", (0, 5)),
        ("", (21, 104)),
    ] {
        assert_eq!(others(begins), expected, "`{begins}`");
    }
}

//! Answers with data, some of them signed.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::http::{Response, header};
use wechatpay_openapi_runtime::sign::v3::Authorization;
use wechatpay_openapi_runtime::{
    Acknowledged, Bytes, Client, Error, ErrorKind, Notification, RawNotification, Reply, TypedEvent, events,
    open_enum, record,
};

use super::events::{NOW, client, payment, platform, v2_payment};
use super::support::keeper::{Keeper, Manner};

open_enum! {
    /// What the pages write.
    pub enum Code {
        Success = "SUCCESS",
        Fail = "FAIL",
    }
}

record! {
    /// `PARKING_FEE.QUERY_TRANS_INFO`: unsigned, nothing is required.
    pub struct Parking {
        /// Whose.
        pub plate_number: Option<String>,
    }

    /// Its answer.
    pub struct Fee {
        /// Outcome.
        pub code: Option<Code>,
        /// Words.
        pub message: Option<String>,
        /// Fen.
        pub total_amount: Option<i64>,
    }

    /// `CROSS_BORDER_PAY.PUSH_ORDER_INFO`: signed.
    pub struct Order {
        /// Number.
        pub acq_tid: Option<String>,
    }

    /// Its answer.
    pub struct Prepaid {
        /// Outcome.
        #[is(required)]
        pub code: Option<Code>,
        /// Words.
        pub message: Option<String>,
        /// Number.
        #[is(required)]
        pub acq_tid: Option<String>,
        /// Session.
        #[is(required)]
        pub prepay_id: Option<String>,
    }
}

impl Acknowledged for Parking {
    type Acknowledgement = Fee;

    const EVENT_TYPES: &'static [&'static str] = &["PARKING_FEE.QUERY_TRANS_INFO"];

    const IS_SIGNED: bool = false;
}

impl Acknowledged for Order {
    type Acknowledgement = Prepaid;

    const EVENT_TYPES: &'static [&'static str] = &["CROSS_BORDER_PAY.PUSH_ORDER_INFO"];

    const IS_SIGNED: bool = true;
}

events! {
    v3 {
        /// Asks for a fee.
        Parking(Parking) = ["PARKING_FEE.QUERY_TRANS_INFO"] of ["parking_fee"],
        /// Asks for an order.
        Order(Order) = ["CROSS_BORDER_PAY.PUSH_ORDER_INFO"] of ["cross_border_pay"],
    }
    v2 {}
}

/// One of these, read as what the caller wants.
fn asked<E: TypedEvent>(event_type: &str) -> Result<Notification<E>, Error> {
    asked_by(client(), event_type)
}

fn asked_by<E: TypedEvent>(client: &Client, event_type: &str) -> Result<Notification<E>, Error> {
    let payload = json!({ "plate_number": "粤B1", "acq_tid": "2025" });
    let original_type = event_type.split('.').next().unwrap().to_lowercase();
    let (headers, body) = platform()
        .notification(event_type, &original_type, &payload)
        .unwrap()
        .parts();
    client.notifications().parse_event(&headers, &body)
}

fn json(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap()
}

#[test]
fn t17_data_is_answered() {
    let parking: Notification<Parking> = asked("PARKING_FEE.QUERY_TRANS_INFO").unwrap();
    assert_eq!(parking.plate_number.as_deref(), Some("粤B1"));
    let cases = [
        (Fee::new(), 200, json!({ "code": "SUCCESS" })),
        (
            Fee::new().total_amount(1500),
            200,
            json!({ "code": "SUCCESS", "total_amount": 1500 }),
        ),
        (
            Fee::new().code(Code::Success).message("OK"),
            200,
            json!({ "code": "SUCCESS", "message": "OK" }),
        ),
        (
            Fee::new().code(Code::Fail).message("没有"),
            500,
            json!({ "code": "FAIL", "message": "没有" }),
        ),
        (
            Fee::new().code("BUSY").total_amount(0),
            500,
            json!({ "code": "BUSY", "total_amount": 0 }),
        ),
    ];
    for (fee, status, body) in cases {
        let reply = parking.reply(&fee).unwrap();
        assert_eq!((reply.status, json(&reply)), (status, body));
        assert_eq!(
            (reply.content_type, &reply.authorization),
            ("application/json", &None)
        );
    }
}

#[test]
fn t17_a_variant_of_the_event_is_answered() {
    let notification: Notification<Event> = asked("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let Event::Order(order) = &notification.event else {
        panic!("an order was asked for");
    };
    let prepaid = Prepaid::new()
        .acq_tid(order.acq_tid.clone().unwrap())
        .prepay_id("548kjhgfdvut");
    let reply = notification.raw.reply(order, &prepaid).unwrap();
    assert_eq!(
        json(&reply),
        json!({ "code": "SUCCESS", "acq_tid": "2025", "prepay_id": "548kjhgfdvut" })
    );
}

/// As documented: `WECHATPAY2-SHA256-RSA2048 mchid="…", nonce_str="…", signature="…", timestamp="…", serial_no="…"`.
#[test]
fn t17_where_it_is_documented_the_answer_is_signed() {
    let order: Notification<Order> = asked("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let replies = [
        Prepaid::new().acq_tid("2025").prepay_id("5"),
        Prepaid::new().code(Code::Fail).message("未开通"),
    ]
    .map(|prepaid| Response::<Bytes>::from(order.reply(&prepaid).unwrap()));
    for reply in &replies {
        platform().check_reply(reply).unwrap();
        let text = reply.headers()[header::AUTHORIZATION].to_str().unwrap();
        assert!(reply.headers()[header::AUTHORIZATION].is_sensitive());
        let names: Vec<&str> = text
            .split(", ")
            .map(|part| part.split_once('=').unwrap().0)
            .collect();
        let expected = [
            "WECHATPAY2-SHA256-RSA2048 mchid",
            "nonce_str",
            "signature",
            "timestamp",
            "serial_no",
        ];
        assert_eq!(names, expected);
        let found = Authorization::parse(text).unwrap();
        assert_eq!(
            (found.identity, found.serial_no),
            (platform().mchid(), platform().serial_no())
        );
        assert_eq!(found.timestamp, NOW.to_string());
    }
    assert_eq!(replies.map(|reply| reply.status().as_u16()), [200, 500]);
}

/// With a key that is kept elsewhere, which has to be waited for.
#[tokio::test]
async fn an_answer_is_signed_elsewhere() {
    let keeper = Keeper::start(platform().merchant_key(), Manner::Well);
    let client: Client = platform()
        .configure(Client::builder(platform().mchid()))
        .signing_key(platform().serial_no(), keeper)
        .build()
        .unwrap();
    let order: Notification<Order> = asked_by(&client, "CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let prepaid = Prepaid::new().acq_tid("2025").prepay_id("5");
    let error = order.reply(&prepaid).unwrap_err();
    assert!(error.to_string().ends_with("call `reply_async`"), "{error}");
    let reply = order.reply_async(&prepaid).await.unwrap();
    platform().check_reply(&Response::<Bytes>::from(reply)).unwrap();
}

#[test]
fn the_stand_in_refuses_what_was_changed() {
    let order: Notification<Order> = asked("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let reply = order
        .reply(&Prepaid::new().acq_tid("2025").prepay_id("5"))
        .unwrap();
    let check = |change: fn(&mut Reply)| {
        let mut changed = reply.clone();
        change(&mut changed);
        platform().check_reply(&Response::<Bytes>::from(changed))
    };
    check(|_| ()).unwrap();
    let of_header = |text: &str, other: &str| {
        let mut changed = reply.clone();
        changed.authorization = changed.authorization.map(|header| header.replace(text, other));
        platform().check_reply(&Response::<Bytes>::from(changed))
    };
    let refused = [
        (
            check(|reply| reply.body += " "),
            ErrorKind::Signature,
            "bytes of the body",
        ),
        (
            check(|reply| reply.authorization = None),
            ErrorKind::Unsigned,
            "no header",
        ),
        (
            of_header("mchid", "brand_id"),
            ErrorKind::Signature,
            "`Authorization`",
        ),
        (
            of_header("\"1900000001\"", "\"1\""),
            ErrorKind::Signature,
            "`mchid` is `1`",
        ),
        (
            of_header("\"1700000000\"", "\"1699999000\""),
            ErrorKind::Expired,
            "1000 s ahead",
        ),
        (
            of_header(platform().serial_no(), "0A"),
            ErrorKind::UnknownSerial,
            "`0A`",
        ),
    ];
    for (found, kind, says) in refused {
        let error = found.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn an_answer_that_lacks_something_is_not_sent() {
    let order: Notification<Order> = asked("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let error = order.reply(&Prepaid::new().message("OK")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingFields);
    assert_eq!(error.problems(), ["/acq_tid", "/prepay_id"]);
}

#[test]
fn an_address_of_its_own_takes_no_other_notification() {
    let error = asked::<Parking>("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let text = error.to_string();
    assert!(
        text.contains("CROSS_BORDER_PAY.PUSH_ORDER_INFO") && text.contains("PARKING_FEE.QUERY_TRANS_INFO"),
        "{text}"
    );
    // Nor does a raw one that is another.
    let others = [
        platform()
            .notification("TRANSACTION.SUCCESS", "transaction", &payment())
            .unwrap(),
        platform().v2_notification(&v2_payment()).unwrap(),
    ];
    for other in others {
        let (headers, body) = other.parts();
        let raw: RawNotification = client().notifications().parse(&headers, &body).unwrap();
        assert_eq!(raw.event::<Parking>().unwrap_err().kind(), ErrorKind::Decode);
        let error = raw.reply(&Parking::new(), &Fee::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
}

#[test]
fn a_reply_does_not_show_its_content() {
    let order: Notification<Order> = asked("CROSS_BORDER_PAY.PUSH_ORDER_INFO").unwrap();
    let prepaid = Prepaid::new().acq_tid("MARKED-TID").prepay_id("MARKED-ID");
    let shown = format!("{:?}", order.reply(&prepaid).unwrap());
    assert!(
        !shown.contains("MARKED") && !shown.contains("WECHATPAY2"),
        "{shown}"
    );
    assert!(shown.contains("is_signed: true"), "{shown}");
}

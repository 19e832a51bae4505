//! Which content a notification has, and what is in it: by the fields that are there, never by a guess.

use std::sync::OnceLock;

use serde_json::{Value, json};
use wechatpay_openapi::testing::{TestMessage, TestPlatform};
use wechatpay_openapi::types::Transaction;
use wechatpay_openapi::webhook::Event;
use wechatpay_openapi::{Client, Error, Notification, Reply};

#[path = "support/official.rs"]
mod official;

fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap())
}

fn parse(message: &TestMessage) -> Result<Notification<Event>, Error> {
    let client: Client = platform().client().unwrap();
    let (headers, body) = message.parts();
    client.notifications().parse_event(&headers, &body)
}

fn read(event_type: &str, original_type: &str, payload: &Value) -> Notification<Event> {
    parse(
        &platform()
            .notification(event_type, original_type, payload)
            .unwrap(),
    )
    .expect("it is genuine")
}

fn read_v2(fields: &Value) -> Event {
    parse(&platform().v2_notification(fields).unwrap())
        .expect("it is genuine")
        .event
}

fn name(event: &Event) -> String {
    format!("{event:?}")
        .split('(')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn direct() -> Value {
    json!({
        "appid": "wxd678efh567hg6787", "mchid": "1900000001", "out_trade_no": "P1", "transaction_id": "4200",
        "trade_type": "JSAPI", "trade_state": "SUCCESS", "payer": {"openid": "o1"}, "amount": {"total": 100, "payer_total": 90},
    })
}

fn partner() -> Value {
    json!({
        "sp_appid": "wx1", "sp_mchid": "1900000001", "sub_mchid": "1900000109", "out_trade_no": "P2", "transaction_id": "4201",
        "trade_state": "SUCCESS", "payer": {"sp_openid": "o1"}, "amount": {"total": 200},
    })
}

fn combined() -> Value {
    json!({
        "combine_appid": "wx1", "combine_mchid": "1900000001", "combine_out_trade_no": "C1",
        "combine_payer_info": {"openid": "o1"},
        "sub_orders": [
            {"mchid": "1900000001", "sub_mchid": "1900000109", "sub_appid": "wx2", "trade_state": "SUCCESS", "out_trade_no": "P3",
             "amount": {"total_amount": 10, "payer_amount": 9}, "promotion_detail": [{"coupon_id": "109519", "amount": 1}]},
            {"mchid": "1900000002", "trade_state": "SUCCESS", "out_trade_no": "P4", "amount": {"total_amount": 5}},
        ],
    })
}

fn parking() -> Value {
    json!({
        "sp_mchid": "1900000001", "sub_mchid": "1900000109", "out_trade_no": "P5", "trade_state": "SUCCESS",
        "trade_scene": "PARKING", "parking_info": {"plate_number": "粤B888888"}, "amount": {"total": 300},
    })
}

fn sharing(who: &Value) -> Value {
    with(
        who,
        &json!({"order_id": "3008", "out_order_no": "S1", "receiver": {"type": "MERCHANT_ID", "amount": 8}}),
    )
}

fn refund(who: &Value, status: &str) -> Value {
    with(
        who,
        &json!({"out_refund_no": "R1", "refund_id": "5000", "refund_status": status, "amount": {"total": 100, "refund": 100}}),
    )
}

fn with(one: &Value, more: &Value) -> Value {
    let mut all = one.clone();
    let fields = all.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    all
}

fn own() -> Value {
    json!({"mchid": "1900000001"})
}

fn of_partner() -> Value {
    json!({"sp_mchid": "1900000001", "sub_mchid": "1900000109"})
}

#[test]
fn d9_each_content_of_an_event_is_a_variant_of_its_own() {
    let paid = "TRANSACTION.SUCCESS";
    for (event_type, original_type, payload, expected) in [
        (paid, "transaction", direct(), "TransactionSuccess"),
        (paid, "transaction", partner(), "PartnerTransactionSuccess"),
        (paid, "transaction", combined(), "CombineTransactionSuccess"),
        (paid, "transaction", parking(), "ParkingTransactionSuccess"),
        (paid, "profitsharing", sharing(&own()), "ProfitSharing"),
        (
            paid,
            "profitsharing",
            sharing(&of_partner()),
            "PartnerProfitSharing",
        ),
        // As a document's own example has it: what is empty is not there.
        (
            paid,
            "profitsharing",
            sharing(&with(&of_partner(), &json!({"mchid": ""}))),
            "PartnerProfitSharing",
        ),
        (
            "PROFITSHARING.SUCCESS",
            "profitsharing",
            sharing(&own()),
            "ProfitSharing",
        ),
        (
            "PROFITSHARING.RETURN",
            "profitsharing",
            sharing(&own()),
            "ProfitSharing",
        ),
        (
            "REFUND.SUCCESS",
            "refund",
            refund(&own(), "SUCCESS"),
            "RefundSuccess",
        ),
        (
            "REFUND.SUCCESS",
            "refund",
            refund(&of_partner(), "SUCCESS"),
            "PartnerRefundSuccess",
        ),
        (
            "REFUND.ABNORMAL",
            "refund",
            refund(&own(), "ABNORMAL"),
            "RefundAbnormal",
        ),
        (
            "REFUND.CLOSED",
            "refund",
            refund(&of_partner(), "CLOSED"),
            "PartnerRefundClosed",
        ),
        // Nothing tells it, or more than one content does.
        (paid, "transaction", json!({"out_trade_no": "P1"}), "Unknown"),
        (paid, "transaction", with(&direct(), &of_partner()), "Unknown"),
        (paid, "transaction", with(&direct(), &combined()), "Unknown"),
        (
            paid,
            "transaction",
            with(&direct(), &json!({"mchid": null})),
            "Unknown",
        ),
        (
            paid,
            "transaction",
            with(&partner(), &json!({"sub_mchid": ""})),
            "Unknown",
        ),
        (paid, "profitsharing", json!({"order_id": "3008"}), "Unknown"),
        (paid, "novelty", direct(), "Unknown"),
        (
            "REFUND.SUCCESS",
            "refund",
            refund(&json!({}), "SUCCESS"),
            "Unknown",
        ),
    ] {
        let event = read(event_type, original_type, &payload).event;
        assert_eq!(name(&event), expected, "{event_type} {original_type} {payload}");
    }
}

#[test]
fn d9_what_says_that_it_failed_is_no_success() {
    let state = |state: &str| json!({"trade_state": state});
    let mut closed = combined();
    closed["sub_orders"][1]["trade_state"] = "CLOSED".into();
    for (event_type, original_type, payload) in [
        (
            "TRANSACTION.SUCCESS",
            "transaction",
            with(&direct(), &state("PAYERROR")),
        ),
        (
            "TRANSACTION.SUCCESS",
            "transaction",
            with(&partner(), &state("NOTPAY")),
        ),
        (
            "TRANSACTION.SUCCESS",
            "transaction",
            with(&parking(), &state("PAY_FAIL")),
        ),
        ("TRANSACTION.SUCCESS", "transaction", closed),
        ("REFUND.SUCCESS", "refund", refund(&own(), "ABNORMAL")),
    ] {
        let event = read(event_type, original_type, &payload).event;
        assert_eq!(name(&event), "Unknown", "{event_type} {payload}");
    }
}

#[test]
fn d8_a_combined_payment_says_who_was_paid() {
    let Event::CombineTransactionSuccess(paid) =
        read("TRANSACTION.SUCCESS", "transaction", &combined()).event
    else {
        panic!("it is a combined payment");
    };
    let orders = paid.sub_orders.expect("two orders");
    assert_eq!(orders[0].sub_mchid.as_deref(), Some("1900000109"));
    assert_eq!(orders[0].sub_appid.as_deref(), Some("wx2"));
    let coupons = orders[0].promotion_detail.as_ref().expect("a coupon");
    assert_eq!(coupons[0].amount, Some(1));
    assert_eq!(
        orders[1].amount.as_ref().and_then(|amount| amount.total_amount),
        Some(5)
    );
}

#[test]
fn d7_amounts_of_v2_are_numbers_and_none_is_missing() {
    let paid = json!({
        "return_code": "SUCCESS", "result_code": "SUCCESS", "appid": "wx1", "mch_id": "1900000001", "sub_mch_id": "1900000109",
        "nonce_str": "n", "openid": "o1", "sub_openid": "o2", "trade_type": "JSAPI", "bank_type": "CMC", "total_fee": "100",
        "settlement_total_fee": "90", "cash_fee": "80", "cash_fee_type": "CNY", "coupon_fee": "20", "coupon_count": "2",
        "coupon_id_0": "10000", "coupon_fee_0": "10", "coupon_type_0": "CASH", "coupon_fee_1": "10",
        "transaction_id": "4200", "out_trade_no": "P1", "time_end": "20141030133525",
    });
    let Event::V2TransactionSuccess(paid) = read_v2(&paid) else {
        panic!("it is a payment");
    };
    assert_eq!(
        (
            paid.total_fee,
            paid.settlement_total_fee,
            paid.cash_fee,
            paid.coupon_fee,
            paid.coupon_count
        ),
        (Some(100), Some(90), Some(80), Some(20), Some(2))
    );
    assert_eq!(paid.sub_openid.as_deref(), Some("o2"));
    assert_eq!(paid.cash_fee_type.as_deref(), Some("CNY"));
    let fees = paid.coupon_fee_n.expect("two coupons");
    assert_eq!(fees.iter().map(|(_, fee)| *fee).collect::<Vec<i64>>(), [10, 10]);

    let refunded = json!({"return_code": "SUCCESS", "appid": "wx1", "mch_id": "1900000001", "nonce_str": "n", "req_info": {
        "transaction_id": "4200", "out_trade_no": "P1", "refund_id": "5", "out_refund_no": "R1", "total_fee": "100",
        "settlement_total_fee": "90", "refund_fee": "50", "settlement_refund_fee": "45", "cash_refund_fee": "40",
        "refund_status": "SUCCESS", "refund_recv_accout": "支付用户零钱", "refund_account": "A", "refund_request_source": "API",
    }});
    let Event::V2RefundSuccess(refunded) = read_v2(&refunded) else {
        panic!("it is a refund");
    };
    let inner = refunded.req_info.expect("it is decrypted");
    assert_eq!(
        (
            inner.total_fee,
            inner.refund_fee,
            inner.settlement_refund_fee,
            inner.cash_refund_fee
        ),
        (Some(100), Some(50), Some(45), Some(40))
    );
}

/// One function takes an order from its notification and from the answer to a query.
#[cfg(feature = "v3-pay")]
#[test]
fn d9_a_query_answers_what_the_notification_says() {
    use wechatpay_openapi::v3::pay::transactions::{id, out_trade_no};
    fn total(order: &Transaction) -> Option<i64> {
        order.amount.as_ref()?.total
    }
    let payload = direct().to_string();
    let answer = wechatpay_openapi::runtime::record::from_json::<id::transaction_id::get::Response>(
        payload.as_bytes(),
    );
    assert_eq!(total(&answer.expect("it decodes")), Some(100));
    let answer: out_trade_no::out_trade_no::get::Response = Transaction::new();
    assert_eq!(total(&answer), None);
    let Event::TransactionSuccess(paid) = read("TRANSACTION.SUCCESS", "transaction", &direct()).event else {
        panic!("it is a payment");
    };
    assert_eq!(total(&paid), Some(100));
}

/// What a shop books: what for, and how many fen.
fn booked(notification: &Notification<Event>) -> (Option<String>, Option<i64>, Reply) {
    let (number, fen) = match &**notification {
        Event::TransactionSuccess(order) => (
            order.out_trade_no.clone(),
            order.amount.as_ref().and_then(|amount| amount.total),
        ),
        Event::PartnerTransactionSuccess(order) => (
            order.out_trade_no.clone(),
            order.amount.as_ref().and_then(|amount| amount.total),
        ),
        Event::CombineTransactionSuccess(order) => {
            let orders = order.sub_orders.iter().flatten();
            let amounts = orders.filter_map(|order| order.amount.as_ref()?.total_amount);
            (order.combine_out_trade_no.clone(), Some(amounts.sum()))
        }
        Event::RefundSuccess(refund) => (
            refund.out_refund_no.clone(),
            refund.amount.as_ref().and_then(|amount| amount.refund),
        ),
        Event::MchtransferBillFinished(bill) => (bill.out_bill_no.clone(), bill.transfer_amount),
        Event::ProfitSharing(shared) => (
            shared.out_order_no.clone(),
            shared.receiver.as_ref().and_then(|receiver| receiver.amount),
        ),
        _ => return (None, None, notification.failure("not for this shop")),
    };
    (number, fen, notification.success())
}

#[test]
fn a_shop_books_each_kind_of_notification() {
    let transfer = json!({
        "out_bill_no": "B1", "transfer_bill_no": "1330", "state": "SUCCESS", "mch_id": "1900000001", "transfer_amount": 2000,
        "openid": "o1", "create_time": "2015-05-20T13:29:35+08:00", "update_time": "2015-05-20T13:29:35+08:00",
    });
    for (event_type, original_type, payload, number, fen) in [
        ("TRANSACTION.SUCCESS", "transaction", direct(), "P1", 100),
        ("TRANSACTION.SUCCESS", "transaction", partner(), "P2", 200),
        ("TRANSACTION.SUCCESS", "transaction", combined(), "C1", 15),
        ("REFUND.SUCCESS", "refund", refund(&own(), "SUCCESS"), "R1", 100),
        ("MCHTRANSFER.BILL.FINISHED", "mch_payment", transfer, "B1", 2000),
        ("TRANSACTION.SUCCESS", "profitsharing", sharing(&own()), "S1", 8),
    ] {
        let (booked, amount, reply) = booked(&read(event_type, original_type, &payload));
        assert_eq!(
            (booked.as_deref(), amount, reply.status),
            (Some(number), Some(fen), 204),
            "{event_type}"
        );
    }
    let (_, _, reply) = booked(&read("TRANSACTION.SUCCESS", "transaction", &parking()));
    assert_eq!(reply.status, 500);
}

#[test]
fn documented_examples_arrive_typed_and_lose_nothing() {
    let Some(examples) = official::examples() else {
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for example in &examples {
        let message = match &example.content {
            official::Content::Json {
                event_type,
                original_type,
                payload,
            } => platform()
                .notification(event_type, original_type, payload)
                .unwrap(),
            official::Content::Xml(fields) => platform().v2_notification(fields).unwrap(),
        };
        let read = parse(&message).map_err(|error| error.to_string());
        count += 1;
        if let Err(problem) = read.and_then(|read| example.lost(&read.event)) {
            wrong.push(format!("{}: {problem}", example.id));
        }
    }
    assert!(count >= 30, "{count} examples were found");
    let wrong = official::unexpected(wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

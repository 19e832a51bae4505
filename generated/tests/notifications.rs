//! The payment notification in the forms that a shop, a service provider and a
//! combined order get it: everything in them is typed.

#![cfg(feature = "webhook")]

use wechatpay_openapi::runtime::record::{Record, from_json, unknown_fields};
use wechatpay_openapi::webhook::v3::transaction_success::Notification;

const DIRECT: &str = r#"{
    "appid": "wxd678efh567hg6787", "mchid": "1900000001", "out_trade_no": "1217752501201407033233368018",
    "transaction_id": "1217752501201407033233368018", "trade_type": "JSAPI", "trade_state": "SUCCESS",
    "trade_state_desc": "支付成功", "bank_type": "CMC", "attach": "a", "success_time": "2018-06-08T10:34:56+08:00",
    "payer": {"openid": "o1"}, "scene_info": {"device_id": "013467007045764"},
    "amount": {"total": 100, "payer_total": 90, "currency": "CNY", "payer_currency": "CNY"},
    "promotion_detail": [{"coupon_id": "109519", "name": "n", "scope": "GLOBAL", "type": "DISCOUNT", "amount": 10,
        "stock_id": "931386", "wechatpay_contribute": 10, "merchant_contribute": 0, "other_contribute": 0,
        "currency": "CNY", "goods_detail": [{"goods_id": "M1006", "quantity": 1, "unit_price": 100,
        "discount_amount": 10, "goods_remark": "r"}]}]
}"#;

const PARTNER: &str = r#"{
    "sp_appid": "wx1", "sp_mchid": "1900000100", "sub_appid": "wx2", "sub_mchid": "1900000109",
    "out_trade_no": "1", "transaction_id": "2", "trade_type": "NATIVE", "trade_state": "SUCCESS",
    "payer": {"sp_openid": "o1", "sub_openid": "o2"}, "amount": {"total": 100, "payer_total": 100}
}"#;

const COMBINED: &str = r#"{
    "combine_appid": "wx1", "combine_mchid": "1900000109", "combine_out_trade_no": "1",
    "scene_info": {"device_id": "POS1:1"}, "combine_payer_info": {"openid": "o1"},
    "sub_orders": [
        {"mchid": "1900000109", "trade_type": "JSAPI", "trade_state": "SUCCESS", "bank_type": "CMC", "attach": "a",
         "success_time": "2015-05-20T13:29:35+08:00", "transaction_id": "2", "out_trade_no": "3",
         "amount": {"total_amount": 10, "currency": "CNY", "payer_amount": 10, "payer_currency": "CNY"}},
        {"mchid": "1900000110", "trade_state": "SUCCESS", "out_trade_no": "4", "amount": {"total_amount": 5}}
    ]
}"#;

#[test]
fn every_field_of_a_payment_is_typed() {
    for payload in [DIRECT, PARTNER, COMBINED] {
        assert_eq!(
            unknown_fields(Notification::TABLE, payload.as_bytes()),
            Vec::<String>::new(),
            "{payload}"
        );
        from_json::<Notification>(payload.as_bytes()).expect("it decodes");
    }
}

#[test]
fn a_payment_can_be_checked_against_the_order() {
    let paid: Notification = from_json(DIRECT.as_bytes()).expect("it decodes");
    assert_eq!(paid.mchid.as_deref(), Some("1900000001"));
    assert_eq!(paid.amount.and_then(|amount| amount.total), Some(100));
    let paid: Notification = from_json(COMBINED.as_bytes()).expect("it decodes");
    let totals: Vec<_> = paid
        .sub_orders
        .iter()
        .flatten()
        .map(|order| order.amount.clone()?.total_amount)
        .collect();
    assert_eq!(totals, [Some(10), Some(5)]);
}

//! What tells one notification from another, with keys made for it.
#![allow(missing_docs, unreachable_pub, dead_code)] // records are public, and these are here to be matched

use super::*;
use crate::operation::Version;
use crate::record::{Record as _, Table};
use crate::xml::Document;

type Names = &'static [&'static str];

crate::record! {
    pub struct Deducted {
        pub trade_state: Option<TradeState>,
    }
}

crate::open_enum! {
    pub enum TradeState {
        Success = "SUCCESS",
        PayFail = "PAY_FAIL",
    }
}

fn key(version: Version, event_types: Names, original_types: Names, marks: Names) -> EventKey<()> {
    EventKey {
        name: "",
        version,
        event_types,
        original_types,
        marks,
        foreign: &[],
        succeeded: &[],
        failed: &[],
        table: &Table {
            name: "",
            fields: &[],
        },
        decode: |_| Ok(()),
    }
}

fn keys() -> [EventKey<()>; 10] {
    let (v2, v3) = (Version::V2, Version::V3);
    [
        key(
            v3,
            &["PROFITSHARING.SUCCESS", "TRANSACTION.SUCCESS"],
            &["profitsharing"],
            &[],
        ),
        key(v3, &["TRANSACTION.SUCCESS"], &["transaction"], &[]),
        key(v3, &["REFUND.SUCCESS"], &["refund"], &[]),
        key(v3, &["COUPON.USE"], &[], &[]),
        key(v3, &["TRANSACTION.SUCCESS"], &[], &[]),
        key(v2, &["TRANSACTION.SUCCESS"], &[], &["event_ciphertext"]),
        EventKey {
            succeeded: &["req_info/refund_status"],
            ..key(v2, &[], &[], &["req_info/refund_id"])
        },
        key(v2, &[], &[], &["result_code", "total_fee", "transaction_id"]),
        EventKey {
            failed: &["trade_state"],
            table: Deducted::TABLE,
            ..key(v2, &[], &[], &["result_code", "out_trade_no"])
        },
        key(v2, &[], &[], &["change_type", "contract_code", "plan_id"]),
    ]
}

fn place(keys: &[EventKey<()>], found: Option<&EventKey<()>>) -> Option<usize> {
    found.and_then(|found| keys.iter().position(|key| std::ptr::eq(key, found)))
}

/// Whoever reads a refund that was closed books what it says: a content that says otherwise is believed in neither.
#[test]
fn t_what_contradicts_the_name_of_its_event_is_unknown() {
    let keys = [EventKey {
        succeeded: &["status=CLOSED"],
        ..key(Version::V3, &["REFUND.CLOSED"], &[], &[])
    }];
    for (payload, expected) in [
        (r#"{"status":"CLOSED"}"#, Some(0)),
        (r#"{"other":1}"#, Some(0)),
        (r#"{"status":"SUCCESS"}"#, None),
        (r#"{"status":"closed"}"#, None),
        (r#"{"status":["SUCCESS"]}"#, None),
        (r#"{"status":"status=CLOSED"}"#, None),
        (r#"{"status":1}"#, None),
    ] {
        let found = EventKey::of_json(&keys, "REFUND.CLOSED", "refund", payload.as_bytes());
        assert_eq!(place(&keys, found), expected, "{payload}");
    }
}

#[test]
fn t7_original_type_decides_and_an_undocumented_one_is_unknown() {
    let keys = keys();
    for (event_type, original_type, expected) in [
        ("TRANSACTION.SUCCESS", "transaction", Some(1)),
        ("TRANSACTION.SUCCESS", "profitsharing", Some(0)),
        ("TRANSACTION.SUCCESS", "something new", None),
        ("TRANSACTION.SUCCESS", "", None),
        ("PROFITSHARING.SUCCESS", "", None),
        ("REFUND.SUCCESS", "something new", None),
        ("COUPON.USE", "coupon", Some(3)),
        ("COUPON.USE", "", Some(3)),
        ("NEW", "", None),
    ] {
        let found = EventKey::of_json(&keys, event_type, original_type, b"{}");
        assert_eq!(place(&keys, found), expected, "{event_type} {original_type}");
    }
}

#[test]
fn d9_marks_tell_the_contents_of_one_event() {
    let of = |marks, foreign, succeeded| EventKey {
        foreign,
        succeeded,
        ..key(Version::V3, &["PAID"], &["transaction"], marks)
    };
    let keys = [
        of(&["mchid"], &["sp_mchid", "scene"], &["state"]),
        of(&["sp_mchid", "sub_mchid"], &["mchid", "scene"], &["state"]),
        of(&["scene"], &["mchid"], &[]),
        of(
            &["combine_mchid"],
            &["mchid", "sp_mchid", "scene"],
            &["orders/state"],
        ),
    ];
    for (payload, expected) in [
        (r#"{"mchid":"1"}"#, Some(0)),
        (r#"{"mchid":"1","state":"SUCCESS"}"#, Some(0)),
        (r#"{"mchid":"1","state":"CLOSED"}"#, None),
        (r#"{"mchid":"1","sp_mchid":""}"#, Some(0)),
        (r#"{"mchid":"1","sp_mchid":null}"#, Some(0)),
        (r#"{"mchid":"1","sp_mchid":"2","sub_mchid":"3"}"#, None),
        (r#"{"mchid":""}"#, None),
        (r#"{"sp_mchid":"2","sub_mchid":"3"}"#, Some(1)),
        (r#"{"sp_mchid":"2"}"#, None),
        (r#"{"sp_mchid":"2","sub_mchid":"3","scene":"PARKING"}"#, Some(2)),
        (
            r#"{"combine_mchid":"4","orders":[{"state":"SUCCESS"},{}]}"#,
            Some(3),
        ),
        (
            r#"{"combine_mchid":"4","orders":[{"state":"SUCCESS"},{"state":"NOTPAY"}]}"#,
            None,
        ),
        // A record reads these, too.
        (r#"{"mchid":"1","state":["CLOSED"]}"#, None),
        (r#"{"mchid":"1","state":["SUCCESS"]}"#, None),
        (r#"{"mchid":"1","state":{"of":"CLOSED"}}"#, None),
        (r#"{"mchid":"1","state":0}"#, None),
        (r#"{"mchid":"1","state":null}"#, Some(0)),
        (r#"{"combine_mchid":"4","orders":{"state":"NOTPAY"}}"#, None),
        (r#"{"combine_mchid":"4","orders":[[{"state":"NOTPAY"}]]}"#, None),
        (r#"{"combine_mchid":"4","orders":{"state":"SUCCESS"}}"#, Some(3)),
        // No number of a merchant's.
        (r#"{"mchid":{}}"#, None),
        (r#"{"mchid":["1"]}"#, None),
        (r#"{"x":{"mchid":"1"}}"#, None),
        (r#"["mchid"]"#, None),
        ("{}", None),
        ("mchid", None),
        ("", None),
    ] {
        let found = EventKey::of_json(&keys, "PAID", "transaction", payload.as_bytes());
        assert_eq!(place(&keys, found), expected, "{payload}");
    }
}

#[test]
fn t2_all_marks_tell_what_has_no_name() {
    let keys = keys();
    for (xml, expected) in [
        (
            "<event_type>TRANSACTION.SUCCESS</event_type><event_ciphertext>x</event_ciphertext>",
            Some(5),
        ),
        (
            "<event_type>TRANSACTION.SUCCESS</event_type><total_fee>1</total_fee>",
            None,
        ),
        (
            "<event_type>REFUND.SUCCESS</event_type><req_info><refund_id>1</refund_id></req_info>",
            None,
        ),
        (
            "<req_info><refund_id>1</refund_id><refund_status>SUCCESS</refund_status></req_info>",
            Some(6),
        ),
        (
            "<req_info><refund_id>1</refund_id><refund_status>CHANGE</refund_status></req_info>",
            None,
        ),
        ("<req_info><refund_id/></req_info>", None),
        ("<req_info>1</req_info>", None),
        (
            "<result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
            Some(7),
        ),
        ("<result_code>SUCCESS</result_code><total_fee>1</total_fee>", None),
        (
            "<result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id/>",
            None,
        ),
        (
            "<result_code>FAIL</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
            None,
        ),
        (
            "<result_code>FAIL</result_code><out_trade_no>1</out_trade_no>",
            Some(8),
        ),
        (
            "<result_code>SUCCESS</result_code><out_trade_no>1</out_trade_no>",
            None,
        ),
        (
            "<result_code>SUCCESS</result_code><trade_state>PAY_FAIL</trade_state><out_trade_no>1</out_trade_no>",
            Some(8),
        ),
        // Not over, or never documented: nobody knows what became of it.
        (
            "<result_code>SUCCESS</result_code><trade_state>USERPAYING</trade_state><out_trade_no>1</out_trade_no>",
            None,
        ),
        (
            "<result_code>FAIL</result_code><trade_state>REFUND</trade_state><out_trade_no>1</out_trade_no>",
            None,
        ),
        (
            "<result_code>FAIL</result_code><err_code>SYSTEMERROR</err_code><out_trade_no>1</out_trade_no>",
            None,
        ),
        (
            "<result_code>FAIL</result_code><err_code>NOTENOUGH</err_code><out_trade_no>1</out_trade_no>",
            Some(8),
        ),
        (
            "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>",
            Some(9),
        ),
        (
            "<change_type/><contract_code>1</contract_code><plan_id>2</plan_id>",
            None,
        ),
        // Of two that fit, none.
        (
            "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>\
             <result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
            None,
        ),
        ("<mch_id>1</mch_id>", None),
        ("", None),
    ] {
        let document = Document::parse(format!("<xml>{xml}</xml>").as_bytes()).unwrap();
        let event_type = document.get("event_type").unwrap_or_default();
        let found = EventKey::of_xml(&keys, event_type, &document);
        assert_eq!(place(&keys, found), expected, "{xml}");
    }
}

#[test]
fn what_is_unknown_says_why() {
    let of = |name, marks, foreign| EventKey {
        name,
        foreign,
        succeeded: &["state"],
        ..key(Version::V3, &["PAID"], &["transaction"], marks)
    };
    let keys = [
        of("Own", &["mchid"], &["sp_mchid"]),
        of("Partner", &["sp_mchid", "sub_mchid"], &["mchid"]),
        of("Any", &["scene"], &[]),
        of("Other", &["scene"], &["mchid"]),
    ];
    for (event_type, original_type, payload, expected) in [
        ("", "", "{}", "it has no `event_type`"),
        (
            "NEW",
            "transaction",
            "{}",
            "no documented notification has this `event_type`",
        ),
        (
            "PAID",
            "",
            "{}",
            "`PAID` is documented, but came without an `original_type`: documented is `transaction`",
        ),
        (
            "PAID",
            "new",
            "{}",
            "`PAID` is documented, but came with another `original_type`: documented is `transaction`",
        ),
        (
            "PAID",
            "transaction",
            r#"{"mchid":"1","sp_mchid":"2","state":"CLOSED"}"#,
            "`PAID` is documented, but the content is that of none of its notifications: for Own it has `sp_mchid`, `state` is \
             not `SUCCESS`; for Partner it lacks `sub_mchid`, it has `mchid`, `state` is not `SUCCESS`; for Any it lacks \
             `scene`, `state` is not `SUCCESS`; for Other it lacks `scene`, it has `mchid`, `state` is not `SUCCESS`",
        ),
        (
            "PAID",
            "transaction",
            r#"{"scene":"1"}"#,
            "`PAID` is documented, but the content is not that of one of its notifications alone: it fits Any; it fits Other",
        ),
    ] {
        let why = EventKey::why_json(&keys, event_type, original_type, payload.as_bytes());
        assert_eq!(why, expected, "{event_type} {original_type} {payload}");
    }
}

#[test]
fn what_is_unknown_in_v2_says_why() {
    let names = [
        "A", "B", "C", "D", "E", "Named", "Refund", "Paid", "Deducted", "Contract",
    ];
    let mut keys = keys();
    for (key, name) in keys.iter_mut().zip(names) {
        key.name = name;
    }
    const NAMELESS: &str = "it has no name, as most of v2, and";
    for (xml, expected) in [
        (
            "<event_type>TRANSACTION.SUCCESS</event_type>",
            "its `event_type` is documented, but it is none of the documented notifications: for Named it lacks \
             `event_ciphertext`"
                .to_owned(),
        ),
        (
            "<event_type>REFUND.SUCCESS</event_type>",
            "no documented notification has this `event_type`".to_owned(),
        ),
        (
            "<result_code>SUCCESS</result_code><total_fee>1</total_fee>",
            format!(
                "{NAMELESS} is none of the documented notifications: for Paid it lacks `transaction_id`; for Deducted it \
                 lacks `out_trade_no`, nothing says that it failed"
            ),
        ),
        (
            "<result_code>SUCCESS</result_code><out_trade_no>1</out_trade_no>",
            format!(
                "{NAMELESS} is none of the documented notifications: for Deducted nothing says that it failed; for Paid it \
                 lacks `total_fee`, `transaction_id`"
            ),
        ),
        (
            "<trade_state>USERPAYING</trade_state><result_code>SUCCESS</result_code><out_trade_no>1</out_trade_no>",
            format!(
                "{NAMELESS} is none of the documented notifications: for Deducted it is not over; for Paid it lacks \
                 `total_fee`, `transaction_id`, `trade_state` is not `SUCCESS`"
            ),
        ),
        (
            "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>\
             <result_code>SUCCESS</result_code><total_fee>1</total_fee><transaction_id>2</transaction_id>",
            format!("{NAMELESS} fits several: Paid, Contract"),
        ),
        (
            "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id><out_no>3</out_no>",
            format!(
                "{NAMELESS} would be Contract, but for a number of the merchant's (`out_…`) that Contract does not have"
            ),
        ),
        (
            "<mch_id>1</mch_id>",
            format!("{NAMELESS} no field that tells a documented notification"),
        ),
    ] {
        let document = Document::parse(format!("<xml>{xml}</xml>").as_bytes()).unwrap();
        let event_type = document.get("event_type").unwrap_or_default();
        assert_eq!(EventKey::why_xml(&keys, event_type, &document), expected, "{xml}");
    }
}

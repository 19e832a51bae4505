//! Faults from the form, and what the journal says of what they answered.

use serde_json::json;

use crate::driver::DESK;
use crate::shop::Shop;

/// What would be refused is not what the form begins with.
#[test]
fn a_fault_of_notifications_is_added_for_notifications() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser.open(&shop.page("#/faults"), DESK);
    let target = "document.getElementById('target').value";
    for (kind, written, expected) in [
        ("late_notification", None, "notify:*"),
        (
            "duplicate_notification",
            Some("notify:refund_success"),
            "notify:refund_success",
        ),
        ("late_notification", None, "notify:refund_success"),
        ("probe", None, "*"),
    ] {
        shop.browser
            .tell(&json!({ "op": "choose", "what": "#kind", "value": kind }));
        if let Some(written) = written {
            shop.browser.fill("#target", written);
        }
        assert_eq!(shop.browser.run(target), expected, "{kind}");
        shop.browser.click("#add");
        shop.browser.see(".bar", kind);
    }
    shop.browser.expect_no_problems();
}

#[test]
fn what_a_fault_answered_is_no_unknown_operation() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let rule = json!({ "fault": { "kind": "bad_gateway" }, "when": "always" });
    let rule = serde_json::from_value(rule).unwrap();
    shop.gateway.world().faults().add(rule).unwrap();
    let call = shop
        .client
        .call(wechatpay_openapi::Method::GET, "v3/certificates");
    shop.runtime.block_on(async { call.await.map(drop) }).unwrap_err();
    shop.browser.open(&shop.page(""), DESK);
    shop.browser.see("a.row .badge.warn", "注入故障");
    shop.browser.click("a.row");
    shop.browser.see(".badge.warn", "注入故障");
    shop.browser.expect_no_problems();
}

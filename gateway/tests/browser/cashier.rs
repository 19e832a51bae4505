//! The cashier: an order is paid there, and the merchant sees it.

use wechatpay_openapi::v3::pay::transactions::out_trade_no::out_trade_no::get;

use crate::driver::{DESK, Window};
use crate::shop::Shop;

#[test]
fn an_order_is_paid_at_the_cashier() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    let phone = Window { width: 390, ..DESK };
    shop.browser.open(&shop.page("#/orders"), phone);
    shop.browser.click(".order a.button");
    shop.browser.see(".amount", "¥18.00");
    shop.browser.see("#state", "NOTPAY");
    let is_drawn =
        "document.querySelector('.qr img').complete && document.querySelector('.qr img').naturalWidth > 100";
    assert_eq!(shop.browser.run(is_drawn), true);
    shop.browser.shot("cashier-open");
    shop.browser.click("#cancel");
    shop.browser.see("#toast", "已取消");
    assert_eq!(state(&shop), "NOTPAY");
    shop.browser.click("#pay");
    shop.browser.see("#state", "SUCCESS");
    shop.browser.shot("cashier-paid");
    assert_eq!(shop.browser.count("#pay"), 0);
    assert_eq!(state(&shop), "SUCCESS");
    shop.browser.open(&shop.page("pay/none"), phone);
    shop.browser.see(".nothing", "none");
}

#[test]
fn an_order_is_paid_from_the_list() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.open(&shop.page("#/orders"), DESK);
    shop.browser.click(".order button.first");
    shop.browser.see(".order .badge.good", "SUCCESS");
    assert_eq!(state(&shop), "SUCCESS");
    shop.browser.expect_no_problems();
}

/// As the merchant is told.
fn state(shop: &Shop) -> String {
    let request = get::Request::new().mchid(shop.client.mchid());
    let orders = shop.client.v3().pay().transactions();
    let call = orders.out_trade_no().out_trade_no("T20261129001").get(request);
    let order = shop.runtime.block_on(async { call.await }).unwrap();
    order.trade_state.as_ref().unwrap().as_str().to_owned()
}

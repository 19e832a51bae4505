//! What is paid, or not, besides the whole story.

use crate::driver::{DESK, Window};
use crate::shop::Shop;

#[test]
fn an_order_is_paid_from_the_list() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.open(&shop.page("#/orders"), DESK);
    shop.browser.click(".order button.first");
    shop.browser.see(".order .badge.good", "SUCCESS");
    shop.browser.expect_no_problems();
}

/// As a merchant's H5 page leads there, its own address appended.
#[test]
fn a_payer_of_h5_finds_the_way_back() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129002", "https://www.example.com/notify");
    for (redirect, is_shown) in [
        ("https%3A%2F%2Fshop.example%2Fdone", true),
        ("javascript%3Aalert(1)", false),
    ] {
        let page = format!("pay/T20261129002?trade_type=MWEB&redirect_url={redirect}");
        shop.browser.open(&shop.page(&page), DESK);
        shop.browser.see("#state", "NOTPAY");
        assert_eq!(shop.browser.count("#merchant"), u64::from(is_shown), "{redirect}");
    }
}

#[test]
fn a_cashier_without_an_order_says_so() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let phone = Window { width: 390, ..DESK };
    shop.browser.open(&shop.page("pay/none"), phone);
    shop.browser.see(".nothing", "none");
    shop.browser.see("a", "返回");
}

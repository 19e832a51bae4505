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

/// Nobody pays a part of it alone, wherever its button is.
#[test]
fn a_combined_order_is_paid_as_a_whole() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    for number in ["T20261129003", "T20261129004"] {
        shop.combined(number);
    }
    shop.browser.open(&shop.page("#/orders"), DESK);
    shop.browser
        .click(".order:has-text('T20261129003-1') button.first");
    for part in ["T20261129003-1", "T20261129003-2"] {
        shop.browser.see(".order:has(.badge.good)", part);
    }
    shop.browser.click(".order:has-text('T20261129004-2') a.button");
    shop.browser.see(".amount", "¥20.00");
    shop.browser.click("#pay");
    shop.browser.see("#state", "SUCCESS");
    shop.browser.expect_no_problems();
}

/// What would be refused is not offered.
#[test]
fn an_order_whose_link_has_lapsed_says_so() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129005", "https://www.example.com/notify");
    shop.browser.open(&shop.page("#/orders"), DESK);
    shop.browser.see(".order button.first", "支付");
    shop.gateway.clock().advance(2 * 3600 + 1);
    shop.browser.see(".order .badge.bad", "链接已过期");
    assert_eq!(shop.browser.count(".order button"), 0);
    shop.browser.click(".order a.button");
    shop.browser.see("#lapsed", "重新下单");
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

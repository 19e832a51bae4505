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

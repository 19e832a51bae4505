//! Notifications from the form: a shop receives what was typed.

use crate::driver::DESK;
use crate::scene;
use crate::shop::Shop;

#[test]
fn a_notification_is_sent_from_the_form() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let told = shop.runtime.block_on(scene::Shop::open(shop.client.clone()));
    shop.browser.open(&shop.page("#/notify"), DESK);
    shop.browser.fill("#notify-url", told.notify_url());
    shop.browser
        .fill(".field:has-text('out_trade_no') input", "TYPED0001");
    // What is emptied is not sent.
    shop.browser.fill(".field:has-text('attach') input", "");
    shop.browser.click("#send");
    shop.browser.see("details .badge.good", "delivered");
    shop.browser.click("details summary");
    shop.browser.see("details pre", "TYPED0001");
    shop.browser.shot("notification");
    assert!(!shop.browser.text("details pre").contains("attach"));
    let words = shop.runtime.block_on(told.next());
    assert_eq!(words, "TYPED0001 is paid: 888");
    assert_eq!(told.seen(), 1);
    shop.browser.expect_no_problems();
}

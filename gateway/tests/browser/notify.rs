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
    shop.browser.see("#delivery-1 .badge.good", "已送达");
    shop.browser.click("#delivery-1 summary");
    shop.browser.see("#delivery-1 pre", "TYPED0001");
    assert!(!shop.browser.text("#delivery-1 pre").contains("attach"));
    shop.browser.see("#delivery-1 p", "已接收，共发送 1 次");
    shop.browser.see("#delivery-1 h3", "最近一次发送的原文");
    assert!(
        shop.browser
            .text("#delivery-1 pre.sent")
            .contains("\"resource\":{")
    );
    shop.browser.shot("notification");
    let words = shop.runtime.block_on(told.next());
    assert_eq!(words, "TYPED0001 is paid: 888");
    assert_eq!(told.seen(), 1);

    // What comes later closes nothing.
    shop.browser.click("#send");
    shop.browser.see("#delivery-2 .badge.good", "已送达");
    assert_eq!(shop.browser.count("#delivery-1[open]"), 1);
    shop.browser.expect_no_problems();
}

/// What the form of each event is filled with is its example, and nothing else is read back.
#[test]
fn the_form_of_every_event_reads_back_its_example() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser.open(&shop.page("#/notify"), DESK);
    let script = r"(async () => {
        const { form } = await import('/_gateway/page/js/form.js');
        const ask = async (path) => (await fetch(`/_gateway/${path}`)).json();
        const sorted = (value) => {
            if (Array.isArray(value)) return value.map(sorted);
            if (typeof value === 'string' && value.startsWith('{')) return sorted(JSON.parse(value));
            if (!value || typeof value !== 'object') return value;
            return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
        };
        const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        const events = await ask('events');
        const wrong = [];
        for (const { variant } of events) {
            const event = await ask(`events/${variant}`);
            const read = form(event.form, event.example).read() ?? {};
            if (!same(read, event.example)) wrong.push([variant, read, event.example]);
        }
        return { events: events.length, wrong };
    })()";
    let found = shop.browser.run(script);
    assert_eq!(found["wrong"], serde_json::json!([]), "{}", found["wrong"]);
    assert!(found["events"].as_u64() > Some(100), "{}", found["events"]);
}

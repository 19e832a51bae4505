//! Each view opens in both languages, light and dark, wide and on a phone, and without a word from elsewhere.

use crate::driver::{DESK, Window};
use crate::shop::Shop;

/// A place of the page, an element that it must have, and its text in Chinese and English.
const VIEWS: [(&str, &str, &str, &str); 8] = [
    (
        "#/journal",
        "a.row",
        "/v3/pay/transactions/native",
        "/v3/pay/transactions/native",
    ),
    ("#/orders", ".order", "收银台", "Cashier"),
    ("#/notify", "label", "商户订单号", "out_trade_no"),
    ("#/faults", "label", "概率", "Probability"),
    (
        "#/catalogue?q=申请退款",
        "a.row",
        "/v3/refund/domestic/refunds",
        "/v3/refund/domestic/refunds",
    ),
    (
        "#/catalogue/GET%20%2Fv3%2Fcertificates",
        "pre",
        "curl -X GET",
        "curl -X GET",
    ),
    (
        "#/settings",
        "label",
        "商户证书序列号",
        "the certificate's serial number",
    ),
    (
        "#/nowhere",
        "a.row",
        "/v3/pay/transactions/native",
        "/v3/pay/transactions/native",
    ),
];

#[test]
fn every_view_opens() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    let phone = Window { width: 390, ..DESK };
    let english = |window| Window {
        colors: "dark",
        language: "en-GB",
        ..window
    };
    for (place, what, zh, en) in VIEWS {
        let name = place
            .trim_start_matches("#/")
            .split(['?', '/'])
            .next()
            .unwrap()
            .to_owned();
        let url = shop.page(place);
        let looks = [
            (DESK, zh, "wide"),
            (phone, zh, "phone"),
            (english(DESK), en, "wide-dark"),
            (english(phone), en, "phone-dark"),
        ];
        for (window, text, look) in looks {
            shop.browser.open(&url, window);
            shop.browser.see(what, text);
            shop.browser.shot(&format!("{name}-{look}"));
            let overflow = shop
                .browser
                .run("document.documentElement.scrollWidth - innerWidth");
            assert!(
                overflow.as_i64().unwrap() <= 0,
                "{place} {look}: {overflow} too wide"
            );
        }
        shop.browser.expect_no_problems();
    }
}

#[test]
fn the_keyboard_is_enough() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.open(&shop.page(""), DESK);
    shop.browser.see("a.row", "/v3/pay/transactions/native");
    for (key, what, text) in [
        ("j", "a.row:focus", "/v3/pay/transactions/native"),
        ("Enter", "h2", "POST /v3/pay/transactions/native"),
        ("Escape", "a.row", "/v3/pay/transactions/native"),
        ("2", ".order", "一杯龙井茶"),
        ("5", "input[type=search]:focus", ""),
    ] {
        shop.browser.press(key);
        shop.browser.see(what, text);
    }
    shop.browser.click("#language");
    shop.browser.see("nav a", "Catalogue");
    shop.browser.click("#theme");
    shop.browser.see("#theme", "Theme: light");
    shop.browser.expect_no_problems();
}

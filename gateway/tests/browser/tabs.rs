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
    ("#/notify", "summary", "通知内容", "Payload"),
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
        "curl -sS -X GET",
        "curl -sS -X GET",
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
    let phone = Window { width: 375, ..DESK };
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
            let nav = "document.querySelector('nav')";
            let hidden = shop
                .browser
                .run(&format!("{nav}.scrollWidth - {nav}.clientWidth"));
            assert_eq!(hidden, 0, "{place} {look}: tabs are out of sight");
        }
        shop.browser.expect_no_problems();
    }
}

#[test]
fn the_keyboard_is_enough() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    for number in ["T20261129001", "T20261129002"] {
        shop.order(number, "https://www.example.com/notify");
    }
    shop.browser.open(&shop.page(""), DESK);
    shop.browser
        .see("li:nth-child(2) a.row", "/v3/pay/transactions/native");
    for (key, what, text) in [
        ("j", "li:nth-child(1) a.row:focus", ""),
        ("j", "li:nth-child(2) a.row:focus", ""),
        ("Enter", "h2", "POST /v3/pay/transactions/native"),
        ("Escape", "li:nth-child(2) a.row", ""),
        // Where it was left; there is no third.
        ("j", "li:nth-child(2) a.row:focus", ""),
        // No detail, nothing to go back from.
        ("Escape", "li:nth-child(2) a.row:focus", ""),
        ("2", ".order", "一杯龙井茶"),
        ("5", "input[type=search]:focus", ""),
    ] {
        shop.browser.press(key);
        shop.browser.see(what, text);
    }
    shop.browser.press("Escape");
    shop.browser.press("2");
    shop.browser.run("document.querySelector('.skip').focus()");
    shop.browser.press("Enter");
    shop.browser.see("main:focus .order", "一杯龙井茶");
    // The button is gone, and the order's next one has the focus.
    shop.browser
        .run("document.querySelector('.order button.first').focus()");
    shop.browser.press("Enter");
    shop.browser.see("li:has(.badge.good) a:focus", "收银台");
    shop.browser.click("#language");
    shop.browser.see("nav a", "Catalogue");
    shop.browser.click("#theme");
    shop.browser.see("#theme", "Theme: light");
    shop.browser.expect_no_problems();
}

//! The tab of settings: each of its buttons, and what the gateway makes of it.

use std::path::Path;

use crate::driver::{Browser, DESK, Window};
use crate::shop::Shop;

/// What the browser's own fetch of the control API gives, at this JSON pointer's place.
fn told(browser: &mut Browser, path: &str, of: &str) -> serde_json::Value {
    browser.run(&format!(
        "fetch('{path}').then((answer) => answer.json()).then((told) => {of})"
    ))
}

#[test]
fn each_setting_is_changed() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let url = shop.page("#/settings");
    shop.browser.open(&url, DESK);
    shop.browser.see("pre", "WECHATPAY_MCHID=1900000001");
    shop.browser.shot("settings-before");

    let before = shop.gateway.keys().certificates().len();
    shop.browser.click("button:has-text('换一张平台证书')");
    shop.browser.see("#toast", "完成");
    let certificates = shop.gateway.keys().certificates();
    let newest = certificates.last().unwrap().serial_no.clone();
    assert_eq!(certificates.len(), before + 1);
    shop.browser.see("dd", &newest);
    shop.browser
        .see("pre", &format!("WECHATPAY_PLATFORM_SERIAL_NO={newest}"));

    let card = ".card:has(h2:text-is('时钟'))";
    shop.browser.click(&format!("{card} button:has-text('停住')"));
    shop.browser.see(".badge", "已停止");
    // 2026-11-28 09:00 in Beijing.
    shop.gateway.clock().set(1_795_827_600);
    for (button, time) in [("1 小时", "2026/11/28 10:00:00"), ("1 天", "2026/11/29 10:00:00")] {
        shop.browser.click(&format!("{card} button:has-text('{button}')"));
        shop.browser.see(&format!("{card} strong"), time);
    }
    shop.browser.fill("#clock-at", "2026-11-30T12:00:00");
    shop.browser.click(&format!("{card} button:text-is('设置')"));
    shop.browser.see(&format!("{card} strong"), "2026/11/30 12:00:00");
    assert_eq!(shop.gateway.clock().now(), 1_796_011_200);

    shop.browser.choose("#check-length", "off");
    let length = "told.find((one) => one.check === 'length').mode";
    assert_eq!(told(&mut shop.browser, "checks/modes", length), "off");
    shop.browser.expect_no_problems();
}

#[test]
fn state_is_taken_forgotten_and_put_back() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.open(&shop.page("#/settings"), DESK);
    shop.browser.click("button:has-text('停住')");
    shop.browser.see(".card .badge", "已停止");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.json");
    shop.browser.download("button:has-text('保存快照')", &file);
    shop.browser.click("button:has-text('清空全部数据')");
    shop.browser.see("#toast", "完成");
    assert_eq!(told(&mut shop.browser, "status", "told.orders"), 0);
    shop.gateway.clock().run();
    shop.browser.open(&shop.page("#/settings"), DESK);
    shop.browser.upload("input[type=file]", &file);
    shop.browser.see("#toast.shown", "完成");
    assert_eq!(told(&mut shop.browser, "status", "told.orders"), 1);
    // The rest of the tab is of the snapshot, too.
    shop.browser.see(".card .badge", "已停止");
    shop.browser.upload("input[type=file]", Path::new("Cargo.toml"));
    shop.browser.see("#toast", "JSON");
    shop.browser.expect_no_problems();
}

/// By plain HTTP from another machine a page has no clipboard.
#[test]
fn what_cannot_be_copied_is_selected() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser
        .open(&shop.page("#/settings"), Window { width: 390, ..DESK });
    shop.browser.see("pre", "WECHATPAY_MCHID=");
    shop.browser
        .run("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    for (button, text) in [
        (".copyable button", "WECHATPAY_BASE_URL="),
        ("#facts button", "http://127.0.0.1:"),
    ] {
        for does_copy in [true, false] {
            shop.browser
                .run(&format!("document.execCommand = () => {does_copy}"));
            shop.browser.click(button);
            let selected = shop.browser.run("getSelection().toString()");
            assert!(
                selected.as_str().unwrap().starts_with(text),
                "{button}: {selected}"
            );
        }
        shop.browser.see("#toast.shown", "Ctrl");
    }
    shop.browser.expect_no_problems();
}

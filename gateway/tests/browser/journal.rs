//! The journal as it grows, and why a signature failed.

use wechatpay_openapi_runtime::Method;

use crate::driver::DESK;
use crate::shop::Shop;

#[test]
fn what_happens_appears_by_itself() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser.open(&shop.page(""), DESK);
    let url = shop.gateway.url().to_owned();
    shop.browser.see(".nothing code", &url);
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.see("a.row .badge.good", "通过");
    shop.order("T20261129002", "https://www.example.com/notify");
    // The newest is the first.
    shop.browser.see("li:nth-child(2)", "/v3/pay/transactions/native");
    shop.browser.click("a.row");
    shop.browser.see("pre", "T20261129002");
    shop.browser.see("pre", "code_url");
    shop.browser.expect_no_problems();
}

#[test]
fn what_is_looked_for_is_found() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    for number in ["T20261129001", "T20261129002"] {
        shop.order(number, "https://www.example.com/notify");
    }
    shop.browser.open(&shop.page(""), DESK);
    shop.browser.fill("input[type=search]", "native t20261129001");
    shop.browser.press("Enter");
    shop.browser
        .see("li:only-child a.row", "/v3/pay/transactions/native");
    shop.browser.click("a.row");
    shop.browser.see("pre", "T20261129001");
    shop.browser.open(&shop.page("#/journal?text=refunds"), DESK);
    shop.browser.see(".nothing", "没有符合条件的请求");
    shop.browser.expect_no_problems();
}

#[test]
fn a_list_that_pauses_asks_for_nothing() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser.open(&shop.page(""), DESK);
    shop.browser.see(".nothing", "还没有请求");
    shop.browser.click("button:has-text('暂停')");
    let numbers = ["1", "2", "3", "4", "5", "6", "7", "8"].map(|number| format!("T2026112900{number}"));
    for number in &numbers {
        shop.order(number, "https://www.example.com/notify");
    }
    let asked =
        "performance.getEntriesByType('resource').filter((one) => one.name.includes('/journal?')).length";
    // The one that waited when the button was pressed.
    assert!(shop.browser.run(asked).as_u64() <= Some(1));
    assert_eq!(shop.browser.count("a.row"), 0);
    shop.browser.click("button:has-text('继续')");
    shop.browser.see("li:nth-child(8)", "/v3/pay/transactions/native");
    shop.browser.expect_no_problems();
}

#[test]
fn a_gateway_that_starts_again_is_shown_again() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.order("T20261129001", "https://www.example.com/notify");
    shop.browser.open(&shop.page(""), DESK);
    shop.browser.see("a.row", "/v3/pay/transactions/native");
    let listen = shop.gateway.address();
    shop.runtime.block_on(shop.gateway.shutdown());
    shop.browser.see("#facts .badge", "网关没有响应");
    let settings = wechatpay_gateway::Settings {
        listen,
        ..Default::default()
    };
    let again = shop.runtime.block_on(wechatpay_gateway::Gateway::start(settings));
    let again = again.unwrap();
    let url = format!("{}/v3/nowhere", again.url());
    let sent = shop.runtime.block_on(async { reqwest::get(url).await });
    assert_eq!(sent.unwrap().status().as_u16(), 404);
    shop.browser.see("li:only-child a.row", "/v3/nowhere");
    shop.browser.see("#facts", "运行中");
}

#[test]
fn a_signature_that_fails_is_explained() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let call = shop.client.call(Method::GET, "v3/certificates");
    let mut request = call.to_http().unwrap();
    let altered = format!("{}?algorithm_type=RSA", request.uri());
    *request.uri_mut() = altered.parse().unwrap();
    assert_eq!(shop.send(request), 401);

    shop.browser.open(&shop.page(""), DESK);
    shop.browser.click("a.row");
    shop.browser.see("#diagnosis", "没有签查询参数");
    shop.browser.see("#diagnosis code", "query-not-signed");
    assert_eq!(shop.browser.text("mark.checked"), "?algorithm_type=RSA");
    assert_eq!(shop.browser.count("mark.signed"), 0);
    shop.browser.see("dd", "0x3F ?");
    shop.browser.shot("diagnosis");
    shop.browser.expect_no_problems();
}

#[test]
fn a_call_of_the_catalogue_is_sent_from_the_page() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    shop.browser.open(&shop.page("#/catalogue"), DESK);
    shop.browser.fill("input[type=search]", "平台证书列表");
    shop.browser.click("a.row:has-text('/v3/certificates')");
    shop.browser.click("#send");
    shop.browser.see("h3", "应答 200");
    shop.browser.see("pre", "encrypt_certificate");

    shop.browser.open(
        &shop.page("#/catalogue/POST%20%2Fv3%2Fmerchant%2Fmedia%2Fupload"),
        DESK,
    );
    shop.browser.click("#send");
    shop.browser.see("h3", "应答 200");
    shop.browser.see("pre", "media_id");

    shop.browser.open(&shop.page("#/faults"), DESK);
    shop.browser
        .tell(&serde_json::json!({ "op": "choose", "what": "#kind", "value": "server_error_before" }));
    shop.browser.click("#add");
    shop.browser.see("strong", "server_error_before");
    let call = shop.client.call(Method::GET, "v3/certificates");
    assert_eq!(shop.send(call.to_http().unwrap()), 500);
    assert_eq!(shop.send(call.to_http().unwrap()), 200);
    shop.browser.expect_no_problems();
}

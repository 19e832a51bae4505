//! Notifications from the form: a program receives what was typed.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use wechatpay_openapi::Client;
use wechatpay_openapi::webhook::Event;

use crate::driver::DESK;
use crate::shop::Shop;

/// A program that keeps the numbers of orders that it was told of.
#[derive(Clone)]
struct Program {
    client: Client,
    told: Arc<Mutex<Vec<String>>>,
}

async fn receive(State(program): State<Program>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let notifications = program.client.notifications();
    match notifications.parse_event::<Event, _>(&headers, &body) {
        Ok(notification) => {
            let number = match &notification.event {
                Event::TransactionSuccess(order) => order.out_trade_no.clone().unwrap_or_default(),
                other => format!("{other:?}"),
            };
            program.told.lock().unwrap().push(number);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::UNAUTHORIZED,
    }
}

#[test]
fn a_notification_is_sent_from_the_form() {
    let Some(mut shop) = Shop::open() else {
        return;
    };
    let program = Program {
        client: shop.client.clone(),
        told: Arc::default(),
    };
    let address = shop.runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/notify", post(receive))
            .with_state(program.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        address
    });
    shop.browser.open(&shop.page("#/notify"), DESK);
    shop.browser
        .fill("#notify-url", &format!("http://{address}/notify"));
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
    assert_eq!(*program.told.lock().unwrap(), ["TYPED0001"]);
    shop.browser.expect_no_problems();
}

//! Two hosts of the same WeChat Pay: what is asked at the other one is the same order.

use std::net::TcpListener;

use serde_json::json;
use wechatpay_openapi::RetryPolicy;

use crate::shop::Shop;

/// Which host each request since then was sent to.
fn hosts(shop: &Shop, since: u64) -> Vec<String> {
    let journal = &shop.gateway.world().journal;
    let entries = (since + 1..=shop.requests()).filter_map(|number| journal.get(number));
    let headers = entries.flat_map(|entry| entry.headers.clone());
    headers
        .filter(|(name, _)| name == "host")
        .map(|(_, host)| host.split(':').next().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn a_host_that_does_not_listen_is_replaced_by_the_other() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody = closed.local_addr().expect("it is bound").port();
    drop(closed);
    let shop = Shop::open_with(|gateway| {
        let client = gateway.client().base_url(format!("http://127.0.0.1:{nobody}"));
        client.backup_url(gateway.url())
    })
    .await;
    let number = shop.number();
    let placed = shop.order(&number, RetryPolicy::default()).await;
    assert!(placed.is_ok(), "{placed:?}");
    assert!(shop.has(&number));
}

/// A host that takes requests and answers none is given up after the third.
#[tokio::test]
async fn an_order_that_was_placed_without_an_answer_is_the_same_at_the_other_host() {
    let shop = Shop::open_with(|gateway| {
        let port = gateway.address().port();
        let client = gateway.client().base_url(format!("http://127.0.0.1:{port}"));
        client.backup_url(format!("http://localhost:{port}"))
    })
    .await;
    let (number, before) = (shop.number(), shop.requests());
    for _ in 0..3 {
        shop.add(json!({ "fault": { "kind": "reset_after" } }))
            .expect("a rule");
        let lost = shop.order(&number, RetryPolicy::none()).await;
        assert!(lost.is_err(), "{lost:?}");
    }
    assert!(shop.has(&number));
    let placed = shop.order(&number, RetryPolicy::none()).await.expect("an answer");
    let order = {
        let ledger = shop.gateway.world().ledger();
        assert_eq!(ledger.orders.len(), 1);
        ledger.orders.values().next().cloned().expect("the order")
    };
    assert_eq!(placed.prepay_id.as_deref(), Some(&*order.prepay_id));
    let hosts = hosts(&shop, before);
    assert_eq!(hosts.last().map(String::as_str), Some("localhost"), "{hosts:?}");
    assert!(
        hosts[..hosts.len() - 1].iter().all(|host| host == "127.0.0.1"),
        "{hosts:?}"
    );
}

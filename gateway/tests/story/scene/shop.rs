//! A small shop: an axum program on the crate, which is told what happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::post;
use tokio::sync::{Mutex, mpsc};
use wechatpay_openapi::webhook::Event;
use wechatpay_openapi::{Client, Reply, WechatPay};

/// Its state.
#[derive(Clone)]
struct Told {
    client: Client,
    told: mpsc::UnboundedSender<String>,
    seen: Arc<AtomicUsize>,
}

impl FromRef<Told> for Client {
    fn from_ref(shop: &Told) -> Self {
        shop.client.clone()
    }
}

/// The shop, and what it was told.
pub(crate) struct Shop {
    notify_url: String,
    told: Mutex<mpsc::UnboundedReceiver<String>>,
    seen: Arc<AtomicUsize>,
}

impl Shop {
    /// Opens it on a free port.
    pub(crate) async fn open(client: Client) -> Self {
        let (sender, told) = mpsc::unbounded_channel();
        let seen = Arc::new(AtomicUsize::new(0));
        let state = Told {
            client,
            told: sender,
            seen: seen.clone(),
        };
        let router = Router::new().route("/notify", post(notified)).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let notify_url = format!("http://{}/notify", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            notify_url,
            told: Mutex::new(told),
            seen,
        }
    }

    pub(crate) fn notify_url(&self) -> &str {
        &self.notify_url
    }

    /// What it is told next.
    pub(crate) async fn next(&self) -> String {
        let mut told = self.told.lock().await;
        let next = tokio::time::timeout(Duration::from_secs(20), told.recv()).await;
        next.expect("told in time").expect("the shop is open")
    }

    /// How often it was told something.
    pub(crate) fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

/// Whatever does not verify never comes here.
async fn notified(State(shop): State<Told>, WechatPay(notification): WechatPay<Event>) -> Reply {
    shop.seen.fetch_add(1, Ordering::SeqCst);
    let words = match &notification.event {
        Event::TransactionSuccess(order) => {
            let total = order
                .amount
                .as_ref()
                .and_then(|amount| amount.total)
                .unwrap_or_default();
            format!(
                "{} is paid: {total}",
                order.out_trade_no.as_deref().unwrap_or_default()
            )
        }
        Event::RefundSuccess(refund) => {
            let back = refund
                .amount
                .as_ref()
                .and_then(|amount| amount.refund)
                .unwrap_or_default();
            format!(
                "{} is given back: {back}",
                refund.out_trade_no.as_deref().unwrap_or_default()
            )
        }
        other => format!("{other:?}"),
    };
    drop(shop.told.send(words));
    notification.success()
}

//! A merchant's server that keeps what it gets and replies as it is told, and an outbox that sends to it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};
use tokio::task::JoinHandle;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::fault::Faults;
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_gateway::message::Notice;
use wechatpay_gateway::notify::{Delivery, Ordered, Outbox, Pace};
use wechatpay_openapi_runtime::{Bytes, Client, Error, RawNotification};

pub(crate) const START: i64 = 1_760_000_000;

/// What it replies, in this order; then 204.
type Script = Arc<Mutex<Vec<(u16, &'static str, Duration)>>>;

#[derive(Clone)]
struct Merchant {
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    script: Script,
}

async fn receive(State(merchant): State<Merchant>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a small body");
    merchant.got.lock().expect("no panic").push((parts.headers, body));
    let next = {
        let mut script = merchant.script.lock().expect("no panic");
        (!script.is_empty()).then(|| script.remove(0))
    };
    let (status, body, after) = next.unwrap_or((204, "", Duration::ZERO));
    tokio::time::sleep(after).await;
    (StatusCode::from_u16(status).expect("a status"), body).into_response()
}

/// Both ends. The clock stands still.
pub(crate) struct Ends {
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) faults: Arc<Mutex<Faults>>,
    pub(crate) outbox: Outbox,
    pub(crate) url: String,
    merchant: Merchant,
    courier: JoinHandle<()>,
}

impl Ends {
    pub(crate) async fn open() -> Self {
        let clock = Clock::standing(START);
        let keys = Keys::new(&KeySettings::default(), &clock).expect("random numbers");
        let faults = Arc::new(Mutex::new(Faults::new(1)));
        let pace = Pace {
            factor: 1,
            ..Pace::default()
        };
        let outbox = Outbox::new(&keys, &clock, &faults, pace).expect("a client");
        let merchant = Merchant {
            got: Arc::default(),
            script: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!("http://{}/notify", listener.local_addr().expect("bound"));
        let router = Router::new().fallback(receive).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let courier = tokio::spawn(outbox.clone().deliver());
        Self {
            clock,
            keys,
            faults,
            outbox,
            url,
            merchant,
            courier,
        }
    }

    /// What the merchant replies to the next requests.
    pub(crate) fn will_reply(&self, replies: &[(u16, &'static str)]) {
        let replies = replies
            .iter()
            .map(|(status, body)| (*status, *body, Duration::ZERO));
        self.merchant.script.lock().expect("no panic").extend(replies);
    }

    /// How long it takes for the next one.
    pub(crate) fn will_take(&self, time: Duration) {
        self.merchant
            .script
            .lock()
            .expect("no panic")
            .push((204, "", time));
    }

    pub(crate) fn notice(&self, event: &str, event_type: &str, payload: Value) -> Notice {
        Notice {
            event: event.to_owned(),
            event_type: event_type.to_owned(),
            payload: payload.as_object().cloned().unwrap_or_else(Map::new),
            notify_url: self.url.clone(),
            after_secs: 0,
        }
    }

    pub(crate) fn refund(&self) -> Notice {
        let payload =
            json!({ "mchid": self.keys.mchid(), "out_refund_no": "R1", "refund_status": "SUCCESS" });
        self.notice("refund_success", "REFUND.SUCCESS", payload)
    }

    /// Orders one and waits until it was tried.
    pub(crate) async fn send(&self, notice: Notice) -> Delivery {
        let numbers = self.outbox.order(Ordered::plain(notice));
        self.tried(numbers[0], 1).await
    }

    /// Waits until a delivery was tried so often and nothing is under way.
    pub(crate) async fn tried(&self, number: u64, attempts: usize) -> Delivery {
        self.until(number, |delivery| delivery.attempts.len() >= attempts)
            .await
    }

    pub(crate) async fn until(&self, number: u64, is_done: impl Fn(&Delivery) -> bool) -> Delivery {
        for _ in 0..2_000 {
            let delivery = self.outbox.get(number).expect("it is known");
            if is_done(&delivery) {
                return delivery;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("nothing happened to {:?}", self.outbox.get(number));
    }

    /// What the merchant got since it was asked last.
    pub(crate) fn got(&self) -> Vec<(HeaderMap, Bytes)> {
        std::mem::take(&mut *self.merchant.got.lock().expect("no panic"))
    }

    /// A client of the merchant's.
    pub(crate) fn client(&self) -> Client {
        let builder = self
            .keys
            .configure(Client::builder(self.keys.mchid()), "http://127.0.0.1:1");
        builder.build().expect("all settings")
    }

    /// What a client makes of what the merchant got since it was asked last.
    pub(crate) fn read(&self) -> Vec<Result<RawNotification, Error>> {
        let client = self.client();
        let got = self.got();
        got.iter()
            .map(|(headers, body)| client.notifications().parse(headers, body))
            .collect()
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        self.courier.abort();
    }
}

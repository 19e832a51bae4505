//! A platform in this process whose list of certificates behaves as a test says, and counts how often it is asked for.

use std::future::{pending, poll_fn};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use serde_json::json;
use wechatpay_openapi_runtime::sign::v3::response_message;
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Client, ClientBuilder, Outgoing, RetryPolicy, Transport, TransportError, http,
};

use super::platform::{API_V3_KEY, MCHID, NONCE, NOW, SERIAL_NO, answer, keys};
use super::rotation::{OLD, foreign, item, signer};

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Good,
    /// Good, after this time of tokio's.
    Late(u64),
    /// Good, when [`Lists::open`] is called.
    Gated,
    /// An error of the API.
    Failing,
    /// Encrypted for another merchant.
    Foreign,
    /// Good, but by a certificate that is not in the list.
    Unknown,
    /// No answer, whatever time was given for it.
    Hanging,
    Panicking,
}

/// The platform. It answers every other request with `{}`.
#[derive(Clone)]
pub struct Lists(Arc<State>);

struct State {
    now: AtomicI64,
    fetches: AtomicUsize,
    list: Mutex<Act>,
    others: Mutex<Act>,
    gate: Mutex<Gate>,
}

#[derive(Default)]
struct Gate {
    is_open: bool,
    waiting: Vec<Waker>,
}

impl Lists {
    pub fn new(list: Act) -> Self {
        Self(Arc::new(State {
            now: AtomicI64::new(NOW),
            fetches: AtomicUsize::new(0),
            list: Mutex::new(list),
            others: Mutex::new(Act::Good),
            gate: Mutex::default(),
        }))
    }

    /// From now on the list is so.
    pub fn turn(&self, list: Act) {
        *self.0.list.lock().unwrap() = list;
    }

    /// From now on everything else is answered so.
    pub fn answer(&self, act: Act) {
        *self.0.others.lock().unwrap() = act;
    }

    pub fn open(&self) {
        let mut gate = self.0.gate.lock().unwrap();
        gate.is_open = true;
        gate.waiting.drain(..).for_each(Waker::wake);
    }

    pub fn later(&self, seconds: i64) {
        self.0.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// How often the list was asked for.
    pub fn fetches(&self) -> usize {
        self.0.fetches.load(Ordering::SeqCst)
    }

    /// How many hold this platform: this one, and the transports of clients that are there.
    pub fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    pub fn builder(&self) -> ClientBuilder<Client> {
        let clock = self.0.clone();
        Client::builder(MCHID)
            .merchant_key(SERIAL_NO, &keys().merchant_pem)
            .api_v3_key(API_V3_KEY)
            .platform_certificates()
            .retry(RetryPolicy::none())
            .clock(move || clock.now.load(Ordering::SeqCst))
            .transport(self.clone())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The headers of a notification that nobody has signed, in the name of this serial.
    pub fn forged(&self, serial: &str) -> Vec<(&'static str, String)> {
        vec![
            (
                "Wechatpay-Timestamp",
                self.0.now.load(Ordering::SeqCst).to_string(),
            ),
            ("Wechatpay-Nonce", NONCE.to_owned()),
            ("Wechatpay-Serial", serial.to_owned()),
            ("Wechatpay-Signature", "AAAA".to_owned()),
        ]
    }

    fn signed(&self, serial: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
        let body = body.into();
        let time = self.0.now.load(Ordering::SeqCst).to_string();
        let message = response_message(&time, NONCE, &body);
        let headers = [
            ("Wechatpay-Timestamp", time),
            ("Wechatpay-Nonce", NONCE.to_owned()),
            ("Wechatpay-Serial", serial.to_owned()),
            ("Wechatpay-Signature", signer(OLD).0.sign(&message).unwrap()),
        ];
        answer(200, &headers, body)
    }

    async fn opened(&self) {
        poll_fn(|cx| {
            let mut gate = self.0.gate.lock().unwrap();
            if gate.is_open {
                return Poll::Ready(());
            }
            gate.waiting.push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    async fn act(self, act: Act, body: Bytes) -> Result<http::Response<Bytes>, TransportError> {
        match act {
            Act::Good => {}
            Act::Late(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
            Act::Gated => self.opened().await,
            Act::Failing => return Ok(answer(400, &[], r#"{"code":"PARAM_ERROR","message":"参数错误"}"#)),
            Act::Foreign => return Ok(self.signed(OLD, foreign())),
            Act::Unknown => return Ok(self.signed("5A99", body)),
            Act::Hanging => pending().await,
            Act::Panicking => panic!("a transport that panics, on purpose"),
        }
        Ok(self.signed(OLD, body))
    }
}

impl Transport for Lists {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let is_list = outgoing.request.uri().path() == "/v3/certificates";
        let (act, body) = if is_list {
            self.0.fetches.fetch_add(1, Ordering::SeqCst);
            let list = json!({ "data": [item(OLD, &signer(OLD).1, API_V3_KEY)] });
            (*self.0.list.lock().unwrap(), list.to_string())
        } else {
            (*self.0.others.lock().unwrap(), "{}".to_owned())
        };
        Box::pin(self.clone().act(act, body.into()))
    }
}

//! A server with faults, and a client that calls it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use wechatpay_gateway::fault::{Faults, Instead, Target, Wanted};
use wechatpay_openapi_runtime::testing::{Fault as Signed, TestPlatform};
use wechatpay_openapi_runtime::{
    Advice, Call, Chain, Client, Effect, Error, ErrorCode, Json, Method, Operation, Response as Answered,
    RetryPolicy, record,
};

record! {
    /// Of an order.
    pub struct Order {
        /// The merchant's own number.
        #[is(number)]
        pub out_trade_no: Option<String>,
    }
}

const ERRORS: &[ErrorCode] = &[ErrorCode::new("NOT_ENOUGH", Advice::Fix).status(403)];
/// A second request with the same number is the same order.
const ORDER: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/jsapi")
    .effect(Effect::Once)
    .errors(ERRORS);

/// A server that does what the gateway's pipeline does with faults, around one operation.
pub(crate) struct Server {
    platform: TestPlatform,
    pub(crate) faults: Mutex<Faults>,
    effects: AtomicU32,
}

async fn exchange(State(server): State<Arc<Server>>, _: Request) -> Response {
    let mchid = server.platform.mchid().to_owned();
    let chosen = server
        .faults
        .lock()
        .expect("no panic")
        .next(&Target::operation(&ORDER), &mchid);
    tokio::time::sleep(chosen.delay()).await;
    match chosen.instead(&ORDER) {
        Some(Instead::Fate(fate)) => return fate.into_response(),
        Some(Instead::Signed(status)) => {
            let signed = server.platform.answer(status, "").expect("a status");
            return chosen.after(&ORDER, signed.response()).into_response();
        }
        None => {}
    }
    server.effects.fetch_add(1, Ordering::Relaxed);
    let body = json!({ "prepay_id": "wx201410272009395522657a690389285100" }).to_string();
    let answer = server.platform.answer(200, body).expect("200 is a status");
    let answer = answer
        .fault(Signed::Shifted(chosen.signing().shift_secs))
        .response();
    chosen.after(&ORDER, answer).into_response()
}

pub(crate) struct Shop {
    pub(crate) server: Arc<Server>,
    client: Client,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let platform = TestPlatform::new().expect("random numbers");
        let server = Arc::new(Server {
            platform: platform.clone(),
            faults: Mutex::new(Faults::new(7)),
            effects: AtomicU32::new(0),
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address: SocketAddr = listener.local_addr().expect("bound");
        let router = Router::new().fallback(exchange).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let builder = platform.configure(Client::builder(platform.mchid()));
        let client = builder
            .base_url(format!("http://{address}"))
            .build()
            .expect("all settings");
        Self { server, client }
    }

    pub(crate) fn add(&self, rule: Value) -> Result<u64, String> {
        let wanted: Wanted = serde_json::from_value(rule).map_err(|error| error.to_string())?;
        self.server.faults.lock().expect("no panic").add(wanted)
    }

    pub(crate) async fn order(&self, retry: RetryPolicy) -> Result<Answered<Json>, Error> {
        let order = Order::new().out_trade_no("1217752501201407033233368018");
        Call::<Json>::new(Chain::new(&self.client), &ORDER, order)
            .retry(retry)
            .timeout(Duration::from_secs(2))
            .await
    }

    /// How many requests had an effect since it was asked last.
    pub(crate) fn effects(&self) -> u32 {
        self.server.effects.swap(0, Ordering::Relaxed)
    }
}

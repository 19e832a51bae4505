//! The same request by our client and by bare reqwest, answered by a loopback server.

use std::hint::black_box;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Call, Chain, Client, Method, Operation, ReqwestTransport, record};

use crate::server::{NONCE, NOW, answered, server};
use crate::{Ends, client};

record! {
    pub struct Order {
        #[is(required)]
        pub appid: Option<String>,
        #[is(required)]
        pub mchid: Option<String>,
        #[is(required)]
        pub description: Option<String>,
        #[is(required)]
        pub out_trade_no: Option<String>,
        #[is(required)]
        pub notify_url: Option<String>,
        #[is(required)]
        pub amount: Option<Amount>,
    }
    pub struct Amount {
        pub total: Option<i64>,
        pub currency: Option<String>,
    }
    pub struct Prepaid {
        pub prepay_id: Option<String>,
    }
}

pub const PATH: &str = "/v3/pay/transactions/jsapi";
static OPERATION: Operation = Operation::v3(Method::POST, PATH);
/// As our client has it, so that both keep a timer for each request.
const TIMEOUT: Duration = Duration::from_secs(30);

fn order() -> Order {
    Order::new()
        .appid("wxd678efh567hg6787")
        .mchid("1900000001")
        .description("Image形象店-深圳腾大-QQ公仔")
        .out_trade_no("1217752501201407033233368018")
        .notify_url("https://www.example.com/notify")
        .amount(Amount::new().total(100).currency("CNY"))
}

pub fn call(client: &Client) -> Call<Prepaid> {
    Call::new(Chain::new(client), &OPERATION, order())
}

/// The request's body.
pub fn order_text() -> Vec<u8> {
    record::to_json(&order()).expect("JSON")
}

/// The same request by our client and by bare reqwest with our settings, with and without signing and verifying.
pub struct Pair {
    ends: &'static Ends,
    client: Client,
    bare: reqwest::Client,
    url: String,
    headers: reqwest::header::HeaderMap,
    body: String,
    message: Vec<u8>,
    answered: Vec<u8>,
    signature: String,
}

impl Pair {
    pub fn new(ends: &'static Ends) -> Self {
        let origin = server(&ends.platform);
        let client = client::builder(&ends.merchant.der, ends.platform.public_pem())
            .base_url(&origin)
            .clock(|| NOW)
            .timeout(TIMEOUT)
            .build()
            .expect("a client");
        let built = call(&client).to_http().expect("a request");
        let message = v3::request_message("POST", OPERATION.path, &NOW.to_string(), NONCE, built.body());
        Self {
            ends,
            client,
            bare: ReqwestTransport::builder()
                .timeout(TIMEOUT)
                .build()
                .expect("a client"),
            url: built.uri().to_string(),
            headers: built.headers().clone(),
            body: String::from_utf8(built.body().to_vec()).expect("text"),
            message,
            signature: STANDARD.encode(ends.platform.bare_sign(&answered())),
            answered: answered(),
        }
    }

    pub async fn ours(&self) {
        black_box(call(&self.client).await.expect("an answer"));
    }

    pub async fn bare(&self) {
        let request = self
            .bare
            .post(&self.url)
            .headers(self.headers.clone())
            .body(self.body.clone());
        black_box(
            request
                .send()
                .await
                .expect("an answer")
                .bytes()
                .await
                .expect("its body"),
        );
    }

    pub fn rsa(&self) {
        black_box(STANDARD.encode(self.ends.merchant.bare_sign(&self.message)));
        let signature = STANDARD.decode(black_box(&self.signature)).expect("base64");
        self.ends
            .platform
            .verifier
            .verify_sig(&self.answered, &signature)
            .expect("it verifies");
    }

    pub async fn bare_and_rsa(&self) {
        self.bare().await;
        self.rsa();
    }
}

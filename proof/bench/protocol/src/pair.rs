//! The same request by our client and by bare reqwest, answered by a loopback server.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Call, Chain, Client, Method, Operation, ReqwestTransport, record};

use crate::{Ends, Keys};

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

static OPERATION: Operation = Operation::v3(Method::POST, "/v3/pay/transactions/jsapi");
/// As our client has it, so that both keep a timer for each request.
const TIMEOUT: Duration = Duration::from_secs(30);
const NOW: i64 = 1_700_000_000;
const NONCE: &str = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
const KEY_ID: &str = "PUB_KEY_ID_0119000000012024";
const ANSWER: &[u8] = br#"{"prepay_id":"wx201410272009395522657a690389285100"}"#;

fn order() -> Order {
    Order::new()
        .appid("wxd678efh567hg6787")
        .mchid("1900000001")
        .description("Image形象店-深圳腾大-QQ公仔")
        .out_trade_no("1217752501201407033233368018")
        .notify_url("https://www.example.com/notify")
        .amount(Amount::new().total(100).currency("CNY"))
}

/// The text that the answer's signature is over.
fn answered() -> Vec<u8> {
    v3::response_message(&NOW.to_string(), NONCE, ANSWER)
}

/// Answers every request with the same signed bytes: no cryptography of the server's is in the times.
fn server(platform: &Keys) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let signature = platform.private.sign(&answered()).expect("it signs");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nRequest-ID: 08F78BB5A906\r\n\
         Wechatpay-Timestamp: {NOW}\r\nWechatpay-Nonce: {NONCE}\r\nWechatpay-Serial: {KEY_ID}\r\n\
         Wechatpay-Signature: {signature}\r\n\r\n",
        ANSWER.len()
    );
    let answer: Arc<[u8]> = [head.as_bytes(), ANSWER].concat().into();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || drop(serve(&stream, &answer)));
        }
    });
    url
}

fn serve(stream: &TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut length = 0;
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        } else if line == "\r\n" {
            std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
            (&*stream).write_all(answer)?;
        }
    }
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
        let client = Client::builder("1900000001")
            .merchant_key("0A11000000000000000000000000000000000001", &ends.merchant.der)
            .public_key(KEY_ID, ends.platform.public_pem())
            .base_url(&origin)
            .clock(|| NOW)
            .timeout(TIMEOUT)
            .build()
            .expect("a client");
        let built = Self::call(&client).to_http().expect("a request");
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

    fn call(client: &Client) -> Call<Prepaid> {
        Call::new(Chain::new(client), &OPERATION, order())
    }

    pub async fn ours(&self) {
        black_box(Self::call(&self.client).await.expect("an answer"));
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

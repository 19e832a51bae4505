//! The stand-in: answers one order, as WeChat Pay would.

use std::error::Error;
use std::thread::JoinHandle;

use tiny_http::{Header, Request, Response, Server};
use wechatpay_openapi::runtime::crypto::{PrivateKey, PublicKey};
use wechatpay_openapi::runtime::serde_json::{Value, json};
use wechatpay_openapi::runtime::sign::v3::{Authorization, request_message, response_message};

use super::keys::KeyPair;

/// The serial number of the merchant's certificate.
pub const MERCHANT_SERIAL: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
/// The id of WeChat Pay's public key.
pub const PLATFORM_KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";

type Failure = Box<dyn Error + Send + Sync>;

/// A running stand-in.
pub struct Running {
    /// Where it listens.
    pub url: String,
    thread: JoinHandle<Result<(), Failure>>,
}

impl Running {
    /// Waits until it has answered; what it found wrong is the error.
    pub fn join(self) -> Result<(), Box<dyn Error>> {
        let result = self.thread.join().map_err(|_| "the stand-in panicked")?;
        result.map_err(|error| error as Box<dyn Error>)
    }
}

/// Starts it on a free port of this machine. It answers one request.
pub fn start(merchant: &KeyPair, platform: &KeyPair) -> Result<Running, Box<dyn Error>> {
    let server = Server::http("127.0.0.1:0").map_err(|error| error as Box<dyn Error>)?;
    let url = format!("http://{}", server.server_addr());
    let merchant = PublicKey::parse(&merchant.public)?;
    let platform = PrivateKey::parse(&platform.private)?;
    let thread = std::thread::spawn(move || {
        let mut request = server.recv()?;
        let mut body = Vec::new();
        request.as_reader().read_to_end(&mut body)?;
        let (status, answer) = match check(&request, &body, &merchant) {
            Ok(()) => (
                200,
                json!({ "prepay_id": "wx201410272009395522657a690389285100" }),
            ),
            Err(error) => (401, json!({ "code": "SIGN_ERROR", "message": error.to_string() })),
        };
        respond(request, status, &answer, &platform)
    });
    Ok(Running { url, thread })
}

/// The signature must be the merchant's, over the very bytes that arrived.
fn check(request: &Request, body: &[u8], merchant: &PublicKey) -> Result<(), Failure> {
    let header = header(request, "Authorization").ok_or("there is no Authorization header")?;
    let signed = Authorization::parse(header).ok_or("the Authorization header cannot be read")?;
    if signed.serial_no != MERCHANT_SERIAL {
        return Err(format!("the serial number {} is unknown", signed.serial_no).into());
    }
    if header_is_missing(request) {
        return Err("Wechatpay-Serial does not say which key we are to sign with".into());
    }
    let method = request.method().to_string();
    let message = request_message(&method, request.url(), signed.timestamp, signed.nonce_str, body);
    merchant.verify(&message, signed.signature)?;
    println!(
        "server    {method} {}: the signature is the merchant's",
        request.url()
    );
    Ok(())
}

fn header_is_missing(request: &Request) -> bool {
    header(request, "Wechatpay-Serial") != Some(PLATFORM_KEY_ID)
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

/// Signs the answer with the platform's key.
fn respond(request: Request, status: u16, answer: &Value, platform: &PrivateKey) -> Result<(), Failure> {
    let body = answer.to_string();
    let timestamp = std::time::UNIX_EPOCH.elapsed()?.as_secs().to_string();
    let nonce = "NONCE0OF0THE0ANSWER0000000000000";
    let signature = platform.sign(&response_message(&timestamp, nonce, body.as_bytes()))?;
    let headers = [
        ("Content-Type", "application/json"),
        (
            "Request-ID",
            "08F5D9A9B10610D50118EBCB9C5820A0B50228F9FA03-268435462",
        ),
        ("Wechatpay-Nonce", nonce),
        ("Wechatpay-Serial", PLATFORM_KEY_ID),
        ("Wechatpay-Signature", &signature),
        ("Wechatpay-Timestamp", &timestamp),
    ];
    let mut response = Response::from_string(body).with_status_code(status);
    for (name, value) in headers {
        response.add_header(Header::from_bytes(name, value).map_err(|()| "a header cannot be written")?);
    }
    request.respond(response)?;
    Ok(())
}

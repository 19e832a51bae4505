//! A platform that serves certificates and rotates them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{ApiV3Key, PrivateKey};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Client, ClientBuilder};

use super::platform::{
    API_V3_KEY, KEY_ID, MCHID, NONCE, NOW, SERIAL_NO, certificate, check_request, key_pair, keys,
};
use super::server::{Act, Seen, Server, respond};

pub const OLD: &str = "5A01";
pub const NEW: &str = "5A02";
pub const HOUR: i64 = 3600;

/// The key of each serial, and its certificate.
pub fn signer(serial: &str) -> (&'static PrivateKey, String) {
    static OTHER: OnceLock<PrivateKey> = OnceLock::new();
    match serial {
        OLD => (
            &keys().platform,
            certificate(&[0x5a, 1], &keys().platform, "230101000000Z", "280101000000Z"),
        ),
        _ => {
            let key = OTHER.get_or_init(|| key_pair().1);
            (
                key,
                certificate(&[0x5a, 2], key, "230601000000Z", "280601000000Z"),
            )
        }
    }
}

pub fn item(serial: &str, pem: &str, key: &str) -> Value {
    let nonce = "0123456789ab";
    let ciphertext = ApiV3Key::new(key)
        .unwrap()
        .encrypt(nonce, "certificate", pem.as_bytes())
        .unwrap();
    json!({"serial_no": serial, "encrypt_certificate": {"algorithm": "AEAD_AES_256_GCM",
        "nonce": nonce, "associated_data": "certificate", "ciphertext": ciphertext}})
}

/// What the platform does at the moment; a test changes it.
pub struct Platform {
    pub now: AtomicI64,
    /// The serials in the list.
    pub list: Mutex<Vec<&'static str>>,
    /// Which certificate signs.
    pub signs: Mutex<&'static str>,
    /// Changes the list before (`true`) or after it is signed.
    pub spoil: Mutex<Option<Spoiler>>,
}

pub type Spoiler = (bool, Spoil);

/// A change of an answer's bytes.
pub type Spoil = fn(Vec<u8>) -> Vec<u8>;

impl Platform {
    pub fn start() -> (Arc<Self>, Server) {
        Self::start_behind("")
    }

    /// As a proxy sees it: targets begin with the origin.
    pub fn start_behind(origin: &'static str) -> (Arc<Self>, Server) {
        let platform = Arc::new(Self {
            now: AtomicI64::new(NOW),
            list: Mutex::new(vec![OLD]),
            signs: Mutex::new(OLD),
            spoil: Mutex::default(),
        });
        let shared = platform.clone();
        let answer = move |seen: &Seen| {
            let mut seen = seen.clone();
            seen.target = seen.target.strip_prefix(origin).unwrap().to_owned();
            shared.answer(&seen)
        };
        (platform, Server::start(answer))
    }

    fn answer(&self, seen: &Seen) -> Act {
        check_request(
            &seen.method,
            &seen.target,
            seen.header("authorization"),
            &seen.body,
        );
        if seen.target != "/v3/certificates" {
            return self.sign(b"{}");
        }
        // Slow enough that calls pile up.
        std::thread::sleep(Duration::from_millis(100));
        let list = self.list.lock().unwrap().clone();
        let items: Vec<Value> = list
            .iter()
            .map(|serial| item(serial, &signer(serial).1, API_V3_KEY))
            .collect();
        let body = json!({ "data": items }).to_string().into_bytes();
        let spoil = *self.spoil.lock().unwrap();
        match spoil {
            Some((true, spoil)) => self.sign(&spoil(body)),
            Some((false, spoil)) => match self.sign(&body) {
                Act::Send(bytes) => Act::Send(spoil(bytes)),
                other => other,
            },
            None => self.sign(&body),
        }
    }

    fn sign(&self, body: &[u8]) -> Act {
        let serial = *self.signs.lock().unwrap();
        let time = self.now.load(Ordering::SeqCst).to_string();
        let key = if serial == KEY_ID {
            &keys().platform
        } else {
            signer(serial).0
        };
        let signature = key.sign(&v3::response_message(&time, NONCE, body)).unwrap();
        let headers = [
            ("Wechatpay-Timestamp", time),
            ("Wechatpay-Nonce", NONCE.to_owned()),
            ("Wechatpay-Serial", serial.to_owned()),
            ("Wechatpay-Signature", signature),
        ];
        Act::Send(respond("200 OK", &headers, body))
    }

    pub fn rotate(&self) {
        *self.list.lock().unwrap() = vec![OLD, NEW];
        *self.signs.lock().unwrap() = NEW;
    }

    pub fn later(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn spoil(&self, before_signing: bool, spoil: Spoil) {
        *self.spoil.lock().unwrap() = Some((before_signing, spoil));
    }
}

pub fn builder(platform: &Arc<Platform>, server: &Server) -> ClientBuilder<Client> {
    let clock = platform.clone();
    Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .api_v3_key(API_V3_KEY)
        .base_url(&server.url)
        .clock(move || clock.now.load(Ordering::SeqCst))
}

pub fn fetching(platform: &Arc<Platform>, server: &Server) -> Client {
    builder(platform, server).platform_certificates().build().unwrap()
}

/// Replaces text of an answer, keeping its length field right.
pub fn replace(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains(old), "{text}");
    let text = text.replacen(old, new, 1);
    match text.split_once("\r\n\r\n") {
        Some((head, body)) => {
            let (first, rest) = head.split_once("Content-Length: ").unwrap();
            let rest = rest.split_once("\r\n").unwrap().1;
            format!("{first}Content-Length: {}\r\n{rest}\r\n\r\n{body}", body.len()).into_bytes()
        }
        None => text.into_bytes(),
    }
}

/// A list encrypted for another merchant's APIv3 key.
pub fn foreign() -> Vec<u8> {
    let item = item(OLD, &signer(OLD).1, "another key of thirty-two bytes!");
    json!({ "data": [item] }).to_string().into_bytes()
}

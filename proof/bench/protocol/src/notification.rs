//! A payment's notification, read by our client and by bare libraries.

use std::hint::black_box;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Client, record};

use crate::server::{KEY_ID, NONCE, NOW};
use crate::{Ends, client};

const API_V3_KEY: &[u8; 32] = b"0123456789abcdef0123456789abcdef";
const SEALING_NONCE: &str = "fdasflkja484";
const ASSOCIATED: &str = "transaction";
const CONTENT: &str = r#"{"mchid":"1900000001","appid":"wxd678efh567hg6787","out_trade_no":"1217752501201407033233368018","transaction_id":"1217752501201407033233368018","trade_type":"JSAPI","trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"CMC","attach":"自定义数据","success_time":"2018-06-08T10:34:56+08:00","payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},"amount":{"total":100,"payer_total":100,"currency":"CNY","payer_currency":"CNY"}}"#;

/// The same struct by our tables and by serde's derive.
macro_rules! both {
    ($($name:ident { $($field:ident: $type:ty,)* })*) => {
        record! {
            $(pub struct $name { $(pub $field: Option<$type>,)* })*
        }
        pub mod derive {
            //! By serde's derive.
            $(
                #[derive(serde::Deserialize)]
                pub struct $name { $(pub $field: Option<$type>,)* }
            )*
        }
    };
}

both! {
    Transaction {
        mchid: String,
        appid: String,
        out_trade_no: String,
        transaction_id: String,
        trade_type: String,
        trade_state: String,
        trade_state_desc: String,
        bank_type: String,
        attach: String,
        success_time: String,
        payer: Payer,
        amount: Amount,
    }
    Payer {
        openid: String,
    }
    Amount {
        total: i64,
        payer_total: i64,
        currency: String,
        payer_currency: String,
    }
}

/// The envelope as it is documented.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    resource: Resource<'a>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    nonce: &'a str,
    associated_data: &'a str,
    ciphertext: &'a str,
}

/// One notification, and all that reads it.
pub struct Notification {
    ends: &'static Ends,
    client: Client,
    key: LessSafeKey,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Notification {
    pub fn new(ends: &'static Ends) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, API_V3_KEY).expect("32 bytes");
        let key = LessSafeKey::new(key);
        let body = sealed(&key);
        let signed = v3::response_message(&NOW.to_string(), NONCE, &body);
        let signature = ends.platform.private.sign(&signed).expect("it signs");
        Self {
            ends,
            client: reader(ends),
            key,
            headers: vec![
                ("Wechatpay-Timestamp", NOW.to_string()),
                ("Wechatpay-Nonce", NONCE.to_owned()),
                ("Wechatpay-Serial", KEY_ID.to_owned()),
                ("Wechatpay-Signature", signature),
            ],
            body,
        }
    }

    /// Verified, decrypted, typed.
    pub fn ours(&self) {
        let raw = self.client.notifications().parse(&self.headers, &self.body);
        drop(black_box(
            raw.and_then(|raw| raw.payload::<Transaction>())
                .expect("it is genuine"),
        ));
    }

    /// The same by aws-lc and serde_json's derive, which look at less: not at the time, not for what comes twice.
    pub fn bare(&self) {
        self.bare_verify();
        let envelope: Envelope = serde_json::from_slice(&self.body).expect("an envelope");
        let resource = envelope.resource;
        let mut sealed = STANDARD.decode(resource.ciphertext).expect("base64");
        let nonce = Nonce::try_assume_unique_for_key(resource.nonce.as_bytes()).expect("12 bytes");
        let plain = self
            .key
            .open_in_place(nonce, Aad::from(resource.associated_data.as_bytes()), &mut sealed)
            .expect("it decrypts");
        black_box(serde_json::from_slice::<derive::Transaction>(plain).expect("a transaction"));
    }

    /// The signature alone, which is most of it.
    pub fn bare_verify(&self) {
        let message = v3::response_message(&NOW.to_string(), NONCE, &self.body);
        let signature = STANDARD.decode(&self.headers[3].1).expect("base64");
        let verifier = &self.ends.platform.verifier;
        verifier.verify_sig(&message, &signature).expect("it is genuine");
    }
}

fn reader(ends: &Ends) -> Client {
    client::builder(&ends.merchant.der, ends.platform.public_pem())
        .api_v3_key(*API_V3_KEY)
        .clock(|| NOW)
        .build()
        .expect("a client")
}

/// The body of the notification.
fn sealed(key: &LessSafeKey) -> Vec<u8> {
    let nonce = Nonce::try_assume_unique_for_key(SEALING_NONCE.as_bytes()).expect("12 bytes");
    let mut text = CONTENT.as_bytes().to_vec();
    key.seal_in_place_append_tag(nonce, Aad::from(ASSOCIATED.as_bytes()), &mut text)
        .expect("it encrypts");
    format!(
        r#"{{"id":"EV-2018022511223320873","create_time":"2015-05-20T13:29:35+08:00","resource_type":"encrypt-resource","event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resource":{{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"{}","associated_data":"{ASSOCIATED}","nonce":"{SEALING_NONCE}"}}}}"#,
        STANDARD.encode(text)
    )
    .into_bytes()
}

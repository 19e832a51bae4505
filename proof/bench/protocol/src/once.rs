//! All that a process does for its first answer, from the files of its keys on.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Client, ReqwestTransport};

use crate::pair::{PATH, call, order_text};
use crate::server::{NONCE, NOW};
use crate::{Ends, client};

/// A merchant's files and where to send to.
pub struct Once {
    origin: String,
    private: String,
    public: String,
}

const FILES: [&str; 2] = ["apiclient_key.pem", "pub_key.pem"];

impl Once {
    pub fn write(ends: &Ends, folder: &Path) {
        let texts = [ends.merchant.private_pem(), ends.platform.public_pem()];
        for (file, text) in FILES.iter().zip(texts) {
            fs::write(folder.join(file), text).expect("a place to write");
        }
    }

    pub fn read(origin: &str, folder: &Path) -> Self {
        let [private, public] = FILES.map(|file| fs::read_to_string(folder.join(file)).expect("a key"));
        Self {
            origin: origin.to_owned(),
            private,
            public,
        }
    }

    pub fn client(&self) -> Client {
        client::builder(&self.private, &self.public)
            .base_url(&self.origin)
            .clock(|| NOW)
            .build()
            .expect("a client")
    }

    pub async fn ours(&self, client: &Client) {
        black_box(call(client).await.expect("an answer"));
    }

    /// The same by bare reqwest with our settings, and bare aws-lc.
    pub async fn bare(&self) {
        let read = |text: &str| pem::parse(text).expect("PEM").into_contents();
        let private = RsaKeyPair::from_pkcs8(&read(&self.private)).expect("a key");
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, read(&self.public)).expect("a key");
        let client = ReqwestTransport::builder().build().expect("a client");
        let mut nonce = [0; 16];
        aws_lc_rs::rand::fill(&mut nonce).expect("randomness");
        let body = order_text();
        let message = v3::request_message("POST", PATH, &NOW.to_string(), NONCE, &body);
        let mut signature = vec![0; private.public_modulus_len()];
        private
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &message, &mut signature)
            .expect("it signs");
        let request = client
            .post(format!("{}{PATH}", self.origin))
            .header("Authorization", STANDARD.encode(signature))
            .body(body);
        let response = request.send().await.expect("an answer");
        let signature = STANDARD
            .decode(&response.headers()["wechatpay-signature"])
            .expect("base64");
        let answer = response.bytes().await.expect("its body");
        let answered = v3::response_message(&NOW.to_string(), NONCE, &answer);
        public.verify_sig(&answered, &signature).expect("it verifies");
    }
}

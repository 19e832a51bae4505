//! Keys, and requests signed with them as a program should or should not.

use std::sync::OnceLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{RsaEncoding, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use rsa::pkcs8::DecodePrivateKey as _;
use wechatpay_gateway::diagnosis::v3::{Facts, KnownKey, Whose};
use wechatpay_gateway::diagnosis::{Diagnosis, Rule, v3};
use wechatpay_gateway::message::Received;
use wechatpay_openapi_runtime::crypto::{PrivateKey, PublicKey};

pub(crate) const MCHID: &str = "1900000001";
pub(crate) const SERIAL_NO: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
pub(crate) const SECOND_SERIAL_NO: &str = "0A57F09EFDC096DE15EBE81A47057A7232F1B8E2";
pub(crate) const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0119000000012024112500326400000001";
pub(crate) const NOW: i64 = 1_700_000_000;
pub(crate) const NONCE: &str = "Nonce-593bec0c930bf1afeb40b4a08c8fb242";

/// Who signs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    Merchant,
    /// The merchant with another of its certificates.
    Second,
    Platform,
    Stranger,
}

pub(crate) struct Key {
    pub(crate) pair: RsaKeyPair,
    pub(crate) public: PublicKey,
    der: Vec<u8>,
}

impl Key {
    fn new() -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).unwrap().as_ref().to_vec();
        let public = PrivateKey::parse(&der).unwrap().public_key().unwrap();
        Self { pair, public, der }
    }

    pub(crate) fn sign(&self, encoding: &'static dyn RsaEncoding, text: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(encoding, &SystemRandom::new(), text, &mut signature)
            .unwrap();
        signature
    }

    /// The padding around these bytes, without the name of a hash.
    pub(crate) fn sign_bare(&self, bytes: &[u8]) -> Vec<u8> {
        let key = rsa::PrivateKey::from_pkcs8_der(&self.der).unwrap();
        key.sign(rsa::Pkcs1v15Sign::new_unprefixed(), bytes).unwrap()
    }
}

pub(crate) fn key(signer: Signer) -> &'static Key {
    static KEYS: OnceLock<[Key; 4]> = OnceLock::new();
    let keys = KEYS.get_or_init(|| std::array::from_fn(|_| Key::new()));
    &keys[signer as usize]
}

/// A request that is signed rightly, to be changed.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) meta: Option<Vec<u8>>,
    pub(crate) template: Option<&'static str>,
}

impl Request {
    pub(crate) fn new(line: &str, body: impl Into<Vec<u8>>) -> Self {
        let (method, target) = line.split_once(' ').unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("127.0.0.1:8080"));
        Self {
            method: method.parse().unwrap(),
            target: target.to_owned(),
            headers,
            body: body.into(),
            meta: None,
            template: None,
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        let name = HeaderName::from_static(name);
        self.headers
            .insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        self
    }

    /// What is diagnosed of it with this header.
    pub(crate) fn explain(self, authorization: &str) -> Diagnosis {
        self.header("authorization", authorization).explain_unsigned()
    }

    /// The same of a request as it is.
    pub(crate) fn explain_unsigned(self) -> Diagnosis {
        let received = Received {
            method: self.method,
            target: self.target,
            headers: self.headers,
            body: self.body.into(),
            at: NOW,
        };
        let known = |whose, serial_no, signer| KnownKey {
            whose,
            serial_no,
            key: &key(signer).public,
        };
        let keys = [
            known(Whose::Merchant, SERIAL_NO, Signer::Merchant),
            known(Whose::Merchant, SECOND_SERIAL_NO, Signer::Second),
            known(Whose::Platform, PUBLIC_KEY_ID, Signer::Platform),
        ];
        let facts = Facts {
            mchid: MCHID,
            keys: &keys,
            template: self.template,
        };
        v3::explain(&received, self.meta.as_deref(), &facts)
    }
}

/// The header with this signature.
pub(crate) fn authorization(signature: &str) -> String {
    format!(
        "WECHATPAY2-SHA256-RSA2048 mchid=\"{MCHID}\",nonce_str=\"{NONCE}\",signature=\"{signature}\",\
         timestamp=\"{NOW}\",serial_no=\"{SERIAL_NO}\""
    )
}

/// Signs as documented.
pub(crate) fn signed(signer: Signer, text: &[u8]) -> String {
    STANDARD.encode(key(signer).sign(&aws_lc_rs::signature::RSA_PKCS1_SHA256, text))
}

/// Compares the named rules, in order, and that what was claimed is claimed with a reason.
#[track_caller]
pub(crate) fn expect(what: &str, diagnosis: &Diagnosis, rules: &[Rule]) {
    let found: Vec<Rule> = diagnosis.broken.iter().map(|broken| broken.rule).collect();
    assert_eq!(found, rules, "{what}: {}", diagnosis.summary.en);
}

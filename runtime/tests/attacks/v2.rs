//! What the attacks on v2 share: a merchant, documents, and signatures by the rule alone.

use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Client, ClientBuilder};

use super::support::platform::{NONCE, builder};

pub(crate) const KEY: &str = "192006250b4c09247ec02edce69f6a2d";
/// The key before the last change.
pub(crate) const OLD_KEY: &str = "8934e7d15453e97507ef794cf7b0519d";

pub(crate) fn with_key() -> ClientBuilder<Client> {
    builder().api_v2_key(KEY).nonce(|| NONCE.to_owned())
}

pub(crate) fn client() -> Client {
    with_key().build().unwrap()
}

/// `a=1&b=2` as fields. No more is unescaped.
pub(crate) fn document(pairs: &str) -> Document {
    let mut document = Document::default();
    for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap();
        document.set(name, text);
    }
    document
}

pub(crate) fn write(document: &Document) -> String {
    document.write().unwrap()
}

pub(crate) fn sign(document: &Document, key: &str, sign_type: SignType) -> String {
    let text = v2::text(document.texts().unwrap());
    ApiV2Key::new(key).unwrap().sign(sign_type, &text)
}

/// `a=1&b=2` as a document that is signed with this key.
pub(crate) fn signed_with(pairs: &str, key: &str, sign_type: SignType) -> String {
    let mut document = document(pairs);
    document.set("sign", sign(&document, key, sign_type));
    write(&document)
}

/// The same, with the present key and MD5.
pub(crate) fn signed(pairs: &str) -> String {
    signed_with(pairs, KEY, SignType::Md5)
}

pub(crate) fn parse(xml: &[u8]) -> Document {
    Document::parse(xml).unwrap()
}

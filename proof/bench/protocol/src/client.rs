//! The client of the one merchant whom all benches have.

use wechatpay_openapi_runtime::{Client, ClientBuilder};

use crate::server::KEY_ID;

/// With this merchant's private key and this public key of WeChat Pay's.
pub(crate) fn builder(private: impl AsRef<[u8]>, public: impl AsRef<[u8]>) -> ClientBuilder {
    Client::builder("1900000001")
        .merchant_key("0A11000000000000000000000000000000000001", private)
        .public_key(KEY_ID, public)
}

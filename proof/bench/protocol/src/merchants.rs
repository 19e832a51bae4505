//! The client of one of many merchants, and what it cannot do without: its two keys, by bare aws-lc.

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair};
use wechatpay_openapi_runtime::{Client, ClientBuilder};

use crate::{Ends, client};

/// The files of one merchant.
pub struct Merchant {
    private: String,
    public: String,
    /// Whose connections the others use.
    first: Client,
}

impl Merchant {
    pub fn new(ends: &Ends) -> Self {
        let private = ends.merchant.private_pem();
        let public = ends.platform.public_pem();
        Self {
            first: builder(&private, &public).build().expect("a client"),
            private,
            public,
        }
    }

    pub fn ours(&self) -> Client {
        let builder = builder(&self.private, &self.public).share_connections(&self.first);
        builder.build().expect("a client")
    }

    pub fn bare(&self) -> (RsaKeyPair, ParsedPublicKey) {
        let read = |text: &str| pem::parse(text).expect("PEM").into_contents();
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, read(&self.public));
        (
            RsaKeyPair::from_pkcs8(&read(&self.private)).expect("a key"),
            public.expect("a key"),
        )
    }
}

fn builder(private: &str, public: &str) -> ClientBuilder {
    client::builder(private, public).api_v3_key("0123456789abcdef0123456789abcdef")
}

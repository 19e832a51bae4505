//! One key, ours and bare; one call, ours and bare: what the benches have in common.

mod client;
mod merchants;
mod notification;
mod once;
mod pair;
mod server;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
};
pub use merchants::Merchant;
pub use notification::Notification;
pub use once::Once;
pub use pair::Pair;
pub use server::server;
use wechatpay_openapi_runtime::crypto::{PrivateKey, PublicKey};

/// One key, ours and bare.
pub struct Keys {
    pub der: Vec<u8>,
    pub private: PrivateKey,
    pub public: PublicKey,
    pub signer: RsaKeyPair,
    pub verifier: ParsedPublicKey,
}

impl Keys {
    pub fn generated() -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
        let der = pair.as_der().expect("its DER").as_ref().to_vec();
        let private = PrivateKey::parse(&der).expect("our key");
        let public = private.public_key().expect("its public half");
        let signer = RsaKeyPair::from_pkcs8(&der).expect("the bare key");
        let verifier = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, signer.public_key().as_ref());
        Self {
            private,
            public,
            verifier: verifier.expect("its public half"),
            signer,
            der,
        }
    }

    pub fn public_pem(&self) -> String {
        pem::encode(&pem::Pem::new("PUBLIC KEY", self.public.spki()))
    }

    pub fn private_pem(&self) -> String {
        pem::encode(&pem::Pem::new("PRIVATE KEY", &*self.der))
    }

    pub fn bare_sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.signer.public_modulus_len()];
        self.signer
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("it signs");
        signature
    }
}

/// The two ends of the wire: a merchant's key is never the platform's.
pub struct Ends {
    pub merchant: Keys,
    pub platform: Keys,
}

impl Ends {
    /// They live as long as the program: the server's threads need them.
    pub fn leaked() -> &'static Self {
        Box::leak(Box::new(Self {
            merchant: Keys::generated(),
            platform: Keys::generated(),
        }))
    }
}

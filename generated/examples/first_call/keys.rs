//! RSA keys for one run.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;

/// A key pair in DER: PKCS#8 and SubjectPublicKeyInfo.
pub struct KeyPair {
    pub private: Vec<u8>,
    pub public: Vec<u8>,
}

impl KeyPair {
    /// A new key of 2048 bits, as WeChat Pay's are.
    pub fn generate() -> Result<Self, aws_lc_rs::error::Unspecified> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
        let private = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair)?.as_ref().to_vec();
        let public = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key())?
            .as_ref()
            .to_vec();
        Ok(Self { private, public })
    }
}

//! WeChat Pay's public key, bare or inside a platform certificate.

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey, PublicEncryptingKey, PublicKey as RsaPublicKey,
};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};

use super::form::Form;
use super::{CryptoError, KeyError, from_base64, to_base64};

/// An RSA public key: the platform's verifies answers and encrypts fields of requests.
#[derive(Clone)]
pub struct PublicKey {
    verifier: ParsedPublicKey,
    encrypter: std::sync::Arc<OaepPublicEncryptingKey>,
    spki: Vec<u8>,
}

impl PublicKey {
    /// Reads `pub_key.pem`: SPKI or PKCS#1, PEM (any line ends), bare base64 or DER.
    ///
    /// # Errors
    /// [`KeyError`] for anything that is not an RSA public key of 2048 bits or more.
    pub fn parse(input: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let form = Form::read(input.as_ref())?;
        if form.is_certificate() {
            return Err(KeyError::CertificateForPublicKey);
        } else if form.is_private_key() {
            return Err(KeyError::PrivateForPublicKey);
        } else if !form.label.is_empty() && !form.is_public_key() {
            return Err(KeyError::NotAKey);
        }
        Self::from_der(&form.der)
    }

    /// From DER, SPKI or PKCS#1.
    pub(super) fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = RsaPublicKey::from_der(der).map_err(|_| refusal(der))?;
        let spki = key.as_der().map_err(|_| KeyError::NotAKey)?.as_ref().to_vec();
        let verifier =
            ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &spki).map_err(|_| KeyError::TooShort)?;
        let encrypter = PublicEncryptingKey::from_der(&spki).map_err(|_| KeyError::TooShort)?;
        let encrypter = OaepPublicEncryptingKey::new(encrypter).map_err(|_| KeyError::TooShort)?;
        Ok(Self {
            verifier,
            encrypter: encrypter.into(),
            spki,
        })
    }

    /// Checks a SHA256-RSA2048 (PKCS#1 v1.5) signature in base64.
    ///
    /// # Errors
    /// [`CryptoError::Signature`] if it does not belong to the message and this key.
    pub fn verify(&self, message: &[u8], signature: &str) -> Result<(), CryptoError> {
        let signature = from_base64(signature)?;
        self.verifier
            .verify_sig(message, &signature)
            .map_err(|_| CryptoError::Signature)
    }

    /// Encrypts a sensitive field (RSA-OAEP with SHA-1, in base64). The result differs each time.
    ///
    /// # Errors
    /// [`CryptoError::TooLong`] beyond 214 bytes for a key of 2048 bits.
    pub fn encrypt(&self, plain: &str) -> Result<String, CryptoError> {
        let limit = self.encrypter.max_plaintext_size(&OAEP_SHA1_MGF1SHA1);
        if plain.len() > limit {
            return Err(CryptoError::TooLong(limit));
        }
        let mut buffer = vec![0; self.encrypter.ciphertext_size()];
        self.encrypter
            .encrypt(&OAEP_SHA1_MGF1SHA1, plain.as_bytes(), &mut buffer, None)
            .map(|ciphertext| to_base64(ciphertext))
            .map_err(|_| CryptoError::Library)
    }

    /// The key as DER `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }
}

fn refusal(der: &[u8]) -> KeyError {
    use x509_cert::der::Decode as _;
    match x509_cert::spki::SubjectPublicKeyInfoRef::from_der(der) {
        Ok(_) => KeyError::NotRsa,
        Err(_) => KeyError::NotAKey,
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey(sha256 {})", super::sha256_hex(&self.spki))
    }
}

//! The merchant's private key.

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};

use super::form::Form;
use super::{Certificate, CryptoError, KeyError, PublicKey, from_base64, to_base64};

/// An RSA private key: the merchant's signs requests and decrypts fields of responses.
///
/// `Debug` does not show it.
pub struct PrivateKey {
    signer: RsaKeyPair,
    decrypter: OaepPrivateDecryptingKey,
}

impl PrivateKey {
    /// Reads `apiclient_key.pem`: PKCS#8 or PKCS#1, PEM (any line ends), bare base64 or DER.
    ///
    /// # Errors
    /// [`KeyError`] for anything that is not a plain RSA private key of 2048 bits or more.
    pub fn parse(input: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let form = Form::read(input.as_ref())?;
        if form.encrypted {
            return Err(KeyError::Encrypted);
        } else if form.is_certificate() {
            return Err(KeyError::CertificateForPrivateKey);
        } else if form.is_public_key() {
            return Err(KeyError::PublicForPrivateKey);
        } else if !form.label.is_empty() && !form.is_private_key() {
            return Err(KeyError::NotAKey);
        }
        let signer = Self::signer(&form)?;
        let pkcs8 = signer.as_der().map_err(|_| KeyError::NotAKey)?;
        let decrypter = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref())
            .map_err(|_| KeyError::NotAKey)
            .and_then(|key| OaepPrivateDecryptingKey::new(key).map_err(|_| KeyError::NotAKey))?;
        Ok(Self { signer, decrypter })
    }

    fn signer(form: &Form) -> Result<RsaKeyPair, KeyError> {
        let as_pkcs8 = match RsaKeyPair::from_pkcs8(&form.der) {
            Ok(key) => return Ok(key),
            Err(rejected) => rejected,
        };
        let as_pkcs1 = match RsaKeyPair::from_der(&form.der) {
            Ok(key) => return Ok(key),
            Err(rejected) => rejected,
        };
        let reasons = [as_pkcs8.to_string(), as_pkcs1.to_string()];
        Err(if reasons.iter().any(|reason| reason == "TooSmall") {
            KeyError::TooShort
        } else if form.label == "EC PRIVATE KEY" || reasons[0] == "WrongAlgorithm" || is_pkcs8(&form.der) {
            KeyError::NotRsa
        } else if form.label.is_empty() && Certificate::from_der(&form.der).is_ok() {
            KeyError::CertificateForPrivateKey
        } else {
            KeyError::NotAKey
        })
    }

    /// Signs with SHA256-RSA2048 (PKCS#1 v1.5), in base64.
    ///
    /// # Errors
    /// [`CryptoError::Library`] if the library has no memory or randomness left.
    pub fn sign(&self, message: &[u8]) -> Result<String, CryptoError> {
        let mut signature = vec![0; self.signer.public_modulus_len()];
        self.signer
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| CryptoError::Library)?;
        Ok(to_base64(&signature))
    }

    /// Decrypts a sensitive field (RSA-OAEP with SHA-1, in base64).
    ///
    /// # Errors
    /// [`CryptoError`] if it was made for another key or is not text.
    pub fn decrypt(&self, ciphertext: &str) -> Result<String, CryptoError> {
        let ciphertext = from_base64(ciphertext)?;
        let mut buffer = vec![0; self.decrypter.min_output_size()];
        let plain = self
            .decrypter
            .decrypt(&OAEP_SHA1_MGF1SHA1, &ciphertext, &mut buffer, None)
            .map_err(|_| CryptoError::Decryption)?;
        std::str::from_utf8(plain)
            .map(str::to_owned)
            .map_err(|_| CryptoError::NotText)
    }

    /// The key as PKCS#8 in DER.
    pub(super) fn pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        let der = self.signer.as_der().map_err(|_| KeyError::NotAKey)?;
        Ok(der.as_ref().to_vec())
    }

    /// The public part.
    ///
    /// # Errors
    /// [`KeyError`] if the library refuses what it made itself.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        PublicKey::from_der(self.signer.public_key().as_ref())
    }
}

/// Whether the DER is a PKCS#8 `PrivateKeyInfo`: a sequence of version 0 and a sequence.
fn is_pkcs8(der: &[u8]) -> bool {
    let body = match der {
        [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] | [0x30, _, rest @ ..] => rest,
        _ => return false,
    };
    body.starts_with(&[0x02, 0x01, 0x00, 0x30])
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

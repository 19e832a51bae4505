//! RSA keys, by aws-lc.

use std::sync::{Arc, OnceLock};

use aws_lc_rs::digest::Digest;
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, Pkcs1PrivateDecryptingKey,
    PrivateDecryptingKey, PublicEncryptingKey, PublicKey,
};
use aws_lc_rs::signature::{
    KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
};

use super::key_form::KeyForm;
use super::{CryptoError, KeyError};

pub(super) struct RsaPrivateKey {
    signer: RsaKeyPair,
    /// Made by the first that decrypts: most shops never do, and reading the key again takes as long as the first time.
    decrypters: OnceLock<Option<Decrypters>>,
}

/// The same key as what decrypts by either padding.
struct Decrypters {
    oaep: OaepPrivateDecryptingKey,
    pkcs1: Pkcs1PrivateDecryptingKey,
}

impl RsaPrivateKey {
    /// From DER, PKCS#8 or PKCS#1.
    pub(super) fn read(form: &KeyForm) -> Result<Self, KeyError> {
        Ok(Self {
            signer: Self::signer(form)?,
            decrypters: OnceLock::new(),
        })
    }

    /// A key that signs decrypts as well: the library asks the same of both.
    fn decrypters(&self) -> Result<&Decrypters, CryptoError> {
        let made = self.decrypters.get_or_init(|| {
            let pkcs8 = self.signer.as_der().ok()?;
            let key = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref()).ok()?;
            Some(Decrypters {
                oaep: OaepPrivateDecryptingKey::new(key.clone()).ok()?,
                pkcs1: Pkcs1PrivateDecryptingKey::new(key).ok()?,
            })
        });
        made.as_ref().ok_or(CryptoError::Library)
    }

    fn signer(form: &KeyForm) -> Result<RsaKeyPair, KeyError> {
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
        } else {
            KeyError::NotAKey
        })
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let mut signature = vec![0; self.signer.public_modulus_len()];
        self.signer
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| CryptoError::Library)?;
        Ok(signature)
    }

    pub(super) fn decrypt(&self, ciphertext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let decrypter = &self.decrypters()?.oaep;
        let mut buffer = vec![0; decrypter.min_output_size()];
        let plain = decrypter
            .decrypt(&OAEP_SHA1_MGF1SHA1, ciphertext, &mut buffer, None)
            .map_err(|_| CryptoError::Decryption)?;
        Ok(plain.to_vec())
    }

    pub(super) fn decrypt_pkcs1_v15(&self, ciphertext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let decrypter = &self.decrypters()?.pkcs1;
        let mut buffer = vec![0; decrypter.min_output_size()];
        let plain = decrypter
            .decrypt(ciphertext, &mut buffer)
            .map_err(|_| CryptoError::Decryption)?;
        Ok(plain.to_vec())
    }

    /// The key as PKCS#8 in DER.
    pub(super) fn pkcs8(&self) -> Result<Vec<u8>, KeyError> {
        let der = self.signer.as_der().map_err(|_| KeyError::NotAKey)?;
        Ok(der.as_ref().to_vec())
    }

    /// The public part as SPKI in DER.
    pub(super) fn spki(&self) -> Result<Vec<u8>, KeyError> {
        let der: PublicKeyX509Der<'_> = self.signer.public_key().as_der().map_err(|_| KeyError::NotAKey)?;
        Ok(der.as_ref().to_vec())
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

#[derive(Clone)]
pub(super) struct RsaPublicKey {
    verifier: ParsedPublicKey,
    /// Made by the first that encrypts, shared by copies.
    encrypter: Arc<OnceLock<Option<OaepPublicEncryptingKey>>>,
}

impl RsaPublicKey {
    /// From DER, SPKI or PKCS#1; gives the SPKI as well.
    pub(super) fn read(der: &[u8]) -> Result<(Self, Vec<u8>), KeyError> {
        let key = PublicKey::from_der(der).map_err(|_| refusal(der))?;
        let spki = key.as_der().map_err(|_| KeyError::NotAKey)?.as_ref().to_vec();
        let verifier =
            ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &spki).map_err(|_| KeyError::TooShort)?;
        let key = Self {
            verifier,
            encrypter: Arc::default(),
        };
        Ok((key, spki))
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
        self.verifier
            .verify_sig(message, signature)
            .map_err(|_| CryptoError::Signature)
    }

    pub(super) fn verify_sha256(&self, digest: &Digest, signature: &[u8]) -> Result<(), CryptoError> {
        self.verifier
            .verify_digest_sig(digest, signature)
            .map_err(|_| CryptoError::Signature)
    }

    fn encrypter(&self) -> Result<&OaepPublicEncryptingKey, CryptoError> {
        let made = self.encrypter.get_or_init(|| {
            let key = PublicEncryptingKey::from_der(self.verifier.as_ref()).ok()?;
            OaepPublicEncryptingKey::new(key).ok()
        });
        made.as_ref().ok_or(CryptoError::Library)
    }

    pub(super) fn encrypt(&self, plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let encrypter = self.encrypter()?;
        let limit = encrypter.max_plaintext_size(&OAEP_SHA1_MGF1SHA1);
        if plain.len() > limit {
            return Err(CryptoError::TooLong(limit));
        }
        let mut buffer = vec![0; encrypter.ciphertext_size()];
        encrypter
            .encrypt(&OAEP_SHA1_MGF1SHA1, plain, &mut buffer, None)
            .map(|ciphertext| ciphertext.to_vec())
            .map_err(|_| CryptoError::Library)
    }
}

fn refusal(der: &[u8]) -> KeyError {
    use x509_cert::der::Decode as _;
    match x509_cert::spki::SubjectPublicKeyInfoRef::from_der(der) {
        Ok(_) => KeyError::NotRsa,
        Err(_) => KeyError::NotAKey,
    }
}

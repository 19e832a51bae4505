//! SM2 keys (国密), by RustCrypto's `sm2`.

use sm2::SecretKey;
use sm2::dsa::signature::{RandomizedSigner as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::elliptic_curve::common::getrandom::SysRng;
use sm2::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _, EncodePublicKey as _};
use sm2::pke::{DecryptingKey, EncryptingKey};

use super::{CryptoError, KeyError};

/// The signer's distinguishing identifier, which the standard sets where none was agreed on.
const IDENTIFIER: &str = "1234567812345678";

pub(super) struct Sm2PrivateKey {
    signer: SigningKey,
    decrypter: DecryptingKey,
    spki: Vec<u8>,
}

impl Sm2PrivateKey {
    /// From DER, PKCS#8 or SEC 1.
    pub(super) fn read(der: &[u8]) -> Result<Self, KeyError> {
        let key = SecretKey::from_pkcs8_der(der)
            .or_else(|_| SecretKey::from_sec1_der(der))
            .map_err(|_| KeyError::NotAKey)?;
        let spki = key.public_key().to_public_key_der();
        Ok(Self {
            signer: SigningKey::new(IDENTIFIER, &key).map_err(|_| KeyError::NotAKey)?,
            spki: spki.map_err(|_| KeyError::NotAKey)?.into_vec(),
            decrypter: DecryptingKey::new(key),
        })
    }

    /// A signature with SM3, in DER.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.signer
            .try_sign_with_rng(&mut SysRng, message)
            .map(|signature: Signature| signature.to_der().as_bytes().to_vec())
            .map_err(|_| CryptoError::Library)
    }

    pub(super) fn decrypt(&self, ciphertext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.decrypter
            .decrypt_der(ciphertext)
            .map_err(|_| CryptoError::Decryption)
    }

    /// The public part in DER.
    pub(super) fn public_der(&self) -> &[u8] {
        &self.spki
    }
}

#[derive(Clone)]
pub(super) struct Sm2PublicKey {
    verifier: VerifyingKey,
    encrypter: EncryptingKey,
}

impl Sm2PublicKey {
    /// From DER SPKI, which is given as well.
    pub(super) fn read(der: &[u8]) -> Result<(Self, Vec<u8>), KeyError> {
        let key = sm2::PublicKey::from_public_key_der(der).map_err(|_| KeyError::NotAKey)?;
        let spki = key.to_public_key_der().map_err(|_| KeyError::NotAKey)?;
        let key = Self {
            verifier: VerifyingKey::new(IDENTIFIER, key).map_err(|_| KeyError::NotAKey)?,
            encrypter: EncryptingKey::new(key),
        };
        Ok((key, spki.into_vec()))
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
        Signature::from_der(signature)
            .and_then(|signature| self.verifier.verify(message, &signature))
            .map_err(|_| CryptoError::Signature)
    }

    /// A DER sequence of x, y, SM3 hash and cipher text (C1 C3 C2).
    pub(super) fn encrypt(&self, plain: &[u8]) -> Result<Vec<u8>, CryptoError> {
        if plain.is_empty() {
            return Err(CryptoError::Empty);
        }
        self.encrypter
            .encrypt_der(&mut SysRng, plain)
            .map_err(|_| CryptoError::Library)
    }
}

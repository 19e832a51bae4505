//! The merchant's private key, here or elsewhere.

use super::signing_key::{Encryption, SigningKey};
use crate::crypto::{KeyAlgorithm, PrivateKey, PublicKey, from_base64, to_base64};
use crate::error::{BoxError, Error, ErrorKind};

pub(crate) enum OwnKey {
    Here(PrivateKey),
    Elsewhere(Kept),
}

/// One that somebody else keeps.
pub(crate) struct Kept {
    key: Box<dyn SigningKey>,
    /// That of its certificate, if it was given: each signature is held against it.
    public: Option<PublicKey>,
}

impl OwnKey {
    pub(super) fn elsewhere(key: Box<dyn SigningKey>, public: Option<PublicKey>) -> Self {
        Self::Elsewhere(Kept { key, public })
    }

    /// The key itself, if it is in this process.
    pub(crate) fn here(&self) -> Option<&PrivateKey> {
        match self {
            Self::Here(key) => Some(key),
            Self::Elsewhere(_) => None,
        }
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::Here(key) => key.algorithm(),
            Self::Elsewhere(kept) => kept.key.algorithm(),
        }
    }

    /// The public part as SPKI in DER, if it is known.
    pub(crate) fn spki(&self) -> Option<Vec<u8>> {
        match self {
            Self::Here(key) => key.spki().ok(),
            Self::Elsewhere(kept) => Some(kept.public.as_ref()?.spki().to_vec()),
        }
    }

    /// A signature in base64. Of a key that is here it is there at once.
    pub(crate) async fn sign(&self, message: &[u8]) -> Result<String, Error> {
        match self {
            Self::Here(key) => key.sign(message).map_err(Error::of_crypto),
            Self::Elsewhere(kept) => kept.sign(message).await,
        }
    }

    /// The plain bytes of what is in base64.
    pub(super) async fn decrypt(&self, ciphertext: &str, v2: bool) -> Result<Vec<u8>, BoxError> {
        match self {
            Self::Here(key) if v2 => Ok(key.decrypt_pkcs1_v15(ciphertext)?.into_bytes()),
            Self::Here(key) => Ok(key.decrypt_bytes(ciphertext)?),
            Self::Elsewhere(kept) => {
                let encryption = match kept.key.algorithm() {
                    KeyAlgorithm::Sm2 => Encryption::Sm2,
                    KeyAlgorithm::Rsa if v2 => Encryption::RsaPkcs1V15,
                    KeyAlgorithm::Rsa => Encryption::RsaOaepSha1,
                };
                kept.key.decrypt(&from_base64(ciphertext)?, encryption).await
            }
        }
    }
}

impl Kept {
    async fn sign(&self, message: &[u8]) -> Result<String, Error> {
        let signature = self.key.sign(message).await.map_err(|source| {
            let text = format!("the signing key did not sign, so nothing was sent: {source}");
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })?;
        let signature = to_base64(&signature);
        match &self.public {
            Some(public) => match public.verify(message, &signature) {
                Ok(()) => Ok(signature),
                Err(source) => Err(unfit(source)),
            },
            None if signature.is_empty() => Err(Error::new(
                ErrorKind::Crypto,
                "the signing key gave an empty signature, so nothing was sent",
            )),
            None => Ok(signature),
        }
    }
}

fn unfit(source: crate::crypto::CryptoError) -> Error {
    let text = "the signature of the signing key does not match the certificate that was given with it, so nothing was sent: \
                is it the key of that certificate, and does it sign by SHA256 with RSA (PKCS#1 v1.5), the message itself \
                and not its digest once more?";
    Error::new(ErrorKind::Crypto, text).with_source(source)
}

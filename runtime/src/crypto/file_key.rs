//! The key of one encrypted file, such as a bill that is announced with `encrypt_key`.

use std::fmt;

use aes_gcm::aead::consts::{U12, U16};
use aes_gcm::aead::{AeadInOut, Nonce};
use aes_gcm::aes::Aes256;
use aes_gcm::{AesGcm, KeyInit as _};
#[cfg(feature = "sm")]
use sm4::Sm4;

use super::{CryptoError, PrivateKey};

/// Opens an encrypted file: AES-256-GCM, or SM4-GCM (国密, feature `sm`), as the key's length says.
///
/// WeChat Pay makes one for each file and encrypts it for the merchant (`encrypt_key`). The file is binary: the
/// ciphertext, then a tag of 16 bytes over it; nothing else is authenticated beside it.
/// ([下载单个子商户/二级商户资金账单](https://pay.weixin.qq.com/doc/v3/partner/4014314390))
///
/// It works in memory, since nothing of a file may be used before its tag held: the libraries open GCM in one piece.
/// They are RustCrypto's, because the nonce has 16 characters where aws-lc-rs takes 12 alone.
///
/// `Debug` does not show it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{FileKey, PrivateKey};
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let (merchant, encrypt_key) = (platform.merchant_key(), platform.encrypt("0123456789abcdef0123456789abcdef")?);
///
/// // WeChat Pay seals the file, and the key of it for the merchant: `encrypt_key`.
/// let mut file = b"`2026-11-28,`0.01".to_vec();
/// FileKey::new(b"0123456789abcdef0123456789abcdef")?.seal("fdasflkja484", &mut file)?;
/// // The merchant opens both, as `Call::decrypt` does.
/// FileKey::decrypt(&PrivateKey::parse(merchant)?, &encrypt_key)?.open("fdasflkja484", &mut file)?;
/// assert_eq!(file, b"`2026-11-28,`0.01");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
pub struct FileKey(FileCipher);

enum FileCipher {
    Aes256(Box<Aes256>),
    #[cfg(feature = "sm")]
    Sm4(Box<Sm4>),
}

impl FileKey {
    /// From the key itself: 32 bytes for AES-256, 16 for SM4.
    ///
    /// # Errors
    /// [`CryptoError::FileKeyLength`] for any other length, [`CryptoError::NeedsSm`] for SM4 without the feature `sm`.
    pub fn new(key: &[u8]) -> Result<Self, CryptoError> {
        let wrong = |_| CryptoError::FileKeyLength(key.len());
        Ok(Self(match key.len() {
            32 => FileCipher::Aes256(Aes256::new_from_slice(key).map_err(wrong)?.into()),
            #[cfg(feature = "sm")]
            16 => FileCipher::Sm4(Sm4::new_from_slice(key).map_err(wrong)?.into()),
            #[cfg(not(feature = "sm"))]
            16 => return Err(CryptoError::NeedsSm),
            length => return Err(CryptoError::FileKeyLength(length)),
        }))
    }

    /// From `encrypt_key`: base64 of the key, encrypted for the merchant with RSA-OAEP (SHA-1), or with SM2.
    ///
    /// # Errors
    /// [`CryptoError`] if it was encrypted for another key; as for [`new`](Self::new).
    pub fn decrypt(merchant: &PrivateKey, encrypt_key: &str) -> Result<Self, CryptoError> {
        Self::new(&merchant.decrypt_bytes(encrypt_key)?)
    }

    /// Opens a whole file, in place. After an error the buffer holds what it held before.
    ///
    /// # Errors
    /// [`CryptoError::FileNonceLength`] unless the nonce has 12 or 16 bytes, [`CryptoError::Decryption`] if anything but
    /// this key and nonce made the file.
    pub fn open(&self, nonce: &str, file: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.run(nonce, Work::Open(file))
    }

    /// Encrypts as WeChat Pay does: for gateways and tests. A nonce must never be used twice.
    ///
    /// # Errors
    /// [`CryptoError::FileNonceLength`] unless the nonce has 12 or 16 bytes.
    pub fn seal(&self, nonce: &str, file: &mut Vec<u8>) -> Result<(), CryptoError> {
        self.run(nonce, Work::Seal(file))
    }

    /// By cipher and length of the nonce, which are types.
    fn run(&self, nonce: &str, work: Work<'_>) -> Result<(), CryptoError> {
        match (&self.0, nonce.len()) {
            (FileCipher::Aes256(aes), 12) => work.with(&AesGcm::<_, U12>::from(aes.as_ref().clone()), nonce),
            (FileCipher::Aes256(aes), 16) => work.with(&AesGcm::<_, U16>::from(aes.as_ref().clone()), nonce),
            #[cfg(feature = "sm")]
            (FileCipher::Sm4(sm4), 12) => work.with(&AesGcm::<_, U12>::from(sm4.as_ref().clone()), nonce),
            #[cfg(feature = "sm")]
            (FileCipher::Sm4(sm4), 16) => work.with(&AesGcm::<_, U16>::from(sm4.as_ref().clone()), nonce),
            (_, length) => Err(CryptoError::FileNonceLength(length)),
        }
    }
}

enum Work<'a> {
    Open(&'a mut Vec<u8>),
    Seal(&'a mut Vec<u8>),
}

impl Work<'_> {
    fn with<A: AeadInOut>(self, aead: &A, nonce: &str) -> Result<(), CryptoError> {
        let nonce: &Nonce<A> = nonce
            .as_bytes()
            .try_into()
            .map_err(|_| CryptoError::FileNonceLength(nonce.len()))?;
        match self {
            Self::Open(file) => aead
                .decrypt_in_place(nonce, b"", file)
                .map_err(|_| CryptoError::Decryption),
            Self::Seal(file) => aead
                .encrypt_in_place(nonce, b"", file)
                .map_err(|_| CryptoError::Library),
        }
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(***)")
    }
}

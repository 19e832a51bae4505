//! The v2 API key: MD5 and HMAC-SHA256 signatures of v2.

use std::fmt;

use aws_lc_rs::{constant_time, hmac};
use md5::{Digest as _, Md5};

use super::{KeyError, SignType, upper_hex};

/// The v2 API key (APIv2密钥): the text set on the merchant site, 32 letters and digits.
///
/// `Debug` does not show it.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::{ApiV2Key, SignType};
/// use wechatpay_openapi_runtime::sign::v2;
///
/// let key = ApiV2Key::new("0123456789abcdef0123456789abcdef")?;
/// let text = v2::text([("mch_id", "1900000001"), ("appid", "wxd678efh567hg6787")]);
/// let sign = key.sign(SignType::Md5, &text);
/// assert!(key.verify(&text, &sign));
///
/// // The `req_info` of a refund's notification.
/// let req_info = key.encrypt(b"<root><out_refund_no>1-1</out_refund_no></root>")?;
/// assert_eq!(key.decrypt(&req_info)?, b"<root><out_refund_no>1-1</out_refund_no></root>");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
#[derive(Clone)]
pub struct ApiV2Key(String);

impl ApiV2Key {
    /// From the key's text.
    ///
    /// # Errors
    /// [`KeyError::ApiV2KeyLength`] unless it has 32 characters, as the merchant site wants them,
    /// [`KeyError::ApiV2Key`] if there are blanks or characters outside of ASCII among them.
    pub fn new(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        match std::str::from_utf8(key) {
            Ok(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => match text.len() {
                32 => Ok(Self(text.to_owned())),
                length => Err(KeyError::ApiV2KeyLength(length)),
            },
            _ => Err(KeyError::ApiV2Key),
        }
    }

    /// The key itself.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Signs what [`text`](crate::sign::v2::text) gives: `&key=` and the key are appended; upper-case hexadecimal.
    #[must_use]
    pub fn sign(&self, sign_type: SignType, text: &str) -> String {
        let text = format!("{text}&key={}", self.0);
        match sign_type {
            SignType::Md5 => upper_hex(&Md5::digest(text.as_bytes())),
            SignType::HmacSha256 => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
                upper_hex(hmac::sign(&key, text.as_bytes()).as_ref())
            }
        }
    }

    /// Whether `signature` is that of the text, in constant time. Its length tells the algorithm.
    #[must_use]
    pub fn verify(&self, text: &str, signature: &str) -> bool {
        SignType::of_signature(signature).is_some_and(|sign_type| {
            let ours = self.sign(sign_type, text);
            constant_time::verify_slices_are_equal(ours.as_bytes(), signature.as_bytes()).is_ok()
        })
    }
}

/// The v2 API keys of a merchant: the present one, and for 15 days after a change the one before.
///
/// The present one signs. WeChat Pay may still sign and encrypt with the former, so both are tried.
#[derive(Debug, Clone)]
pub(crate) struct V2Keys {
    present: ApiV2Key,
    previous: Option<ApiV2Key>,
}

impl V2Keys {
    pub(crate) fn new(present: ApiV2Key, previous: Option<ApiV2Key>) -> Self {
        Self { present, previous }
    }

    /// These, after others whose present key is still valid.
    pub(crate) fn after(self, former: &Self) -> Self {
        Self {
            previous: self.previous.or_else(|| Some(former.present.clone())),
            ..self
        }
    }

    /// As [`ApiV2Key::sign`], with the present one.
    pub(crate) fn sign(&self, sign_type: SignType, text: &str) -> String {
        self.present.sign(sign_type, text)
    }

    /// As [`ApiV2Key::verify`], with any of them.
    pub(crate) fn verify(&self, text: &str, signature: &str) -> bool {
        self.all().any(|key| key.verify(text, signature))
    }

    /// The present one first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &ApiV2Key> {
        [Some(&self.present), self.previous.as_ref()]
            .into_iter()
            .flatten()
    }
}

impl fmt::Debug for ApiV2Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiV2Key(***)")
    }
}

/// MD5 in lower-case hexadecimal, as v2 wants it of files. It protects nothing.
///
/// ```
/// use wechatpay_openapi_runtime::crypto::md5_hex;
///
/// assert_eq!(md5_hex(b"abc"), "900150983cd24fb0d6963f7d28e17f72");
/// ```
#[must_use]
pub fn md5_hex(bytes: &[u8]) -> String {
    upper_hex(&Md5::digest(bytes)).to_ascii_lowercase()
}

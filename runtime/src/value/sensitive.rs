//! Text that is encrypted on the wire.

/// Personal data that travels encrypted, such as a name or a bank account.
///
/// Put in plain text: the client encrypts it with the platform's public key
/// when it sends the request (RSA-OAEP, SHA-1) and names that key in
/// `Wechatpay-Serial`. In a response the client has decrypted it with the
/// merchant's private key. `Debug` prints `***`.
///
/// ```
/// use wechatpay_openapi_runtime::Sensitive;
///
/// let name = Sensitive::new("张三");
/// assert_eq!(format!("{name:?}"), "***");
/// assert_eq!(name.expose(), "张三");
/// assert_eq!(name.into_inner(), "张三");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Sensitive<T>(T);

impl Sensitive<String> {
    /// Wraps a plain text.
    pub fn new(plain: impl Into<String>) -> Self {
        Self(plain.into())
    }

    /// The plain text. Named so that a reviewer sees where it leaves its cover.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Unwraps the plain text.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }

    pub(crate) fn set(&mut self, text: String) {
        self.0 = text;
    }
}

impl From<&str> for Sensitive<String> {
    fn from(plain: &str) -> Self {
        Self(plain.to_owned())
    }
}

impl From<String> for Sensitive<String> {
    fn from(plain: String) -> Self {
        Self(plain)
    }
}

impl<T> std::fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

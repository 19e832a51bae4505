//! What a received request says, its encrypted fields in plain text.

use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::platform::TestPlatform;
use super::request::{boundary, fields_of_v2, signed_part};
use crate::error::{Error, ErrorKind};
use crate::verify::Headers as _;
use crate::xml::Document;

impl TestPlatform {
    /// What a client sent: [checked](Self::check), and each field that is encrypted for this platform in plain text, so
    /// that a test can compare it.
    ///
    /// v3: the members of the body (of an upload those of `meta`), or without a body the query's parameters. v2: the fields of
    /// the body, or of the query. A text that this platform cannot decrypt is left as it is.
    ///
    /// # Errors
    /// As [`check`](Self::check); [`Decode`](ErrorKind::Decode) if a signed body is not JSON.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Call, Chain, Client, Json, Method, Operation, Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Request` of the generated crate.
    ///     pub struct Transfer {
    ///         /// Travels encrypted.
    ///         pub user_name: Option<Sensitive<String>>,
    ///         /// In fen.
    ///         pub transfer_amount: Option<i64>,
    ///     }
    /// }
    /// const TRANSFER: Operation = Operation::v3(Method::POST, "/v3/fund-app/mch-transfer/transfer-bills");
    ///
    /// let platform = TestPlatform::new()?;
    /// let client: Client = platform.client()?;
    /// let transfer = Transfer::new().user_name("张三").transfer_amount(100);
    /// let request = Call::<Json>::new(Chain::new(&client), &TRANSFER, transfer).to_http()?;
    /// assert!(!std::str::from_utf8(request.body()).unwrap().contains("张三"));
    ///
    /// let sent = platform.opened(&request)?;
    /// assert_eq!(sent["user_name"], "张三");
    /// assert_eq!(sent["transfer_amount"], 100);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    pub fn opened<B: AsRef<[u8]>>(&self, request: &http::Request<B>) -> Result<Value, Error> {
        self.check(request)?;
        let mut sent = fields(request)?;
        self.open(&mut sent);
        Ok(sent)
    }

    /// The plain text of one field of a request, encrypted with one of the platform's public keys.
    ///
    /// # Errors
    /// [`Decrypt`](ErrorKind::Decrypt): it was made with another key, or is no ciphertext.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::crypto::PublicKey;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    ///
    /// let platform = TestPlatform::new()?;
    /// let ciphertext = PublicKey::parse(platform.public_key())?.encrypt("13800138000")?;
    /// assert_eq!(platform.decrypt(&ciphertext)?, "13800138000");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decrypt(&self, ciphertext: &str) -> Result<String, Error> {
        self.keys.decrypt(ciphertext).map_err(|source| {
            let text = format!(
                "the field is not encrypted with the platform's key {}: {source}",
                self.public_key_id()
            );
            Error::new(ErrorKind::Decrypt, text).with_source(source)
        })
    }

    fn open(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Ok(plain) = self.decrypt(text) {
                    *text = plain;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.open(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.open(member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

fn fields<B: AsRef<[u8]>>(request: &http::Request<B>) -> Result<Value, Error> {
    let body = request.body().as_ref();
    let query = request.uri().query().unwrap_or_default();
    let content_type = request.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let is_v3 = request.headers().contains_key(http::header::AUTHORIZATION);
    let json = match boundary(content_type) {
        Some(boundary) if is_v3 => signed_part(boundary, body).unwrap_or_default(),
        _ if is_v3 => body,
        // Lists too, which the signature does not have.
        None if body.trim_ascii_start().starts_with(b"<") => {
            return Ok(Document::parse(body).unwrap_or_default().to_json());
        }
        _ => &[],
    };
    if !json.is_empty() {
        let wrong = |error| {
            Error::new(
                ErrorKind::Decode,
                format!("the request's body is no JSON: {error}"),
            )
        };
        return serde_json::from_slice(json).map_err(wrong);
    }
    let pairs = fields_of_v2(content_type, query, body)?;
    let members = pairs
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value.into_owned().into()));
    Ok(Value::Object(members.collect::<Map<_, _>>()))
}

//! A record as the platform writes it: for the merchant to read.

use serde_json::Value;

use super::keys::TestKeys;
use super::platform::TestPlatform;
use super::table::TableView;
use crate::crypto::CryptoError;
use crate::error::{BoxError, Error, ErrorKind};
use crate::record::{Cipher, Location, Record, RecordRef, Table};

impl TestPlatform {
    /// A record as WeChat Pay sends it, its sensitive fields encrypted for the merchant: the body of an
    /// [`answer`](Self::answer) or the payload of a [`notification`](Self::notification).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Response` of the generated crate.
    ///     pub struct Receiver {
    ///         /// Travels encrypted.
    ///         pub name: Option<Sensitive<String>>,
    ///     }
    /// }
    ///
    /// let platform = TestPlatform::new()?;
    /// let body = platform.sealed(&Receiver::new().name("张三"))?;
    /// assert_ne!(body["name"], "张三");
    /// let answer = platform.answer(200, body.to_string())?;
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As of [`encrypt`](Self::encrypt); a value that JSON cannot hold.
    pub fn sealed<R: Record>(&self, record: &R) -> Result<Value, Error> {
        json(&self.keys, record)
    }

    /// The same of plain JSON by its table, such as an example of the generated crate's `catalogue`.
    ///
    /// ```
    /// use serde_json::json;
    /// use wechatpay_openapi_runtime::record::Record as _;
    /// use wechatpay_openapi_runtime::testing::TestPlatform;
    /// use wechatpay_openapi_runtime::{Sensitive, record};
    ///
    /// record! {
    ///     /// In a program a `Response` of the generated crate.
    ///     pub struct Receivers {
    ///         /// Travels encrypted.
    ///         pub names: Option<Vec<Sensitive<String>>>,
    ///         /// Travels as it is.
    ///         pub note: Option<String>,
    ///     }
    /// }
    ///
    /// let body = TestPlatform::new()?.sealed_of(Receivers::TABLE, &json!({ "names": ["张三"], "note": "张三" }))?;
    /// assert_ne!(body["names"][0], "张三");
    /// assert_eq!(body["note"], "张三");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As of [`encrypt`](Self::encrypt).
    pub fn sealed_of(&self, table: &'static Table, plain: &Value) -> Result<Value, Error> {
        let mut sealed = plain.clone();
        by_table(&self.keys, TableView::of(table), &mut sealed).map_err(|source| {
            let text = format!("a text cannot be encrypted with the merchant's key: {source}");
            Error::new(ErrorKind::Crypto, text).with_source(source)
        })?;
        Ok(sealed)
    }
}

/// Encrypts for the merchant. What is encrypted for the platform is read elsewhere.
struct ForMerchant<'a>(&'a TestKeys);

impl Cipher for ForMerchant<'_> {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        Ok(self.0.encrypt(plain)?)
    }

    fn decrypt(&self, _: &str) -> Result<String, BoxError> {
        Err("the platform cannot read what is encrypted for the merchant".into())
    }
}

fn json<R: Record>(keys: &TestKeys, record: &R) -> Result<Value, Error> {
    let text = RecordRef::new(record)
        .to_json(Location::Body, Some(&ForMerchant(keys)))
        .map_err(|error| Error::new(ErrorKind::Request, error.to_string()).with_source(error))?;
    serde_json::from_slice(&text).map_err(|error| Error::new(ErrorKind::Request, error.to_string()))
}

/// The same of plain JSON, by its table.
fn by_table(keys: &TestKeys, table: TableView, plain: &mut Value) -> Result<(), CryptoError> {
    let Some(members) = plain.as_object_mut() else {
        return Ok(());
    };
    table.each_sensitive(members, &mut |text| {
        *text = keys.encrypt(text)?;
        Ok(())
    })
}

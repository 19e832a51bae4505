//! Encrypting and decrypting the sensitive fields of a record.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::error::CryptError;
use super::table::{Kind, Record, Table};
use super::view::{RecordMut, RecordRef, ValueMut, ValueRef, View, ViewMut};
use crate::error::BoxError;

/// Encrypts what is sent and decrypts what is received.
///
/// ```
/// use wechatpay_openapi_runtime::BoxError;
/// use wechatpay_openapi_runtime::crypto::{PrivateKey, PublicKey};
/// use wechatpay_openapi_runtime::record::Cipher;
///
/// /// Of a tool that reads and writes what was kept, with the keys of both sides.
/// struct Keys { merchant: PrivateKey, platform: PublicKey }
///
/// impl Cipher for Keys {
///     fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
///         Ok(self.platform.encrypt(plain)?)
///     }
///
///     fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
///         Ok(self.merchant.decrypt(cipher)?)
///     }
/// }
/// ```
pub trait Cipher {
    /// Base64 of the encrypted text.
    ///
    /// # Errors
    /// The text is too long for the key, or there is no key.
    fn encrypt(&self, plain: &str) -> Result<String, BoxError>;

    /// The plain text of a base64 cipher text.
    ///
    /// # Errors
    /// It was not encrypted for our key.
    fn decrypt(&self, cipher: &str) -> Result<String, BoxError>;
}

/// Encrypts a text, unless it is encrypted already: it would be sent twice encrypted, or be too long.
pub(super) fn seal(cipher: &dyn Cipher, plain: &str) -> Result<String, BoxError> {
    // What RSA keys of 2048, 3072 and 4096 bits make. No name, number or address looks like it.
    let is_sealed = matches!(plain.len(), 344 | 512 | 684)
        && BASE64
            .decode(plain)
            .is_ok_and(|bytes| matches!(bytes.len(), 256 | 384 | 512));
    if is_sealed {
        return Err("it is encrypted already: give the plain text, which the client encrypts".into());
    }
    cipher.encrypt(plain)
}

/// Decrypts every sensitive field, in place. Empty ones stay empty.
///
/// ```
/// use wechatpay_openapi_runtime::record::{Cipher, decrypt};
/// use wechatpay_openapi_runtime::{BoxError, Sensitive, record};
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Receiver {
///         /// Travels encrypted.
///         pub name: Option<Sensitive<String>>,
///     }
/// }
/// # struct Keys;
/// # impl Cipher for Keys {
/// #     fn encrypt(&self, plain: &str) -> Result<String, BoxError> { Ok(plain.to_uppercase()) }
/// #     fn decrypt(&self, cipher: &str) -> Result<String, BoxError> { Ok(cipher.to_lowercase()) }
/// # }
///
/// let mut receiver = Receiver::new().name("ZHANG SAN"); // As it came.
/// decrypt(&mut receiver, &Keys)?;
/// assert_eq!(receiver.name.unwrap().expose(), "zhang san");
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// The first field that cannot be decrypted, by its JSON pointer.
pub fn decrypt<R: Record>(record: &mut R, cipher: &dyn Cipher) -> Result<(), CryptError> {
    decrypt_all(RecordMut::new(record), cipher)
}

/// As [`decrypt`], of a record that is told by its table.
pub(crate) fn decrypt_all(record: RecordMut<'_>, cipher: &dyn Cipher) -> Result<(), CryptError> {
    // Most answers have nothing to decrypt, which their type knows.
    if may_hold_sensitive(record.table) {
        decrypt_record(record, cipher, "")
    } else {
        Ok(())
    }
}

fn may_hold_sensitive(table: &Table) -> bool {
    table
        .fields
        .iter()
        .any(|field| kind_may_hold_sensitive(field.slot.kind))
}

pub(crate) fn kind_may_hold_sensitive(kind: Kind) -> bool {
    match kind {
        Kind::Sensitive => true,
        Kind::Record(table) => may_hold_sensitive(table),
        Kind::List(ops) => kind_may_hold_sensitive(ops.item()),
        Kind::JsonString(ops) | Kind::UrlEncoded(ops) => kind_may_hold_sensitive(ops.inner()),
        _ => false,
    }
}

fn decrypt_record(mut record: RecordMut<'_>, cipher: &dyn Cipher, pointer: &str) -> Result<(), CryptError> {
    for field in record.table.fields {
        if let Some(value) = record.slot(field).get() {
            decrypt_value(value, cipher, &format!("{pointer}/{}", field.name()))?;
        }
    }
    Ok(())
}

fn decrypt_value(value: ValueMut<'_>, cipher: &dyn Cipher, pointer: &str) -> Result<(), CryptError> {
    match value.view() {
        ViewMut::Sensitive(text) if !text.expose().is_empty() => {
            let plain = cipher.decrypt(text.expose()).map_err(|source| CryptError {
                pointer: pointer.to_owned(),
                source,
            })?;
            text.set(plain);
            Ok(())
        }
        ViewMut::Record(record) => decrypt_record(record, cipher, pointer),
        ViewMut::List(mut list) => {
            list.for_each(|index, item| decrypt_value(item, cipher, &format!("{pointer}/{index}")))
        }
        ViewMut::JsonString(mut wrap) | ViewMut::UrlEncoded(mut wrap) => {
            decrypt_value(wrap.value(), cipher, pointer)
        }
        _ => Ok(()),
    }
}

impl RecordRef<'_> {
    /// Whether a sensitive field is set somewhere.
    #[must_use]
    pub fn has_sensitive(self) -> bool {
        self.set_fields().any(|(_, value)| is_sensitive(value))
    }
}

fn is_sensitive(value: ValueRef<'_>) -> bool {
    match value.view() {
        View::Sensitive(_) => true,
        View::Record(record) => record.has_sensitive(),
        View::List(list) => list.iter().any(is_sensitive),
        View::JsonString(wrap) | View::UrlEncoded(wrap) => is_sensitive(wrap.value()),
        _ => false,
    }
}

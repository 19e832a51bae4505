//! Values into strings: JSON, and `name=value&name=value` by form_urlencoded. `decode` reads them.

use super::encoding::{EncodeValue, Encoding};
use super::error::EncodeError;
use super::view::{View, WrapRef};

/// Writes the pairs inside a string.
pub(super) fn write_pairs(wrap: WrapRef<'_>, encoding: Encoding<'_>) -> Result<String, EncodeError> {
    let View::Record(record) = wrap.value().view() else {
        return Err(EncodeError {
            pointer: String::new(),
            message: "only an object can be written as pairs".to_owned(),
        });
    };
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(record.all_pairs(None, encoding)?);
    Ok(out.finish())
}

/// Writes the JSON inside a string.
pub(super) fn write_json(wrap: WrapRef<'_>, encoding: Encoding<'_>) -> Result<String, serde_json::Error> {
    serde_json::to_string(&EncodeValue::as_it_is(wrap.value(), encoding))
}

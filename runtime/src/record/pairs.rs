//! The fields of a request that travel outside a JSON body: query, headers, upload parts.

use super::encoding::{EncodeValue, Encoding, finite, numbered_name, writing};
use super::error::EncodeError;
use super::sensitive::{Cipher, seal};
use super::table::Location;
use super::view::{RecordRef, ValueRef, View};
use crate::value::FilePart;

/// One part of an upload. `Debug` shows its name alone.
#[derive(Clone, PartialEq)]
pub enum Part {
    /// An object, sent as JSON; what an upload signs.
    Json {
        /// The part's name.
        name: &'static str,
        /// Compact JSON.
        json: Vec<u8>,
    },
    /// A plain text part.
    Text {
        /// The part's name.
        name: &'static str,
        /// The text.
        text: String,
    },
    /// The file.
    File {
        /// The part's name.
        name: &'static str,
        /// Name and content.
        file: FilePart,
    },
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, name) = match self {
            Self::Json { name, .. } => ("Json", name),
            Self::Text { name, .. } => ("Text", name),
            Self::File { name, .. } => ("File", name),
        };
        write!(f, "{kind}({name})")
    }
}

impl RecordRef<'_> {
    /// The fields that travel at `at` as pairs, not percent-encoded, in
    /// documented order. A list gives one pair for each item.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn pairs(
        self,
        at: Location,
        cipher: Option<&dyn Cipher>,
    ) -> Result<Vec<(String, String)>, EncodeError> {
        self.all_pairs(Some(at), Encoding::with(cipher))
    }

    pub(super) fn all_pairs(
        self,
        at: Option<Location>,
        encoding: Encoding<'_>,
    ) -> Result<Vec<(String, String)>, EncodeError> {
        let mut pairs = Vec::new();
        for (field, value) in self
            .set_fields()
            .filter(|(field, _)| at.is_none_or(|at| at == field.location()))
        {
            match value.view() {
                View::List(list) => {
                    for (index, item) in list.iter().enumerate() {
                        let text = text(item, encoding).map_err(|error| error.within(&index.to_string()));
                        let text = text.map_err(|error| error.within(field.name()))?;
                        pairs.push((field.name().to_owned(), text));
                    }
                }
                View::Numbered(family) => {
                    let mut result = Ok(());
                    family.for_each(|number, item| {
                        let name = numbered_name(field.name(), number);
                        match text(item, encoding) {
                            Ok(text) => pairs.push((name, text)),
                            Err(error) => result = Err(error.within(&name)),
                        }
                    });
                    result?;
                }
                _ => {
                    let text = text(value, encoding).map_err(|error| error.within(field.name()))?;
                    pairs.push((field.name().to_owned(), text));
                }
            }
        }
        Ok(pairs)
    }

    /// The parts of an upload, in documented order.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn parts(self, cipher: Option<&dyn Cipher>) -> Result<Vec<Part>, EncodeError> {
        let encoding = Encoding::with(cipher);
        self.set_fields()
            .filter(|(field, _)| field.location() == Location::Body)
            .map(|(field, value)| {
                let name = field.name();
                Ok(match value.view() {
                    View::File(file) => Part::File {
                        name,
                        file: file.clone(),
                    },
                    View::Record(_) | View::JsonString(_) => Part::Json {
                        name,
                        json: object(value, encoding).map_err(|error| error.within(name))?,
                    },
                    _ => Part::Text {
                        name,
                        text: text(value, encoding).map_err(|error| error.within(name))?,
                    },
                })
            })
            .collect()
    }
}

/// An object as JSON, whether it is documented as an object or as a string of JSON.
fn object(value: ValueRef<'_>, encoding: Encoding<'_>) -> Result<Vec<u8>, EncodeError> {
    let value = match value.view() {
        View::JsonString(wrap) => match wrap.text() {
            Some(text) => return Ok(text.as_bytes().to_vec()),
            None => wrap.value(),
        },
        _ => value,
    };
    writing(encoding, |encoding| {
        serde_json::to_vec(&EncodeValue::as_it_is(value, encoding))
    })
}

/// A value as the text of a pair: scalars as they are, anything else as JSON.
pub(super) fn text(value: ValueRef<'_>, encoding: Encoding<'_>) -> Result<String, EncodeError> {
    Ok(match value.view() {
        View::Bool(flag) => flag.to_string(),
        View::Integer(number) => number.to_string(),
        View::Float(number) => writing(encoding, |_| finite(number))?.to_string(),
        View::Text(text) | View::Enum(text) => text.to_owned(),
        View::File(file) => file.name.clone(),
        View::Sensitive(plain) => match encoding.cipher {
            Some(cipher) => writing(encoding, |_| seal(cipher, plain))?,
            None => plain.to_owned(),
        },
        View::JsonString(_) | View::UrlEncoded(_) => {
            match writing(encoding, |encoding| {
                serde_json::to_value(EncodeValue::as_it_is(value, encoding))
            })? {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            }
        }
        _ => writing(encoding, |encoding| {
            serde_json::to_string(&EncodeValue::as_it_is(value, encoding))
        })?,
    })
}

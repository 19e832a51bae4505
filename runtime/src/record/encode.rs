//! A record into any serde format: fields in documented order, unset ones left out.

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::decode::Trail;
use super::error::EncodeError;
use super::sensitive::{Cipher, seal};
use super::table::Location;
use super::view::{RecordRef, ValueRef, View};
use super::{form, json};

/// What encoding needs to know.
#[derive(Clone, Copy, Default)]
pub(crate) struct Encoding<'c> {
    /// Encrypts sensitive text; without it the plain text is written.
    pub(crate) cipher: Option<&'c dyn Cipher>,
    /// Where an error happened.
    pub(super) trail: Option<&'c Trail>,
}

impl<'c> Encoding<'c> {
    pub(super) fn with(cipher: Option<&'c dyn Cipher>) -> Self {
        Self { cipher, trail: None }
    }

    #[cold]
    #[inline(never)]
    fn note(self, step: impl Into<String>) {
        if let Some(trail) = self.trail {
            trail.note(step);
        }
    }
}

/// Writes something; an error names its place below what is written.
pub(super) fn writing<T, E: std::fmt::Display>(
    encoding: Encoding<'_>,
    write: impl FnOnce(Encoding<'_>) -> Result<T, E>,
) -> Result<T, EncodeError> {
    let trail = Trail::default();
    write(Encoding {
        trail: Some(&trail),
        ..encoding
    })
    .map_err(|error| EncodeError {
        pointer: trail.pointer(),
        message: error.to_string(),
    })
}

/// A number that JSON can write: it would make `null` of any other.
pub(super) fn finite(number: f64) -> Result<f64, &'static str> {
    match number.is_finite() {
        true => Ok(number),
        false => Err("NaN and infinity are no numbers in JSON and XML"),
    }
}

/// A record as serde sees it.
pub(crate) struct EncodeRecord<'a, 'c> {
    pub(crate) record: RecordRef<'a>,
    /// Only the fields that travel here; all of them if `None`.
    pub(crate) at: Option<Location>,
    pub(crate) encoding: Encoding<'c>,
}

impl Serialize for EncodeRecord<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in self.record.table.fields {
            if self.at.is_some_and(|at| at != field.location()) {
                continue;
            }
            let Some(value) = self.record.get(field) else {
                continue;
            };
            if let View::Numbered(family) = value.view() {
                let mut result = Ok(());
                family.for_each(|number, item| {
                    if result.is_ok() {
                        let name = numbered_name(field.name, number);
                        result = map.serialize_entry(&name, &self.value(item));
                        result.as_ref().inspect_err(|_| self.encoding.note(name)).ok();
                    }
                });
                result?;
            } else {
                map.serialize_entry(field.name, &self.value(value))
                    .inspect_err(|_| self.encoding.note(field.name))?;
            }
        }
        map.end()
    }
}

impl<'a, 'c> EncodeRecord<'a, 'c> {
    fn value(&self, value: ValueRef<'a>) -> EncodeValue<'a, 'c> {
        EncodeValue {
            value,
            encoding: self.encoding,
        }
    }
}

/// `coupon_id_$n` with its number put in.
pub(super) fn numbered_name(template: &str, number: &[u32]) -> String {
    let prefix = template.split_once('$').map_or(template, |(prefix, _)| prefix);
    let numbers: Vec<String> = number.iter().map(u32::to_string).collect();
    format!("{prefix}{}", numbers.join("_"))
}

/// A value as serde sees it.
pub(crate) struct EncodeValue<'a, 'c> {
    pub(crate) value: ValueRef<'a>,
    pub(crate) encoding: Encoding<'c>,
}

impl Serialize for EncodeValue<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let encoding = self.encoding;
        match self.value.view() {
            View::Bool(flag) => serializer.serialize_bool(flag),
            View::Integer(number) => serializer.serialize_i64(number),
            View::Float(number) => serializer.serialize_f64(finite(number).map_err(S::Error::custom)?),
            View::Text(text) | View::Enum(text) => serializer.serialize_str(text),
            View::Json(json) => json.serialize(serializer),
            View::Sensitive(plain) => match encoding.cipher {
                Some(cipher) => serializer.serialize_str(&seal(cipher, plain).map_err(S::Error::custom)?),
                None => serializer.serialize_str(plain),
            },
            View::File(file) => serializer.serialize_str(&file.name),
            View::Record(record) => EncodeRecord {
                record,
                at: None,
                encoding,
            }
            .serialize(serializer),
            View::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for (index, value) in list.iter().enumerate() {
                    seq.serialize_element(&Self { value, encoding })
                        .inspect_err(|_| encoding.note(index.to_string()))?;
                }
                seq.end()
            }
            View::JsonString(wrap) => match wrap.text() {
                Some(text) => serializer.serialize_str(text),
                None => {
                    serializer.serialize_str(&json::write_wrapped(wrap, encoding).map_err(S::Error::custom)?)
                }
            },
            View::UrlEncoded(wrap) => match wrap.text() {
                Some(text) => serializer.serialize_str(text),
                None => {
                    let pairs = form::write_wrapped(wrap, encoding).map_err(|error| {
                        for step in error.pointer.rsplit('/').filter(|step| !step.is_empty()) {
                            encoding.note(step);
                        }
                        S::Error::custom(error.message)
                    });
                    serializer.serialize_str(&pairs?)
                }
            },
            View::Numbered(_) => Err(S::Error::custom("a numbered field has no value of its own")),
        }
    }
}

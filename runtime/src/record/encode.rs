//! A record into any serde format: fields in documented order, unset ones left out.

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::sensitive::Cipher;
use super::table::Location;
use super::view::{RecordRef, ValueRef, View};
use super::{form, json};

/// What encoding needs to know.
#[derive(Clone, Copy, Default)]
pub(crate) struct Encoding<'c> {
    /// Encrypts sensitive text; without it the plain text is written.
    pub(crate) cipher: Option<&'c dyn Cipher>,
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
                        result = map.serialize_entry(&numbered_name(field.name, number), &self.value(item));
                    }
                });
                result?;
            } else {
                map.serialize_entry(field.name, &self.value(value))?;
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
            View::Float(number) => serializer.serialize_f64(number),
            View::Text(text) | View::Enum(text) => serializer.serialize_str(text),
            View::Json(json) => json.serialize(serializer),
            View::Sensitive(plain) => match encoding.cipher {
                Some(cipher) => serializer.serialize_str(&cipher.encrypt(plain).map_err(S::Error::custom)?),
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
                for value in list.iter() {
                    seq.serialize_element(&Self { value, encoding })?;
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
                    serializer.serialize_str(&form::write_wrapped(wrap, encoding).map_err(S::Error::custom)?)
                }
            },
            View::Numbered(_) => Err(S::Error::custom("a numbered field has no value of its own")),
        }
    }
}

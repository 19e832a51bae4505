//! A record into any serde format: fields in documented order, unset ones left out.

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::encoding::{EncodeRecord, EncodeValue, finite, numbered_name};
use super::plain::Texts;
use super::sensitive::seal;
use super::view::{ValueRef, View};
use super::wrapped::{write_json, write_pairs};

impl<'a, T: Texts<'a>> Serialize for EncodeRecord<'a, '_, T> {
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
                        let name = numbered_name(field.name(), number);
                        result = map.serialize_entry(&name, &self.value(item));
                        result.as_ref().inspect_err(|_| self.encoding.note(name)).ok();
                    }
                });
                result?;
            } else {
                map.serialize_entry(self.texts.key(field), &self.value(value))
                    .inspect_err(|_| self.encoding.note(field.name()))?;
            }
        }
        map.end()
    }
}

impl<'a, 'c, T: Texts<'a>> EncodeRecord<'a, 'c, T> {
    #[inline]
    fn value(&self, value: ValueRef<'a>) -> EncodeValue<'a, 'c, T> {
        EncodeValue {
            value,
            encoding: self.encoding,
            texts: self.texts,
        }
    }
}

impl<'a, T: Texts<'a>> Serialize for EncodeValue<'a, '_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (encoding, texts) = (self.encoding, self.texts);
        match self.value.view() {
            View::Bool(flag) => serializer.serialize_bool(flag),
            View::Integer(number) => serializer.serialize_i64(number),
            View::Float(number) => serializer.serialize_f64(finite(number).map_err(S::Error::custom)?),
            View::Text(text) | View::Enum(text) => serializer.serialize_str(texts.text(text)),
            View::Json(json) => json.serialize(serializer),
            View::Sensitive(plain) => match encoding.cipher {
                Some(cipher) => serializer.serialize_str(&seal(cipher, plain).map_err(S::Error::custom)?),
                None => serializer.serialize_str(texts.text(plain)),
            },
            View::File(file) => serializer.serialize_str(texts.text(&file.name)),
            View::Record(record) => EncodeRecord {
                record,
                at: None,
                encoding,
                texts,
            }
            .serialize(serializer),
            View::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for (index, value) in list.iter().enumerate() {
                    seq.serialize_element(&Self {
                        value,
                        encoding,
                        texts,
                    })
                    .inspect_err(|_| encoding.note(index.to_string()))?;
                }
                seq.end()
            }
            View::JsonString(wrap) => match wrap.text() {
                Some(text) => serializer.serialize_str(texts.text(text)),
                None => serializer.serialize_str(&write_json(wrap, encoding).map_err(S::Error::custom)?),
            },
            View::UrlEncoded(wrap) => match wrap.text() {
                Some(text) => serializer.serialize_str(texts.text(text)),
                None => {
                    let pairs = write_pairs(wrap, encoding).map_err(|error| {
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

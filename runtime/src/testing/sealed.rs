//! A record as the platform writes it: for the merchant to read.

use serde_json::Value;

use super::keys::Keys;
use super::table::{TableView, ValueKind};
use crate::error::{BoxError, Error, ErrorKind};
use crate::record::{Cipher, Location, Record, RecordRef};

/// Encrypts for the merchant. What is encrypted for the platform is read elsewhere.
struct ForMerchant<'a>(&'a Keys);

impl Cipher for ForMerchant<'_> {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        Ok(self.0.encrypt(plain)?)
    }

    fn decrypt(&self, _: &str) -> Result<String, BoxError> {
        Err("the platform cannot read what is encrypted for the merchant".into())
    }
}

pub(super) fn json<R: Record>(keys: &Keys, record: &R) -> Result<Value, Error> {
    let text = RecordRef::new(record)
        .to_json(Location::Body, Some(&ForMerchant(keys)))
        .map_err(|error| Error::new(ErrorKind::Request, error.to_string()).with_source(error))?;
    serde_json::from_slice(&text).map_err(|error| Error::new(ErrorKind::Request, error.to_string()))
}

/// The same of plain JSON, by its table. What a table does not know, or has as something else, stays as it is.
pub(super) fn by_table(keys: &Keys, table: TableView, plain: &mut Value) -> Result<(), BoxError> {
    for (name, value) in plain.as_object_mut().into_iter().flatten() {
        if let Some(field) = table.field(name) {
            seal(keys, &field.kind(), value)?;
        }
    }
    Ok(())
}

fn seal(keys: &Keys, kind: &ValueKind, value: &mut Value) -> Result<(), BoxError> {
    match (kind, value) {
        (ValueKind::Sensitive, Value::String(text)) => *text = keys.encrypt(text)?,
        (ValueKind::Record(table), value) => by_table(keys, *table, value)?,
        (ValueKind::Numbered(inner), value) => seal(keys, inner, value)?,
        (ValueKind::List(item), Value::Array(items)) => {
            for value in items {
                seal(keys, item, value)?;
            }
        }
        (ValueKind::JsonString(inner), Value::String(text)) => {
            if let Ok(mut held) = serde_json::from_str(text) {
                seal(keys, inner, &mut held)?;
                *text = held.to_string();
            }
        }
        _ => {}
    }
    Ok(())
}

//! A record as the platform writes it: for the merchant to read.

use serde_json::Value;

use super::keys::Keys;
use super::table::TableView;
use crate::crypto::CryptoError;
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

/// The same of plain JSON, by its table.
pub(super) fn by_table(keys: &Keys, table: TableView, plain: &mut Value) -> Result<(), CryptoError> {
    let Some(members) = plain.as_object_mut() else {
        return Ok(());
    };
    table.each_sensitive(members, &mut |text| {
        *text = keys.encrypt(text)?;
        Ok(())
    })
}

//! Encrypts what the table of an answer calls sensitive.

use std::convert::Infallible;

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;

use crate::keys::Keys;

/// More than this RSA cannot take, in bytes.
const MOST: usize = 214;

/// The fields as they are sent to a merchant who reads what is encrypted so; v2 knows RSA alone.
pub(super) fn sealed(
    keys: &Keys,
    entry: &Entry,
    fields: &Map<String, Value>,
    reads: KeyAlgorithm,
) -> Map<String, Value> {
    let mut fields = fields.clone();
    let mut seal = |text: &mut String| -> Result<(), Infallible> {
        let plain = cut(text);
        // It is short enough; what is empty stays so.
        *text = match entry.operation.version {
            Version::V3 => keys.encrypt(reads, plain).unwrap_or_default(),
            Version::V2 => keys.encrypt_v2(plain).unwrap_or_default(),
        };
        Ok(())
    };
    if let Some(table) = entry.answer {
        let Ok(()) = TableView::of(table).each_sensitive(&mut fields, &mut seal);
    }
    fields
}

/// As much of a text as fits.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

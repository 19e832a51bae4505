//! JSON in and out, by serde_json.

use std::cell::Cell;

use serde_core::de::DeserializeSeed;

use super::decode::RecordSeed;
use super::encoding::{EncodeRecord, Encoding, writing};
use super::error::{DecodeError, EncodeError};
use super::exact::Exact;
use super::plain;
use super::sensitive::Cipher;
use super::table::{Location, Record};
use super::trail::{Digits, Trail};
use super::view::{RecordMut, RecordRef};
use crate::json::whole;

/// Reads a JSON object. Unknown keys are passed over, see [`unknown_fields`](super::unknown_fields).
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::{from_json, to_json};
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Order {
///         /// The number.
///         pub out_trade_no: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// // Kept in a database, and read again.
/// let kept = to_json(&Order::new().out_trade_no("1").total(100))?;
/// assert_eq!(from_json::<Order>(&kept)?.total, Some(100));
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// Text that is no JSON object, or a value of another type than documented.
pub fn from_json<R: Record>(json: &[u8]) -> Result<R, DecodeError> {
    let mut record = R::default();
    twice_if_needed(RecordMut::new(&mut record), json, false)?;
    Ok(record)
}

/// Reads what WeChat Pay wrote. What has another shape than documented and is no number is left out where it cannot
/// be understood: one field must not hide all others, and [`unknown_fields`](super::unknown_fields) names it.
///
/// # Errors
/// Text that is no JSON object, or something else where a number is documented.
pub(crate) fn from_answer<R: Record>(json: &[u8]) -> Result<R, DecodeError> {
    let mut record = R::default();
    read_answer(RecordMut::new(&mut record), json)?;
    Ok(record)
}

/// As [`from_answer`], into a record in which nothing is set.
pub(crate) fn read_answer(record: RecordMut<'_>, json: &[u8]) -> Result<(), DecodeError> {
    twice_if_needed(record, json, true)
}

fn twice_if_needed(mut record: RecordMut<'_>, json: &[u8], lenient: bool) -> Result<(), DecodeError> {
    if read(record.short(), json, lenient)? != Digits::Kept {
        record.clear();
        read_exactly(record, json, lenient)?;
    }
    Ok(())
}

/// Reads once. Unless the digits were kept, the result counts for nothing, an error neither.
fn read(record: RecordMut<'_>, json: &[u8], lenient: bool) -> Result<Digits, DecodeError> {
    let trail = Trail::default().lenient(lenient);
    let seed = RecordSeed {
        record,
        trail: &trail,
    };
    match (whole(json, seed), trail.digits()) {
        (Err(error), Digits::Kept) => Err(trail.error(&error)),
        (_, digits) => Ok(digits),
    }
}

#[cold]
fn read_exactly(record: RecordMut<'_>, json: &[u8], lenient: bool) -> Result<(), DecodeError> {
    let trail = Trail::exact().lenient(lenient);
    let seed = RecordSeed {
        record,
        trail: &trail,
    };
    Exact::read(json)
        .and_then(|exact| seed.deserialize(exact))
        .map_err(|error| trail.error(&error))
}

/// Writes all fields of a record, wherever they travel, as one JSON object.
/// Sensitive text is written as it is: this is for storing and comparing.
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::to_json;
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Order {
///         /// The number.
///         pub out_trade_no: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// let order = Order::new().out_trade_no("1").total(100);
/// assert_eq!(to_json(&order)?, br#"{"out_trade_no":"1","total":100}"#);
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// None for a record of the generated crate.
pub fn to_json<R: Record>(record: &R) -> Result<Vec<u8>, EncodeError> {
    write(RecordRef::new(record), None, Encoding::default())
}

fn write(
    record: RecordRef<'_>,
    at: Option<Location>,
    encoding: Encoding<'_>,
) -> Result<Vec<u8>, EncodeError> {
    writing(encoding, |encoding| {
        plain::to_json(&Cell::default(), |texts| EncodeRecord {
            record,
            at,
            encoding,
            texts,
        })
    })
}

impl RecordRef<'_> {
    /// The fields that travel at `at`, as one compact JSON object: documented
    /// order, unset fields left out, sensitive text encrypted by `cipher`.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn to_json(self, at: Location, cipher: Option<&dyn Cipher>) -> Result<Vec<u8>, EncodeError> {
        write(self, Some(at), Encoding::with(cipher))
    }
}

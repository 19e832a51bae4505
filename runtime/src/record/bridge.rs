//! serde's own traits for records, behind the feature `serde`.
//!
//! They work with any self-describing format. Sensitive text is written in
//! plain: a bridge is for storing and transforming, not for logs.

use serde_core::de::{DeserializeSeed, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use super::decode::RecordSeed;
use super::encoding::{EncodeRecord, Encoding};
use super::number::lost_digits;
use super::plain::AsTheyAre;
use super::table::Record;
use super::trail::{Digits, Trail};
use super::view::{RecordMut, RecordRef};

/// Writes every field of a record.
///
/// # Errors
/// What the serializer says.
pub fn serialize<S: Serializer>(record: RecordRef<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    EncodeRecord {
        record,
        at: None,
        encoding: Encoding::default(),
        texts: AsTheyAre,
    }
    .serialize(serializer)
}

/// Reads a record.
///
/// # Errors
/// What the deserializer says, a value of another type than documented, or a number of which serde
/// does not tell all digits.
pub fn deserialize<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let mut record = R::default();
    let trail = Trail::default();
    RecordSeed {
        record: RecordMut::new(&mut record),
        trail: &trail,
    }
    .deserialize(deserializer)?;
    match trail.digits() {
        Digits::Lost => Err(lost_digits()),
        Digits::Kept | Digits::Rounded => Ok(record),
    }
}

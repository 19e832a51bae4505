//! What is to be written and how; `encode` and others do it.

use super::error::EncodeError;
use super::plain::AsTheyAre;
use super::sensitive::Cipher;
use super::table::Location;
use super::trail::Trail;
use super::view::{RecordRef, ValueRef};

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
    pub(super) fn note(self, step: impl Into<String>) {
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
pub(crate) struct EncodeRecord<'a, 'c, T = AsTheyAre> {
    pub(crate) record: RecordRef<'a>,
    /// Only the fields that travel here; all of them if `None`.
    pub(crate) at: Option<Location>,
    pub(crate) encoding: Encoding<'c>,
    pub(crate) texts: T,
}

/// `coupon_id_$n` with its number put in.
pub(super) fn numbered_name(template: &str, number: &[u32]) -> String {
    let prefix = template.split_once('$').map_or(template, |(prefix, _)| prefix);
    let numbers: Vec<String> = number.iter().map(u32::to_string).collect();
    format!("{prefix}{}", numbers.join("_"))
}

/// A value as serde sees it.
pub(crate) struct EncodeValue<'a, 'c, T = AsTheyAre> {
    pub(crate) value: ValueRef<'a>,
    pub(crate) encoding: Encoding<'c>,
    pub(crate) texts: T,
}

impl<'a, 'c> EncodeValue<'a, 'c> {
    /// For any writer.
    pub(super) fn as_it_is(value: ValueRef<'a>, encoding: Encoding<'c>) -> Self {
        Self {
            value,
            encoding,
            texts: AsTheyAre,
        }
    }
}

//! What the documentation requires and a call does not have.

use super::parts::{CallParts, Payload};
use super::v2;
use crate::error::{Error, ErrorKind};
use crate::record::{Location, RecordRef};

impl CallParts {
    pub(super) fn check_required(&self) -> Result<(), Error> {
        if self.options.skip_required_check {
            return Ok(());
        }
        let missing = self.missing();
        if missing.is_empty() {
            return Ok(());
        }
        let text = format!(
            "required fields are not set: {} (`skip_required_check` sends it all the same)",
            missing.join(", ")
        );
        Err(Error::new(ErrorKind::MissingFields, text).details(missing))
    }

    /// Whether it is sent without something that is required.
    pub(super) fn lacks_required(&self) -> bool {
        self.options.skip_required_check && !self.missing().is_empty()
    }

    fn missing(&self) -> Vec<String> {
        let Payload::Record(record) = &self.payload else {
            return Vec::new();
        };
        let record = record.as_ref();
        let mut missing = record.missing();
        if self.is_v2() {
            missing = v2::not_filled_in(missing);
        }
        missing.retain(|pointer| !self.is_given_beside(record, pointer));
        missing
    }

    /// Whether a field that the record lacks was given by `header`, `idempotency_key` or `query`.
    fn is_given_beside(&self, record: RecordRef<'_>, pointer: &str) -> bool {
        let name = pointer.trim_start_matches('/');
        let Some(field) = record.field(name) else {
            return false;
        };
        match field.location() {
            Location::Header => {
                let mut headers = self.options.headers.iter();
                headers.any(|(given, _)| given.eq_ignore_ascii_case(name))
            }
            Location::Query => self.query.iter().any(|(given, _)| given == name),
            Location::Body => false,
        }
    }
}

//! What a call is known to be refused without.

use super::parts::{CallParts, Payload};
use super::v2::is_filled_in;
use crate::error::{Error, ErrorKind};
use crate::operation::Version;
use crate::record::{Location, Missing, RecordRef};

impl CallParts {
    pub(super) fn check_required(&self) -> Result<(), Error> {
        if self.options.skip_required_check {
            return Ok(());
        }
        let missing: Vec<String> = self.missing().iter().map(Missing::to_string).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let text = format!(
            "nothing was sent, since WeChat Pay refuses the request without what is not set: {} (set it, or send it all the same \
             with `skip_required_check`)",
            missing.join("; ")
        );
        Err(Error::new(ErrorKind::MissingFields, text).with_problems(missing))
    }

    fn missing(&self) -> Vec<Missing> {
        let Payload::Record(record) = &self.payload else {
            return Vec::new();
        };
        let record = record.as_ref();
        let mut missing = record.missing();
        missing.retain(|one| {
            !one.any_of
                .iter()
                .any(|pointer| self.is_there_all_the_same(record, pointer))
        });
        missing
    }

    /// Whether a field that the record lacks is filled in, or was given by `header`, `idempotency_key` or `query`.
    fn is_there_all_the_same(&self, record: RecordRef<'_>, pointer: &str) -> bool {
        if self.operation.version == Version::V2 && is_filled_in(pointer) {
            return true;
        }
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

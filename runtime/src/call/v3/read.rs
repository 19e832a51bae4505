//! Reading an answer of v3: its signature first, then whether it is a success.

use crate::call::done::undone;
use crate::call::parts::CallParts;
use crate::error::{Error, ErrorKind};
use crate::keyring::Keyring;
use crate::received::Received;
use crate::verify::check;

/// Verifies it by the operation's rule; an error answer becomes an error.
pub(in crate::call) fn read(
    parts: &CallParts,
    mut received: Received,
    keys: &Keyring,
    now: i64,
) -> Result<Received, Error> {
    let Received {
        status,
        headers,
        body,
        ..
    } = &received;
    match check(parts.operation.verify, keys, now, *status, headers, body) {
        Ok(serial) => received.verified_by = serial,
        Err(failure) => return Err(received.blame(failure.into())),
    }
    if !received.status.is_success() {
        return Err(received.blame(Error::new(ErrorKind::Api, "an error answer")));
    }
    match undone(&parts.operation, received.status, &received.body) {
        Some(error) => Err(received.blame(error)),
        None => Ok(received),
    }
}

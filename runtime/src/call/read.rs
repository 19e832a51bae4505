//! From an answer's bytes to one that is known to be good.

use bytes::Bytes;

use super::parts::CallParts;
use crate::answer::Received;
use crate::error::{Error, ErrorKind};
use crate::keyring::Keyring;
use crate::verify::check;

/// The platform key that an answer names.
pub(super) fn serial(answer: &http::Response<Bytes>) -> Option<&str> {
    answer.headers().get("wechatpay-serial")?.to_str().ok()
}

impl CallParts {
    /// Verifies an answer by the operation's rule; an error answer becomes an error.
    pub(super) fn receive(&self, answer: http::Response<Bytes>, keys: &Keyring) -> Result<Received, Error> {
        let now = self.client.core.clock.now();
        self.check(answer, keys, now)
            .map_err(|error| error.timed(self.pause(), now))
    }

    fn check(&self, answer: http::Response<Bytes>, keys: &Keyring, now: i64) -> Result<Received, Error> {
        let (head, body) = answer.into_parts();
        let mut received = Received {
            operation: self.operation,
            path: self.path.clone(),
            status: head.status,
            headers: head.headers,
            body,
            verified_by: None,
            url: None,
            document: None,
            file: self.options.file.clone(),
        };
        if !self.is_v2() {
            let Received {
                status,
                headers,
                body,
                ..
            } = &received;
            match check(self.operation.verify, keys, now, *status, headers, body) {
                Ok(serial) => received.verified_by = serial,
                Err(failure) => return Err(received.blame(failure.into())),
            }
        }
        if received.status.is_success() {
            if let Some(error) = self.undone(received.status, &received.body) {
                return Err(received.blame(error));
            }
        } else if !self.is_v2() {
            return Err(received.blame(Error::new(ErrorKind::Api, "an error answer")));
        }
        if self.is_v2() {
            return self.receive_v2(received);
        }
        Ok(received)
    }
}

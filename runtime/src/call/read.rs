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
        let (head, body) = answer.into_parts();
        let now = self.client.core.clock.now();
        if self.is_v2() {
            return self.receive_v2(Received {
                method: self.operation.method,
                path: self.path.clone(),
                status: head.status,
                headers: head.headers,
                body,
                verified_by: None,
                url: None,
                document: None,
                file: self.options.file.clone(),
            });
        }
        let checked = check(
            self.operation.verify,
            keys,
            now,
            head.status,
            &head.headers,
            &body,
        );
        let mut received = Received {
            method: self.operation.method,
            path: self.path.clone(),
            status: head.status,
            headers: head.headers,
            body,
            verified_by: None,
            url: None,
            document: None,
            file: self.options.file.clone(),
        };
        match checked {
            Ok(serial) => received.verified_by = serial,
            Err(failure) => return Err(received.blame(failure.into())),
        }
        if received.status.is_success() {
            Ok(received)
        } else {
            Err(received.blame(Error::new(ErrorKind::Api, "an error answer")))
        }
    }
}

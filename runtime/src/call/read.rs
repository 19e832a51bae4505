//! From an answer's bytes to one that is known to be good.

use bytes::Bytes;
use http::StatusCode;

use super::parts::CallParts;
use crate::answer::{Received, accepted};
use crate::error::{Error, ErrorKind};
use crate::keyring::Keyring;
use crate::operation::Answer;
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
        if !received.status.is_success() {
            return Err(received.blame(Error::new(ErrorKind::Api, "an error answer")));
        }
        match self.unfinished(&received) {
            Some(error) => Err(received.blame(error)),
            None => Ok(received),
        }
    }

    /// A 202 where a result was expected.
    fn unfinished(&self, received: &Received) -> Option<Error> {
        if received.status != StatusCode::ACCEPTED || self.operation.answers != Answer::Json {
            return None;
        }
        if received.body.is_empty() {
            return Some(accepted());
        }
        // An error's body is a state, such as USERPAYING, and no result.
        let json: serde_json::Value = serde_json::from_slice(&received.body).ok()?;
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let (code, message) = (text("code")?, text("message")?);
        let text = format!(
            "WeChat Pay has accepted the request and has no result yet (202 {code}: {message}): query it"
        );
        Some(Error::new(ErrorKind::Accepted, text))
    }
}

//! Who signs a client's v3 requests, and with what.

use std::fmt::Write as _;

use super::own_key::OwnKey;
use crate::error::Error;
use crate::sign::v3::{Authorization, Scheme, request_message, response_message};

/// One signing party of v3: every `Authorization` header and every front-end signature comes from here.
pub(crate) struct Signer {
    pub(crate) scheme: Scheme,
    /// The mchid or the brand id, as the scheme has it.
    pub(crate) identity: String,
    /// The serial number of the API certificate that belongs to the key.
    pub(crate) serial_no: String,
    pub(crate) key: OwnKey,
}

impl Signer {
    /// The value of the `Authorization` header of one request; `time` in seconds since 1970-01-01 UTC.
    pub(crate) async fn authorization(
        &self,
        method: &str,
        target: &str,
        time: i64,
        nonce: &str,
        body: &[u8],
    ) -> Result<String, Error> {
        let timestamp = time.to_string();
        self.present(
            &timestamp,
            nonce,
            &request_message(method, target, &timestamp, nonce, body),
        )
        .await
    }

    /// The value of the `Authorization` header of an answer to a notification: three lines are signed, as of every
    /// answer, for there is neither a method nor a path. The pages that want it write a blank after each comma.
    pub(crate) async fn answer_authorization(
        &self,
        time: i64,
        nonce: &str,
        body: &[u8],
    ) -> Result<String, Error> {
        let timestamp = time.to_string();
        let message = response_message(&timestamp, nonce, body);
        let header = self.present(&timestamp, nonce, &message).await?;
        Ok(header.replace("\",", "\", "))
    }

    async fn present(&self, timestamp: &str, nonce: &str, message: &[u8]) -> Result<String, Error> {
        let signature = self.key.sign(message).await?;
        let header = Authorization {
            scheme: self.scheme.as_str(),
            identity: &self.identity,
            nonce_str: nonce,
            timestamp,
            serial_no: &self.serial_no,
            signature: &signature,
        };
        // The signature of a key of 4096 bits fits in too: growing to it costs more than writing.
        let mut text = String::with_capacity(1024);
        let _ = write!(text, "{header}");
        Ok(text)
    }
}

//! The envelope of a v3 notification and what is encrypted in it.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use crate::answer::{undecodable, undecryptable};
use crate::client::Client;
use crate::crypto::{AeadAlgorithm, ApiV3Key};
use crate::error::{Error, ErrorKind};
use crate::record::{self, Record};

/// A verified and decrypted notification, its payload as JSON text.
///
/// The generated crate makes a typed event of it. `Debug` does not show the payload.
#[derive(Clone)]
pub struct RawNotification {
    client: Client,
    envelope: Value,
    body: Bytes,
    plaintext: Bytes,
    verified_by: String,
}

impl RawNotification {
    pub(super) fn open(
        client: Client,
        key: &ApiV3Key,
        verified_by: String,
        body: Bytes,
    ) -> Result<Self, Error> {
        let envelope: Value = serde_json::from_slice(&body).map_err(|error| {
            Error::new(ErrorKind::Decode, format!("the notification is no JSON: {error}"))
        })?;
        let member = |name: &str| envelope["resource"][name].as_str();
        let algorithm = algorithm(member("algorithm").unwrap_or_default())?;
        let (Some(nonce), Some(ciphertext)) = (member("nonce"), member("ciphertext")) else {
            let text = "the notification has no resource.nonce or resource.ciphertext";
            return Err(Error::new(ErrorKind::Decode, text));
        };
        let associated_data = member("associated_data").unwrap_or_default();
        let plaintext = key.decrypt_with(algorithm, nonce, associated_data, ciphertext).map_err(|error| {
            let text = "the notification cannot be decrypted: is it the APIv3 key of the merchant that it was sent to?";
            Error::new(ErrorKind::Decrypt, text).source(error)
        })?;
        Ok(Self {
            client,
            envelope,
            body,
            plaintext: plaintext.into(),
            verified_by,
        })
    }

    fn text(&self, name: &str) -> &str {
        self.envelope[name].as_str().unwrap_or_default()
    }

    fn resource(&self, name: &str) -> &str {
        self.envelope["resource"][name].as_str().unwrap_or_default()
    }

    /// The notification's own id: the same one may come several times.
    #[must_use]
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// When it was made, in RFC 3339.
    #[must_use]
    pub fn create_time(&self) -> &str {
        self.text("create_time")
    }

    /// What happened, such as `TRANSACTION.SUCCESS`.
    #[must_use]
    pub fn event_type(&self) -> &str {
        self.text("event_type")
    }

    /// The kind of payload, such as `encrypt-resource`.
    #[must_use]
    pub fn resource_type(&self) -> &str {
        self.text("resource_type")
    }

    /// A note in words.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.text("summary")
    }

    /// What the payload was before encryption, such as `transaction`. Empty if not told.
    #[must_use]
    pub fn original_type(&self) -> &str {
        self.resource("original_type")
    }

    /// What was authenticated along with the payload. Empty if nothing.
    #[must_use]
    pub fn associated_data(&self) -> &str {
        self.resource("associated_data")
    }

    /// The decrypted payload: JSON text.
    #[must_use]
    pub fn plaintext(&self) -> &Bytes {
        &self.plaintext
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The id or serial number of the platform key that it was verified with.
    #[must_use]
    pub fn verified_by(&self) -> &str {
        &self.verified_by
    }

    /// The payload as a record, its sensitive fields decrypted.
    ///
    /// # Errors
    /// The payload does not fit, or a field cannot be decrypted.
    pub fn payload<R: Record>(&self) -> Result<R, Error> {
        let mut record = record::from_json::<R>(&self.plaintext).map_err(undecodable)?;
        record::decrypt(&mut record, &self.client.core.cipher(None)).map_err(undecryptable)?;
        Ok(record)
    }
}

/// What a notification says of its encryption, if this build can undo it.
fn algorithm(name: &str) -> Result<AeadAlgorithm, Error> {
    let known = AeadAlgorithm::parse(name).filter(|algorithm| algorithm.is_supported());
    known.ok_or_else(|| {
        let text = format!(
            "the notification is encrypted with `{name}`: this build knows AEAD_AES_256_GCM, and with the feature `sm` \
             AEAD_SM4_GCM"
        );
        Error::new(ErrorKind::Unsupported, text)
    })
}

impl fmt::Debug for RawNotification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawNotification")
            .field("id", &self.id())
            .field("event_type", &self.event_type())
            .field("original_type", &self.original_type())
            .field("verified_by", &self.verified_by)
            .field("plaintext_bytes", &self.plaintext.len())
            .finish_non_exhaustive()
    }
}

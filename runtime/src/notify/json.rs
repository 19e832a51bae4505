//! v3: signed by headers, JSON in JSON, encrypted with the APIv3 key.

use bytes::Bytes;

use super::aead::SealedPayload;
use super::envelope::Envelope;
use super::raw::{Parts, RawContent};
use super::{RawNotification, unambiguous};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::verify::{Headers, verify};

pub(super) fn open<H: Headers + ?Sized>(
    client: &Client,
    headers: &H,
    body: Bytes,
) -> Result<RawNotification, Error> {
    let core = &client.core;
    let serial = verify(&core.platform_keys(), core.clock.now(), headers, &body)
        .map_err(|failure| explain(failure.into(), &body))?;
    let envelope = Envelope::read(&body)?;
    let resource = envelope.resource()?;
    let sealed = SealedPayload {
        place: "resource.",
        algorithm: &resource.algorithm,
        nonce: &resource.nonce,
        associated_data: &resource.associated_data,
        ciphertext: &resource.ciphertext,
    };
    let plaintext = sealed.open(client)?;
    unambiguous::check(&plaintext, "the notification's content")?;
    Ok(RawNotification::new(Parts {
        client: client.clone(),
        content: RawContent::Json(envelope.kept()),
        body,
        plaintext: plaintext.into(),
        verified_by: Some(serial),
        cipher: None,
        why_unknown: None,
    }))
}

/// What most often makes a good signature fail.
fn explain(error: Error, body: &Bytes) -> Error {
    match error.kind() {
        ErrorKind::Signature if body.is_empty() => {
            error.note("the body is empty: something before has read it and kept it")
        }
        ErrorKind::Signature => error.note(
            "the signature covers the raw body: give the bytes that came, not JSON that was parsed and written again",
        ),
        _ => error,
    }
}

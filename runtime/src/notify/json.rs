//! v3: signed by headers, JSON in JSON, encrypted with the APIv3 key.

use bytes::Bytes;
use serde_json::Value;

use super::aead::Sealed;
use super::raw::{Content, Parts};
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
    unambiguous::check(&body, "the notification")?;
    let envelope = envelope(&body)?;
    let member = |name: &str| envelope["resource"][name].as_str().unwrap_or_default();
    let sealed = Sealed {
        place: "resource.",
        algorithm: member("algorithm"),
        nonce: member("nonce"),
        associated_data: member("associated_data"),
        ciphertext: member("ciphertext"),
    };
    let plaintext = sealed.open(client)?;
    unambiguous::check(&plaintext, "the notification's content")?;
    Ok(RawNotification::new(Parts {
        client: client.clone(),
        content: Content::Json(envelope),
        body,
        plaintext: plaintext.into(),
        verified_by: Some(serial),
        cipher: None,
    }))
}

/// The JSON around the payload, which is genuine by now.
fn envelope(body: &[u8]) -> Result<Value, Error> {
    let wrong = |text: String| Error::new(ErrorKind::Decode, text);
    let envelope: Value = serde_json::from_slice(body)
        .map_err(|error| wrong(format!("the notification is no JSON: {error}")).with_source(error))?;
    match envelope.get("resource") {
        Some(Value::Object(_)) => Ok(envelope),
        Some(_) => Err(wrong("the notification's `resource` is no object".to_owned())),
        None => Err(wrong(
            "the notification has no `resource`, the object with its encrypted content: every documented one has"
                .to_owned(),
        )),
    }
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

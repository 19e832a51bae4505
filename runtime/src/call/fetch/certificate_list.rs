//! One fetch of the list of platform certificates: sent, decrypted, and verified with what it brought.

use std::sync::Arc;

use bytes::Bytes;

use crate::call::attempts::{Attempts, Exchange};
use crate::call::deadline::Deadline;
use crate::call::parts::CallParts;
use crate::call::pending::Call;
use crate::call::read::read;
use crate::call::trace::Span;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, PlatformKey, open};
use crate::operation::Method;
use crate::transport::Shared;

/// Fetches it; each attempt anew.
pub(super) async fn download(client: &Client, transport: &Shared) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let core = &*client.core;
    let (path, host, algorithm_type) = core.keys.list().location(core.signer()?.scheme);
    let mut call = Call::untyped(client.clone(), Method::Get, path.to_owned()).host(host);
    if let Some(algorithm_type) = algorithm_type {
        call = call.query("algorithm_type", algorithm_type);
    }
    let (parts, known) = (&*call.parts, core.keys.snapshot());
    let attempts = Attempts::new(parts, &**transport, &known, Deadline::of(parts))?;
    let list = List { parts, known: &known };
    let (fetched, _) = attempts.run(&Span::call(parts), &list).await?;
    Ok(fetched)
}

/// One fetch of the list.
struct List<'a> {
    parts: &'a CallParts,
    known: &'a Keyring,
}

impl Exchange for List<'_> {
    type Received = Vec<Arc<PlatformKey>>;

    async fn once(&self, attempts: &Attempts<'_>, span: &Span) -> Result<Self::Received, Error> {
        read_list(self.parts, attempts.send(span).await?, self.known)
    }
}

fn read_list(
    parts: &CallParts,
    answer: http::Response<Bytes>,
    known: &Keyring,
) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let fetched = if answer.status().is_success() {
        decrypt(parts, &answer)?
    } else {
        Vec::new()
    };
    verify(parts, answer, known, &fetched)?;
    in_time(parts, fetched)
}

fn decrypt(parts: &CallParts, answer: &http::Response<Bytes>) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let Some(key) = &parts.client.core.api_v3_key else {
        let text = "platform certificates are encrypted with the APIv3 key: give it with `api_v3_key`";
        return Err(parts.name(Error::new(ErrorKind::Config, text)));
    };
    open(answer.body(), key).map_err(|error| {
        parts
            .name(error)
            .answered(answer.status(), answer.headers(), answer.body())
    })
}

/// The signature must be by a key of the list, whose encryption authenticates it, or by one known before.
fn verify(
    parts: &CallParts,
    answer: http::Response<Bytes>,
    known: &Keyring,
    fetched: &[Arc<PlatformKey>],
) -> Result<(), Error> {
    let mut keys = known.clone();
    for key in fetched {
        keys.insert(key.clone());
    }
    let is_success = answer.status().is_success();
    let error = match read(parts, answer, &keys) {
        Ok(_) if fetched.is_empty() => return Err(none(parts)),
        Ok(_) => return Ok(()),
        Err(error) => error,
    };
    // An answer without certificates cannot be verified with them: it is an error in any case.
    let unverifiable = matches!(error.kind(), ErrorKind::UnknownSerial | ErrorKind::Unsigned);
    let is_missing = error.status().is_some_and(|status| status.as_u16() == 404)
        && error.code() == Some("RESOURCE_NOT_EXISTS");
    match error.kind() {
        ErrorKind::Api | ErrorKind::UnknownSerial if !is_success && is_missing => Err(none(parts)),
        ErrorKind::UnknownSerial if !is_success => Err(error.into_kind(ErrorKind::Api)),
        _ if unverifiable && is_success && fetched.is_empty() => Err(none(parts)),
        _ => Err(error),
    }
}

/// Drops what has expired. What is not valid yet is kept for when it is.
fn in_time(parts: &CallParts, mut fetched: Vec<Arc<PlatformKey>>) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let now = parts.client.core.clock.now();
    fetched.retain(|key| !key.is_expired_at(now));
    if fetched.iter().any(|key| key.is_valid_at(now)) {
        return Ok(fetched);
    }
    let text =
        "every platform certificate of the list is outside its time: is the clock of this machine right?";
    Err(parts.name(Error::new(ErrorKind::PlatformCertificates, text)))
}

fn none(parts: &CallParts) -> Error {
    parts.name(Error::new(
        ErrorKind::NoPlatformCertificates,
        "this merchant has no platform certificates (平台证书): it is verified by WeChat Pay's public key. Give \
         pub_key.pem and its PUB_KEY_ID_… from the merchant site (账户中心 > API安全) to the builder with `public_key`, \
         and leave `platform_certificates` out",
    ))
}

//! Fetching platform certificates, for the calls that need them.

use std::sync::Arc;

use bytes::Bytes;

use super::attempts::Attempts;
use super::parts::CallParts;
use super::trace::Span;
use super::{Call, read};
use crate::answer::Received;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, Need, PlatformKey, open};
use crate::operation::{Method, Verify};
use crate::transport::{Shared, Transport};

/// The keys for one call: fetched first if there are none, renewed meanwhile if they are old.
pub(super) async fn keys_for(parts: &CallParts, transport: &Shared) -> Result<Arc<Keyring>, Error> {
    let keys = &parts.client.core.keys;
    if parts.operation.verify != Verify::Unsigned {
        match keys.need(parts.client.core.clock.now()) {
            Need::Nothing => {}
            Need::First => refresh(&parts.client, &**transport).await?,
            Need::Renewal => renew(&parts.client, transport).await,
        }
    }
    Ok(keys.snapshot())
}

/// Fetches beside the call. Without a tokio runtime nothing can, and the call is late once in 12 hours.
async fn renew(client: &Client, transport: &Shared) {
    let (client, transport) = (client.clone(), transport.clone());
    // A failure is kept for whoever needs the certificates.
    let task = async move { drop(refresh(&client, &*transport).await) };
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        drop(runtime.spawn(task));
        return;
    }
    task.await;
}

/// Reads an answer; if its key is unknown, once more with newer keys.
pub(super) async fn receive(
    parts: &CallParts,
    answer: http::Response<Bytes>,
    keys: &Keyring,
    transport: &dyn Transport,
) -> Result<Received, Error> {
    let store = &parts.client.core.keys;
    let is_public_key = read::serial(&answer).is_some_and(|serial| serial.starts_with("PUB_KEY_ID_"));
    if !store.fetches() || is_public_key {
        return parts.receive(answer, keys);
    }
    let unknown = match parts.receive(answer.clone(), keys) {
        Err(error) if error.kind() == ErrorKind::UnknownSerial => error,
        known => return known,
    };
    // Another call may have fetched meanwhile.
    let known_now = parts.receive(answer.clone(), &store.snapshot());
    if !matches!(&known_now, Err(error) if error.kind() == ErrorKind::UnknownSerial) {
        return known_now;
    }
    match refresh(&parts.client, transport).await {
        Ok(()) => parts.receive(answer, &store.snapshot()),
        Err(error) => Err(unknown.note(&error).source(error)),
    }
}

/// Fetches the certificates, or waits for whoever does; at most once a minute.
pub(crate) async fn refresh(client: &Client, transport: &dyn Transport) -> Result<(), Error> {
    let core = &*client.core;
    let seen = core.keys.ended();
    let _turn = match core.keys.begin(seen, core.clock.now()).await {
        Ok(turn) => turn,
        Err(outcome) => return outcome,
    };
    match download(client, transport).await {
        Ok(fetched) => {
            core.keys.succeed(core.clock.now(), fetched);
            Ok(())
        }
        Err(cause) => Err(core.keys.fail(core.clock.now(), cause)),
    }
}

/// As [`refresh`], on the thread of blocking calls.
#[cfg(feature = "blocking")]
pub(crate) fn refresh_blocking(client: &Client) -> Result<(), Error> {
    let bridge = super::bridge::Bridge::of(client)?;
    let (client, transport) = (client.clone(), bridge.transport());
    bridge.run(async move { refresh(&client, &*transport).await })?
}

/// One fetch: sent, decrypted, and then verified with what it brought.
async fn download(client: &Client, transport: &dyn Transport) -> Result<Vec<Arc<PlatformKey>>, Error> {
    let core = &*client.core;
    let (path, host, algorithm_type) = core.keys.list().location(core.signer()?.scheme);
    let mut call = Call::untyped(client.clone(), Method::Get, path.to_owned()).host(host);
    if let Some(algorithm_type) = algorithm_type {
        call = call.query("algorithm_type", algorithm_type);
    }
    let (parts, known) = (&*call.parts, core.keys.snapshot());
    let whole = Span::call(parts);
    let mut attempts = Attempts::new(parts, &known, core.timer.now())?;
    loop {
        let span = attempts.begin(&whole);
        let attempt = async {
            let answer = attempts.send(transport, &span).await?;
            read_list(parts, answer, &known)
        };
        let outcome = span.follow(attempt).await;
        if let Some(fetched) = attempts.end(outcome, &span).await? {
            return Ok(fetched);
        }
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
    let error = match parts.receive(answer, &keys) {
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

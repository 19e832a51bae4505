//! The way of one request: routed, spoilt if that was asked for, checked, answered by a flow or from its example, signed, noted.

mod broken;
mod explain;
mod serve;
mod tick;
mod unread;

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use tokio::time::Instant;
use wechatpay_openapi::catalogue::Entry as Operation;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;
use wechatpay_openapi_runtime::sign::v2::SignType;

pub use tick::{settle, tick};
pub use unread::unread;

use crate::answer::{Signing, Writer, language, lists_certificates};
use crate::catalogue::{Catalogue, Found, NotFound};
use crate::caught::caught;
use crate::check::{Form, fields_of_v2};
use crate::fault::{Chosen, Fate, Instead, Target};
use crate::journal::{Answered, Entry, Verdict};
use crate::message::{Outcome, Received, Refusal};
use crate::world::World;

/// Answers a request, and notes it in the journal.
pub async fn exchange(world: &World, received: &Received) -> Fate {
    let start = Instant::now();
    let mut entry = Entry {
        at: world.clock.now_millis(),
        ..Entry::of(received)
    };
    let fate = match Catalogue::all().find(received.method.as_str(), received.path()) {
        Ok(found) => {
            let of = found.entry;
            match caught(known(world, found, received, &mut entry)).await {
                Some(fate) => fate,
                None => broke(world, of, received, &mut entry),
            }
        }
        Err(missing) => Fate::Answer(unknown(world, received, &missing)),
    };
    entry.took = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    entry.answer = match &fate {
        Fate::Answer(response) | Fate::Cut(response, _) => Some(Answered::of(response)),
        Fate::Reset => None,
    };
    let notices = entry.notices.clone();
    let number = world.journal.push(entry);
    world.outbox.caused(&notices, number);
    fate
}

/// A request of a documented operation.
async fn known(world: &World, found: Found, received: &Received, entry: &mut Entry) -> Fate {
    let of = found.entry;
    let operation = of.operation;
    entry.operation = Some(operation.to_string());
    let chosen = world
        .faults()
        .next(&Target::operation(operation), &world.keys.mchid());
    entry.faults = chosen.names().map(str::to_owned).collect();
    tokio::time::sleep(chosen.delay()).await;
    let writer = writer(world, received);
    let instead = chosen.instead(operation);
    if instead.is_some() {
        entry.verdict = Verdict::Faulted;
    }
    let instead = match instead {
        Some(Instead::Fate(fate)) => return fate,
        Some(Instead::Signed(status)) => Some(status),
        None => None,
    };
    let mut signing = signing(world, &chosen, operation.path, received);
    if let Some(serial) = rotated(world, &chosen, operation.version, received).await {
        signing.serial = serial;
    }
    if let Some(status) = instead {
        return chosen.after(operation, writer.status(operation.version, status, &signing));
    }
    let form = Form::read(received).await;
    let served = match &form {
        Ok(form) => serve::serve(world, found, received, form.as_ref(), entry),
        Err(why) => {
            let text = format!("请求体不是合法的multipart/form-data：{why}");
            serve::Served::refused(entry, Refusal::new(400, "PARAM_ERROR", text))
        }
    };
    signing.sign_type = served.sign_type;
    // An error alone repeats it: nothing else has to read the body once more.
    if let (Ok(form), Outcome::Refused(_)) = (&form, &served.outcome) {
        signing.appid = appid(of, received, form.as_ref());
    }
    entry.notices = world.outbox.order_all(served.notices);
    chosen.after(operation, writer.write(of, &served.outcome, &signing))
}

/// The gateway itself was at fault.
fn broke(world: &World, of: &Operation, received: &Received, entry: &mut Entry) -> Fate {
    tracing::error!(operation = %of.operation, "the gateway broke over a request: please report it");
    let served = serve::Served::refused(entry, broken::refusal(of.operation.version));
    let signing = signing(world, &Chosen::default(), of.operation.path, received);
    Fate::Answer(writer(world, received).write(of, &served.outcome, &signing))
}

/// The `appid` of a request of v2.
fn appid(of: &Operation, received: &Received, form: Option<&Form>) -> Option<String> {
    let fields = (of.operation.version == Version::V2).then(|| fields_of_v2(received, form))??;
    let appid = fields.into_iter().find(|(name, _)| name == "appid");
    appid.map(|(_, appid)| appid)
}

fn writer<'a>(world: &'a World, received: &Received) -> Writer<'a> {
    Writer {
        keys: &world.keys,
        fresh: &world.fresh,
        language: language(received.header(header::ACCEPT_LANGUAGE.as_str())),
    }
}

/// The certificate that a fault has made for this answer. Those of SM2 are not rotated, and answers of v2 are signed by none.
async fn rotated(world: &World, chosen: &Chosen, version: Version, received: &Received) -> Option<String> {
    let is_signed_so = version == Version::V3 && received.algorithm() == KeyAlgorithm::Rsa;
    if !(is_signed_so && chosen.signing().is_rotated) {
        return None;
    }
    let new = world.keys.rotate_beside().await.ok()?;
    Some(new.serial_no)
}

/// By the key that the request names. A client that fetches certificates without a name has none yet: it believes those
/// that come.
fn signing(world: &World, chosen: &Chosen, path: &str, received: &Received) -> Signing {
    let fault = chosen.signing();
    let named = received.header("wechatpay-serial");
    let algorithm = received.algorithm();
    // By SM2 certificates alone sign.
    let has_none = algorithm == KeyAlgorithm::Rsa && named.is_none() && lists_certificates(path);
    let fetched = has_none.then(|| world.keys.certificates().pop());
    let certificate = fetched.flatten();
    let usual = || world.keys.answers_by(named, algorithm);
    Signing {
        serial: certificate.map_or_else(usual, |one| one.serial_no),
        reads: algorithm,
        at: world.clock.signing().saturating_add(fault.shift_secs),
        sign_type: SignType::Md5,
        appid: None,
    }
}

/// There is no such operation. Who asks is not looked at: v3 has no key for the answer, v2 that of its one merchant.
fn unknown(world: &World, received: &Received, missing: &NotFound) -> Response<Bytes> {
    let (writer, refusal) = (writer(world, received), missing.refusal());
    let mut response = match (missing, missing.version()) {
        (NotFound::Verb(entries), Version::V2) if !entries.is_empty() => {
            let outcome = Outcome::Refused(refusal);
            let entry = entries[0];
            let signing = signing(world, &Chosen::default(), entry.operation.path, received);
            writer.write(entry, &outcome, &signing)
        }
        (_, Version::V2) => writer.refuse_v2(&refusal),
        (_, Version::V3) => writer.refuse(&refusal),
    };
    let verbs = missing.verbs().join(", ");
    if let (false, Ok(verbs)) = (verbs.is_empty(), HeaderValue::from_str(&verbs)) {
        response.headers_mut().insert(header::ALLOW, verbs);
    }
    response
}

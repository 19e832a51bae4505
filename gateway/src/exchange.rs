//! The way of one request: routed, checked, answered, signed.

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::sign::v2::SignType;

use crate::answer::{self, Signing, Writer};
use crate::catalogue::{Catalogue, Found, NotFound};
use crate::check::{Accepted, Checker, Form};
use crate::message::{Asked, Done, Outcome, Received, Refusal};
use crate::world::World;

/// Answers a request.
pub async fn exchange(world: &World, received: &Received) -> Response<Bytes> {
    let found = match Catalogue::all().find(received.method.as_str(), received.path()) {
        Ok(found) => found,
        Err(missing) => return unknown(world, &missing),
    };
    let writer = writer(world);
    let entry = found.entry;
    let form = match Form::read(received).await {
        Ok(form) => form,
        Err(why) => {
            let refusal = Refusal::new(
                400,
                "PARAM_ERROR",
                format!("请求体不是合法的multipart/form-data：{why}"),
            );
            return writer.refuse(entry.operation.version, &refusal, None);
        }
    };
    let (outcome, sign_type) = outcome(world, found, received, form.as_ref());
    let named = received.header("wechatpay-serial");
    let signing = Signing {
        serial: answering_key(world, entry, named),
        at: world.clock.now(),
        sign_type,
    };
    writer.write(entry, &outcome, &signing)
}

fn writer(world: &World) -> Writer<'_> {
    Writer {
        keys: &world.keys,
        fresh: &world.fresh,
    }
}

fn outcome(world: &World, found: Found, received: &Received, form: Option<&Form>) -> (Outcome, SignType) {
    let entry = found.entry;
    let checks = world.checks();
    let checker = Checker {
        keys: &world.keys,
        checks: &checks,
        nonces: &world.nonces,
    };
    match checker.check(found, received, form) {
        Ok(Accepted { asked, sign_type, .. }) => (done(world, entry, &asked).outcome, sign_type),
        Err(rejected) => (Outcome::Refused(rejected.finding.refusal), SignType::Md5),
    }
}

/// What comes of a request that is served.
fn done(world: &World, entry: &'static Entry, asked: &Asked) -> Done {
    let (keys, fresh) = (&world.keys, &world.fresh);
    match answer::certificates(entry.operation.path, keys, fresh) {
        Ok(Some(fields)) => Outcome::Fields(fields).into(),
        Ok(None) => answer::example(entry, asked, fresh, &world.origin()).into(),
        Err(error) => Refusal::new(500, "SYSTEM_ERROR", format!("{error:#}")).into(),
    }
}

/// The key that the request names. A client that fetches certificates without a name has none yet: it believes those that come.
fn answering_key(world: &World, entry: &Entry, named: Option<&str>) -> String {
    let newest = world.keys.certificates().pop();
    match newest {
        Some(newest) if named.is_none() && answer::lists_certificates(entry.operation.path) => {
            newest.serial_no
        }
        _ => world.keys.answers_by(named),
    }
}

fn unknown(world: &World, missing: &NotFound) -> Response<Bytes> {
    let mut response = writer(world).refuse(Version::V3, &missing.refusal(), None);
    if let NotFound::Verb(verbs) = missing
        && let Ok(verbs) = HeaderValue::from_str(&verbs.join(", "))
    {
        response.headers_mut().insert(header::ALLOW, verbs);
    }
    response
}

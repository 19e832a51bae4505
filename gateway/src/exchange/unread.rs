//! A request of which no more than the head could be read: refused, and noted like any other.

use bytes::Bytes;
use http::Response;
use wechatpay_openapi_runtime::Version;

use super::writer;
use crate::catalogue::Catalogue;
use crate::journal::{Answered, Entry, Verdict};
use crate::message::{Received, Refusal};
use crate::world::World;

/// Answers with the refusal, and notes it in the journal.
pub fn unread(world: &World, received: &Received, refusal: Refusal) -> Response<Bytes> {
    let found = Catalogue::all().find(received.method.as_str(), received.path());
    let version = match &found {
        Ok(found) => found.entry.operation.version,
        Err(missing) => missing.version(),
    };
    let response = match version {
        Version::V2 => writer(world, received).refuse_v2(&refusal),
        Version::V3 => writer(world, received).refuse(&refusal),
    };
    world.journal.push(Entry {
        at: world.clock.now_millis(),
        operation: found.ok().map(|found| found.entry.operation.to_string()),
        answer: Some(Answered::of(&response)),
        verdict: Verdict::Refused {
            refusal: Box::new(refusal),
            diagnosis: None,
        },
        ..Entry::of(received)
    });
    response
}

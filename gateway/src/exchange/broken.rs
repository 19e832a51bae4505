//! A fault of the gateway's own: an answer too, and an exchange of the journal.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use wechatpay_openapi_runtime::Version;

use super::serve::Served;
use super::{known, signing, writer};
use crate::catalogue::Found;
use crate::fault::{Chosen, Fate};
use crate::journal::Entry;
use crate::message::{Received, Refusal};
use crate::world::World;

/// Whatever comes of the request: a panic becomes the error that every operation documents.
///
/// What was locked meanwhile stays as it was after some step: whoever locks it next takes it so.
pub(super) async fn whole(world: &World, found: Found, received: &Received, entry: &mut Entry) -> Fate {
    let of = found.entry;
    let served = AssertUnwindSafe(known(world, found, received, entry));
    if let Ok(fate) = served.catch_unwind().await {
        return fate;
    }
    tracing::error!(operation = %of.operation, "the gateway broke over a request: please report it");
    let refusal = match of.operation.version {
        Version::V3 => Refusal::new(500, "SYSTEM_ERROR", "系统错误"),
        Version::V2 => Refusal::new(200, "SYSTEMERROR", "系统错误"),
    };
    let served = Served::refused(entry, refusal);
    let signing = signing(world, &Chosen::default(), of.operation.path, received);
    Fate::Answer(writer(world, received).write(of, &served.outcome, &signing))
}

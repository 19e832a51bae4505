//! From a request to what comes of it: checked, then done.

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry as Operation;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::sign::v2::SignType;

use super::explain::explanation;
use crate::answer;
use crate::catalogue::Found;
use crate::check::{Accepted, Checker, Form};
use crate::flow;
use crate::journal::{Entry, Explanation, Verdict};
use crate::message::{Asked, Done, Notice, Outcome, Received, Refusal};
use crate::world::World;

/// What comes of a request.
pub(super) struct Served {
    pub(super) outcome: Outcome,
    pub(super) notices: Vec<Notice>,
    pub(super) sign_type: SignType,
}

impl Served {
    /// Nothing but an error.
    pub(super) fn refused(entry: &mut Entry, refusal: Refusal) -> Self {
        note(entry, &refusal, None);
        Self {
            outcome: Outcome::Refused(refusal),
            notices: Vec::new(),
            sign_type: SignType::Md5,
        }
    }
}

/// Checks a request and does what it asks for.
pub(super) fn serve(
    world: &World,
    found: Found,
    received: &Received,
    form: Option<&Form>,
    entry: &mut Entry,
) -> Served {
    let operation = found.entry;
    let checks = world.checks();
    let checker = Checker {
        keys: &world.keys,
        checks: &checks,
        nonces: &world.nonces,
    };
    match checker.check(found, received, form) {
        Ok(Accepted {
            asked,
            sign_type,
            findings,
        }) => {
            entry.mchid.clone_from(&asked.caller.mchid);
            entry.fields.extend(asked.path.clone());
            entry.fields.extend(asked.fields.clone());
            entry.findings = findings;
            entry.verdict = Verdict::Accepted;
            let asked = Asked {
                at: world.clock.now(),
                ..asked
            };
            let Done { outcome, notices } = done(world, operation, &asked);
            if let Outcome::Refused(refusal) = &outcome {
                note(entry, refusal, None);
            }
            Served {
                outcome,
                notices,
                sign_type,
            }
        }
        Err(rejected) => {
            let refusal = rejected.finding.refusal.clone();
            let diagnosis = explanation(world, operation, received, form, &rejected.finding);
            note(entry, &refusal, diagnosis);
            entry.findings = rejected.findings;
            noted(entry, rejected.said, operation.operation.version);
            Served {
                outcome: Outcome::Refused(refusal),
                notices: Vec::new(),
                sign_type: rejected.sign_type,
            }
        }
    }
}

/// Keeps what a refused request says; v2 names its merchant in a field.
fn noted(entry: &mut Entry, said: Map<String, Value>, version: Version) {
    let named = ["mch_id", "mchid"]
        .into_iter()
        .find_map(|name| said.get(name)?.as_str());
    if let (Version::V2, Some(mchid)) = (version, named) {
        mchid.clone_into(&mut entry.mchid);
    }
    entry.fields = said;
}

fn note(entry: &mut Entry, refusal: &Refusal, diagnosis: Option<Explanation>) {
    entry.verdict = Verdict::Refused {
        refusal: Box::new(refusal.clone()),
        diagnosis,
    };
}

fn done(world: &World, entry: &'static Operation, asked: &Asked) -> Done {
    let (keys, fresh) = (&world.keys, &world.fresh);
    match answer::certificates(asked, keys, fresh) {
        Ok(Some(outcome)) => return outcome.into(),
        Ok(None) => {}
        Err(error) => return Refusal::new(500, "SYSTEM_ERROR", format!("{error:#}")).into(),
    }
    if world.is_stateful && !answer::is_own_file(asked) {
        let done = flow::answer(&mut world.ledger(), asked);
        if let Some(done) = done {
            world.stir();
            return done;
        }
    }
    answer::example(entry, asked, fresh, &world.origin()).into()
}

//! A story: what is done, step by step.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};
use test_support::expect::{Named, compare, filled, merged};
use wechatpay_gateway::flow::{self, user};
use wechatpay_gateway::ledger::Ledger;
use wechatpay_gateway::message::{Done, Notice, Outcome, Refusal};

use crate::asking::asked;
use crate::documented;

/// 2026-11-29 12:00:00 in Beijing, when all stories begin.
const BEGIN: i64 = 1_795_924_800;
/// Who asks if a step says nothing else.
const MCHID: &str = "1900000109";

/// What happens between two steps.
pub(crate) type Between<'run> = Option<&'run mut dyn FnMut(&mut Ledger)>;

/// The steps of a story, with the bodies that its file gives a name.
pub(crate) struct Story {
    bodies: Map<String, Value>,
    steps: Vec<Map<String, Value>>,
}

impl Story {
    /// The stories of a file: an object of them, beside `bodies`.
    pub(crate) fn all_of(file: &str, all: &Map<String, Value>) -> Vec<(String, Self)> {
        let bodies = all
            .get("bodies")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let stories = all
            .iter()
            .filter_map(|(name, steps)| Some((name, steps.as_array()?)));
        let told = stories.map(|(name, steps)| {
            let steps = steps
                .iter()
                .map(|step| step.as_object().unwrap().clone())
                .collect();
            let bodies = bodies.clone();
            (format!("{file}: {name}"), Self { bodies, steps })
        });
        told.collect()
    }

    /// Does all steps; everything that came out, or what came out wrong.
    pub(crate) fn tell(&self, ledger: &mut Ledger, mut between: Between<'_>) -> Result<String, String> {
        let (mut named, mut at, mut transcript) = (Named::new(), BEGIN, String::new());
        for (number, step) in self.steps.iter().enumerate() {
            at += step.get("wait").and_then(Value::as_i64).unwrap_or_default();
            let (done, is_documented) = self.step(ledger, step, &named, at);
            let seen = shown(&done);
            transcript.push_str(&format!("{seen}\n"));
            let line = &Value::Object(step.clone());
            let told = |error| format!("step {} {line}\n  seen {seen}\n  {error}", number + 1);
            is_documented.map_err(told)?;
            check(step, &seen, &mut named).map_err(told)?;
            if let Some(between) = &mut between {
                between(ledger);
            }
        }
        Ok(transcript)
    }

    /// What comes of a step, and whether that is documented.
    fn step(
        &self,
        ledger: &mut Ledger,
        step: &Map<String, Value>,
        named: &Named,
        at: i64,
    ) -> (Done, Result<(), String>) {
        if let Some(line) = text(step, "ask") {
            let line = filled(&line.into(), named);
            let mchid = text(step, "as").unwrap_or(MCHID);
            let asked = asked(line.as_str().unwrap(), self.fields(step, named), mchid, at);
            let done = flow::answer(ledger, &asked).unwrap();
            let is_documented = documented::check(&asked, &done);
            return (done, is_documented);
        }
        if let Some(seed) = step.get("seed") {
            let seed = serde_json::from_value(seed.clone()).unwrap();
            return (
                told(flow::seed_order(ledger, seed, at).map(|_| Vec::new())),
                Ok(()),
            );
        }
        let done = match text(step, "do") {
            Some(deed) => done(ledger, deed, filled(&step["to"], named).as_str().unwrap(), at),
            None => told(Ok(flow::tick(ledger, at))),
        };
        let is_documented = documented::told(&done.notices);
        (done, is_documented)
    }

    /// The body of the step, and of the one that it is like.
    fn fields(&self, step: &Map<String, Value>, named: &Named) -> Map<String, Value> {
        let like = text(step, "like").map(|name| &self.bodies[name]);
        let fields = [like, step.get("with")]
            .into_iter()
            .flatten()
            .filter_map(Value::as_object);
        let fields = fields.fold(Map::new(), |base, over| merged(&base, over));
        match filled(&Value::Object(fields), named) {
            Value::Object(fields) => fields,
            _ => unreachable!(),
        }
    }
}

fn text<'step>(step: &'step Map<String, Value>, name: &str) -> Option<&'step str> {
    step.get(name)?.as_str()
}

/// What is done by the user, or by whoever has the gateway's reins.
fn done(ledger: &mut Ledger, deed: &str, number: &str, at: i64) -> Done {
    let (deed, way) = deed.split_once(" as ").unwrap_or((deed, ""));
    let nothing = |done: Result<(), Refusal>| done.map(|()| Vec::new());
    told(match deed {
        "pay" => user::pay(ledger, number, at),
        "fail" => nothing(user::fail(ledger, number, at)),
        "confirm transfer" => user::confirm_transfer(ledger, number, at),
        "open redpack" => nothing(user::open_redpack(ledger, number, at)),
        "confirm service" => user::confirm_service(ledger, number),
        "overdue service" => nothing(flow::overdue_service(ledger, number)),
        "complain" => {
            let grievance = json!({"order": number, "problem_type": way, "payer_phone": "13712345678", "apply_refund_amount": 10});
            user::complain(ledger, serde_json::from_value(grievance).unwrap(), at).map(|(_, notices)| notices)
        }
        "go on complaining" => user::go_on_complaining(ledger, number, "还是不行", at),
        "end refund" => flow::end_refund(ledger, number, serde_json::from_value(way.into()).unwrap(), at),
        "fail transfer" => flow::fail_transfer(ledger, number, way, at),
        unknown => panic!("nobody knows how to {unknown}"),
    })
}

fn told(result: Result<Vec<Notice>, Refusal>) -> Done {
    match result {
        Ok(notices) => Done {
            outcome: Outcome::Empty,
            notices,
        },
        Err(refusal) => refusal.into(),
    }
}

/// What came of a step, as one value.
fn shown(done: &Done) -> Value {
    let notices: Vec<Value> = done
        .notices
        .iter()
        .map(|notice| serde_json::to_value(notice).unwrap())
        .collect();
    match &done.outcome {
        Outcome::Fields(fields) => json!({"answer": fields, "tells": notices}),
        Outcome::Empty => json!({"answer": {}, "tells": notices}),
        Outcome::File {
            content,
            content_type,
            digest,
        } => {
            let mut shown = json!({"file": unpacked(content, content_type), "tells": notices});
            if let Some(digest) = digest {
                shown["digest"] = digest.as_str().into();
            }
            shown
        }
        Outcome::Refused(refusal) => {
            json!({"refused": format!("{} {}", refusal.status, refusal.code), "refusal": refusal, "tells": notices})
        }
    }
}

/// The lines of a file, whether or not it is a gzip.
fn unpacked(content: &[u8], content_type: &str) -> Vec<String> {
    let mut text = String::new();
    match content_type {
        "application/x-gzip" => GzDecoder::new(content)
            .read_to_string(&mut text)
            .map(|_| ())
            .unwrap(),
        _ => text = String::from_utf8(content.to_vec()).unwrap(),
    }
    text.split_terminator("\r\n").map(str::to_owned).collect()
}

/// A step that says nothing of an answer expects one that is no refusal, and of notices that there are none.
fn check(step: &Map<String, Value>, seen: &Value, named: &mut Named) -> Result<(), String> {
    let expected = ["answer", "refused", "refusal", "file", "digest"]
        .into_iter()
        .filter_map(|name| Some((name, step.get(name)?)));
    let mut expected: Map<String, Value> = expected
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    if !expected.contains_key("refused") {
        expected.insert("refused".to_owned(), Value::Null);
    }
    expected.insert(
        "tells".to_owned(),
        step.get("tells").cloned().unwrap_or_else(|| json!([])),
    );
    compare(&Value::Object(expected), seen, "", named)
}

//! A gateway without a network: time stands still, every check is strict, nothing is remembered.

use std::sync::OnceLock;

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use wechatpay_gateway::Settings;
use wechatpay_gateway::answer::english;
use wechatpay_gateway::check::{Check, Checks, Mode};
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::exchange::exchange;
use wechatpay_gateway::fault::Fate;
use wechatpay_gateway::journal::{Filter, Verdict};
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_gateway::message::Received;
use wechatpay_gateway::world::World;
use wechatpay_openapi_runtime::xml::Document;

pub(crate) const NOW: i64 = 1_800_000_000;

/// Keys are made once: RSA takes its time.
pub(crate) fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys::new(&KeySettings::default(), &Clock::standing(NOW)).unwrap())
}

/// Those of somebody else.
pub(crate) fn other_keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| Keys::new(&KeySettings::default(), &Clock::standing(NOW)).unwrap())
}

pub(crate) fn world(checks: Checks) -> World {
    let settings = Settings {
        clock: Clock::standing(NOW),
        checks,
        is_stateful: false,
        ..Settings::default()
    };
    World::new(settings, keys().clone(), "http://127.0.0.1:4010".to_owned()).unwrap()
}

/// All strict, but that there is no TLS and so no client certificate.
pub(crate) fn strict() -> Checks {
    let mut checks = Checks::all(Mode::Strict);
    checks.all.insert(Check::ClientCertificate, Mode::Off);
    checks
}

/// What the world answers.
pub(crate) fn ask(world: &World, received: &Received) -> Response<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    match runtime.block_on(exchange(world, received)) {
        Fate::Answer(response) => {
            translated(world);
            response
        }
        other => panic!("no answer: {other:?}"),
    }
}

/// What was refused last has an English text, too; v2 knows no languages.
fn translated(world: &World) {
    let last = world.journal.find(&Filter::default()).pop().unwrap();
    if let (Verdict::Refused { refusal, .. }, true) = (&last.verdict, last.target.contains("/v3/")) {
        assert!(english(&refusal.message).is_some(), "{}", refusal.message);
    }
}

/// A body as JSON, whichever it was.
pub(crate) fn json(body: &Bytes) -> Value {
    match body.first() {
        Some(b'<') => Document::parse(body).unwrap().to_json(),
        None => Value::Null,
        _ => serde_json::from_slice(body).unwrap(),
    }
}

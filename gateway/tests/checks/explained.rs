//! What the journal says of a refused signature, whenever somebody looks, and that the answer has none of it.

use serde_json::Value;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::journal::Filter;
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_gateway::message::Received;
use wechatpay_gateway::world::World;

use crate::draft::{Draft, DraftV2, upload};
use crate::world::{NOW, ask, json as read, keys, strict, world};

/// The diagnosis of the last exchange, as it is written.
fn diagnosis(world: &World) -> Value {
    let last = world.journal.find(&Filter::default()).pop().unwrap();
    let written = serde_json::to_value(&*last).unwrap();
    written["verdict"]["diagnosis"].clone()
}

fn rules(diagnosis: &Value) -> Vec<&str> {
    let broken = diagnosis["broken"].as_array().into_iter().flatten();
    broken.filter_map(|broken| broken["rule"].as_str()).collect()
}

#[test]
fn a_refused_signature_is_explained_in_the_journal() {
    let whole_form_signed = || {
        let good = upload(None);
        let mut draft = Draft::new("POST", "/v3/merchant/media/upload", None);
        draft
            .headers
            .push(("content-type", "multipart/form-data; boundary=b".to_owned()));
        draft.received_as(good.body.clone(), &good.body)
    };
    let altered = || {
        let mut draft = Draft::order();
        draft.sent = |sent| sent.target += "?a=1";
        draft.received()
    };
    let v2_key = || {
        let mut draft = DraftV2::order();
        draft.key = keys().api_v3_key();
        draft.received()
    };
    for (what, received, rule) in [
        ("a query that was not signed", altered(), "query-not-signed"),
        ("an upload", whole_form_signed(), "upload-whole-signed"),
        ("the other key", v2_key(), "key-of-v3"),
    ] {
        let world = world(strict());
        let answer = ask(&world, &received);
        let text = std::str::from_utf8(answer.body()).unwrap();
        assert!(text.contains("签名"), "{what}: {text}");
        assert!(!text.contains(rule) && !text.contains("detail"), "{what}: {text}");
        let diagnosis = diagnosis(&world);
        assert_eq!(rules(&diagnosis), [rule], "{what}: {diagnosis}");
        assert_eq!(diagnosis["is_explained"], true, "{what}");
    }
}

#[test]
fn what_is_wrong_otherwise_has_no_diagnosis() {
    let mut unknown = Draft::order();
    *unknown.at("/colour") = "red".into();
    let world = world(strict());
    assert_eq!(
        read(ask(&world, &unknown.received()).body())["code"],
        "PARAM_ERROR"
    );
    assert_eq!(diagnosis(&world), Value::Null);
}

/// A change of keys between the request and whoever asks about it makes no other story of it.
#[test]
fn the_keys_count_that_there_were() {
    let new = "NewApiV2KeyOfTheGateway000000000";
    let signed_too_early = || {
        let mut draft = DraftV2::order();
        draft.key = new.to_owned();
        draft.received()
    };
    let told = |change: fn(&Keys, &Clock)| {
        let clock = Clock::standing(NOW);
        let own = Keys::new(&KeySettings::default(), &clock).unwrap();
        let mut world = world(strict());
        world.keys = own.clone();
        let received: Received = signed_too_early();
        assert_eq!(read(ask(&world, &received).body())["return_code"], "FAIL");
        change(&own, &clock);
        diagnosis(&world)
    };
    let at_once = told(|_, _| {});
    assert_eq!(at_once["is_explained"], false);
    let later = told(|keys, clock| {
        keys.change_api_v2_key("NewApiV2KeyOfTheGateway000000000")
            .unwrap();
        clock.advance(30 * 24 * 3600);
    });
    assert_eq!(later, at_once);
}

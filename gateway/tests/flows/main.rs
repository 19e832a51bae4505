//! What flows do, told as stories: each step is a request or something that happens, beside what must come of it.

mod asking;
mod bound;
mod cashier;
mod documented;
mod story;
mod sums;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use story::Story;
use wechatpay_gateway::flow::modelled;
use wechatpay_gateway::ledger::Ledger;

/// All stories of `stories/`, with the file and the name of each.
fn stories() -> Vec<(String, Story)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flows/stories");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut stories = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let all: Map<String, Value> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        stories.extend(Story::all_of(&name, &all));
    }
    stories
}

#[test]
fn stories_end_as_they_are_told() {
    let told = stories();
    assert!(told.len() >= 50, "{} stories", told.len());
    let wrong: Vec<String> = told
        .iter()
        .filter_map(|(name, story)| {
            let mut ledger = Ledger::new(1);
            let ended = story.tell(&mut ledger, None).and_then(|_| sums::add_up(&ledger));
            ended.err().map(|error| format!("{name}: {error}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_is_modelled_is_documented() {
    for step in modelled().iter().flat_map(|flow| flow.steps) {
        documented::entry(step.method.as_str(), step.path);
    }
}

#[test]
fn a_story_told_twice_has_the_same_bytes() {
    for (name, story) in stories() {
        let [once, again] = [(); 2].map(|()| {
            let mut ledger = Ledger::new(1);
            let transcript = story.tell(&mut ledger, None).unwrap();
            (transcript, ledger.snapshot().unwrap())
        });
        assert_eq!(once, again, "{name}");
    }
}

#[test]
fn a_restored_ledger_goes_on_as_the_one_that_was_saved() {
    for (name, story) in stories() {
        let whole = story.tell(&mut Ledger::new(1), None).unwrap();
        let mut restore =
            |ledger: &mut Ledger| *ledger = Ledger::restore(&ledger.snapshot().unwrap()).unwrap();
        let restored = story.tell(&mut Ledger::new(1), Some(&mut restore)).unwrap();
        assert_eq!(whole, restored, "{name}");
    }
}

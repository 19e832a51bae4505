//! Shops on other people's SDKs, set up as those SDKs' READMEs say, against a gateway that runs. Everything that they ask is
//! held against the gateway's journal: who signed it, whether it passed, what is said of it.
#![allow(unreachable_pub)] // one binary, many modules

mod readme;
mod scene;
mod story;
mod tamper;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use peers::Sdk;

use scene::Scene;
use story::Story;

/// All stories of `stories/` that this SDK can tell, by file and name.
fn stories(sdk: Sdk) -> BTreeMap<String, Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gateway/stories");
    let mut stories = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let all: BTreeMap<String, Story> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        stories.extend(
            all.into_iter()
                .map(|(title, story)| (format!("{name}: {title}"), story)),
        );
    }
    stories.retain(|_, story| story.is_of(sdk));
    stories
}

/// Tells every story with one SDK and names all that end otherwise.
fn run(sdk: Sdk, steps: usize) {
    let stories = stories(sdk);
    let count: usize = stories.values().map(|story| story.len(sdk)).sum();
    assert_eq!(count, steps, "steps with {sdk}");
    let mut wrong = Vec::new();
    for (name, story) in stories {
        let Some(command) = sdk.command("shop", env!("CARGO_TARGET_TMPDIR")) else {
            return;
        };
        let told = catch_unwind(AssertUnwindSafe(|| {
            let keys = tempfile::tempdir().unwrap();
            story.tell(&mut Scene::open(sdk, command, &story.scene, keys.path()))
        }));
        let told = told.unwrap_or_else(|_| Err("it broke off".to_owned()));
        println!("{sdk}: {name}: {}", if told.is_ok() { "ok" } else { "WRONG" });
        wrong.extend(told.err().map(|error| format!("{sdk}: {name}: {error}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn wechatpay_axios_plugin() {
    run(Sdk::Axios, 133);
}

#[test]
fn wechatpayv3() {
    run(Sdk::Python, 101);
}

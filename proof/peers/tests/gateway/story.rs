//! A story: what a shop does and what happens to it, step by step, beside what must come of it on both sides.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use peers::Sdk;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use test_support::expect::{compare, filled, merged};

use crate::scene::{Scene, Setting};

/// How often something is looked for that comes by itself, such as the reply to a notification.
const LOOKS: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// A story, and who can tell it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Only this SDK; otherwise all.
    only: Option<String>,
    #[serde(default)]
    pub scene: Setting,
    steps: Vec<Step>,
}

/// Something is done: by the shop, or by whoever has the gateway's reins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Only with this SDK; otherwise with all.
    only: Option<String>,
    /// Why it is in the story, where that is not plain.
    #[serde(rename = "why")]
    _why: Option<String>,
    /// What the shop is asked to do by its SDK: an operation of its script.
    shop: Option<String>,
    /// What the control API is asked: `POST /orders/1217/pay`. A `GET` is asked until it gives what is expected.
    control: Option<String>,
    #[serde(default)]
    with: Value,
    /// What it gives; anything unless it is said.
    #[serde(default = "anything")]
    gives: Value,
    /// Words of the SDK's refusal, by its name.
    #[serde(default)]
    fails: BTreeMap<String, String>,
    /// What the gateway has noted meanwhile, each exchange of it; of an exchange what is not said must be as it is when
    /// nothing is wrong.
    #[serde(default)]
    asked: Vec<Map<String, Value>>,
}

/// What is worth a look of an exchange that is not as it must be.
fn brief(entry: &Value) -> String {
    let shown = ["method", "target", "verdict", "findings", "faults"].map(|name| entry[name].to_string());
    shown.join(" ")
}

fn anything() -> Value {
    json!("*")
}

fn is_with(only: Option<&str>, sdk: Sdk) -> bool {
    only.is_none_or(|only| only == sdk.name())
}

impl Story {
    /// Whether this SDK can tell it.
    pub fn is_of(&self, sdk: Sdk) -> bool {
        is_with(self.only.as_deref(), sdk)
    }

    /// How many steps it has with this SDK.
    pub fn len(&self, sdk: Sdk) -> usize {
        self.steps_with(sdk).count()
    }

    /// Does all steps, until one does not end as it must.
    pub fn tell(&self, scene: &mut Scene) -> Result<(), String> {
        for (number, step) in self.steps_with(scene.shop.sdk).enumerate() {
            step.done(scene)
                .map_err(|error| format!("step {} {step:?}\n  {error}", number + 1))?;
        }
        Ok(())
    }

    fn steps_with(&self, sdk: Sdk) -> impl Iterator<Item = &Step> {
        let steps = self.steps.iter();
        steps.filter(move |step| is_with(step.only.as_deref(), sdk))
    }
}

impl Step {
    fn done(&self, scene: &mut Scene) -> Result<(), String> {
        let with = filled(&self.with, &scene.named);
        match (&self.shop, &self.control) {
            (Some(op), None) => self.by_the_shop(scene, op, &with)?,
            (None, Some(line)) => self.by_control(scene, line, &with)?,
            _ => return Err("a step is the shop's or of the control API".to_owned()),
        }
        let noted = scene.journal();
        let brief: Vec<String> = noted.iter().map(brief).collect();
        compare(&self.noted(), &noted.into(), "", &mut scene.named)
            .map_err(|error| format!("{error}\n  noted {brief:#?}"))
    }

    fn by_the_shop(&self, scene: &mut Scene, op: &str, with: &Value) -> Result<(), String> {
        let fails = self.fails.get(scene.shop.sdk.name());
        match (scene.shop.try_ask(op, with), fails) {
            (Ok(seen), None) => compare(&self.gives, &seen, "", &mut scene.named)
                .map_err(|error| format!("{error}\n  seen {seen:#}")),
            (Ok(seen), Some(_)) => Err(format!("it must be refused and gave {seen}")),
            (Err(why), Some(words)) if why.contains(words) => Ok(()),
            (Err(why), _) => Err(format!("it was refused: {why}")),
        }
    }

    fn by_control(&self, scene: &mut Scene, line: &str, with: &Value) -> Result<(), String> {
        let line = filled(&line.into(), &scene.named);
        let line = line.as_str().unwrap_or_default();
        let looks = if line.starts_with("GET ") { LOOKS } else { 1 };
        let mut looked = Ok(());
        for look in 0..looks {
            if look > 0 {
                thread::sleep(PAUSE);
            }
            let seen = scene.stage.control(line, with)?;
            let mut named = scene.named.clone();
            looked = compare(&self.gives, &seen, "", &mut named)
                .map_err(|error| format!("{error}\n  seen {seen:#}"));
            if looked.is_ok() {
                scene.named = named;
                break;
            }
        }
        looked
    }

    fn noted(&self) -> Value {
        let usual = json!({"verdict": {"is": "accepted"}, "findings": [], "faults": []});
        let usual = usual.as_object().cloned().unwrap_or_default();
        let noted = self.asked.iter().map(|said| Value::Object(merged(&usual, said)));
        noted.collect()
    }
}

//! What the tests share: vectors, a platform with keys of its own, a loopback server.
#![allow(dead_code, unreachable_pub)] // each test uses its part

#[cfg(feature = "sm")]
pub mod gm;
pub mod platform;
pub mod rotation;
pub mod server;
#[cfg(feature = "reqwest")]
pub mod tls;

use serde_json::Value;

/// One case of a vector file.
pub struct Case {
    pub id: String,
    pub kind: String,
    pub inputs: Value,
    pub expected: Value,
    pub expect_error: bool,
}

impl Case {
    /// An input that is text; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.inputs[name].as_str().unwrap_or_default()
    }

    /// An expected text.
    pub fn want(&self, name: &str) -> &str {
        self.expected[name].as_str().unwrap_or_default()
    }
}

/// Reads `tests/vectors/<file>.json`.
pub fn vectors(file: &str) -> Vec<Case> {
    let path = format!("{}/tests/vectors/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap().replace("@@@@@", "-----");
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!cases.is_empty());
    cases
        .into_iter()
        .map(|mut case| Case {
            id: case["id"].as_str().unwrap().to_owned(),
            kind: case["kind"].as_str().unwrap().to_owned(),
            inputs: case["inputs"].take(),
            expected: case["expected"].take(),
            expect_error: case["expect_error"].as_bool().unwrap(),
        })
        .collect()
}

/// The one case of this id.
pub fn vector(file: &str, id: &str) -> Case {
    vectors(file).into_iter().find(|case| case.id == id).unwrap()
}

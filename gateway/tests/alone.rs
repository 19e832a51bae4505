//! The program alone: one file in an empty folder, with an empty environment.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use wechatpay_openapi::{Client, Method};

const PROGRAM: &str = "wechatpay-gateway";

/// Ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts it there, and waits until it has said all of what an SDK must be told.
fn start(folder: &Path) -> (Running, Vec<String>) {
    let child = Command::new(folder.join(PROGRAM))
        .args(["--port", "0"])
        .current_dir(folder)
        .env_clear()
        .stdout(Stdio::piped())
        .spawn();
    let mut running = Running(child.expect("it starts"));
    let output = running.0.stdout.take().expect("its output");
    let mut told = Vec::new();
    for line in BufReader::new(output).lines() {
        told.push(line.expect("a text"));
        if told.iter().any(|line| line.contains("Ctrl-C")) {
            break;
        }
    }
    (running, told)
}

/// What its own files say, as a merchant's program reads them.
fn client(folder: &Path) -> (Client, String) {
    let keys = folder.join(".wechatpay-gateway");
    let read = |name: &str| fs::read(keys.join(name)).expect("a file");
    let settings: Value = serde_json::from_slice(&read("settings.json")).expect("JSON");
    let text = |name: &str| settings[name].as_str().expect("a text").to_owned();
    let client = Client::builder(text("mchid"))
        .merchant_key(text("serial_no"), read("apiclient_key.pem"))
        .public_key(text("public_key_id"), read("pub_key.pem"))
        .api_v3_key(text("api_v3_key"))
        .base_url(text("base_url"))
        .build();
    (client.expect("all settings"), text("base_url"))
}

#[tokio::test]
async fn one_file_is_all_that_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        env!("CARGO_BIN_EXE_wechatpay-gateway"),
        folder.path().join(PROGRAM),
    )
    .unwrap();
    let mut serials = Vec::new();
    for _ in 0..2 {
        let (_running, told) = start(folder.path());
        let (client, base_url) = client(folder.path());
        let told = told.join("\n");
        assert!(
            told.contains(&base_url) && told.contains(client.mchid()),
            "{told}"
        );
        let answer = client.call(Method::GET, "v3/certificates").await.unwrap();
        assert!(answer.verified_by().is_some());
        serials.push(answer["data"][0]["serial_no"].clone());
        let page = reqwest::get(format!("{base_url}/_gateway/")).await.unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("</html>"));
    }
    assert_eq!(serials[0], serials[1], "the next start has the same keys");
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(
        left,
        [".wechatpay-gateway", PROGRAM],
        "nothing is written elsewhere"
    );
}

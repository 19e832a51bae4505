//! The crate's example `shop` as a program of its own: one environment variable leads it to a gateway, and it sells, gives back
//! and fetches its bill there.

#[path = "story/scene/control.rs"]
mod control;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use wechatpay_gateway::keys::KeySettings;
use wechatpay_gateway::{Gateway, Settings};

use control::Control;

const NUMBER: &str = "20261129001";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_shop_sells_gives_back_and_fetches_its_bill() {
    let folder = tempfile::tempdir().expect("a folder");
    let keys = KeySettings {
        folder: Some(folder.path().to_owned()),
        ..KeySettings::default()
    };
    let settings = Settings {
        keys,
        ..Settings::default()
    };
    let gateway = Gateway::start(settings).await.expect("a free port");
    let control = Control::new(gateway.url());
    // The shop signs by the system's time all the same.
    let noon = json!({ "set": "2026-11-29T12:00:00+08:00" });
    control.post("/clock", &noon).await;
    let mut shop = Shop::start(&folder.path().join(".env")).await;

    let basket = json!({ "out_trade_no": NUMBER, "openid": "oUpF8uMuAJO", "fen": 1800 });
    let sheet: Value = serde_json::from_str(&shop.post("/orders", &basket).await).expect("a payment sheet");
    let package = sheet["package"].as_str().unwrap_or_default();
    let prepay_id = package.strip_prefix("prepay_id=").expect("a prepay_id");
    control
        .post(&format!("/orders/{prepay_id}/pay"), &json!({}))
        .await;
    shop.says("20261129001 is paid: send the tea").await;

    let back = shop.post("/refunds", &json!({ "out_trade_no": NUMBER })).await;
    assert_eq!(back, "PROCESSING");
    control.post("/clock", &json!({ "advance": 5 })).await;
    shop.says("20261129001R is refunded").await;

    // It says so before it acknowledges.
    let received = json!({ "notification": "*", "received": true, "times": 2, "within_ms": 20_000 });
    let found = control.post("/expect", &received).await;
    assert_eq!(found["passed"], true, "{found}");
    let order = control.get(&format!("/orders/{NUMBER}")).await;
    assert_eq!(order["trade_state"], "REFUND", "{order}");

    let morning = json!({ "set": "2026-11-30T10:00:00+08:00" });
    control.post("/clock", &morning).await;
    let file = folder.path().join("bill.csv");
    shop.post("/bills", &json!({ "date": "2026-11-29", "file": file }))
        .await;
    let bill = std::fs::read_to_string(file).expect("the bill is there");
    assert!(
        bill.contains("`SUCCESS,") && bill.contains("`20261129001R,`18.00,"),
        "{bill}"
    );
    gateway.shutdown().await;
}

/// The example, running.
struct Shop {
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
    http: reqwest::Client,
    _process: Child,
}

impl Shop {
    async fn start(env_file: &Path) -> Self {
        let mut process = Command::new(built().await)
            .env("WECHATPAY_ENV_FILE", env_file)
            .env("SHOP_LISTEN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("it starts");
        let stdout = process.stdout.take().expect("its standard output");
        let mut lines = BufReader::new(stdout).lines();
        let greeting = lines.next_line().await.expect("text").expect("it runs");
        let (_, url) = greeting.rsplit_once(" at ").expect("its address");
        Self {
            lines,
            url: url.to_owned(),
            http: reqwest::Client::new(),
            _process: process,
        }
    }

    /// What it answers to its own front end.
    async fn post(&self, path: &str, body: &Value) -> String {
        let request = self.http.post(format!("{}{path}", self.url));
        let request = request.header("Content-Type", "application/json");
        let answer = request.body(body.to_string()).send().await.expect("an answer");
        let (status, text) = (answer.status(), answer.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {text}");
        text
    }

    /// Waits until it says this.
    async fn says(&mut self, expected: &str) {
        let line = tokio::time::timeout(Duration::from_secs(20), self.lines.next_line()).await;
        let line = line.unwrap_or_else(|_| panic!("nothing is said of {expected:?}"));
        assert_eq!(line.expect("text").as_deref(), Some(expected));
    }
}

/// The program, built as it is now. With all tests of the workspace it is there already.
async fn built() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder");
    let output = Command::new(cargo)
        .args(["build", "--workspace", "--all-features", "--example", "shop"])
        .args(["--message-format", "json-render-diagnostics", "--quiet"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("CARGO_TARGET_DIR", target)
        .stderr(Stdio::inherit())
        .output()
        .await
        .expect("cargo starts");
    assert!(output.status.success(), "the example does not build");
    let messages = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let mut programs = messages.filter_map(|message| {
        let message = message
            .ok()
            .filter(|message| message["target"]["name"] == "shop")?;
        message["executable"].as_str().map(PathBuf::from)
    });
    programs.next().expect("the example is a program")
}

//! The README's scripts, as whoever pastes them into a shell: what they print, and what the gateway has seen then.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

use wechatpay_gateway::{Gateway, Settings};

/// Where the README's gateway is.
const THERE: &str = "http://127.0.0.1:4010";

/// The script that has this in it.
fn script(has: &str) -> &'static str {
    let scripts = include_str!("../README.md").split("```");
    let mut scripts = scripts.filter_map(|block| block.strip_prefix("sh\n"));
    let found = scripts.find(|script| script.contains(has));
    found.unwrap_or_else(|| panic!("no script has {has}"))
}

fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: there is no curl");
    }
    found
}

/// What a shell prints, of the script as it is for a gateway there.
async fn printed(gateway: &Gateway, script: &str) -> String {
    let script = script.replace(THERE, gateway.url());
    let shell = tokio::process::Command::new("sh").args(["-ec", &script]).output();
    let output = shell.await.expect("a shell");
    assert!(output.status.success(), "{script}\n{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The order that the README's programs place, paid.
const ORDER: &str = r#"
G=http://127.0.0.1:4010/_gateway
curl -s "$G/curl?name=POST+/v3/pay/transactions/native" -d '{"appid": "wxd678efh567hg6787", "mchid": "1900000001",
  "description": "A cup of tea", "out_trade_no": "tea-0001", "notify_url": "http://127.0.0.1:1/notify", "amount": {"total": 1800}}' | sh
curl -s -X POST $G/orders/tea-0001/pay"#;

#[tokio::test]
async fn what_a_developer_tries_next() {
    if !has_curl() {
        return;
    }
    let gateway = Gateway::start(Settings::default()).await.expect("it starts");
    let paid = printed(&gateway, ORDER).await;
    assert!(
        paid.contains("weixin://wxpay/") && paid.ends_with(r#"{"notifications":[1]}"#),
        "{paid}"
    );
    let tried = printed(&gateway, script("/faults")).await;
    for part in [
        r#""status":"PROCESSING""#,
        r#"{"notifications":[2]}"#,
        r#"{"number":1}"#,
        r#""exchanges":[]"#,
    ] {
        assert!(tried.contains(part), "{part}: {tried}");
    }
    let again = printed(
        &gateway,
        ORDER
            .replace("tea-0001", "tea-0002")
            .split_once("\ncurl -s -X")
            .expect("two calls")
            .0,
    )
    .await;
    assert!(again.contains("FREQUENCY_LIMITED"), "{again}");
    let expected = printed(&gateway, script("/expect")).await;
    assert!(expected.contains(r#""passed":true"#), "{expected}");
    gateway.shutdown().await;
}

/// A call is both: answered, and told.
#[tokio::test]
async fn an_echo_is_told() {
    if !has_curl() {
        return;
    }
    let gateway = Gateway::start(Settings::default()).await.expect("it starts");
    let call = format!("curl -s '{THERE}/_gateway/curl?name=POST+/v3/security/echo' | sh");
    let answer = printed(&gateway, &call).await;
    assert!(answer.contains(r#""echo_message":"hello""#), "{answer}");
    let told = printed(&gateway, &format!("curl -s {THERE}/_gateway/notifications/1")).await;
    for part in ["SECURITY_ECHO.SUCCESS", "http://127.0.0.1:8080/notify"] {
        assert!(told.contains(part), "{told}");
    }
    gateway.shutdown().await;
}

/// In place of a project's tests: a signed call by what the shell was told.
const TESTS: &str = r#"test -s "$WECHATPAY_PRIVATE_KEY"; curl -s "$WECHATPAY_BASE_URL/_gateway/curl?name=GET+/v3/certificates" | sh"#;

#[test]
fn a_pipeline_starts_it_and_ends_it() {
    if !has_curl() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let script = script("npm test")
        .replace("4010", &port.to_string())
        .replace("npm test", TESTS);
    let program = Path::new(env!("CARGO_BIN_EXE_wechatpay-gateway"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().expect("a folder").display());
    let output = Command::new("sh")
        .args(["-ec", &format!("{script}wait $gateway")])
        .current_dir(folder.path())
        .envs([("PATH", path), ("WECHATPAY_GATEWAY_PORT", port.to_string())])
        .stderr(Stdio::piped())
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && text.contains("serial_no"),
        "{output:?}"
    );
}

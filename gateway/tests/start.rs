//! The start: what is printed works when it is pasted, and the gateway is called where it says.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::v3::pay::transactions::h5::post as h5;

/// The program; it ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Program {
    /// Starts it with a folder of its own, and reads what it prints.
    fn start(folder: &std::path::Path, options: &[&str]) -> (Self, Vec<String>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wechatpay-gateway"));
        command
            .args(["--port", "0", "--keys", "my shop's keys"])
            .args(options);
        let started = command.current_dir(folder).stdout(Stdio::piped()).spawn();
        let mut child = started.expect("the program starts");
        let printed = BufReader::new(child.stdout.take().expect("it prints")).lines();
        let program = Self(child);
        let mut lines: Vec<String> = Vec::new();
        for line in printed {
            lines.push(line.expect("text"));
            if lines.last().is_some_and(|line| line.starts_with("Ctrl-C")) {
                break;
            }
        }
        (program, lines)
    }
}

fn shell(script: &str) -> Output {
    let output = Command::new("sh").arg("-c").arg(script).output();
    output.expect("a shell")
}

fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: there is no curl");
    }
    found
}

#[test]
fn the_first_call_and_the_first_notification_can_be_pasted() {
    for options in [&[][..], &["--tls"], &["--host", "0.0.0.0"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let (_program, lines) = Program::start(folder.path(), options);
        let pasted: Vec<&str> = lines
            .iter()
            .map(|line| line.trim())
            .filter(|line| line.starts_with("curl "))
            .collect();
        assert_eq!(pasted.len(), 2, "{lines:#?}");
        if !has_curl() {
            return;
        }
        for (script, answer) in pasted
            .iter()
            .zip(["weixin://wxpay/bizpayurl?pr=", r#"{"notifications":[1]}"#])
        {
            let output = shell(script);
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(text.contains(answer), "{options:?} {script}: {output:?}");
        }
    }
}

/// The options, and the seed that is printed: another one at each start, unless it is said.
#[test]
fn the_seed_is_printed_and_can_be_repeated() {
    let mut seeds = Vec::new();
    for (options, said) in [(&[][..], None), (&[], None), (&["--seed", "7"], Some("7"))] {
        let folder = tempfile::tempdir().expect("a folder");
        let (_program, lines) = Program::start(folder.path(), options);
        let line = lines.iter().find(|line| line.contains("--seed "));
        let line = line.unwrap_or_else(|| panic!("{lines:#?}"));
        let repeated = line
            .split_once("--seed ")
            .and_then(|(_, rest)| rest.split(' ').next());
        let seed = repeated.expect("a number").to_owned();
        assert!(said.is_none_or(|said| said == seed), "{line}");
        assert!(!seeds.contains(&seed), "{seeds:?} {seed}");
        seeds.push(seed);
    }
}

/// Options that cannot hold in a folder of keys that is there already, or is not, and what is said of them.
#[test]
fn what_cannot_hold_ends_the_start() {
    let kept = tempfile::tempdir().expect("a folder");
    drop(Program::start(kept.path(), &["--mchid", "1900000109"]));
    drop(Program::start(
        kept.path(),
        &["--mchid", "1900000109", "--host", "localhost"],
    ));
    let new = tempfile::tempdir().expect("a folder");
    for (folder, options, text) in [
        (
            &kept,
            ["--mchid", "1900000001"],
            "those of the merchant 1900000109",
        ),
        (&new, ["--mchid", "abc"], "the mchid `abc`"),
        (&new, ["--mchid", ""], "the mchid ``"),
        (&new, ["--mchid", "19'00"], "the mchid `19'00`"),
        (&new, ["--notify-url", "junk"], "`junk` is no URL of HTTP"),
        (&new, ["--keep", "0"], "--keep"),
        (&new, ["--host", "nobody.invalid"], "--host"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wechatpay-gateway"));
        command
            .args(["--port", "0", "--keys", "my shop's keys"])
            .args(options);
        let output = command
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && told.contains(text),
            "{options:?}: {told}"
        );
        assert!(output.stdout.is_empty(), "{options:?}: {output:?}");
    }
}

#[test]
fn a_shell_takes_the_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_program, lines) = Program::start(folder.path(), &[]);
    let take = lines.iter().find_map(|line| line.split_once("set -a;"));
    let take = take
        .map(|(_, rest)| format!("set -a;{rest}"))
        .expect("how a shell takes them");
    // From somewhere else.
    let script = format!(
        "cd / && {take} && cat \"$WECHATPAY_PRIVATE_KEY\" \"$WECHATPAY_PUBLIC_KEY\" && echo $WECHATPAY_BASE_URL"
    );
    let output = shell(&script);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in ["BEGIN PRIVATE KEY", "BEGIN PUBLIC KEY", "http://127.0.0.1:"] {
        assert!(text.contains(part), "{script}: {output:?}");
    }
    assert!(!lines.iter().any(|line| line.contains("WARNING")), "{lines:#?}");
}

/// What is done before a start, the options of it, and how many orders it knows then.
#[cfg(unix)]
#[test]
fn state_is_kept_from_one_start_to_the_next() {
    if !has_curl() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let state = ["--state", "kept/state.json"];
    for (options, known) in [(&state[..], 0), (&state, 1), (&[], 0), (&state, 2)] {
        let (mut program, lines) = Program::start(folder.path(), options);
        let curls = lines.iter().map(|line| line.trim());
        let curls: Vec<&str> = curls.filter(|line| line.starts_with("curl ")).collect();
        let url = curls[1]
            .split_once("http")
            .and_then(|(_, rest)| rest.split_once("/orders"));
        let (gateway, _) = url.expect("its address");
        let told = shell(&format!("curl -s http{gateway}/status")).stdout;
        let told: serde_json::Value = serde_json::from_slice(&told).expect("JSON");
        assert_eq!(told["orders"], known, "{options:?}");
        // Another order each time: the first has a number of its own.
        let script = curls[0].replace("native", ["native", "h5", "app"][known.min(2)]);
        shell(&script);
        shell(&format!("kill -TERM {}", program.0.id()));
        assert!(program.0.wait().expect("it ends").success(), "{options:?}");
    }
    std::fs::write(folder.path().join("kept/state.json"), "{\"form\": 9}").expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wechatpay-gateway"));
    let command = command
        .args(["--port", "0"])
        .args(state)
        .current_dir(folder.path());
    let output = command.output().expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for part in ["kept/state.json", "delete it", "`form` is 9"] {
        assert!(!output.status.success() && told.contains(part), "{told}");
    }
}

/// The address to listen at, what the settings call it, and where it is called then.
#[tokio::test]
async fn it_is_called_where_it_can_be_reached() {
    for (listen, base_url, called) in [
        ("127.0.0.1:0", None, "http://127.0.0.1:"),
        ("0.0.0.0:0", None, "http://127.0.0.1:"),
        (
            "127.0.0.1:0",
            Some("http://gateway.test:8080"),
            "http://gateway.test:8080",
        ),
        ("127.0.0.1:0", Some("http://gateway.test/"), "http://gateway.test"),
    ] {
        let settings = Settings {
            listen: listen.parse().expect("an address"),
            base_url: base_url.map(str::to_owned),
            ..Settings::default()
        };
        let gateway = Gateway::start(settings).await.expect("it starts");
        assert!(
            gateway.url().starts_with(called) && !gateway.url().ends_with('/'),
            "{}",
            gateway.url()
        );
        // Links lead there; the client of this test calls it where it listens.
        let port = gateway.address().port();
        let client = gateway.client().base_url(format!("http://127.0.0.1:{port}"));
        let client = client.build().expect("all keys are there");
        let order = h5::Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(client.mchid())
            .description("T-shirt")
            .out_trade_no("ORDER-1")
            .notify_url("https://shop.example/notify")
            .amount(h5::Amount::new().total(100))
            .scene_info(
                h5::SceneInfo::new()
                    .payer_client_ip("14.23.150.211")
                    .h5_info(h5::H5Info::new().type_("Wap")),
            );
        let placed = client
            .v3()
            .pay()
            .transactions()
            .h5()
            .post(order)
            .await
            .expect("an order");
        let h5_url = placed.h5_url.clone().unwrap_or_default();
        assert!(h5_url.starts_with(gateway.url()), "{h5_url}");
        assert!(
            h5_url.contains('?'),
            "a merchant appends &redirect_url=: {h5_url}"
        );
        gateway.shutdown().await;
    }
}

#[tokio::test]
async fn what_cannot_be_called_is_said_at_the_start() {
    for (is_tls, base_url) in [
        (false, "gateway.test:80"),
        (false, "https://gateway.test"),
        (true, "http://gateway.test"),
        (false, "http://gateway.test/v3"),
        (false, "http://"),
    ] {
        let settings = Settings {
            is_tls,
            base_url: Some(base_url.to_owned()),
            ..Settings::default()
        };
        let error = Gateway::start(settings).await.expect_err(base_url);
        assert!(format!("{error:#}").contains(base_url), "{error:#}");
    }
}

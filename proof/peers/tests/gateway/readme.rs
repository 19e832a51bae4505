//! The programs of the gateway's README, as whoever copies them starts them: an order, and its notification.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use peers::Sdk;

use crate::scene::{Setting, Stage};

/// Longer than a program takes for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that runs, and what it prints.
struct Program {
    child: Child,
    lines: Receiver<String>,
}

impl Program {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let mut printed = printed.map_while(Result::ok);
            printed.try_for_each(|line| sender.send(line))
        });
        Self { child, lines }
    }

    fn next(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("it prints something")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The only code of this language.
fn code(language: &str) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gateway/README.md");
    let text = fs::read_to_string(readme).unwrap();
    let blocks: Vec<&str> = text
        .split("```")
        .filter_map(|block| block.strip_prefix(&format!("{language}\n")))
        .collect();
    assert_eq!(blocks.len(), 1, "code of {language}");
    blocks[0].to_owned()
}

/// Some port that nobody listens at now.
fn port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

fn copied(sdk: Sdk, language: &str, name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, code(language)).unwrap();
    let Some(mut command) = sdk.command(&file.display().to_string(), env!("CARGO_TARGET_TMPDIR")) else {
        return;
    };
    let stage = Stage::open(&Setting::default(), folder.path());
    command.envs(stage.settings());
    command.env("PORT", port().to_string());
    let program = Program::start(command);
    let placed = program.next();
    assert!(
        placed.starts_with("placed ") && placed.contains("weixin://wxpay/bizpayurl?pr="),
        "{placed}"
    );
    stage
        .control("POST /orders/tea-0001/pay", &serde_json::Value::Null)
        .unwrap();
    let notified = program.next();
    assert!(
        notified.starts_with("notified ") && notified.contains("tea-0001"),
        "{notified}"
    );
}

#[test]
fn first_js() {
    copied(Sdk::Axios, "js", "first.js");
}

#[test]
fn first_py() {
    copied(Sdk::Python, "python", "first.py");
}

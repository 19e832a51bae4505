//! A peer as a process: one line of JSON in, one line of JSON out.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::sdk::Sdk;

/// Longer than any exchange takes; a peer that hangs must not hang the tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a refusal never says: then the script is wrong.
const MISTAKES: [&str; 5] = [
    "no operation",
    "TypeError",
    "KeyError",
    "NameError",
    "ReferenceError",
];

/// A running SDK of others. Ends when it is dropped.
#[derive(Debug)]
pub struct Peer {
    /// Whose.
    pub sdk: Sdk,
    child: Mutex<Child>,
    pipes: Mutex<(ChildStdin, Receiver<String>)>,
}

impl Peer {
    /// Starts it by the SDK's [command](Sdk::command).
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start(sdk: Sdk, mut command: Command) -> Self {
        for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(proxy).env_remove(proxy.to_ascii_uppercase());
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = command.spawn().expect("the peer can be started");
        let stdin = child.stdin.take().expect("it reads");
        let stdout = child.stdout.take().expect("it writes");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let (child, pipes) = (Mutex::new(child), Mutex::new((stdin, lines)));
        Self { sdk, child, pipes }
    }

    /// What the peer makes of it.
    ///
    /// # Errors
    /// The peer's refusal.
    ///
    /// # Panics
    /// If it is dead or does not answer.
    pub fn try_ask(&self, op: &str, inputs: &Value) -> Result<Value, String> {
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let (stdin, lines) = &mut *pipes;
        writeln!(stdin, "{}", json!({ "op": op, "inputs": inputs })).expect("the peer is alive");
        let line = lines.recv_timeout(PATIENCE).expect("the peer answers");
        let mut answer: Value = serde_json::from_str(&line).expect("the peer answers JSON");
        match answer["error"].as_str() {
            Some(why) => Err(why.to_owned()),
            None => Ok(answer["ok"].take()),
        }
    }

    /// As [`try_ask`](Self::try_ask), where a refusal is a failure.
    ///
    /// # Panics
    /// If the peer refuses.
    pub fn ask(&self, op: &str, inputs: &Value) -> Value {
        self.try_ask(op, inputs)
            .unwrap_or_else(|why| panic!("{:?} {op}: {why}", self.sdk))
    }

    /// The same for answers that are text.
    ///
    /// # Panics
    /// If the peer refuses, or answers something else.
    pub fn text(&self, op: &str, inputs: &Value) -> String {
        match self.ask(op, inputs) {
            Value::String(text) => text,
            other => panic!("{:?} {op}: {other}", self.sdk),
        }
    }

    /// Why the peer refuses.
    ///
    /// # Panics
    /// If it does not, or the script has a mistake.
    pub fn refusal(&self, op: &str, inputs: &Value) -> String {
        match self.try_ask(op, inputs) {
            Ok(taken) => panic!("{:?} {op} must refuse and took {taken}", self.sdk),
            Err(why) => {
                assert!(!is_mistake(&why), "a mistake in the script, no refusal: {why}");
                why
            }
        }
    }
}

/// Whether an error is of the script, and not the SDK's.
fn is_mistake(why: &str) -> bool {
    MISTAKES.iter().any(|mistake| why.contains(mistake))
}

impl Drop for Peer {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(child.kill());
        drop(child.wait());
    }
}

//! A peer as a process: one line of JSON in, one line of JSON out.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::install::Sdk;

/// Longer than any exchange takes; a peer that hangs must not hang the tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running SDK of others.
pub struct Peer {
    pub sdk: Sdk,
    child: Mutex<Child>,
    pipes: Mutex<(ChildStdin, Receiver<String>)>,
}

impl Peer {
    /// Starts it; `None` if it cannot be installed here.
    pub fn start(sdk: Sdk) -> Option<Self> {
        let mut command: Command = sdk.command()?;
        for proxy in ["http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(proxy).env_remove(proxy.to_ascii_uppercase());
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let (child, pipes) = (Mutex::new(child), Mutex::new((stdin, lines)));
        Some(Self { sdk, child, pipes })
    }

    /// What the peer makes of it; `Err` is the peer's refusal.
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
    pub fn ask(&self, op: &str, inputs: &Value) -> Value {
        self.try_ask(op, inputs)
            .unwrap_or_else(|why| panic!("{:?} {op}: {why}", self.sdk))
    }

    /// The same for answers that are text.
    pub fn text(&self, op: &str, inputs: &Value) -> String {
        match self.ask(op, inputs) {
            Value::String(text) => text,
            other => panic!("{:?} {op}: {other}", self.sdk),
        }
    }

    /// Why the peer refuses.
    pub fn refusal(&self, op: &str, inputs: &Value) -> String {
        match self.try_ask(op, inputs) {
            Ok(taken) => panic!("{:?} {op} must refuse and took {taken}", self.sdk),
            Err(why) => {
                for mistake in [
                    "no operation",
                    "TypeError",
                    "KeyError",
                    "NameError",
                    "ReferenceError",
                ] {
                    assert!(
                        !why.contains(mistake),
                        "a mistake in the script, no refusal: {why}"
                    );
                }
                why
            }
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

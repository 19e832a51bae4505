//! A browser that does what it is told: `drive.js` over Playwright, a line of JSON each way.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use test_support::install;

/// A browser with one window.
pub(crate) struct Browser {
    process: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

/// How a window looks.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) width: u32,
    pub(crate) colors: &'static str,
    pub(crate) language: &'static str,
}

pub(crate) const DESK: Window = Window {
    width: 1280,
    colors: "light",
    language: "zh-CN",
};

impl Browser {
    /// `None` where Playwright or Chromium cannot be had, with a message.
    pub(crate) fn start() -> Option<Self> {
        let command = chromium().and_then(|chromium| Ok((driver()?, chromium)));
        let ((home, script), chromium) = install::or_skip("the gateway's page in a browser", command)?;
        let mut process = Command::new("node")
            .arg(script)
            .arg(chromium)
            .env("NODE_PATH", home.join("node_modules"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = process.stdin.take();
        let from = BufReader::new(process.stdout.take().unwrap());
        Some(Self { process, to, from })
    }

    /// Does one thing, and gives what came of it.
    #[track_caller]
    pub(crate) fn tell(&mut self, what: &Value) -> Value {
        let to = self.to.as_mut().unwrap();
        writeln!(to, "{what}").unwrap();
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        let mut answer: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{what}: {line}"));
        assert!(answer["error"].is_null(), "{what}: {}", answer["error"]);
        answer["ok"].take()
    }

    #[track_caller]
    pub(crate) fn open(&mut self, url: &str, window: Window) {
        let Window {
            width,
            colors,
            language,
        } = window;
        self.tell(
            &json!({ "op": "open", "url": url, "width": width, "colors": colors, "language": language }),
        );
    }

    #[track_caller]
    pub(crate) fn click(&mut self, what: &str) {
        self.tell(&json!({ "op": "click", "what": what }));
    }

    #[track_caller]
    pub(crate) fn fill(&mut self, what: &str, text: &str) {
        self.tell(&json!({ "op": "fill", "what": what, "text": text }));
    }

    #[track_caller]
    pub(crate) fn choose(&mut self, what: &str, value: &str) {
        self.tell(&json!({ "op": "choose", "what": what, "value": value }));
    }

    /// Gives a file to a field.
    #[track_caller]
    pub(crate) fn upload(&mut self, what: &str, file: &Path) {
        self.tell(&json!({ "op": "upload", "what": what, "file": file }));
    }

    /// Clicks, and keeps what is saved then in this file.
    #[track_caller]
    pub(crate) fn download(&mut self, what: &str, file: &Path) {
        self.tell(&json!({ "op": "download", "what": what, "file": file }));
    }

    #[track_caller]
    pub(crate) fn press(&mut self, key: &str) {
        self.tell(&json!({ "op": "press", "key": key }));
    }

    /// Waits until an element has this text.
    #[track_caller]
    pub(crate) fn see(&mut self, what: &str, text: &str) {
        self.tell(&json!({ "op": "see", "what": what, "text": text }));
    }

    #[track_caller]
    pub(crate) fn text(&mut self, what: &str) -> String {
        let text = self.tell(&json!({ "op": "text", "what": what }));
        text.as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn count(&mut self, what: &str) -> u64 {
        self.tell(&json!({ "op": "count", "what": what }))
            .as_u64()
            .unwrap()
    }

    #[track_caller]
    pub(crate) fn run(&mut self, script: &str) -> Value {
        self.tell(&json!({ "op": "run", "script": script }))
    }

    /// A picture to look at, below the target directory.
    #[track_caller]
    pub(crate) fn shot(&mut self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gateway-page");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.png"));
        self.tell(&json!({ "op": "shot", "file": file }));
    }

    /// No error in the console, and nothing asked for from elsewhere.
    #[track_caller]
    pub(crate) fn expect_no_problems(&mut self) {
        assert_eq!(self.tell(&json!({ "op": "problems" })), json!([]));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The end of its input ends it.
        drop(self.to.take());
        drop(self.process.wait());
    }
}

/// Playwright, and the script that uses it.
fn driver() -> Result<(PathBuf, PathBuf), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let homes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let home = install::once(&homes, "playwright", &folder, install::NPM_LOCKS, |home| {
        install::npm(&folder, home, &[])
    })?;
    Ok((home, folder.join("drive.js")))
}

/// The system's own: Playwright's download is not used.
fn chromium() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let mut places = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    places
        .find(|place| place.is_file())
        .ok_or_else(|| "there is no Chromium".to_owned())
}

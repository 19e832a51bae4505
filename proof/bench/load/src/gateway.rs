//! The gateway as a program of its own: started in an empty folder with an empty environment, and looked at from outside.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use tempfile::TempDir;
use wechatpay_openapi_runtime::{Client, RetryPolicy};

/// How long it may take until it listens.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Gateway {
    process: Child,
    folder: TempDir,
}

/// What it writes for a merchant.
#[derive(Deserialize)]
struct Settings {
    base_url: String,
    mchid: String,
    serial_no: String,
    public_key_id: String,
}

impl Gateway {
    pub fn start(program: &Path, arguments: &[String]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let program = fs::canonicalize(program).with_context(|| program.display().to_string())?;
        let process = Command::new(&program)
            .args(["--port", "0", "--keys", ".", "--quiet"])
            .args(arguments)
            .current_dir(folder.path())
            .env_clear()
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| program.display().to_string())?;
        Ok(Self { process, folder })
    }

    /// A client of its merchant, as soon as it listens: without repeats, so that nothing that failed is hidden.
    pub fn client(&self) -> Result<Client> {
        let read = |name: &str| fs::read(self.folder.path().join(name));
        let end = Instant::now() + PATIENCE;
        // It is written last, when the port is taken.
        let settings: Settings = loop {
            match read("settings.json").map(|text| serde_json::from_slice(&text)) {
                Ok(Ok(settings)) => break settings,
                _ if Instant::now() > end => bail!("the gateway does not start"),
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        let client = Client::builder(settings.mchid)
            .merchant_key(settings.serial_no, read("apiclient_key.pem")?)
            .public_key(settings.public_key_id, read("pub_key.pem")?)
            .base_url(settings.base_url)
            .retry(RetryPolicy::none())
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(client)
    }

    /// Its resident memory, in MiB.
    pub fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(self.file("status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        Ok(kib.context("no VmRSS")? / 1024.0)
    }

    /// Its CPU time so far, in seconds.
    pub fn cpu_seconds(&self) -> Result<f64> {
        let schedule = fs::read_dir(self.file("task"))?;
        let mut nanoseconds = 0.0;
        for thread in schedule {
            // The first number is the time on a CPU; a thread that has ended is none any more.
            let text = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
            let first = text.split(' ').next().unwrap_or_default();
            nanoseconds += first.parse::<f64>().unwrap_or_default();
        }
        Ok(nanoseconds / 1e9)
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.process.id())
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

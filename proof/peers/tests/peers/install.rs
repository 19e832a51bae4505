//! Installs the peers below the target directory, pinned by lock files; once, until a lock file changes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wechatpay_openapi_runtime::crypto::sha256_hex;

/// An SDK of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sdk {
    /// `wechatpay-axios-plugin` of npm.
    Axios,
    /// `wechatpayv3` of PyPI.
    Python,
}

/// With this variable set to `required`, a peer that cannot be installed is a failure.
const VARIABLE: &str = "WECHATPAY_PEERS";

/// What a package manager says if a package is not the one that was locked. Never a reason to skip.
const FORGED: [&str; 3] = ["EINTEGRITY", "DO NOT MATCH THE HASHES", "EUSAGE"];

impl Sdk {
    fn folder(self) -> PathBuf {
        let name = match self {
            Self::Axios => "axios",
            Self::Python => "wechatpayv3",
        };
        Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
    }

    /// What decides which packages are installed.
    fn locks(self) -> &'static [&'static str] {
        match self {
            Self::Axios => &["package.json", "package-lock.json"],
            Self::Python => &["requirements.txt"],
        }
    }

    /// The command that starts the peer, installed first if need be; `None` if it cannot be, with a message.
    pub fn command(self) -> Option<Command> {
        let started = self.install().and_then(|home| {
            // The cache may outlive what it was made with.
            run(Command::new(self.start(&home).get_program()).arg("--version"))?;
            Ok(self.start(&home))
        });
        match started {
            Ok(command) => Some(command),
            Err(why) => {
                let required = std::env::var_os(VARIABLE).is_some_and(|value| value == "required");
                let forged = FORGED.iter().any(|sign| why.contains(sign));
                assert!(!required && !forged, "{self:?} cannot be installed: {why}");
                // Not by `eprintln!`, which is heard only if the test fails.
                let _ = writeln!(std::io::stderr(), "SKIPPED: the exchanges with {self:?}: {why}");
                None
            }
        }
    }

    fn start(self, home: &Path) -> Command {
        match self {
            Self::Axios => {
                let mut command = Command::new("node");
                command.arg(self.folder().join("peer.js"));
                command.env("NODE_PATH", home.join("node_modules"));
                command
            }
            Self::Python => {
                let mut command = Command::new(python_of(home));
                command.arg(self.folder().join("peer.py"));
                command.env("PYTHONUTF8", "1").env("PYTHONDONTWRITEBYTECODE", "1");
                command
            }
        }
    }

    fn install(self) -> Result<PathBuf, String> {
        let lock: Vec<u8> = self
            .locks()
            .iter()
            .flat_map(|name| read(&self.folder().join(name)))
            .collect();
        let name = format!("{self:?}-{}", &sha256_hex(&lock)[..16]);
        let homes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
        fs::create_dir_all(&homes).map_err(text)?;
        // One at a time, should two runs of the tests begin together.
        let turn = File::create(homes.join(format!("{name}.lock"))).map_err(text)?;
        turn.lock().map_err(text)?;
        let home = homes.join(name);
        let complete = home.join("complete");
        if !complete.exists() {
            let _ = fs::remove_dir_all(&home);
            fs::create_dir_all(&home).map_err(text)?;
            match self {
                Self::Axios => self.install_by_npm(&home)?,
                Self::Python => self.install_by_pip(&home)?,
            }
            fs::write(complete, "").map_err(text)?;
        }
        Ok(home)
    }

    fn install_by_npm(self, home: &Path) -> Result<(), String> {
        for name in self.locks() {
            fs::copy(self.folder().join(name), home.join(name)).map_err(text)?;
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let options = [
            "ci",
            "--ignore-scripts",
            "--legacy-peer-deps", // it has one, for its command line only
            "--no-audit",
            "--no-fund",
            "--fetch-retries=1",
            "--fetch-timeout=30000",
        ];
        run(Command::new(npm).args(options).current_dir(home))
    }

    fn install_by_pip(self, home: &Path) -> Result<(), String> {
        let python = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(python).args(["-m", "venv"]).arg(home))?;
        let options = [
            "install",
            "--quiet",
            "--require-hashes",
            "--only-binary=:all:",
            "--retries=1",
            "--timeout=30",
        ];
        let mut pip = Command::new(python_of(home));
        run(pip
            .args(["-m", "pip"])
            .args(options)
            .arg("-r")
            .arg(self.folder().join("requirements.txt")))
    }
}

fn python_of(home: &Path) -> PathBuf {
    let path = if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    };
    home.join(path)
}

/// Runs a command to its end; if it fails, the end of what it said.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines.len().saturating_sub(12);
    Err(format!(
        "{name} ended with {}\n{}",
        output.status,
        lines[last..].join("\n")
    ))
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(error: std::io::Error) -> String {
    error.to_string()
}

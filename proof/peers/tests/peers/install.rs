//! Installs the peers below the target directory, pinned by lock files; once, until a lock file changes.

use std::path::{Path, PathBuf};
use std::process::Command;

use test_support::install::{self, run};

/// An SDK of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sdk {
    /// `wechatpay-axios-plugin` of npm.
    Axios,
    /// `wechatpayv3` of PyPI.
    Python,
}

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
            Self::Axios => install::NPM_LOCKS,
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
        install::or_skip(&format!("the exchanges with {self:?}"), started)
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
        let homes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
        let folder = self.folder();
        install::once(
            &homes,
            &format!("{self:?}"),
            &folder,
            self.locks(),
            |home| match self {
                // The peer of the peer is for its command line only.
                Self::Axios => install::npm(&folder, home, &["--legacy-peer-deps"]),
                Self::Python => self.install_by_pip(home),
            },
        )
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

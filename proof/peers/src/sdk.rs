//! Installs the SDKs below the target directory, pinned by lock files; once, until a lock file changes.

use std::fmt;
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
    /// Its folder's name, which tests call it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Axios => "axios",
            Self::Python => "wechatpayv3",
        }
    }

    /// The command that starts this script of its folder, after the SDK was installed if need be: below `target`, which is
    /// a test's `CARGO_TARGET_TMPDIR`. `None` if it cannot be installed, with a message that begins with `SKIPPED`.
    ///
    /// # Panics
    /// If it is required, or a package is another than the one that was locked.
    #[must_use]
    pub fn command(self, script: &str, target: &str) -> Option<Command> {
        let started = self.install(target).and_then(|home| {
            // The cache may outlive what it was made with.
            run(Command::new(self.start(script, &home).get_program()).arg("--version"))?;
            Ok(self.start(script, &home))
        });
        install::or_skip(&format!("what is done with {self:?}"), started)
    }

    fn folder(self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(self.name())
    }

    /// What decides which packages are installed.
    fn locks(self) -> &'static [&'static str] {
        match self {
            Self::Axios => install::NPM_LOCKS,
            Self::Python => &["requirements.txt"],
        }
    }

    fn start(self, script: &str, home: &Path) -> Command {
        match self {
            Self::Axios => {
                let mut command = Command::new("node");
                command.arg(self.folder().join(script).with_extension("js"));
                command.env("NODE_PATH", home.join("node_modules"));
                command
            }
            Self::Python => {
                let mut command = Command::new(python_of(home));
                command.arg(self.folder().join(script).with_extension("py"));
                command.env("PYTHONUTF8", "1").env("PYTHONDONTWRITEBYTECODE", "1");
                command
            }
        }
    }

    fn install(self, target: &str) -> Result<PathBuf, String> {
        let homes = Path::new(target).join("peers");
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

impl fmt::Display for Sdk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
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

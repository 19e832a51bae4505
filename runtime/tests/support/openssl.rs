//! OpenSSL's command line, for tests that hold our side to it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wechatpay_openapi_runtime::crypto::{PrivateKey, PublicKey};

/// A folder for the files of one test. Every method runs `openssl` there.
pub struct OpenSsl(PathBuf);

impl OpenSsl {
    /// `None`, with a message, if there is no `openssl`.
    pub fn find(test: &str) -> Option<Self> {
        let version = Command::new("openssl").arg("version").output();
        let Ok(version) = version else {
            // Not by `eprintln!`, which is heard only if the test fails.
            let _ = writeln!(std::io::stderr(), "SKIPPED: {test}: there is no `openssl`");
            return None;
        };
        println!("{}", String::from_utf8_lossy(&version.stdout).trim());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openssl").join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Some(Self(folder))
    }

    /// Runs one command; `Err` is what it said.
    pub fn try_run(&self, line: &str, input: &[u8]) -> Result<Vec<u8>, String> {
        fs::write(self.0.join("input"), input).unwrap();
        let output = Command::new("openssl")
            .args(line.split_whitespace())
            .current_dir(&self.0)
            .stdin(Stdio::from(fs::File::open(self.0.join("input")).unwrap()))
            .output()
            .unwrap();
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(format!(
                "openssl {line}: {}",
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }

    pub fn run(&self, line: &str, input: &[u8]) -> Vec<u8> {
        self.try_run(line, input).unwrap_or_else(|why| panic!("{why}"))
    }

    pub fn text(&self, line: &str, input: &[u8]) -> String {
        String::from_utf8(self.run(line, input))
            .unwrap()
            .trim()
            .to_owned()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// Makes `key.pem` and `public.pem`.
    pub fn pair(&self) -> (PrivateKey, PublicKey) {
        self.run("genrsa -out key.pem 2048", b"");
        self.run("rsa -in key.pem -pubout -out public.pem", b"");
        let private = PrivateKey::parse(self.read("key.pem")).unwrap();
        (private, PublicKey::parse(self.read("public.pem")).unwrap())
    }
}

//! Runs the program in a folder of the test's own.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use walkdir::WalkDir;

/// What a run said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Fails unless the exit code is this one and both streams together hold these parts.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, parts: &[&str]) {
        let Self {
            code: found,
            out,
            err,
        } = self;
        assert_eq!(*found, code, "exit code\nstdout:\n{out}\nstderr:\n{err}");
        for part in parts {
            let is_there = out.contains(part) || err.contains(part);
            assert!(is_there, "`{part}` is not in\nstdout:\n{out}\nstderr:\n{err}");
        }
    }
}

/// Runs `xtask` with these arguments.
pub(crate) fn xtask<A: AsRef<OsStr>>(arguments: &[A]) -> Said {
    xtask_in(Path::new("."), arguments, &[])
}

/// Runs `xtask` in a folder, with more in its environment.
pub(crate) fn xtask_in<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: &[A],
    environment: &[(&str, PathBuf)],
) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
        .env("NO_COLOR", "1")
        .envs(environment.iter().map(|(name, value)| (name, value)));
    let output = command.output().expect("the program starts");
    Said {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// An empty folder for one test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

pub(crate) fn docs_specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

/// A page that the tests break, below `openapi`.
pub(crate) const PAGE: &str = "openapi/v3/refund/domestic/refunds.md";

/// Pages of docs-specs in a folder of their own.
pub(crate) fn some_docs(folder: &Path) -> PathBuf {
    let docs = folder.join("docs");
    for part in [
        "openapi/v3/refund",
        "openapi/v3/certificates.md",
        "openapi/v2/pay/refundquery.md",
        "webhook/v3/REFUND.SUCCESS.md",
    ] {
        copy(&docs_specs().join(part), &docs.join(part));
    }
    docs
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.expect("an entry of docs-specs");
        if entry.file_type().is_file() {
            // Of a single file the rest is empty, and would make a folder of its name.
            let rest = entry.path().strip_prefix(from).expect("it is below");
            let to = to.components().chain(rest.components()).collect::<PathBuf>();
            fs::create_dir_all(to.parent().expect("a folder")).expect("the folder can be made");
            fs::copy(entry.path(), to).expect("a page of docs-specs");
        }
    }
}

/// Replaces a part of a file, which has to be there.
#[track_caller]
pub(crate) fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("the file");
    assert!(text.contains(from), "{} has no `{from}`", file.display());
    fs::write(file, text.replacen(from, to, 1)).expect("the file can be written");
}

/// Every file of a folder with its bytes and the time of its last change.
pub(crate) type Files = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

pub(crate) fn files(folder: &Path) -> Files {
    let entries = WalkDir::new(folder).into_iter();
    let entries = entries.map(|entry| entry.expect("an entry").into_path());
    let files = entries.filter(|path| path.is_file()).map(|path| {
        let changed = path.metadata().and_then(|data| data.modified()).expect("a time");
        let bytes = fs::read(&path).expect("a file");
        (path, (bytes, changed))
    });
    files.collect()
}

/// Fails unless both are the same, times included; names the first that differs.
#[track_caller]
pub(crate) fn assert_untouched(before: &Files, folder: &Path) {
    let after = files(folder);
    let differs = before.iter().find(|(path, file)| after.get(*path) != Some(file));
    assert_eq!(differs.map(|(path, _)| path), None, "a file was touched");
    assert_eq!(before.len(), after.len(), "a file was added");
    assert!(!before.is_empty());
}

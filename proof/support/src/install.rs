//! Programs of others that tests start: installed below the target directory, pinned by lock files; once, until a lock file
//! changes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wechatpay_openapi_runtime::crypto::sha256_hex;

/// With this variable set to `required`, what cannot be installed is a failure.
const VARIABLE: &str = "WECHATPAY_PEERS";

/// What a package manager says if a package is not the one that was locked. Never a reason to skip.
const FORGED: [&str; 3] = ["EINTEGRITY", "DO NOT MATCH THE HASHES", "EUSAGE"];

/// The folder into which `by` has installed what these files of `folder` lock.
///
/// # Errors
/// Why it could not be installed.
pub fn once(
    homes: &Path,
    name: &str,
    folder: &Path,
    locks: &[&str],
    by: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<PathBuf, String> {
    let lock: Vec<u8> = locks.iter().flat_map(|name| read(&folder.join(name))).collect();
    let name = format!("{name}-{}", &sha256_hex(&lock)[..16]);
    fs::create_dir_all(homes).map_err(text)?;
    // One at a time, should two runs of the tests begin together.
    let turn = File::create(homes.join(format!("{name}.lock"))).map_err(text)?;
    turn.lock().map_err(text)?;
    let home = homes.join(name);
    let complete = home.join("complete");
    if !complete.exists() {
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).map_err(text)?;
        by(&home)?;
        fs::write(complete, "").map_err(text)?;
    }
    Ok(home)
}

/// What npm needs to know.
pub const NPM_LOCKS: &[&str] = &["package.json", "package-lock.json"];

/// Installs what the lock file of `folder` says, without scripts.
///
/// # Errors
/// Why npm could not.
pub fn npm(folder: &Path, home: &Path, options: &[&str]) -> Result<(), String> {
    for name in NPM_LOCKS {
        fs::copy(folder.join(name), home.join(name)).map_err(text)?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let always = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--fetch-retries=1",
        "--fetch-timeout=30000",
    ];
    run(Command::new(npm).args(always).args(options).current_dir(home))
}

/// What was made, or `None` with a message that begins with `SKIPPED`.
///
/// # Panics
/// If it is required, or a package is another than the one that was locked.
pub fn or_skip<T>(what: &str, made: Result<T, String>) -> Option<T> {
    let why = match made {
        Ok(made) => return Some(made),
        Err(why) => why,
    };
    let is_required = std::env::var_os(VARIABLE).is_some_and(|value| value == "required");
    let is_forged = FORGED.iter().any(|sign| why.contains(sign));
    assert!(!is_required && !is_forged, "{what}: {why}");
    // Not by `eprintln!`, which is heard only if the test fails.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {what}: {why}");
    None
}

/// Runs a command to its end.
///
/// # Errors
/// If it fails, the end of what it said.
pub fn run(command: &mut Command) -> Result<(), String> {
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

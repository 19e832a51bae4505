//! A generated crate in a workspace of its own, and `cargo check` of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use toml::{Table, Value};
use wechatpay_openapi_generator::output::Output;

/// What `cargo check` says of a crate and of programs that call it, with these features.
#[track_caller]
pub(crate) fn check(name: &str, output: &Output, features: &str, callers: &[(&str, &str)]) -> String {
    let root = lay_out(name, output, callers);
    let mut cargo = cargo(&root, "check", features);
    cargo.args(["--lib", "--examples", "--color", "never"]);
    let done = cargo.output().expect("cargo starts");
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// Writes a generated crate and programs that call it as a workspace of their own.
#[track_caller]
pub(crate) fn lay_out(name: &str, output: &Output, callers: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiles").join(name);
    if root.exists() {
        fs::remove_dir_all(&root).expect("the folder can be emptied");
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    write(&root.join("Cargo.toml"), &workspace(&repository));
    // The versions of this workspace: nothing is downloaded.
    let lock = fs::read_to_string(repository.join("Cargo.lock")).expect("the lock file");
    write(&root.join("Cargo.lock"), &lock);
    for (path, text) in output.iter() {
        write(&root.join("generated").join(path), text);
    }
    let manifest = output.get("Cargo.toml").expect("the crate has a manifest");
    write(&root.join("generated/Cargo.toml"), &library(manifest));
    for (caller, text) in callers {
        write(&root.join(format!("generated/examples/{caller}.rs")), text);
    }
    root
}

/// Where the artefacts of this workspace are, so that dependencies are there already.
pub(crate) fn target() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("the target folder").to_owned()
}

/// Cargo in a workspace that was laid out.
pub(crate) fn cargo(root: &Path, chore: &str, features: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([
            chore,
            "--offline",
            "--no-default-features",
            "--features",
            features,
        ])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target())
        .stdin(Stdio::null());
    cargo
}

/// The manifest of this workspace with the generated crate as its only member.
fn workspace(repository: &Path) -> String {
    let text = fs::read_to_string(repository.join("Cargo.toml")).expect("the workspace");
    let mut manifest: Table = text.parse().expect("TOML");
    let workspace = table(&mut manifest, "workspace");
    workspace.insert("members".to_owned(), Value::from(vec!["generated"]));
    workspace.remove("default-members");
    for (_, dependency) in table(workspace, "dependencies").iter_mut() {
        if let Some(Value::String(path)) = dependency.get_mut("path") {
            let absolute: PathBuf = repository.join(&*path).canonicalize().expect("a member");
            *path = absolute.to_string_lossy().into_owned();
        }
    }
    toml::to_string(&manifest).expect("TOML")
}

/// The crate's manifest without what only its own tests need.
fn library(manifest: &str) -> String {
    let mut manifest: Table = manifest.parse().expect("TOML");
    for key in ["dev-dependencies", "test", "bench", "example"] {
        manifest.remove(key);
    }
    toml::to_string(&manifest).expect("TOML")
}

#[track_caller]
fn table<'t>(of: &'t mut Table, key: &str) -> &'t mut Table {
    let value = of.get_mut(key).and_then(Value::as_table_mut);
    value.unwrap_or_else(|| panic!("the manifest has no [{key}]"))
}

#[track_caller]
pub(crate) fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
    fs::write(file, text).expect("the file can be written");
}

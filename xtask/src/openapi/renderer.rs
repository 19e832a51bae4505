//! Redoc, fetched by npm at the first use and checked at every one.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Error, Result, anyhow, bail};
use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha512};

use crate::{repository, terminal};

/// It draws all of a page at once, so a link leads to its operation however long the page is.
/// Version 3 is a module, which a browser does not load from a disk.
const PACKAGE: &str = "redoc@2.5.4";
const ARCHIVE: &str = "redoc-2.5.4.tgz";
/// SHA-512 of the archive: npm's `integrity`, in hexadecimal.
const DIGEST: &str = "33a8d6846d6aa019c7e93166cc99ecb72099f3b1e6398fd4cc39bbf261e26228\
                      4476557f61c4bda203a8d4d94496724c78bb32c4715edb215ce2c3631d3ac005";

const SCRIPT: &str = "package/bundles/redoc.standalone.js";
/// Redoc's own licence, and those of what is bundled with it.
const LICENSES: [&str; 2] = [
    "package/LICENSE",
    "package/bundles/redoc.standalone.js.LICENSE.txt",
];

/// What a page needs of it.
#[derive(Debug, Default)]
pub(super) struct Renderer {
    pub(super) script: String,
    pub(super) license: String,
}

/// The renderer, from npm or from where npm put it before.
pub(super) fn fetched() -> Result<Renderer> {
    let folder = target().join("renderer");
    let archive = folder.join(ARCHIVE);
    if !archive.is_file() {
        terminal::progress(&format!("fetching {PACKAGE}, once"));
        let packed = pack(&folder);
        terminal::progress("");
        packed.map_err(|why| missing(&archive, &why))?;
    }
    let bytes = fs::read(&archive).map_err(|error| missing(&archive, &error.to_string()))?;
    checked(&bytes, &archive)?;
    unpacked(&bytes).with_context(|| archive.display().to_string())
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

/// Into a folder of this process's own first: another run may be waiting for the same file.
fn pack(folder: &Path) -> Result<(), String> {
    let own = folder.join(std::process::id().to_string());
    fs::create_dir_all(&own).map_err(|error| error.to_string())?;
    let packed = npm_pack(&own).and_then(|()| {
        fs::rename(own.join(ARCHIVE), folder.join(ARCHIVE)).map_err(|error| error.to_string())
    });
    let _ = fs::remove_dir_all(&own);
    packed
}

fn npm_pack(folder: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command
        .args(["pack", PACKAGE, "--loglevel=error", "--ignore-scripts"])
        .args(["--fetch-retries=1", "--fetch-timeout=30000"])
        .current_dir(folder)
        .stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            // What follows is a trace of npm's own code.
            let said: Vec<&str> = said.lines().take(4).collect();
            Err(format!("`npm pack {PACKAGE}` failed:\n{}", said.join("\n")))
        }
        Err(error) => Err(format!("npm did not start: {error}")),
    }
}

fn missing(archive: &Path, why: &str) -> Error {
    anyhow!(
        "the pages need Redoc, which is not there: {why}\nIt takes npm and its registry, once; or run \
         `npm pack {PACKAGE}` on another machine and put what it writes at {}",
        archive.display()
    )
}

fn checked(bytes: &[u8], archive: &Path) -> Result<()> {
    let digest = Sha512::digest(bytes);
    let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if found == DIGEST {
        return Ok(());
    }
    bail!(
        "{} is not {PACKAGE} as it was published: its SHA-512 is {found}, expected {DIGEST}\nDelete the file to fetch \
         it again",
        archive.display()
    )
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Renderer> {
    let mut out = Renderer::default();
    let mut archive = tar::Archive::new(GzDecoder::new(bytes));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        if path == SCRIPT {
            entry.read_to_string(&mut out.script)?;
        } else if LICENSES.contains(&path.as_str()) {
            entry.read_to_string(&mut out.license)?;
        }
    }
    if out.script.is_empty() || out.license.is_empty() {
        return Err(std::io::Error::other(format!(
            "{SCRIPT} or its licence is not in it"
        )));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_archive_is_refused() {
        let failure = checked(b"something else", Path::new("redoc.tgz")).unwrap_err();
        for part in ["redoc.tgz", PACKAGE, DIGEST, "Delete the file"] {
            assert!(failure.to_string().contains(part), "{failure}");
        }
    }

    #[test]
    fn an_archive_without_the_script_is_refused() {
        let empty = tar::Builder::new(flate2::write::GzEncoder::new(
            Vec::new(),
            flate2::Compression::fast(),
        ));
        let bytes = empty.into_inner().unwrap().finish().unwrap();
        assert!(unpacked(&bytes).unwrap_err().to_string().contains(SCRIPT));
        assert!(unpacked(b"no archive").is_err());
    }
}

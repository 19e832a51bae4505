//! A state of the documentation by its name: a folder, or a git revision.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow, bail};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::normalise::normalise;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::states::State;

use crate::{read_docs, read_overrides, repository, terminal};

/// Where a revision has its documentation.
const FOLDER: &str = "docs-specs";
/// Where a state has its own overrides.
const OVERRIDES: &str = "overrides";

/// A state, and what it is called.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) state: State,
}

impl Named {
    /// Reads a folder, or what git has of a revision.
    pub(crate) fn read(place: &str) -> Result<Self> {
        match Path::new(place) {
            folder if folder.is_dir() => Self::folder(folder),
            _ => Self::revision(place),
        }
    }

    /// A folder like docs-specs, or a raw checkout.
    pub(crate) fn folder(folder: &Path) -> Result<Self> {
        let docs = read_docs(folder)?;
        let root = repository();
        let name = folder.strip_prefix(&root).unwrap_or(folder).display().to_string();
        let own = folder.join(OVERRIDES);
        if own.is_dir() {
            let overrides = Overrides::read(&own)?;
            let state = State { docs, overrides };
            return Ok(Self { name, state });
        }
        // As import takes it: facts alone, or every word of prose would be a difference.
        let facts: Docs = normalise(&parse(&docs).0.all()).iter().collect();
        let (state, left) = State::foreign(facts, &read_overrides()?);
        if !left.is_empty() {
            terminal::remark(&format!(
                "{name} has no overrides of its own: {} of today's do not fit it and are left out",
                left.len()
            ));
        }
        Ok(Self { name, state })
    }

    /// What a commit has, without touching the working tree.
    pub(crate) fn revision(revision: &str) -> Result<Self> {
        let mut git = Command::new("git");
        git.current_dir(repository())
            .args(["archive", "--format=tar", revision, "--", FOLDER])
            .stdin(Stdio::null());
        let output = git.output().map_err(|error| anyhow!("git: {error}"))?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            bail!(
                "`{revision}` is neither a folder nor a revision with {FOLDER}: {}",
                why.trim()
            );
        }
        let state = unpack(&output.stdout).map_err(|why| anyhow!("{revision}: {why}"))?;
        Ok(Self {
            name: revision.to_owned(),
            state,
        })
    }
}

/// The pages and overrides of an archive.
fn unpack(archive: &[u8]) -> Result<State, String> {
    let mut docs = Docs::new();
    let mut overrides: Vec<(String, String)> = Vec::new();
    let mut archive = tar::Archive::new(archive);
    for entry in archive.entries().map_err(|error| error.to_string())? {
        let mut entry = entry.map_err(|error| error.to_string())?;
        let path = entry.path().map_err(|error| error.to_string())?;
        let path = path.to_string_lossy().into_owned();
        let Some(path) = path.strip_prefix("docs-specs/") else {
            continue;
        };
        let file = path
            .strip_prefix("overrides/")
            .filter(|file| file.ends_with(".toml"));
        let is_page = path.ends_with(".md") && path.contains('/') && !path.starts_with(OVERRIDES);
        if file.is_none() && !is_page {
            continue;
        }
        let mut text = String::new();
        entry
            .read_to_string(&mut text)
            .map_err(|error| format!("{path}: {error}"))?;
        match file {
            Some(file) => overrides.push((file.to_owned(), text)),
            None => docs.insert(path, &text),
        }
    }
    overrides.sort();
    let mut all = Overrides::default();
    for (file, text) in overrides {
        all.add(&file, &text)
            .map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(State { docs, overrides: all })
}

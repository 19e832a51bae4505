//! `generate --watch`: again whenever a page or an override is saved.

use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use crate::cli::Generate;
use crate::{docs_specs, terminal};

/// An editor writes a file in several steps.
const PAUSE: Duration = Duration::from_millis(200);

/// Generates, and again after each change, until it is interrupted. A failure is shown, and the next change waited for.
pub(super) fn run(options: &Generate, once: fn(&Generate) -> Result<()>) -> Result<()> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = new_debouncer(PAUSE, sender).context("watching")?;
    let pages = options.docs.clone().unwrap_or_else(docs_specs);
    let overrides = docs_specs().join("overrides");
    for folder in [&pages, &overrides] {
        watcher
            .watcher()
            .watch(folder, RecursiveMode::Recursive)
            .context("watching")?;
    }
    loop {
        if let Err(failure) = once(options) {
            terminal::failure(&format!("{failure:#}"));
        }
        terminal::remark(&format!("watching {}; Ctrl-C ends it", pages.display()));
        // Errors of single events are no reason to end: the next run reads everything.
        if changes.recv().is_err() {
            return Ok(());
        }
        while changes.try_recv().is_ok() {}
    }
}

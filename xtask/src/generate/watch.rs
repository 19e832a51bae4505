//! `generate --watch`: again whenever a page or an override is saved.

use std::sync::mpsc;
use std::time::Duration;

use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use crate::cli::Generate;
use crate::{Failure, docs_specs, terminal};

/// An editor writes a file in several steps.
const PAUSE: Duration = Duration::from_millis(200);

/// Generates, and again after each change, until it is interrupted. A failure is shown, and the next change waited for.
pub(super) fn run(options: &Generate, once: fn(&Generate) -> Result<(), Failure>) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("watching: {error}"));
    let (sender, changes) = mpsc::channel();
    let mut watcher = new_debouncer(PAUSE, sender).map_err(|error| failed(&error))?;
    let pages = options.docs.clone().unwrap_or_else(docs_specs);
    let overrides = docs_specs().join("overrides");
    for folder in [&pages, &overrides] {
        watcher
            .watcher()
            .watch(folder, RecursiveMode::Recursive)
            .map_err(|error| failed(&error))?;
    }
    loop {
        if let Err(failure) = once(options) {
            terminal::failure(&failure.0);
        }
        terminal::remark(&format!("watching {}; Ctrl-C ends it", pages.display()));
        // Errors of single events are no reason to end: the next run reads everything.
        if changes.recv().is_err() {
            return Ok(());
        }
        while changes.try_recv().is_ok() {}
    }
}

//! All state at once: taken, put back, kept in a file from one start to the next.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::check::Checks;
use crate::fault::Faults;
use crate::ledger::{Ledger, beijing};
use crate::notify::{Pace, Shelf};
use crate::world::World;

/// The version of this form: a snapshot of another is refused.
const FORM: u32 = 1;

/// All state but keys and journal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snapshot {
    form: u32,
    /// Of a clock that stands still, in seconds since 1970-01-01 UTC.
    standing_at: Option<i64>,
    checks: Checks,
    pace: Pace,
    /// How many ids there were that no flow made.
    ids: u64,
    faults: Faults,
    notifications: Shelf,
    ledger: Ledger,
}

impl Snapshot {
    pub(crate) fn take(world: &World) -> Self {
        Self {
            form: FORM,
            standing_at: world.clock.is_standing().then(|| world.clock.now()),
            checks: world.checks(),
            pace: world.outbox.pace(),
            ids: world.fresh.count(),
            faults: world.faults().clone(),
            notifications: world.outbox.snapshot(),
            ledger: world.ledger().clone(),
        }
    }

    /// What was written as JSON.
    pub(crate) fn read(json: Value) -> Result<Self> {
        ensure!(
            json["form"] == FORM,
            "this is no snapshot of this gateway: `form` is {}, and {FORM} was expected",
            json["form"]
        );
        let snapshot: Self = serde_json::from_value(json).context("this is no whole snapshot")?;
        let at = snapshot.standing_at.map_or(Ok(0), beijing::dated);
        at.map_err(|why| anyhow!(why))?;
        Ok(snapshot)
    }

    /// In the place of all state.
    pub(crate) fn restore(self, world: &World) {
        if let Some(at) = self.standing_at {
            world.clock.stop();
            world.clock.set(at);
        }
        world.set_checks(self.checks);
        world.outbox.set_pace(self.pace);
        world.fresh.resume(self.ledger.ids.seed(), self.ids);
        *world.faults() = self.faults;
        {
            let mut ledger = world.ledger();
            // The gateway may be reached at another address than when it was taken.
            let origin = std::mem::take(&mut ledger.origin);
            *ledger = self.ledger;
            ledger.origin = origin;
        }
        world.outbox.restore(self.notifications);
        world.stir();
    }
}

/// Puts back what [`save`] has written, if there is such a file; its folder is made, so that it can be written in the end.
pub(crate) fn load(world: &World, file: &Path) -> Result<()> {
    if !file.exists() {
        let folder = file.parent().unwrap_or(file);
        return fs::create_dir_all(folder)
            .with_context(|| format!("state cannot be kept in {}", file.display()));
    }
    let text = fs::read(file).with_context(|| format!("the state in {} cannot be read", file.display()))?;
    let json = serde_json::from_slice(&text).context("this is no JSON");
    let snapshot = json.and_then(Snapshot::read).with_context(|| {
        format!(
            "{} does not hold the state of a gateway: delete it to begin anew, or name another file by --state",
            file.display()
        )
    })?;
    snapshot.restore(world);
    Ok(())
}

/// Writes all state but keys and journal to a file, for [`Settings::state`](crate::Settings::state). What was there stays whole
/// until it is done.
///
/// # Errors
/// The file cannot be written.
pub fn save(world: &World, file: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(&Snapshot::take(world))?;
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".new");
    fs::write(&unfinished, text)
        .and_then(|()| fs::rename(&unfinished, file))
        .with_context(|| format!("the state cannot be written to {}", file.display()))
}

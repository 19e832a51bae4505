//! All state at once: forgotten, written, put back.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::fault::Faults;
use crate::ledger::Ids;
use crate::notify::Shelf;
use crate::snapshot::Snapshot;
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "/reset",
        does: "forgets orders, notifications, faults and the journal; keys, checks and the clock stay, and numbers go on unless a \
               seed is given, from which they begin again",
        takes: r#"{"seed": 7}"#,
        handler: || post(reset),
    },
    Route {
        method: "GET",
        path: "/snapshot",
        does: "all state as JSON: orders, notifications with their attempts, faults, checks, the time if it stands still",
        takes: "",
        handler: || get(take),
    },
    Route {
        method: "POST",
        path: "/snapshot",
        does: "writes it to a file in the folder of the gateway's keys",
        takes: r#"{"file": "before-refund.json"}"#,
        handler: || post(write),
    },
    Route {
        method: "POST",
        path: "/restore",
        does: "puts a snapshot in the place of all state: the snapshot itself, or the name of its file. Attempts under way are due \
               again",
        takes: r#"{"file": "before-refund.json"}"#,
        handler: || post(restore),
    },
];

#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    File { file: String },
    Whole(Value),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTarget {
    file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Again {
    seed: Option<u64>,
}

async fn reset(State(world): State<Arc<World>>, Body(again): Body<Again>) -> Json<Value> {
    world.ledger().reset();
    world.faults().clear();
    world.outbox.restore(world.outbox.snapshot().emptied());
    if let Some(seed) = again.seed {
        world.ledger().ids = Ids::new(seed);
        world.fresh.resume(seed, 0);
        *world.faults() = Faults::new(seed);
        world.outbox.restore(Shelf::new(seed));
    }
    world.nonces.clear();
    world.journal.clear();
    world.stir();
    Json(json!({ "last": world.journal.last() }))
}

async fn take(State(world): State<Arc<World>>) -> Json<Snapshot> {
    Json(Snapshot::take(&world))
}

async fn write(
    State(world): State<Arc<World>>,
    Body(target): Body<FileTarget>,
) -> Result<Json<Value>, Problem> {
    let path = place(&world, &target.file)?;
    let text = serde_json::to_string_pretty(&Snapshot::take(&world)).map_err(anyhow::Error::from)?;
    let written = async {
        tokio::fs::create_dir_all(path.parent().unwrap_or(&path)).await?;
        tokio::fs::write(&path, text).await
    };
    written
        .await
        .map_err(|error| Problem::wrong(format!("{} cannot be written: {error}", path.display())))?;
    Ok(Json(json!({ "file": path })))
}

async fn restore(
    State(world): State<Arc<World>>,
    Body(source): Body<Source>,
) -> Result<Json<Value>, Problem> {
    let json = match source {
        Source::Whole(json) => json,
        Source::File { file } => {
            let path = place(&world, &file)?;
            let unread = |error: &dyn std::fmt::Display| {
                Problem::wrong(format!("{} cannot be read: {error}", path.display()))
            };
            let text = tokio::fs::read(&path).await.map_err(|error| unread(&error))?;
            serde_json::from_slice(&text).map_err(|error| unread(&error))?
        }
    };
    let snapshot = Snapshot::read(json).map_err(|error| Problem::wrong(format!("{error:#}")))?;
    snapshot.restore(&world);
    Ok(Json(
        json!({ "orders": world.ledger().orders.len(), "notifications": world.outbox.deliveries().len() }),
    ))
}

/// A file in the gateway's own folder, and nowhere else.
fn place(world: &World, file: &str) -> Result<PathBuf, Problem> {
    let Some(folder) = &world.folder else {
        return Err(Problem::wrong(
            "this gateway has no folder: start it with one for its keys, or take the snapshot's JSON itself",
        ));
    };
    let is_name = file.ends_with(".json")
        && file.len() > 5
        && !file.contains(['/', '\\', ':'])
        && !file.starts_with('.');
    match is_name {
        true => Ok(folder.join("snapshots").join(file)),
        false => Err(Problem::wrong(format!(
            "`{file}` is to be a plain name that ends in .json: it is in the gateway's folder"
        ))),
    }
}

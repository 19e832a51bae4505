//! One thing that can be asked for, so that the list of them and what is served cannot differ.

use std::sync::Arc;

use axum::routing::MethodRouter;

use crate::world::World;

/// A verb and a path, what they do, and who does it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route {
    pub(super) method: &'static str,
    /// Below the prefix.
    pub(super) path: &'static str,
    /// For people.
    pub(super) does: &'static str,
    /// An example of the body or the query; empty if there is none.
    pub(super) takes: &'static str,
    pub(super) handler: fn() -> MethodRouter<Arc<World>>,
}

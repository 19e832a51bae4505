//! The control API over HTTP, as a test in any language calls it.

mod gateway;
mod notifications;
mod orders;
mod routes;
mod snapshot;

//! The control API over HTTP, as a test in any language calls it.

mod gateway;
mod mistakes;
mod notifications;
mod orders;
mod origin;
mod routes;
mod snapshot;

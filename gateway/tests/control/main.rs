//! The control API over HTTP, as a test in any language calls it.

mod clock;
mod gateway;
mod mistakes;
mod noted;
mod notifications;
mod orders;
mod origin;
mod routes;
mod snapshot;

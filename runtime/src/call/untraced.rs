//! What stands in for spans without the feature `tracing`.

use std::time::Duration;

use super::parts::CallParts;

#[derive(Clone)]
pub(super) struct Span;

impl Span {
    pub(super) fn current() -> Self {
        Self
    }

    pub(super) fn call(_: &CallParts) -> Self {
        Self
    }

    #[allow(clippy::unused_self)] // as with the feature
    pub(super) fn attempt(&self, _: u32, _: &str) -> Self {
        Self
    }

    pub(super) fn answered(&self, _: u16, _: Option<&str>) {}

    pub(super) fn ended(&self, _: &str) {}

    pub(super) fn repeats(&self, _: Duration) {}

    #[allow(clippy::unused_self)] // as with the feature
    pub(super) async fn follow<F: Future>(&self, future: F) -> F::Output {
        future.await
    }
}

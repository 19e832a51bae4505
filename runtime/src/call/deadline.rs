//! The time that a call has, kept by the client's timer: whatever is waited for inside it ends with it.

use std::sync::Arc;
use std::time::Duration;

use super::parts::CallParts;
use crate::timer::{Timer, within};
use crate::transport::TransportError;

/// From a call's beginning to when it must be over.
#[derive(Clone)]
pub(super) struct Deadline {
    timer: Arc<dyn Timer>,
    began: Duration,
    limit: Duration,
}

impl Deadline {
    /// That of a call which begins now.
    pub(super) fn of(parts: &CallParts) -> Self {
        let timer = parts.client.core.timer.clone();
        Self {
            began: timer.now(),
            limit: parts.timeout(),
            timer,
        }
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.timer.now().saturating_sub(self.began)
    }

    pub(super) fn left(&self) -> Duration {
        self.limit.saturating_sub(self.elapsed())
    }

    /// Waits for something as long as the call has time; `None` if it does not come about.
    pub(super) async fn bound<F: Future>(&self, future: F) -> Option<F::Output> {
        within(&*self.timer, self.left(), future).await
    }

    /// The same for a part of what is left.
    pub(super) async fn bound_to_half<F: Future>(&self, future: F) -> Option<F::Output> {
        within(&*self.timer, self.left() / 2, future).await
    }

    /// An exchange, which ends in this time even if its transport does not keep it.
    pub(super) async fn exchange<T>(
        &self,
        time: Duration,
        exchange: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let answer = within(&*self.timer, time, exchange).await;
        answer.unwrap_or_else(|| Err(TransportError::timeout("the time for the answer was over")))
    }
}

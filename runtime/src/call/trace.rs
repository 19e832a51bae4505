//! Spans: `wechatpay.call`, and `wechatpay.attempt` in it. Names, numbers and states, nothing that was sent.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument as _, info_span, warn};

use super::parts::CallParts;

/// A span of a call or of an attempt.
#[derive(Clone)]
pub(super) struct Span(tracing::Span);

impl Span {
    /// That of the caller.
    pub(super) fn current() -> Self {
        Self(tracing::Span::current())
    }

    pub(super) fn call(parts: &CallParts) -> Self {
        let path = crate::shape::shown_path(parts.path.clone());
        let operation = format!("{} {path}", parts.operation.method);
        let client = &parts.client;
        let who = client.brand_id().unwrap_or(client.mchid());
        let span = info_span!(target: "wechatpay", "wechatpay.call", operation, mchid = who, host = Empty);
        Self(span)
    }

    /// An attempt of this call, counted from 1.
    pub(super) fn attempt(&self, attempt: u32, host: &str) -> Self {
        self.0.record("host", host);
        let span = info_span!(target: "wechatpay", parent: &self.0, "wechatpay.attempt", attempt, host,
            status = Empty, request_id = Empty, outcome = Empty);
        Self(span)
    }

    pub(super) fn answered(&self, status: u16, request_id: Option<&str>) {
        self.0.record("status", status);
        self.0.record("request_id", request_id);
    }

    /// `ok`, or the kind of the error.
    pub(super) fn ended(&self, outcome: &str) {
        self.0.record("outcome", outcome);
    }

    /// Another attempt follows this one.
    pub(super) fn repeats(&self, pause: Duration) {
        let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
        warn!(target: "wechatpay", parent: &self.0, pause_ms, "sending the call again");
    }

    /// Runs inside this span.
    pub(super) async fn follow<F: Future>(&self, future: F) -> F::Output {
        future.instrument(self.0.clone()).await
    }
}

//! What stands in for a transport when there is none.

use bytes::Bytes;

use super::{Outgoing, Transport, TransportError};
use crate::future::BoxFuture;

/// Sends nothing and says so.
pub(super) struct Absent;

impl Transport for Absent {
    fn send(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async {
            Err(TransportError::not_sent(
                "no transport: turn on the feature `reqwest`, or give one to the builder with `transport`",
            )
            .permanent())
        })
    }
}

//! What is needed to make another call of one: its client, its request, a copy.

use std::sync::Arc;

use super::Call;
use super::parts::Payload;
use crate::client::Client;
use crate::record::{RecordMut, RecordRef};
use crate::timer::Timer;

/// The same call again, to be sent on its own.
impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self::from_parts((*self.parts).clone())
    }
}

impl<T> Call<T> {
    pub(crate) fn client(&self) -> &Client {
        &self.parts.client
    }

    pub(crate) fn timer(&self) -> Arc<dyn Timer> {
        self.parts.client.core.timer.clone()
    }

    /// The request's fields, if it has a request.
    pub(crate) fn request(&self) -> Option<RecordRef<'_>> {
        match &self.parts.payload {
            Payload::Record(record) => Some(record.as_ref()),
            _ => None,
        }
    }

    pub(crate) fn request_mut(&mut self) -> Option<RecordMut<'_>> {
        match &mut self.parts.payload {
            Payload::Record(record) => Some(record.as_mut()),
            _ => None,
        }
    }
}

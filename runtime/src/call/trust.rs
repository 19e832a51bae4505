//! Whom a call believes: the platform keys that it has, and newer ones for an answer by an unknown key.

use std::sync::Arc;

use bytes::Bytes;
use http::response;

use super::deadline::Deadline;
use super::fetch::{refresh_within, renew};
use super::parts::CallParts;
use super::read::{read, serial};
use crate::background::has_runtime;
use crate::error::{Error, ErrorKind};
use crate::keyring::{Keyring, Need, is_public_key_id};
use crate::operation::{Verify, Version};
use crate::received::Received;
use crate::transport::Shared;
use crate::verify::{Claim, Failure};

/// The keys of one call, from its request to its answer.
pub(super) struct Trust<'a> {
    parts: &'a CallParts,
    transport: &'a Shared,
    deadline: &'a Deadline,
    keys: Arc<Keyring>,
}

impl<'a> Trust<'a> {
    /// Those that there are: fetched first if there are none, renewed meanwhile if they are old.
    pub(super) async fn of(
        parts: &'a CallParts,
        transport: &'a Shared,
        deadline: &'a Deadline,
    ) -> Result<Self, Error> {
        if parts.operation.version == Version::V3 && parts.operation.verify != Verify::Unsigned {
            prepare(parts, transport, deadline)
                .await
                .map_err(|error| parts.name(error))?;
        }
        Ok(Self {
            parts,
            transport,
            deadline,
            keys: parts.client.core.platform_keys(),
        })
    }

    pub(super) fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// Reads an answer; if its key is unknown, once more with newer keys.
    pub(super) async fn receive(&self, answer: http::Response<Bytes>) -> Result<Received, Error> {
        let (parts, store) = (self.parts, &self.parts.client.core.keys);
        let is_public_key = serial(&answer).is_some_and(is_public_key_id);
        if !store.fetches() || is_public_key {
            return read(parts, answer, &self.keys);
        }
        let unknown = match read(parts, answer.clone(), &self.keys) {
            Err(error) if error.kind() == ErrorKind::UnknownSerial => error,
            known => return known,
        };
        // Another call may have fetched meanwhile.
        let known_now = read(parts, answer.clone(), &store.snapshot());
        if !matches!(&known_now, Err(error) if error.kind() == ErrorKind::UnknownSerial) {
            return known_now;
        }
        match refresh_within(self.deadline, &parts.client, self.transport).await {
            Ok(()) => read(parts, answer, &store.snapshot()),
            Err(error) => Err(unknown.made_by(error)),
        }
    }

    /// What the headers claim of a file, with newer keys if theirs is unknown; `None` if it must be read whole for that.
    pub(super) async fn claim(&self, head: &response::Parts) -> Result<Option<Claim>, Error> {
        let (parts, core) = (self.parts, &*self.parts.client.core);
        let claim = |keys: &Keyring| Claim::of(parts.operation.verify, keys, core.clock.now(), &head.headers);
        let mut claimed = claim(&self.keys);
        if let Err(Failure::UnknownSerial { serial, .. }) = &claimed
            && core.keys.fetches()
            && !is_public_key_id(serial)
        {
            // As for any answer, a fetch that failed leaves the key unknown.
            let _ = refresh_within(self.deadline, &parts.client, self.transport).await;
            claimed = claim(&core.keys.snapshot());
        }
        claimed.map_err(|failure| {
            let error = parts.name(failure.into());
            error.answered(head.status, &head.headers, &Bytes::new())
        })
    }
}

async fn prepare(parts: &CallParts, transport: &Shared, deadline: &Deadline) -> Result<(), Error> {
    let (client, core) = (&parts.client, &*parts.client.core);
    let need = client
        .fetching
        .need(&core.keys, core.clock.now(), core.timer.now());
    match need {
        Need::Nothing => {}
        Need::First => refresh_within(deadline, client, transport).await?,
        Need::Renewal => renew(client, transport, deadline, has_runtime()).await,
        Need::LateRenewal => renew(client, transport, deadline, false).await,
    }
    Ok(())
}

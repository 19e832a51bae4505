//! Notifications with sensitive fields, where the merchant's key is kept elsewhere.

use std::sync::Arc;

use super::{RawNotification, TypedEvent};
use crate::client::{Client, Wanted};
use crate::error::Error;

/// The notification with what its event has to decrypt decrypted, within the time of a call.
pub(super) async fn decrypted<E: TypedEvent>(
    client: &Client,
    raw: RawNotification,
) -> Result<RawNotification, Error> {
    if !client.core.decrypts_elsewhere() {
        return Ok(raw);
    }
    let noted = Arc::new(Wanted::default());
    // What it cannot read is told when it is read for good.
    let _ = E::read(&raw.read_by(noted.clone()));
    let core = &client.core;
    let decrypted = core.decrypt_elsewhere(noted.take(), false, core.timeout).await?;
    Ok(raw.read_by(Arc::new(decrypted)))
}

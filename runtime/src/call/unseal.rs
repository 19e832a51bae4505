//! The key of an encrypted file, where the merchant's key is kept elsewhere: decrypted before anything is asked for.

use super::deadline::Deadline;
use super::parts::CallParts;
use crate::client::late;
use crate::error::Error;

/// Decrypts it within the call's time; a key that is here has done so already.
pub(super) async fn unseal(parts: &mut CallParts, deadline: &Deadline) -> Result<(), Error> {
    let core = parts.client.core.clone();
    let Some(encrypt_key) = parts.options.file.encrypt_key() else {
        return Ok(());
    };
    let key = deadline.bound(core.decrypt(encrypt_key, false)).await;
    let key = key
        .unwrap_or_else(|| Err(late()))
        .map_err(|error| parts.name(error))?;
    parts.options.file.unseal(&key);
    Ok(())
}

//! What a process does once before its first call, done earlier.

use super::handle::Client;
use crate::crypto;
use crate::error::Error;

impl Client {
    /// Does now what would delay the first call: collects the entropy that random numbers grow from, and signs once.
    ///
    /// aws-lc measures how the processor's timing jitters, once a process: 20 to 35 ms of CPU, which the first random
    /// number waits for. A server calls this before it accepts connections, so that no customer waits. Nothing is
    /// sent, and nothing has to be done: whoever does not call it pays at the first call. A key that is kept elsewhere
    /// ([`SigningKey`](crate::SigningKey)) is not asked.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error};
    ///
    /// fn started(client: &Client) -> Result<(), Error> {
    ///     client.warm_up()
    /// }
    /// ```
    ///
    /// # Errors
    /// The operating system gives no randomness.
    pub fn warm_up(&self) -> Result<(), Error> {
        crypto::random::<16>().map_err(Error::of_crypto)?;
        let Ok(signer) = self.core.signer() else {
            return Ok(());
        };
        // What RSA computes of the key itself is kept with it.
        signer
            .key
            .here()
            .map_or(Ok(()), |key| key.sign(b"").map(drop).map_err(Error::of_crypto))
    }
}

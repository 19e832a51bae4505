//! A notification that is to be sent.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Something that WeChat Pay tells a merchant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The notification's module in the crate, as its catalogue names it: `transaction_success`, `refund_success`, …
    pub event: String,
    /// The `event_type` to send, one of those that the catalogue lists for it; empty in v2.
    pub event_type: String,
    /// What is in it, in plain text: whoever sends it encrypts and signs.
    pub payload: Map<String, Value>,
    /// Where to; if it is empty the gateway's default address, and without that nowhere.
    pub notify_url: String,
    /// Not sent before so many seconds have passed by the gateway's clock.
    pub after_secs: u32,
}

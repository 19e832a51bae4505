//! What a request said, to know it again when it is repeated.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::message::Asked;

/// A request's operation and parameters: two are equal if the second repeats the first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Verb and path, such as `POST /v3/pay/transactions/jsapi`.
    pub operation: String,
    /// What it said; the order does not matter.
    pub fields: Map<String, Value>,
}

/// Differs from one sending to the next, and says nothing about what is wanted.
const OF_ONE_SENDING: [&str; 5] = ["Wechatpay-Serial", "nonce_str", "sign", "sign_type", "key"];

impl Content {
    /// Of this request.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        let all = asked.path.iter().chain(&asked.fields);
        let kept = all.filter(|(name, _)| !OF_ONE_SENDING.contains(&name.as_str()));
        Self {
            operation: asked.operation.to_string(),
            fields: kept.map(|(name, value)| (name.clone(), value.clone())).collect(),
        }
    }
}

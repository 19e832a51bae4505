//! Why a signature is refused, for whoever asks.

use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Serialize, Serializer};
use serde_json::Value;

/// Found out when somebody looks for the first time, and then kept: it takes a while, and most refusals are never looked at.
///
/// ```
/// use wechatpay_gateway::journal::Explanation;
///
/// let explanation = Explanation::new(|| "the key is another".into());
/// assert_eq!(explanation.get(), "the key is another");
/// ```
#[derive(Clone)]
pub struct Explanation(Arc<LazyLock<Value, Find>>);

/// What it is found out of, which is forgotten afterwards.
type Find = Box<dyn FnOnce() -> Value + Send>;

impl Explanation {
    /// One that is found out so.
    #[must_use]
    pub fn new(find: impl FnOnce() -> Value + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(find))))
    }

    /// What it says. The first time takes as long as finding it out: nothing for a thread on which others wait.
    #[must_use]
    pub fn get(&self) -> &Value {
        &self.0
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Explanation")
    }
}

//! A request as it was understood.

use serde_json::{Map, Value};
use wechatpay_openapi_runtime::Operation;
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;

/// A request that passed its checks: which operation it is of, and what it says in plain text.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The documented operation.
    pub operation: &'static Operation,
    /// The parameters of its path, decoded: `{"out_trade_no": "1217"}`.
    pub path: Map<String, Value>,
    /// Its query, documented headers and body in one object, as its record has them; encrypted fields in plain text. Fields
    /// of v2 are texts, as on the wire.
    pub fields: Map<String, Value>,
    /// Who sent it.
    pub caller: Caller,
    /// When it arrived by the gateway's clock, in seconds since 1970-01-01 UTC.
    pub at: i64,
}

impl Asked {
    /// A parameter of the path or a field at the top, as text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.path.get(name).or_else(|| self.fields.get(name))?.as_str()
    }

    /// The field that a JSON pointer such as `/amount/total` leads to.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<&Value> {
        let mut steps = pointer.strip_prefix('/')?.splitn(2, '/');
        let first = self.fields.get(steps.next()?)?;
        match steps.next() {
            Some(rest) => first.pointer(&format!("/{rest}")),
            None => Some(first),
        }
    }

    /// The integer there; v2 writes it as text.
    #[must_use]
    pub fn integer(&self, pointer: &str) -> Option<i64> {
        let value = self.field(pointer)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    }
}

/// Who sent a request, and by which key it wants to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Of the `Authorization` header, or `mch_id` of v2.
    pub mchid: String,
    /// `Wechatpay-Serial` of the request: a public key's id or a platform certificate's serial number.
    pub wechatpay_serial: Option<String>,
    /// By which kind of key it signs: what is encrypted for it is for that.
    pub algorithm: KeyAlgorithm,
}

impl Caller {
    /// One who names no key, and signs as nearly all do.
    #[must_use]
    pub fn new(mchid: impl Into<String>) -> Self {
        Self {
            mchid: mchid.into(),
            wechatpay_serial: None,
            algorithm: KeyAlgorithm::Rsa,
        }
    }
}

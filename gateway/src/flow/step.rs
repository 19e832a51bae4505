//! One operation of a flow.

use wechatpay_openapi_runtime::Method;

use crate::ledger::Ledger;
use crate::message::{Asked, Done, Refusal};

/// What an operation does to the ledger, and what it answers.
pub(crate) type Handler = fn(&mut Ledger, &Asked) -> Result<Done, Refusal>;

/// An operation that is modelled.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// HTTP verb.
    pub method: Method,
    /// Documented path.
    pub path: &'static str,
    pub(crate) handler: Handler,
}

impl Step {
    pub(crate) const fn get(path: &'static str, handler: Handler) -> Self {
        let method = Method::GET;
        Self {
            method,
            path,
            handler,
        }
    }

    pub(crate) const fn put(path: &'static str, handler: Handler) -> Self {
        let method = Method::PUT;
        Self {
            method,
            path,
            handler,
        }
    }

    pub(crate) const fn delete(path: &'static str, handler: Handler) -> Self {
        let method = Method::DELETE;
        Self {
            method,
            path,
            handler,
        }
    }

    pub(crate) const fn post(path: &'static str, handler: Handler) -> Self {
        let method = Method::POST;
        Self {
            method,
            path,
            handler,
        }
    }
}

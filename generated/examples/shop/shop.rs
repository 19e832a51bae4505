//! What the handlers share: the client, and the orders. A database is behind this in a real shop.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use wechatpay_openapi::{Advice, Client, Error};

/// The state of the router. `WechatPay<Event>` finds the client in it.
#[derive(Clone, FromRef)]
pub struct Shop {
    pub client: Client,
    pub settings: Arc<Settings>,
    pub books: Books,
}

/// What the shop is called by.
pub struct Settings {
    pub appid: String,
    pub notify_url: String,
}

/// The tables of the shop.
#[derive(Clone, Default)]
pub struct Books(Arc<Mutex<Tables>>);

#[derive(Default)]
pub struct Tables {
    /// By `out_trade_no`.
    pub orders: BTreeMap<String, Order>,
    /// The `deduplication_key` of each notification that was dealt with: a unique column.
    pub seen: BTreeSet<String>,
}

/// An order of the shop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    pub fen: i64,
    pub is_paid: bool,
}

impl Books {
    /// A transaction: everything in it happens, or nothing.
    pub fn begin(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shop {
    pub fn new(client: Client, appid: String, notify_url: String) -> Self {
        Self {
            client,
            settings: Arc::new(Settings { appid, notify_url }),
            books: Books::default(),
        }
    }
}

/// A failure, as the shop's own front end is told of it. The whole error goes to the log.
pub struct Failure(StatusCode, &'static str);

impl Failure {
    pub const UNKNOWN: Self = Self(StatusCode::NOT_FOUND, "there is no such order");
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        eprintln!("{error}");
        match error.advice() {
            Advice::RetryNow | Advice::RetryLater => Self(StatusCode::SERVICE_UNAVAILABLE, "try again later"),
            // Nobody knows whether it was done: ask WeChat Pay for it, never take a new number first.
            Advice::Query => Self(StatusCode::BAD_GATEWAY, "we look into it"),
            _ => Self(StatusCode::INTERNAL_SERVER_ERROR, "we look into it"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

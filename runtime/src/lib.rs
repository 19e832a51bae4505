//! The runtime of `wechatpay-openapi`: the protocol of WeChat Pay's merchant API.
//!
//! It knows no operation. The generated crate describes each one as plain data,
//! an [`Operation`] and the tables of its [`record`](mod@record)s, and everything is done
//! here: building and signing requests, verifying and decoding answers,
//! encrypting and decrypting fields, reading notifications. Users depend on
//! `wechatpay-openapi`, which re-exports this crate.
//!
//! The way of a call: [`Client`] and path values make a [`Call`]; its fixed
//! bytes are prepared once, signed, sent through a [`Transport`], verified by
//! the operation's [`Verify`] rule with the platform key that the answer
//! names, and decoded into a [`Response`]. [`Call::to_http`] and
//! [`Call::read`] are the same without I/O.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[macro_use]
mod macros;

mod answer;
mod background;
mod call;
mod chain;
mod client;
mod clock;
pub mod crypto;
mod download;
mod error;
mod future;
mod json;
mod keyring;
mod language;
mod multipart;
mod nonce;
mod notify;
mod operation;
mod payment;
mod received;
pub mod record;
mod require;
mod response;
mod retry;
mod shape;
mod shop;
pub mod sign;
#[cfg(feature = "test")]
pub mod testing;
mod timer;
mod transport;
mod url;
pub mod value;
mod verify;
pub mod xml;

pub use answer::{Download, Empty, FromAnswer, Redirect};
pub use call::{Bill, Call, Sending};
pub use chain::{Chain, PathValue};
pub use client::{Client, ClientBuilder, Domain, Encryption, Region, SigningKey};
pub use clock::WINDOW_SECONDS;
pub use download::{FileStream, Progress};
pub use error::{BoxError, Error, ErrorKind, Times};
pub use future::BoxFuture;
pub use keyring::CertificateList;
pub use language::Language;
pub use notify::{Acknowledged, EventKey, Notification, Notifications, RawNotification, Reply, TypedEvent};
#[cfg(feature = "axum")]
pub use notify::{Rejection, WechatPay};
pub use operation::{Advice, Answer, Effect, ErrorCode, Host, Method, Operation, Verify, Version};
pub use payment::{
    AppParameters, CouponParameters, JsapiParameters, Payment, PaymentV2, RedPacketParameters, SignedFields,
};
pub use received::Received;
pub use record::{JsonString, UrlEncoded};
pub use require::Require;
pub use response::{AsRecord, Response};
pub use retry::{RetryBudget, RetryPolicy};
pub use shop::{Final, Ordered, Ordering, Pages, Paging, PaymentUrl, Sheet, Wait};
pub use timer::Timer;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Chunks, Outgoing, Transport, TransportError};
pub use value::{FilePart, IntoField, Numbered, Sensitive, Time, TimeError};
pub use verify::Headers;

/// JSON of any shape, where the documentation says no more.
pub type Json = serde_json::Value;

#[cfg(feature = "axum")]
#[doc(hidden)]
pub use axum_core;
pub use bytes::Bytes;
pub use http;
#[doc(hidden)]
pub use record::private as __private;
#[doc(hidden)]
pub use serde_core;
pub use serde_json;
/// The standard library as the macros name it: a caller can give `::std` another meaning, but not this.
#[doc(hidden)]
pub use std as __std;

//! The published rules of WeChat Pay's interface (接口规则), one by one: each case says the number of its rule as
//! ARCHITECTURE counts them. What other tests hold is not repeated; the table there names them.

#![allow(missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod callbacks;
mod keys;
#[cfg(feature = "test")]
mod refused;
mod requests;
mod v2;

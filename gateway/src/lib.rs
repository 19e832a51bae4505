//! A WeChat Pay (微信支付) on your own machine, to test an integration against in any language.
//!
//! It answers every documented operation of v3 and v2 as the real one does: it checks who signed, when and what, the parameters
//! against the documentation, and signs and encrypts its answers. No key of it is a real one.
//!
//! ```
//! use wechatpay_gateway::{Gateway, Settings};
//! use wechatpay_openapi::v3::pay::transactions::native::post;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let gateway = Gateway::start(Settings::default()).await?;
//! let client = gateway.client().build()?;
//!
//! let order = post::Request::new()
//!     .appid("wxd678efh567hg6787")
//!     .mchid(client.mchid())
//!     .description("T-shirt")
//!     .out_trade_no("20261122-0001")
//!     .notify_url("https://shop.example/notify")
//!     .amount(post::Amount::new().total(100));
//! let answer = client.v3().pay().transactions().native().post(order).await?;
//! assert!(answer.code_url.is_some());
//! gateway.shutdown().await;
//! # Ok(())
//! # }
//! ```

pub mod answer;
pub mod catalogue;
mod caught;
pub mod check;
pub mod clock;
pub mod control;
pub mod diagnosis;
pub mod exchange;
pub mod fault;
pub mod flow;
mod gateway;
pub mod journal;
pub mod keys;
pub mod ledger;
pub mod message;
pub mod notify;
mod page;
mod server;
mod settings;
pub mod shell;
pub mod snapshot;
pub mod text;
mod tls;
pub mod world;

pub use gateway::Gateway;
pub use settings::Settings;

/// The README's program, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

//! A WeChat Pay (微信支付) on your own machine, to test an integration against in any language.

pub mod clock;
pub mod diagnosis;
pub mod fault;
pub mod flow;
pub mod journal;
pub mod keys;
pub mod ledger;
pub mod message;
pub mod notify;

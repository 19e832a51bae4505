//! A WeChat Pay (微信支付) on your own machine, to test an integration against in any language.

pub mod clock;
pub mod diagnosis;
pub mod keys;
pub mod message;

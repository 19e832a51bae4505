//! Other people's SDKs of WeChat Pay: installed as their lock files say, and started as processes that tests talk to.

mod peer;
mod sdk;

pub use peer::Peer;
pub use sdk::Sdk;

//! Building a client: `settings` are what is given, by `keys`, `identity`, `network`, `delivery` and `injected`; `build`
//! makes a client of them, with `merchant_key` and `platform` for the keys that must fit each other; `replace` gives others
//! to one that runs.

mod build;
mod delivery;
mod identity;
mod injected;
mod keys;
mod merchant_key;
mod network;
mod platform;
mod replace;
mod settings;

pub use settings::ClientBuilder;

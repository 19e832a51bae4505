//! Keys elsewhere, and keys that change: a signer on loopback that is slow, wrong or gone, and clients that get other
//! keys while they run.
#![cfg(all(feature = "reqwest", feature = "blocking"))]
#![allow(missing_docs, unreachable_pub)] // records are public

mod decrypting;
mod replaced;
mod signing;
#[path = "../support/mod.rs"]
mod support;

use support::keeper::{Keeper, Manner};
use support::platform::{API_V3_KEY, KEY_ID, MCHID, NOW, SERIAL_NO, keys};
use wechatpay_openapi_runtime::{Client, ClientBuilder, Sensitive, record};

record! {
    /// An answer with a field that is encrypted for the merchant.
    pub struct Receiver {
        pub openid: Option<String>,
        pub name: Option<Sensitive<String>>,
        pub others: Option<Vec<Other>>,
    }

    /// One more.
    pub struct Other {
        pub name: Option<Sensitive<String>>,
    }
}

/// The merchant's key, with somebody else.
fn keeper(manner: Manner) -> Keeper {
    Keeper::start(&keys().merchant_pem, manner)
}

/// A client whose key this one keeps.
fn builder(keeper: &Keeper) -> ClientBuilder<Client> {
    Client::builder(MCHID)
        .signing_key(SERIAL_NO, keeper.clone())
        .api_v3_key(API_V3_KEY)
        .public_key(KEY_ID, &keys().platform_public_pem)
        .clock(|| NOW)
}

//! `getpublickey`: fetching the RSA public key that encrypts fields of v2 requests.
//!
//! The answer is not signed: TLS alone vouches for it, so nothing is fetched
//! unless the program asks for it.

use std::sync::Arc;

use message::{Answer, Request};

#[cfg(feature = "blocking")]
use super::bridge::block_on;
use super::pending::Call;
use super::send::exchange_over;
use crate::chain::Chain;
use crate::client::Client;
use crate::crypto::PublicKey;
use crate::error::{Error, ErrorKind};
use crate::operation::{Host, Method, Operation, Verify};
use crate::response::wanted;
use crate::timer::within;
use crate::transport::Shared;

const OPERATION: Operation = Operation::v2(Method::POST, "/risk/getpublickey")
    .host(Host::Fraud)
    .verify(Verify::Unsigned)
    .client_certificate();

#[allow(unreachable_pub, dead_code)] // the macro is made for public modules
mod message {
    record! {
        /// Asks for the key.
        pub struct Request {
            /// The merchant.
            #[is(required)]
            pub mch_id: Option<String>,
            /// How the request is signed.
            #[is(required)]
            pub sign_type: Option<String>,
        }

        /// Brings the key.
        pub struct Answer {
            /// PEM.
            pub pub_key: Option<String>,
        }
    }
}

/// Fetches the key, or waits for whoever does.
pub(super) async fn fetch(client: &Client, transport: Shared) -> Result<Arc<PublicKey>, Error> {
    let store = &client.core.v2_public_key;
    let seen = store.fetches();
    let core = &*client.core;
    let Some(_turn) = within(&*core.timer, core.timeout, store.turn.lock()).await else {
        let text = "another fetch of the public key did not end in the time of this one; nothing was sent";
        return Err(Error::new(ErrorKind::NotSent, text).of(&OPERATION, OPERATION.path.into()));
    };
    match store.get() {
        Some(key) if store.fetches() != seen => Ok(key),
        _ => Ok(store.set(download(client, transport).await?)),
    }
}

/// As [`fetch`], on the thread of blocking calls.
#[cfg(feature = "blocking")]
pub(super) fn fetch_blocking(client: &Client) -> Result<Arc<PublicKey>, Error> {
    let own = client.clone();
    block_on(client, |transport| async move { fetch(&own, transport).await })
}

async fn download(client: &Client, transport: Shared) -> Result<PublicKey, Error> {
    let request = Request::new()
        .mch_id(client.core.mchid()?)
        .sign_type("HMAC-SHA256");
    let call: Call<Answer> = Call::new(Chain::new(client), &OPERATION, request);
    let answer = exchange_over(call.parts, transport, wanted::<Answer>)
        .await?
        .decode::<Answer>()?;
    let text = answer.pub_key.as_deref().unwrap_or_default();
    PublicKey::parse(text).map_err(|error| {
        Error::new(ErrorKind::Decode, format!("`pub_key` of the answer: {error}"))
            .of(&OPERATION, OPERATION.path.into())
            .answered(answer.status(), answer.headers(), answer.body())
            .with_source(error)
    })
}

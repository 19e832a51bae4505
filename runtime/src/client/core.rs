//! What a client and its clones share: who it is, its keys, its way out.

use std::sync::Arc;
use std::time::Duration;

use super::cipher::{FieldCipher, V2Cipher};
use super::hosts::Hosts;
use super::own_keys::OwnKeys;
use super::signer::Signer;
use super::swapped::Swapped;
use super::v2_public_key::V2PublicKey;
use crate::clock::Clock;
use crate::crypto::{ApiV3Key, ClientIdentity, V2Keys};
use crate::error::{Error, ErrorKind};
use crate::keyring::{KeyStore, Keyring, PlatformKey};
use crate::language::Language;
use crate::nonce::NonceSource;
use crate::retry::{Bucket, RetryPolicy};
use crate::sign::v3::Scheme;
use crate::timer::Timer;
use crate::transport::Engine;

pub(crate) struct Core {
    /// Empty for a brand.
    pub(crate) mchid: String,
    /// None in the client of a merchant.
    pub(crate) brand_id: Option<String>,
    /// How it signs; none in a client of v2 alone.
    pub(crate) scheme: Option<Scheme>,
    /// With what; none in a client of v2 alone.
    pub(crate) own: Swapped<OwnKeys>,
    pub(crate) api_v3_key: Option<ApiV3Key>,
    pub(crate) api_v2_key: Swapped<V2Keys>,
    /// The TLS client certificate.
    pub(crate) identity: Option<ClientIdentity>,
    pub(crate) v2_public_key: V2PublicKey,
    pub(crate) keys: KeyStore,
    pub(crate) hosts: Hosts,
    pub(crate) retry: RetryPolicy,
    /// What is left to repeat.
    pub(crate) bucket: Bucket,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) clock: Clock,
    pub(crate) nonce: NonceSource,
    pub(crate) timeout: Duration,
    pub(crate) engine: Arc<Engine>,
    pub(crate) language: Option<Language>,
}

impl Core {
    /// The platform's keys to use for one call, from its request to its answer.
    pub(crate) fn platform_keys(&self) -> Arc<Keyring> {
        self.keys.snapshot()
    }

    pub(crate) fn check_fetching(&self) -> Result<(), Error> {
        if self.keys.fetches() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Config,
            "this client does not fetch platform certificates: call `platform_certificates` of its builder",
        ))
    }

    /// The v2 API keys, or how to give one.
    pub(crate) fn v2_key(&self) -> Result<Arc<V2Keys>, Error> {
        self.api_v2_key.get().ok_or_else(|| {
            Error::new(
                ErrorKind::Config,
                "v2 operations are signed with the v2 API key, and this client has none: give it to the builder with \
                 `api_v2_key` (账户中心 > API安全 > APIv2密钥; the APIv3 key is another one)",
            )
        })
    }

    /// Whether v3's signatures have to be waited for.
    pub(crate) fn signs_elsewhere(&self) -> bool {
        self.signer().is_ok_and(|signer| signer.key.here().is_none())
    }

    pub(crate) fn next_nonce(&self) -> Result<String, Error> {
        self.nonce.next().map_err(Error::of_crypto)
    }

    /// The merchant's number, which the client of a brand does not have.
    pub(crate) fn mchid(&self) -> Result<&str, Error> {
        if self.mchid.is_empty() {
            let text = "this needs a merchant number, and this is the client of a brand: use `Client::builder(mchid)`";
            return Err(Error::new(ErrorKind::Config, text));
        }
        Ok(&self.mchid)
    }

    /// Who signs v3 requests, or how to give a key to sign with.
    pub(crate) fn signer(&self) -> Result<Arc<Signer>, Error> {
        let keys = self.own.get();
        keys.map(|keys| keys.present().clone()).ok_or_else(|| {
            Error::new(
                ErrorKind::Config,
                "v3 operations are signed with the merchant's private key, and this client has none: it was built for \
                 v2 alone. Give the builder `merchant_key` (serial number and apiclient_key.pem) and, to verify the \
                 answers, `public_key` (PUB_KEY_ID_… and pub_key.pem)",
            )
        })
    }

    /// What encrypts and decrypts the sensitive fields of a request (with its platform key) or an answer.
    pub(crate) fn cipher<'a>(&'a self, platform: Option<&'a PlatformKey>) -> FieldCipher<'a> {
        FieldCipher::new(self.own.get(), platform)
    }

    /// What encrypts the sensitive fields of a v2 request, and decrypts those of an answer.
    pub(crate) fn v2_cipher(&self) -> V2Cipher {
        V2Cipher::new(self.own.get(), self.v2_public_key.get())
    }
}

//! From what was given to a client: everything is checked, and all problems are told at once.

use std::sync::Arc;

use super::identity::{check_identity, identity};
use super::merchant_key::MerchantKey;
use super::platform::platform_keys;
use super::settings::{ClientBuilder, GivenIdentity, GivenKey};
use crate::client::core::Core;
use crate::client::handle::Client;
use crate::client::own_keys::OwnKeys;
use crate::client::problems::Problems;
use crate::client::swapped::Swapped;
use crate::client::v2_public_key::V2PublicKey;
use crate::error::{Error, ErrorKind};
use crate::keyring::KeyStore;
use crate::retry::Bucket;

impl<C: From<Client>> ClientBuilder<C> {
    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, ErrorKind};
    ///
    /// let error = Client::builder("1900000001").api_v3_key("too short").build().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Config);
    /// eprintln!("{error:#}"); // Each problem on a line of its own.
    /// assert_eq!(error.problems().len(), 3); // No key of the merchant's, none of WeChat Pay's, and the short one.
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Config`] with all problems at once in [`Error::problems`].
    pub fn build(self) -> Result<C, Error> {
        self.core().map(|core| C::from(Client::new(Arc::new(core))))
    }
}

impl<C> ClientBuilder<C> {
    fn core(self) -> Result<Core, Error> {
        let mut problems = Problems::default();
        match &self.brand_id {
            Some(brand_id) => problems.brand_id(brand_id),
            None => problems.mchid(&self.mchid),
        }
        self.needed(&mut problems);
        problems.timeout(self.timeout);
        let hosts = self.hosts(&mut problems);
        let only_v2 = self.is_only_v2();
        let own = own(self.merchant, self.identity, &self.mchid, only_v2, &mut problems);
        let scheme = own.scheme(self.brand_id.is_some(), &mut problems);
        let keyring = platform_keys(
            &self.public_keys,
            &self.platform_certificates,
            &own,
            scheme,
            &mut problems,
        );
        let api_v3_key = self.api_v3_key.and_then(|key| problems.api_v3_key(&key));
        let api_v2_key = problems.api_v2_keys(self.api_v2_key, self.previous_api_v2_key);
        let v2_public_key = self.v2_public_key.and_then(|key| problems.v2_public_key(&key));
        let signs_as = &*self.brand_id.clone().unwrap_or_else(|| self.mchid.clone());
        let engine = Self::engine(self.engine, self.proxy, &mut problems);
        match engine {
            Some(engine) if problems.0.is_empty() => Ok(Core {
                scheme: own.key.is_some().then_some(scheme),
                identity: own.identity.clone(),
                own: Swapped::new(own.signer(scheme, signs_as).map(OwnKeys::new)),
                brand_id: self.brand_id,
                mchid: self.mchid,
                api_v3_key,
                api_v2_key: Swapped::new(api_v2_key),
                v2_public_key: V2PublicKey::new(v2_public_key),
                keys: KeyStore::new(keyring, self.certificate_list),
                hosts,
                retry: self.retry,
                bucket: Bucket::new(self.retry_budget, self.timer.now()),
                timer: self.timer,
                clock: self.clock,
                nonce: self.nonce,
                timeout: self.timeout,
                engine,
                language: self.language,
            }),
            _ => Err(Error::new(ErrorKind::Config, "the client cannot be built").with_problems(problems.0)),
        }
    }

    /// Whether there are keys enough: for v3 the merchant's and the platform's, for v2 its own.
    fn needed(&self, problems: &mut Problems) {
        let only_v2 = self.is_only_v2();
        let signs = self.merchant.is_some() || self.identity.is_some() && !only_v2;
        let certificates = self.certificate_list.is_some() || !self.platform_certificates.is_empty();
        if !signs && !only_v2 {
            problems.no_merchant_key(self.brand_id.is_some());
        }
        if self.certificate_list.is_some() {
            problems.fetching(signs || !only_v2, self.api_v3_key.is_some());
        }
        if self.brand_id.is_some() && certificates {
            problems.certificates_of_a_brand();
        } else if !certificates && self.public_keys.is_empty() && !only_v2 {
            problems.no_platform_key();
        }
    }

    /// Whether these are the keys of a client that calls v2 operations only.
    fn is_only_v2(&self) -> bool {
        let verifies = self.certificate_list.is_some()
            || !self.platform_certificates.is_empty()
            || !self.public_keys.is_empty();
        let signs = self.merchant.is_some() || self.identity.is_some() && verifies;
        !signs && self.api_v2_key.is_some() && self.brand_id.is_none()
    }
}

/// Who signs, and what TLS presents: what was given for it, or else the merchant's API certificate, which is the same.
fn own(
    merchant: Option<GivenKey>,
    given: Option<GivenIdentity>,
    mchid: &str,
    only_v2: bool,
    problems: &mut Problems,
) -> MerchantKey {
    let given = given.and_then(|given| identity(given, mchid, problems));
    match (merchant, given) {
        (Some(merchant), None) => MerchantKey::read(merchant, problems),
        (Some(merchant), Some((identity, key))) => {
            let own = MerchantKey::read(merchant, problems);
            check_identity(&identity, &key, &own, problems);
            MerchantKey {
                identity: Some(identity),
                ..own
            }
        }
        (None, Some((identity, key))) if !only_v2 => MerchantKey::of(identity, key),
        (None, given) => MerchantKey {
            identity: given.map(|(identity, _)| identity),
            ..MerchantKey::default()
        },
    }
}

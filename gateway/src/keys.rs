//! The keys on both sides: the merchant's, as a real one has them, and WeChat Pay's.
//!
//! None of them is a real one. They are made at the first start and kept in a [folder](KeySettings::folder) if there is one.

mod certificate;
mod certify;
mod folder;
mod kept;
mod merchant;
mod platform;
mod published;
mod ring;
mod settings;
mod sm2;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context as _, Result};
use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::ClientBuilder;
use wechatpay_openapi_runtime::crypto::{CryptoError, KeyAlgorithm, SignType};
use wechatpay_openapi_runtime::testing::TestPlatform;

pub use certificate::PlatformCertificate;
pub use merchant::MerchantKey;
use published::Files;
pub(crate) use published::{
    AUTHORITY, MERCHANT_CERTIFICATE, MERCHANT_KEY, SM2_MERCHANT_CERTIFICATE, SM2_MERCHANT_KEY,
    SM2_PLATFORM_CERTIFICATE,
};
pub use published::{Published, PublishedSm2};
pub use settings::{KeySettings, SignsBy};

use crate::clock::Clock;
use kept::Kept;
use ring::Ring;

/// The keys of one merchant and of WeChat Pay. Cheap to clone; all clones see the same rotation. `Debug` shows no key.
#[derive(Clone)]
pub struct Keys {
    state: Arc<RwLock<KeysState>>,
    clock: Clock,
}

/// What changes while everything runs.
#[derive(Clone)]
struct KeysState {
    ring: Arc<Ring>,
    /// Where the merchant's files are, once they are.
    files: Option<Arc<Files>>,
    /// Which kind of key signs where the request names none.
    signs_by: SignsBy,
}

impl Keys {
    /// Those of the folder in the settings; without a folder, or if nothing is in it, new ones.
    ///
    /// # Errors
    /// A number in the settings is none; a key in the folder or in the settings cannot be read, or the system has no random numbers.
    pub fn new(settings: &KeySettings, clock: &Clock) -> Result<Self> {
        settings.check()?;
        let now = clock.signing();
        let make = || Kept::new(settings, now);
        let kept = match &settings.folder {
            Some(folder) => folder::open(folder, now, make)?,
            None => make()?.complete(now)?,
        };
        let ring = Ring::new(kept, settings.folder.clone(), clock)?;
        Ok(Self::of(
            KeysState {
                ring: Arc::new(ring),
                files: None,
                signs_by: settings.signs_by,
            },
            clock.clone(),
        ))
    }

    fn of(state: KeysState, clock: Clock) -> Self {
        Self {
            state: Arc::new(RwLock::new(state)),
            clock,
        }
    }

    /// The same keys as they are now and valid at this time, in seconds since 1970-01-01 UTC: no later change is seen.
    #[must_use]
    pub fn as_of(&self, at: i64) -> Self {
        let mut state = self.state();
        state.files = None;
        Self::of(state, Clock::standing(at))
    }

    /// Signs by the key that is used where nobody names one, and encrypts for the merchant.
    #[must_use]
    pub fn platform(&self) -> TestPlatform {
        let KeysState { ring, signs_by, .. } = self.state();
        ring.platform_signing(ring.default_serial(signs_by, KeyAlgorithm::Rsa))
    }

    /// The same, signing by this key of WeChat Pay's; if there is none, by the default.
    #[must_use]
    pub fn platform_signing(&self, serial: &str) -> TestPlatform {
        self.ring().platform_signing(serial)
    }

    /// What any SDK must be told to talk to the gateway at this URL.
    #[must_use]
    pub fn published(&self, base_url: &str) -> Published {
        self.ring().published(base_url)
    }

    /// Writes the [files of a merchant](Published::write) to this folder, now and whenever a key changes.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn publish(&self, folder: &Path, base_url: &str) -> Result<()> {
        let files = Files {
            folder: folder.to_owned(),
            base_url: base_url.to_owned(),
        };
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        files.write(|url| state.ring.published(url))?;
        state.files = Some(Arc::new(files));
        Ok(())
    }

    /// Gives a builder of the merchant's all keys, the gateway's time, and where to call.
    #[must_use]
    pub fn configure<C>(&self, builder: ClientBuilder<C>, base_url: &str) -> ClientBuilder<C> {
        let certificates = self.certificates().into_iter();
        let builder = self.configure_brand(builder, base_url);
        certificates.fold(builder, |builder, one| builder.platform_certificate(&one.pem))
    }

    /// The same for a builder of the brand's, which knows no certificates.
    #[must_use]
    pub fn configure_brand<C>(&self, builder: ClientBuilder<C>, base_url: &str) -> ClientBuilder<C> {
        let ring = self.ring();
        let merchant = &ring.kept().merchant;
        let builder = ring.platform_signing(ring.public_key_id()).configure(builder);
        builder
            .client_certificate(&merchant.certificate, &merchant.key)
            .base_url(base_url)
    }

    /// Gives a builder the same merchant's keys of SM2 instead; `None` without the feature `sm`.
    #[must_use]
    pub fn configure_sm2<C>(&self, builder: ClientBuilder<C>, base_url: &str) -> Option<ClientBuilder<C>> {
        let ring = self.ring();
        let (sm2, clock) = (ring.sm2()?, self.clock.clone());
        let builder = builder
            .merchant_key(sm2.platform.serial_no(), sm2.platform.merchant_key())
            .api_v3_key(sm2.platform.api_v3_key())
            .api_v2_key(sm2.platform.api_v2_key())
            .platform_certificate(&sm2.certificate.pem);
        Some(builder.clock(move || clock.signing()).base_url(base_url))
    }

    fn state(&self) -> KeysState {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn ring(&self) -> Arc<Ring> {
        self.state().ring
    }

    /// Puts other keys in the place of these; whoever uses these goes on with them.
    fn replace(&self, next: impl FnOnce(&Ring) -> Result<Ring>) -> Result<Arc<Ring>> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let ring = Arc::new(next(&state.ring)?);
        let before = std::mem::replace(&mut state.ring, ring.clone());
        // They are in use already, whatever becomes of the files.
        if let Some(files) = &state.files {
            files.write(|url| ring.published(url))?;
            files.take_away(&ring.retired(&before));
        }
        Ok(ring)
    }
}

/// The merchant's.
impl Keys {
    /// The merchant's number.
    #[must_use]
    pub fn mchid(&self) -> String {
        self.ring().kept().mchid.clone()
    }

    /// The brand that calls by the same key.
    #[must_use]
    pub fn brand_id(&self) -> String {
        self.ring().kept().brand_id.clone()
    }

    /// The serial number of the merchant's API certificate.
    #[must_use]
    pub fn serial_no(&self) -> String {
        self.ring().merchant().serial_no.clone()
    }

    /// The merchant's private key, as PEM.
    #[must_use]
    pub fn merchant_key(&self) -> String {
        self.ring().kept().merchant.key.clone()
    }

    /// The merchant's API certificate, as PEM.
    #[must_use]
    pub fn merchant_certificate(&self) -> String {
        self.ring().kept().merchant.certificate.clone()
    }

    /// What verifies the merchant's signatures of this kind; `None` of SM2 without the feature `sm`.
    #[must_use]
    pub fn merchant_by(&self, algorithm: KeyAlgorithm) -> Option<MerchantKey> {
        self.ring().merchant_by(algorithm).cloned()
    }

    /// Encrypts a sensitive field on its way to the merchant with its key of this kind.
    ///
    /// # Errors
    /// The text has more than 214 bytes (RSA) or none (SM2), or the feature `sm` is off.
    pub fn encrypt(&self, algorithm: KeyAlgorithm, plain: &str) -> Result<String, CryptoError> {
        let merchant = self.merchant_by(algorithm).ok_or(CryptoError::NeedsSm)?;
        merchant.public.encrypt(plain)
    }

    /// Encrypts a field of an answer of v2, whose padding is an older one.
    ///
    /// # Errors
    /// The text has more than 245 bytes.
    pub fn encrypt_v2(&self, plain: &str) -> Result<String> {
        let key = PublicEncryptingKey::from_der(self.ring().merchant().public.spki())?;
        let key = Pkcs1PublicEncryptingKey::new(key)?;
        let mut sealed = vec![0; key.key_size_bytes()];
        let sealed = key
            .encrypt(plain.as_bytes(), &mut sealed)
            .context("the text is too long")?;
        Ok(STANDARD.encode(sealed))
    }

    /// The APIv3 key.
    #[must_use]
    pub fn api_v3_key(&self) -> String {
        self.ring().kept().api_v3_key.clone()
    }

    /// The v2 API keys that are valid now: the present one, then the one before it for 15 days.
    #[must_use]
    pub fn api_v2_keys(&self) -> Vec<String> {
        let now = self.clock.signing();
        let ring = self.ring();
        let live = ring.kept().api_v2_keys.iter().filter(|key| key.is_valid_at(now));
        live.map(|key| key.text.clone()).collect()
    }

    /// Signs a text of v2 with the present key.
    #[must_use]
    pub fn sign_v2(&self, sign_type: SignType, text: &str) -> String {
        self.ring().sign_v2(sign_type, text)
    }

    /// Whether this is the signature of a text of v2, by one of the keys that are valid now.
    #[must_use]
    pub fn verify_v2(&self, text: &str, sign: &str) -> bool {
        self.ring().verify_v2(text, sign, self.clock.signing())
    }

    /// Gives the merchant another v2 API key; the one before it stays valid for 15 days.
    ///
    /// # Errors
    /// A key of another form than 32 letters and digits; the folder cannot be written.
    pub fn change_api_v2_key(&self, key: &str) -> Result<()> {
        let now = self.clock.signing();
        self.replace(|ring| ring.with_api_v2_key(key, now)).map(drop)
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("mchid", &self.mchid())
            .field("public_key_id", &self.public_key_id())
            .finish_non_exhaustive()
    }
}

//! The keys as they are used: parsed once, and found by their serial number.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, Certificate, KeyAlgorithm, PrivateKey, SignType};
use wechatpay_openapi_runtime::testing::{TestPlatform, TestSettings};

use super::certificate::PlatformCertificate;
use super::certify::{self, Certified};
use super::folder;
use super::kept::{Kept, V2Key};
use super::merchant::MerchantKey;
use super::published::{self, Published, PublishedSm2};
use super::settings::SignsBy;
use super::sm2::Sm2;
use crate::clock::Clock;

/// So many platform certificates are kept: each is parsed, published and written whenever a key changes.
const CERTIFICATES: usize = 8;

pub(super) struct Ring {
    kept: Kept,
    folder: Option<PathBuf>,
    clock: Clock,
    merchant: MerchantKey,
    public_key: PrivateKey,
    /// The newest last.
    certificates: Vec<(PlatformCertificate, PrivateKey)>,
    v2: Vec<(V2Key, ApiV2Key)>,
    platform: TestPlatform,
    sm2: Option<Sm2>,
}

impl Ring {
    pub(super) fn new(kept: Kept, folder: Option<PathBuf>, clock: &Clock) -> Result<Self> {
        let certificates = kept.certificates.iter().map(|certified| {
            Ok((
                PlatformCertificate::new(&certified.certificate)?,
                PrivateKey::parse(&certified.key)?,
            ))
        });
        let v2 = kept.api_v2_keys.iter();
        let v2 = v2.map(|key| Ok((key.clone(), ApiV2Key::new(&key.text)?)));
        Ok(Self {
            folder,
            clock: clock.clone(),
            merchant: MerchantKey::of(&kept.merchant.certificate)?,
            public_key: PrivateKey::parse(&kept.public_key)?,
            certificates: certificates.collect::<Result<_>>()?,
            v2: v2.collect::<Result<_>>()?,
            platform: platform(&kept, clock)?,
            sm2: Sm2::read(&kept, clock)?,
            kept,
        })
    }

    pub(super) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(super) fn merchant(&self) -> &MerchantKey {
        &self.merchant
    }

    pub(super) fn merchant_by(&self, algorithm: KeyAlgorithm) -> Option<&MerchantKey> {
        match algorithm {
            KeyAlgorithm::Sm2 => self.sm2.as_ref().map(|sm2| &sm2.merchant),
            _ => Some(&self.merchant),
        }
    }

    pub(super) fn sm2(&self) -> Option<&Sm2> {
        self.sm2.as_ref()
    }

    pub(super) fn public_key_id(&self) -> &str {
        &self.kept.public_key_id
    }

    pub(super) fn public_key_pem(&self) -> String {
        self.platform.public_key().to_owned()
    }

    pub(super) fn certificates(&self) -> impl Iterator<Item = &PlatformCertificate> {
        self.certificates.iter().map(|(certificate, _)| certificate)
    }

    pub(super) fn default_serial(&self, signs_by: SignsBy, algorithm: KeyAlgorithm) -> &str {
        match (&self.sm2, signs_by, self.certificates().last()) {
            (Some(sm2), ..) if algorithm == KeyAlgorithm::Sm2 => &sm2.certificate.serial_no,
            (_, SignsBy::Certificate, Some(newest)) => &newest.serial_no,
            _ => self.public_key_id(),
        }
    }

    pub(super) fn platform_signing(&self, serial: &str) -> TestPlatform {
        let by_sm2 = self
            .sm2
            .as_ref()
            .filter(|sm2| sm2.certificate.serial_no == serial);
        by_sm2.map_or_else(
            || {
                let found = self.platform.signing_as(serial);
                found.unwrap_or_else(|_| self.platform.clone())
            },
            |sm2| sm2.platform.clone(),
        )
    }

    pub(super) fn knows(&self, serial: &str, now: i64) -> bool {
        let is_it = |known: &PlatformCertificate| known.serial_no == serial && known.is_valid_at(now);
        let by_sm2 = self.sm2.as_ref().map(|sm2| &sm2.certificate);
        serial == self.public_key_id() || self.certificates().chain(by_sm2).any(is_it)
    }

    pub(super) fn decrypt(&self, serial: &str, ciphertext: &str) -> Result<String> {
        Ok(self.private(serial)?.decrypt(ciphertext)?)
    }

    fn private(&self, serial: &str) -> Result<&PrivateKey> {
        let certificates = self.certificates.iter().map(|(known, key)| (known, key));
        let by_sm2 = self.sm2.as_ref().map(|sm2| (&sm2.certificate, &sm2.private));
        let found = match serial == self.public_key_id() {
            true => Some(&self.public_key),
            false => certificates
                .chain(by_sm2)
                .find(|(known, _)| known.serial_no == serial)
                .map(|(_, key)| key),
        };
        found.with_context(|| format!("WeChat Pay has no key `{serial}` here"))
    }

    pub(super) fn sign_v2(&self, sign_type: SignType, text: &str) -> String {
        let present = self.v2.first();
        present.map_or_else(String::new, |(_, key)| key.sign(sign_type, text))
    }

    pub(super) fn verify_v2(&self, text: &str, sign: &str, now: i64) -> bool {
        let mut live = self.v2.iter().filter(|(key, _)| key.is_valid_at(now));
        live.any(|(_, key)| key.verify(text, sign))
    }

    pub(super) fn with_api_v2_key(&self, key: &str, now: i64) -> Result<Self> {
        let mut kept = self.kept.clone();
        if let Some(present) = kept.api_v2_keys.first_mut() {
            present.replaced_at = Some(now);
        }
        let new = V2Key {
            text: key.to_owned(),
            replaced_at: None,
        };
        kept.api_v2_keys.insert(0, new);
        // There is never a third.
        kept.api_v2_keys.truncate(2);
        self.with(kept)
    }

    /// A new key of the platform's and its certificate, valid from now on.
    pub(super) fn new_certificate(&self, now: i64) -> Result<Certified> {
        certify::certified(&self.kept.authority, certify::PLATFORM, now)
    }

    /// With one more platform certificate, the newest; of too many the oldest are retired.
    pub(super) fn with_certificate(&self, new: Certified) -> Result<Self> {
        let mut kept = self.kept.clone();
        kept.certificates.push(new);
        let retired = kept.certificates.len().saturating_sub(CERTIFICATES);
        kept.certificates.drain(..retired);
        self.with(kept)
    }

    /// The serial numbers of the certificates that are here no more.
    pub(super) fn retired(&self, before: &Self) -> Vec<String> {
        let is_here = |serial_no: &String| self.certificates().any(|one| one.serial_no == *serial_no);
        let before = before.certificates().map(|one| one.serial_no.clone());
        before.filter(|serial_no| !is_here(serial_no)).collect()
    }

    pub(super) fn published(&self, base_url: &str) -> Published {
        let kept = &self.kept;
        let mut pem = vec![
            (published::MERCHANT_KEY.to_owned(), kept.merchant.key.clone()),
            (
                published::MERCHANT_CERTIFICATE.to_owned(),
                kept.merchant.certificate.clone(),
            ),
            (published::PUBLIC_KEY.to_owned(), self.public_key_pem()),
            (
                published::AUTHORITY.to_owned(),
                kept.authority.certificate.clone(),
            ),
        ];
        let certificates = self.certificates();
        pem.extend(certificates.map(|one| (published::platform_file(&one.serial_no), one.pem.clone())));
        let sm2 = self.sm2.as_ref().zip(kept.sm2.as_ref());
        if let Some((sm2, pairs)) = sm2 {
            pem.extend([
                (published::SM2_MERCHANT_KEY.to_owned(), pairs.merchant.key.clone()),
                (
                    published::SM2_MERCHANT_CERTIFICATE.to_owned(),
                    pairs.merchant.certificate.clone(),
                ),
                (
                    published::SM2_PLATFORM_CERTIFICATE.to_owned(),
                    sm2.certificate.pem.clone(),
                ),
            ]);
        }
        Published {
            base_url: base_url.to_owned(),
            mchid: kept.mchid.clone(),
            brand_id: kept.brand_id.clone(),
            serial_no: self.merchant.serial_no.clone(),
            api_v3_key: kept.api_v3_key.clone(),
            api_v2_key: self.platform.api_v2_key().to_owned(),
            public_key_id: kept.public_key_id.clone(),
            platform_certificates: self.certificates().map(|one| one.serial_no.clone()).collect(),
            sm2: sm2.map(|(sm2, _)| PublishedSm2 {
                serial_no: sm2.merchant.serial_no.clone(),
                platform_certificate: sm2.certificate.serial_no.clone(),
            }),
            pem,
        }
    }

    /// With these instead, which are then in the folder, too.
    fn with(&self, kept: Kept) -> Result<Self> {
        let new = Self::new(kept, self.folder.clone(), &self.clock)?;
        if let Some(folder) = &self.folder {
            folder::write(folder, &new.kept)?;
        }
        Ok(new)
    }
}

/// The kernel that signs, with all keys of WeChat Pay's.
fn platform(kept: &Kept, clock: &Clock) -> Result<TestPlatform> {
    let serial = |pem: &str| Certificate::parse(pem).map(|certificate| certificate.serial_no().to_owned());
    let merchant = &kept.merchant;
    let mut settings = TestSettings::new(&kept.mchid, serial(&merchant.certificate)?, &merchant.key)
        .api_v3_key(&kept.api_v3_key)
        .platform_key(&kept.public_key_id, &kept.public_key);
    if let Some(present) = kept.api_v2_keys.first() {
        settings = settings.api_v2_key(&present.text);
    }
    for Certified { key, certificate } in &kept.certificates {
        settings = settings.platform_key(serial(certificate)?, key);
    }
    let clock = clock.clone();
    Ok(settings.build()?.by_clock(move || clock.signing()))
}

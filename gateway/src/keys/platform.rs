//! WeChat Pay's keys: who they are, which of them signs, and new ones.

use std::sync::PoisonError;

use anyhow::{Context as _, Result};
use wechatpay_openapi_runtime::crypto::KeyAlgorithm;

use super::certificate::PlatformCertificate;
use super::certify;
use super::settings::SignsBy;
use super::{Keys, KeysState};

impl Keys {
    /// The id of its public key: `PUB_KEY_ID_…`.
    #[must_use]
    pub fn public_key_id(&self) -> String {
        self.ring().public_key_id().to_owned()
    }

    /// The same key in PKCS#1, as `risk/getpublickey` answers it.
    ///
    /// # Errors
    /// None in practice: the key was made here.
    pub fn public_key_pkcs1(&self) -> Result<String> {
        certify::pkcs1(&self.ring().kept().public_key)
    }

    /// The certificate of whoever certified all others, as PEM.
    #[must_use]
    pub fn authority(&self) -> String {
        self.ring().kept().authority.certificate.clone()
    }

    /// A new certificate for a server on this machine, also by this name or address, and its private key, both as PEM.
    ///
    /// # Errors
    /// The name is none, or the system has no random numbers.
    pub fn server_certificate(&self, name: &str) -> Result<(String, String)> {
        let mut names = vec![
            "localhost",
            "127.0.0.1",
            "::1",
            "api.mch.weixin.qq.com",
            "api2.mch.weixin.qq.com",
        ];
        if !names.contains(&name) {
            names.push(name);
        }
        let made = certify::server(&self.ring().kept().authority, &names, self.clock.signing())?;
        Ok((made.certificate, made.key))
    }

    /// Its public key, as PEM.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.ring().public_key_pem()
    }

    /// The platform certificates that are valid now, the newest last.
    #[must_use]
    pub fn certificates(&self) -> Vec<PlatformCertificate> {
        let now = self.clock.signing();
        let ring = self.ring();
        let valid = ring
            .certificates()
            .filter(|certificate| certificate.is_valid_at(now));
        valid.cloned().collect()
    }

    /// The platform certificate of SM2; `None` without the feature `sm`.
    #[must_use]
    pub fn sm2_certificate(&self) -> Option<PlatformCertificate> {
        self.ring().sm2().map(|sm2| sm2.certificate.clone())
    }

    /// Adds a platform certificate, which signs from now on where a certificate signs. The seven before stay valid.
    ///
    /// # Errors
    /// The system has no random numbers; the folder cannot be written.
    pub fn rotate(&self) -> Result<PlatformCertificate> {
        // A key takes a while to be made: nobody has to wait for it.
        let new = self.ring().new_certificate(self.clock.signing())?;
        let ring = self.replace(|ring| ring.with_certificate(new))?;
        let newest = ring.certificates().last();
        newest.cloned().context("there is no platform certificate")
    }

    /// The same while others go on: a key keeps a thread busy until it is made. Needs tokio's runtime.
    ///
    /// # Errors
    /// As [`rotate`](Self::rotate).
    pub async fn rotate_beside(&self) -> Result<PlatformCertificate> {
        let keys = self.clone();
        tokio::task::spawn_blocking(move || keys.rotate()).await?
    }

    /// Whether this names a key of WeChat Pay's: the id of the public key or the serial number of a valid certificate.
    #[must_use]
    pub fn knows(&self, serial: &str) -> bool {
        self.ring().knows(serial, self.clock.signing())
    }

    /// The key that signs an answer (接口规则): the one that the request named in `Wechatpay-Serial`, else the default for
    /// requests that are signed so.
    #[must_use]
    pub fn answers_by(&self, named: Option<&str>, algorithm: KeyAlgorithm) -> String {
        let KeysState { ring, signs_by, .. } = self.state();
        match named.filter(|serial| ring.knows(serial, self.clock.signing())) {
            Some(serial) => serial.to_owned(),
            None => ring.default_serial(signs_by, algorithm).to_owned(),
        }
    }

    /// Which kind of key signs where the request names none.
    pub fn set_signs_by(&self, signs_by: SignsBy) {
        self.state
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .signs_by = signs_by;
    }

    /// The plain text of a field that was encrypted with this key of WeChat Pay's.
    ///
    /// # Errors
    /// There is no such key, or the field was encrypted with another.
    pub fn decrypt(&self, serial: &str, ciphertext: &str) -> Result<String> {
        self.ring().decrypt(serial, ciphertext)
    }
}

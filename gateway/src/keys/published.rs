//! What a merchant has to know: shown at the start, and written to the folder as files and settings.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::shell::word;

/// What any SDK must be told to talk to the gateway. No key of it is a real one.
#[derive(Debug, Clone, Serialize)]
pub struct Published {
    /// Where to call instead of `https://api.mch.weixin.qq.com`.
    pub base_url: String,
    /// The merchant's number.
    pub mchid: String,
    /// The brand that calls by the same key.
    pub brand_id: String,
    /// The serial number of the merchant's API certificate.
    pub serial_no: String,
    /// 32 characters.
    pub api_v3_key: String,
    /// 32 letters and digits.
    pub api_v2_key: String,
    /// `PUB_KEY_ID_…`
    pub public_key_id: String,
    /// Serial numbers of the platform certificates, the newest last.
    pub platform_certificates: Vec<String>,
    /// The same merchant with 国密; `None` without the feature `sm`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sm2: Option<PublishedSm2>,
    /// Names and contents of the files that a merchant has.
    #[serde(skip)]
    pub(super) pem: Vec<(String, String)>,
}

/// What is another in 国密.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedSm2 {
    /// The serial number of the merchant's API certificate of SM2.
    pub serial_no: String,
    /// The serial number of the platform certificate of SM2.
    pub platform_certificate: String,
}

/// What a merchant was given as files: the same as the keys at any time.
pub(super) struct Files {
    pub(super) folder: PathBuf,
    pub(super) base_url: String,
}

impl Files {
    /// Writes what is published at this URL.
    pub(super) fn write(&self, published: impl FnOnce(&str) -> Published) -> Result<()> {
        published(&self.base_url).write(&self.folder)
    }

    /// Takes the files of retired certificates away, which were written here.
    pub(super) fn take_away(&self, retired: &[String]) {
        for serial_no in retired {
            // Where it is gone already, nothing is left to do.
            drop(fs::remove_file(self.folder.join(platform_file(serial_no))));
        }
    }
}

/// The merchant's private key, as from the certificate tool.
pub(crate) const MERCHANT_KEY: &str = "apiclient_key.pem";
/// The merchant's API certificate.
pub(crate) const MERCHANT_CERTIFICATE: &str = "apiclient_cert.pem";
/// WeChat Pay's public key, as from the merchant site.
pub(super) const PUBLIC_KEY: &str = "pub_key.pem";
/// Who certified all this: a client that calls by TLS has to trust it.
pub(crate) const AUTHORITY: &str = "ca_cert.pem";

/// The same of SM2.
pub(crate) const SM2_MERCHANT_KEY: &str = "apiclient_key_sm2.pem";
/// The same of SM2.
pub(crate) const SM2_MERCHANT_CERTIFICATE: &str = "apiclient_cert_sm2.pem";
/// The platform certificate of SM2.
pub(crate) const SM2_PLATFORM_CERTIFICATE: &str = "wechatpay_sm2.pem";

/// A platform certificate, as the tools of the merchant site call it.
pub(super) fn platform_file(serial_no: &str) -> String {
    format!("wechatpay_{serial_no}.pem")
}

impl Published {
    /// Writes the files of a merchant to a folder, `settings.json`, and `.env`.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let settings = serde_json::to_string_pretty(self)?;
        let texts = [
            ("settings.json", &*settings),
            (".env", &self.env(Some(folder))),
            // It is often made within a repository, which has no use for these keys.
            (".gitignore", "*\n"),
        ];
        let pem = self.pem.iter().map(|(name, text)| (&**name, &**text));
        fs::create_dir_all(folder)
            .and_then(|()| {
                let mut files = texts.into_iter().chain(pem);
                files.try_for_each(|(name, text)| fs::write(folder.join(name), text))
            })
            .with_context(|| format!("the settings cannot be written to {}", folder.display()))
    }

    /// What is in a file of that name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&str> {
        let found = self.pem.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| &**text)
    }

    /// As environment variables, one `NAME=value` a line; the files are those that [`write`](Self::write) puts in the folder,
    /// to be found from anywhere. Without a folder there are none.
    #[must_use]
    pub fn env(&self, folder: Option<&Path>) -> String {
        let named = |(name, value): (&'static str, &str)| (name, value.to_owned());
        let mut variables: Vec<_> = self.values().map(named).collect();
        if let Some(folder) = folder {
            let folder = absolute(folder).unwrap_or_else(|_| folder.to_owned());
            let file = |(name, file): (&'static str, String)| (name, folder.join(file).display().to_string());
            variables.extend(self.files().map(file));
        }
        let line = |(name, value): (&str, String)| format!("WECHATPAY_{name}={}\n", word(&value));
        variables.into_iter().map(line).collect()
    }

    /// What is told by itself.
    fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let newest = self.platform_certificates.last();
        let sm2 = self.sm2.as_ref();
        let values = [
            ("BASE_URL", Some(&self.base_url)),
            ("MCHID", Some(&self.mchid)),
            ("SERIAL_NO", Some(&self.serial_no)),
            ("API_V3_KEY", Some(&self.api_v3_key)),
            ("API_V2_KEY", Some(&self.api_v2_key)),
            ("PUBLIC_KEY_ID", Some(&self.public_key_id)),
            ("PLATFORM_SERIAL_NO", newest),
            ("SM2_SERIAL_NO", sm2.map(|sm2| &sm2.serial_no)),
        ];
        let told = values.into_iter();
        told.filter_map(|(name, value)| Some((name, value?.as_str())))
    }

    /// What is in a file, by the file's name.
    fn files(&self) -> impl Iterator<Item = (&'static str, String)> {
        let newest = self.platform_certificates.last();
        let is_tls = self.base_url.starts_with("https:");
        let some = |is_there: bool, name: &str| is_there.then(|| name.to_owned());
        let has_sm2 = self.sm2.is_some();
        let files = [
            ("PRIVATE_KEY", some(true, MERCHANT_KEY)),
            ("CERTIFICATE", some(true, MERCHANT_CERTIFICATE)),
            ("PUBLIC_KEY", some(true, PUBLIC_KEY)),
            ("PLATFORM_CERTIFICATE", newest.map(|serial| platform_file(serial))),
            ("CA_CERT", some(is_tls, AUTHORITY)),
            ("SM2_PRIVATE_KEY", some(has_sm2, SM2_MERCHANT_KEY)),
            ("SM2_CERTIFICATE", some(has_sm2, SM2_MERCHANT_CERTIFICATE)),
            (
                "SM2_PLATFORM_CERTIFICATE",
                some(has_sm2, SM2_PLATFORM_CERTIFICATE),
            ),
        ];
        files.into_iter().filter_map(|(name, file)| Some((name, file?)))
    }
}

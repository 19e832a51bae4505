//! What a merchant has to know: shown at the start, and written to the folder as files and settings.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;

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
    /// Names and contents of the files that a merchant has.
    #[serde(skip)]
    pub(super) pem: Vec<(String, String)>,
}

/// The merchant's private key, as from the certificate tool.
pub(super) const MERCHANT_KEY: &str = "apiclient_key.pem";
/// The merchant's API certificate.
pub(super) const MERCHANT_CERTIFICATE: &str = "apiclient_cert.pem";
/// WeChat Pay's public key, as from the merchant site.
pub(super) const PUBLIC_KEY: &str = "pub_key.pem";
/// Who certified all this: a client that calls by TLS has to trust it.
pub(super) const AUTHORITY: &str = "ca_cert.pem";

impl Published {
    /// Writes the files of a merchant to a folder, `settings.json`, and `.env`.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let settings = serde_json::to_string_pretty(self)?;
        // For programs that are started elsewhere.
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let texts = [("settings.json", &*settings), (".env", &self.env(&absolute))];
        let pem = self.pem.iter().map(|(name, text)| (&**name, &**text));
        fs::create_dir_all(folder)
            .and_then(|()| {
                let mut files = texts.into_iter().chain(pem);
                files.try_for_each(|(name, text)| fs::write(folder.join(name), text))
            })
            .with_context(|| format!("the settings cannot be written to {}", folder.display()))
    }

    /// As environment variables, one `NAME=value` a line; the files are those that [`write`](Self::write) puts in the folder.
    #[must_use]
    pub fn env(&self, folder: &Path) -> String {
        let file = |name: &str| folder.join(name).display().to_string();
        let variables = [
            ("BASE_URL", self.base_url.clone()),
            ("MCHID", self.mchid.clone()),
            ("SERIAL_NO", self.serial_no.clone()),
            ("PRIVATE_KEY", file(MERCHANT_KEY)),
            ("CERTIFICATE", file(MERCHANT_CERTIFICATE)),
            ("API_V3_KEY", self.api_v3_key.clone()),
            ("API_V2_KEY", self.api_v2_key.clone()),
            ("PUBLIC_KEY_ID", self.public_key_id.clone()),
            ("PUBLIC_KEY", file(PUBLIC_KEY)),
        ];
        let line = |(name, value): (&str, String)| format!("WECHATPAY_{name}={value}\n");
        variables.into_iter().map(line).collect()
    }
}

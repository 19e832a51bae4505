//! The settings, from the environment: keys do not belong into a program.
//!
//! | variable | what |
//! |---|---|
//! | `WECHATPAY_MCHID`, `WECHATPAY_APPID` | 商户号, AppID |
//! | `WECHATPAY_SERIAL_NO`, `WECHATPAY_PRIVATE_KEY` | 商户API证书序列号, and the file of the merchant's key: `apiclient_key.pem` |
//! | `WECHATPAY_PUBLIC_KEY_ID`, `WECHATPAY_PUBLIC_KEY` | 微信支付公钥ID, and the file of that key: `pub_key.pem` |
//! | `WECHATPAY_API_V3_KEY` | APIv3密钥 |
//! | `WECHATPAY_NOTIFY_URL` | where WeChat Pay reaches `/notify` of this shop, from outside |
//! | `WECHATPAY_BASE_URL` | where to call, if not the real one |
//! | `WECHATPAY_ENV_FILE` | a file of such lines, `NAME=value`; what the environment itself says counts more |

use std::collections::BTreeMap;
use std::error::Error;

use wechatpay_openapi::Client;

/// What the environment says, and the file that it names.
pub struct Config(BTreeMap<String, String>);

impl Config {
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let Some(file) = std::env::var_os("WECHATPAY_ENV_FILE") else {
            return Ok(Self(BTreeMap::new()));
        };
        let lines = dotenvy::from_path_iter(&file)
            .and_then(|lines| lines.collect())
            .map_err(|error| format!("WECHATPAY_ENV_FILE: {}: {error}", file.display()))?;
        Ok(Self(lines))
    }

    /// A setting, if it is there.
    pub fn get(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().or_else(|| self.0.get(name).cloned())
    }

    /// The client of the merchant; `None` if no merchant is named.
    pub fn client(&self) -> Result<Option<Client>, Box<dyn Error>> {
        let Some(mchid) = self.get("WECHATPAY_MCHID") else {
            return Ok(None);
        };
        let builder = Client::builder(mchid)
            .merchant_key(
                self.need("WECHATPAY_SERIAL_NO")?,
                self.file("WECHATPAY_PRIVATE_KEY")?,
            )
            .public_key(
                self.need("WECHATPAY_PUBLIC_KEY_ID")?,
                self.file("WECHATPAY_PUBLIC_KEY")?,
            )
            .api_v3_key(self.need("WECHATPAY_API_V3_KEY")?);
        let builder = match self.get("WECHATPAY_BASE_URL") {
            Some(url) => builder.base_url(url),
            None => builder,
        };
        Ok(Some(builder.build()?))
    }

    fn need(&self, name: &str) -> Result<String, String> {
        self.get(name).ok_or_else(|| format!("{name} is not set"))
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.need(name)?;
        std::fs::read(&path).map_err(|error| format!("{name}: {path}: {error}"))
    }
}

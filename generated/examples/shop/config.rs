//! The client, from the environment: keys do not belong into a program.

use std::error::Error;

use wechatpay_openapi::Client;

/// A setting, if it is there.
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The client of the merchant that the environment names; `None` if it names none.
pub fn client() -> Result<Option<Client>, Box<dyn Error>> {
    let Some(mchid) = setting("WECHATPAY_MCHID") else {
        return Ok(None);
    };
    let client = Client::builder(mchid)
        .merchant_key(
            std::env::var("WECHATPAY_SERIAL_NO")?,
            std::fs::read("apiclient_key.pem")?,
        )
        .public_key(
            std::env::var("WECHATPAY_PUBLIC_KEY_ID")?,
            std::fs::read("pub_key.pem")?,
        )
        .api_v3_key(std::env::var("WECHATPAY_API_V3_KEY")?)
        .build()?;
    Ok(Some(client))
}

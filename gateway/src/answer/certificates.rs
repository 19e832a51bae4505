//! `GET /v3/certificates`: the platform certificates, encrypted with the APIv3 key.

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Map, Value, json};
use wechatpay_openapi_runtime::crypto::ApiV3Key;

use super::fresh::Fresh;
use crate::keys::{Keys, PlatformCertificate};

/// The paths of the lists.
const PATHS: [&str; 2] = ["/v3/certificates", "/v3/global/certificates"];

/// Whether an operation of this path answers the platform certificates.
#[must_use]
pub fn lists_certificates(path: &str) -> bool {
    PATHS.contains(&path)
}

/// The list that this operation answers; `None` if it is another.
///
/// # Errors
/// None in practice: the key has its length.
pub fn certificates(path: &str, keys: &Keys, fresh: &Fresh) -> Result<Option<Map<String, Value>>> {
    if !lists_certificates(path) {
        return Ok(None);
    }
    let key = ApiV3Key::new(keys.api_v3_key())?;
    let list = keys.certificates();
    let items = list.iter().map(|certificate| item(certificate, &key, fresh));
    let data = Value::Array(items.collect::<Result<_>>()?);
    Ok(Some([("data".to_owned(), data)].into_iter().collect()))
}

fn item(certificate: &PlatformCertificate, key: &ApiV3Key, fresh: &Fresh) -> Result<Value> {
    let nonce = &fresh.nonce()[..12];
    let ciphertext = key.encrypt(nonce, "certificate", certificate.pem.as_bytes())?;
    Ok(json!({
        "serial_no": certificate.serial_no,
        "effective_time": beijing(certificate.effective),
        "expire_time": beijing(certificate.expires),
        "encrypt_certificate": {
            "algorithm": "AEAD_AES_256_GCM",
            "nonce": nonce,
            "associated_data": "certificate",
            "ciphertext": ciphertext,
        },
    }))
}

/// RFC 3339 at +08:00.
fn beijing(seconds: i64) -> String {
    let time = Timestamp::from_second(seconds).map(|time| Offset::constant(8).to_datetime(time));
    time.map(|time| time.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string())
        .unwrap_or_default()
}

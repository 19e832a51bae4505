//! `GET /v3/certificates`: the platform certificates, encrypted with the APIv3 key.

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{AeadAlgorithm, ApiV3Key};

use super::fresh::Fresh;
use crate::keys::{Keys, PlatformCertificate};
use crate::message::{Asked, NEEDS_SM, Outcome, Refusal};

/// The paths of the lists.
const PATHS: [&str; 2] = ["/v3/certificates", "/v3/global/certificates"];

/// Whether an operation of this path answers the platform certificates.
#[must_use]
pub fn lists_certificates(path: &str) -> bool {
    PATHS.contains(&path)
}

/// The list that this operation answers; `None` if it is another.
///
/// Of SM2 are those that `algorithm_type` asks for, encrypted with SM4 (国密).
///
/// # Errors
/// None in practice: the key has its length.
pub fn certificates(asked: &Asked, keys: &Keys, fresh: &Fresh) -> Result<Option<Outcome>> {
    if !lists_certificates(asked.operation.path) {
        return Ok(None);
    }
    let (with_rsa, with_sm2) = match asked.text("algorithm_type") {
        Some("SM2") => (false, true),
        Some("ALL") => (true, true),
        _ => (true, false),
    };
    let by_sm2 = keys.sm2_certificate().filter(|_| with_sm2);
    if with_sm2 && by_sm2.is_none() {
        let refusal = Refusal::new(400, "PARAM_ERROR", NEEDS_SM);
        return Ok(Some(Outcome::Refused(refusal)));
    }
    let by_rsa = if with_rsa { keys.certificates() } else { Vec::new() };
    let by_rsa = by_rsa.into_iter().map(|one| (one, AeadAlgorithm::Aes256Gcm));
    let by_sm2 = by_sm2.map(|one| (one, AeadAlgorithm::Sm4Gcm));
    let key = ApiV3Key::new(keys.api_v3_key())?;
    let items = by_rsa.chain(by_sm2);
    let items = items.map(|(certificate, algorithm)| item(&certificate, (&key, algorithm), fresh));
    let data = Value::Array(items.collect::<Result<_>>()?);
    let fields = [("data".to_owned(), data)].into_iter().collect();
    Ok(Some(Outcome::Fields(fields)))
}

fn item(
    certificate: &PlatformCertificate,
    (key, algorithm): (&ApiV3Key, AeadAlgorithm),
    fresh: &Fresh,
) -> Result<Value> {
    let nonce = &fresh.nonce()[..12];
    let ciphertext = key.encrypt_with(algorithm, nonce, "certificate", certificate.pem.as_bytes())?;
    Ok(json!({
        "serial_no": certificate.serial_no,
        "effective_time": beijing(certificate.effective),
        "expire_time": beijing(certificate.expires),
        "encrypt_certificate": {
            "algorithm": algorithm.as_str(),
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

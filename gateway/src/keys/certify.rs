//! New keys, and certificates of them by an authority of the gateway's own.

#[cfg(feature = "sm")]
pub(super) mod sm2;

use anyhow::{Context as _, Result};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256, RsaKeySize, SerialNumber,
};
use serde::{Deserialize, Serialize};
use wechatpay_openapi_runtime::crypto::sha256_hex;

const DAY: i64 = 24 * 3600;
/// A certificate of a merchant or of the platform.
const FIVE_YEARS: i64 = 5 * 365 * DAY;
/// For clients whose clock is behind: a certificate is valid for a minute already.
const GRACE: i64 = 60;
/// Whom a platform certificate is for, as real ones say.
pub(super) const PLATFORM: &str = "Tenpay.com sign";
const AUTHORITY: &str = "Gateway Test Root CA";
const ORGANIZATION: &str = "WeChat Pay gateway for tests";

/// A private key and its certificate, both as PEM.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Certified {
    pub(super) key: String,
    pub(super) certificate: String,
}

/// A new RSA key as PEM.
pub(super) fn rsa_key() -> Result<String> {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048);
    Ok(pair.context("no RSA key could be made")?.serialize_pem())
}

/// A new authority, valid at this time and for 20 years.
pub(super) fn authority(now: i64) -> Result<Certified> {
    let pair = KeyPair::generate().context("no key could be made")?;
    let certificate = of_authority(&pair, now)?.self_signed(&pair)?.pem();
    Ok(Certified {
        key: pair.serialize_pem(),
        certificate,
    })
}

fn of_authority(pair: &KeyPair, now: i64) -> Result<CertificateParams> {
    let mut parameters = parameters(pair, AUTHORITY, now, 4 * FIVE_YEARS)?;
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(parameters)
}

/// A new RSA key and its certificate for this name, valid from this time for five years.
pub(super) fn certified(authority: &Certified, name: &str, now: i64) -> Result<Certified> {
    let key = rsa_key()?;
    let pair = KeyPair::from_pem_and_sign_algo(&key, &PKCS_RSA_SHA256)?;
    // Of its own certificate only the name and the key matter here.
    let authority = KeyPair::from_pem(&authority.key)?;
    let issuer = Issuer::new(of_authority(&authority, now)?, authority);
    let certificate = parameters(&pair, name, now, FIVE_YEARS)?.signed_by(&pair, &issuer)?;
    Ok(Certified {
        key,
        certificate: certificate.pem(),
    })
}

/// A new key and its certificate for a server at these names.
pub(super) fn server(authority: &Certified, names: &[&str], now: i64) -> Result<Certified> {
    let pair = KeyPair::generate().context("no key could be made")?;
    let mut of_server = parameters(&pair, AUTHORITY, now, FIVE_YEARS)?;
    of_server
        .distinguished_name
        .push(DnType::CommonName, names.first().copied().unwrap_or_default());
    let alternatives =
        CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())?;
    of_server.subject_alt_names = alternatives.subject_alt_names;
    of_server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let authority = KeyPair::from_pem(&authority.key)?;
    let issuer = Issuer::new(of_authority(&authority, now)?, authority);
    let certificate = of_server.signed_by(&pair, &issuer)?;
    Ok(Certified {
        key: pair.serialize_pem(),
        certificate: certificate.pem(),
    })
}

/// The public half of an RSA key in PKCS#1, as `getpublickey` answers it.
pub(super) fn pkcs1(key: &str) -> Result<String> {
    let pair = KeyPair::from_pem_and_sign_algo(key, &PKCS_RSA_SHA256)?;
    Ok(written("RSA PUBLIC KEY", pair.public_key_raw().to_vec()))
}

/// As PEM with plain line ends: other SDKs read no others.
fn written(label: &str, der: Vec<u8>) -> String {
    let plain = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), plain)
}

fn parameters(pair: &KeyPair, name: &str, now: i64, seconds: i64) -> Result<CertificateParams> {
    let mut parameters = CertificateParams::new(Vec::new())?;
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters
        .distinguished_name
        .push(DnType::OrganizationName, ORGANIZATION);
    let serial_number = serial_number(pair.public_key_raw());
    parameters.serial_number = Some(SerialNumber::from_slice(&serial_number));
    let at = |time: i64| time::OffsetDateTime::UNIX_EPOCH.checked_add(time::Duration::seconds(time));
    let too_far = || format!("no certificate can be made for the time {now}");
    parameters.not_before = at(now.saturating_sub(GRACE)).with_context(too_far)?;
    parameters.not_after = at(now.saturating_add(seconds)).with_context(too_far)?;
    Ok(parameters)
}

/// 40 hexadecimal digits, as real ones have, out of the key: equal keys have equal numbers.
fn serial_number(public_key: &[u8]) -> Vec<u8> {
    let digest = sha256_hex(public_key);
    let byte =
        |at: usize| u8::from_str_radix(digest.get(at..at + 2).unwrap_or_default(), 16).unwrap_or_default();
    let mut bytes: Vec<u8> = (0..40).step_by(2).map(byte).collect();
    // Neither a leading zero nor a sign bit, which every SDK would have to treat alike.
    bytes[0] = bytes[0] & 0x3f | 0x40;
    bytes
}

//! The keys of 国密 in the folder: there from one start to the next, and for other programs.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::keys::{KeySettings, Keys};
use wechatpay_openapi_runtime::crypto::{Certificate, KeyAlgorithm, PrivateKey};

const NOW: i64 = 1_800_000_000;

fn keys(folder: &Path) -> Keys {
    let settings = KeySettings {
        folder: Some(folder.to_owned()),
        ..KeySettings::default()
    };
    Keys::new(&settings, &Clock::standing(NOW)).unwrap()
}

#[test]
fn a_folder_gives_the_same_keys_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = keys(folder.path());
    first.rotate().unwrap();
    let again = keys(folder.path());
    assert_eq!(first.sm2_certificate(), again.sm2_certificate());
    let serial = |keys: &Keys| keys.merchant_by(KeyAlgorithm::Sm2).unwrap().serial_no;
    assert_eq!(serial(&first), serial(&again));
    assert_ne!(serial(&first), first.serial_no());
}

/// As one of a gateway that was built without the feature, or before it.
#[test]
fn a_folder_without_them_gets_them_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let first = keys(folder.path());
    let file = folder.path().join("wechatpay.json");
    let mut kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    kept.as_object_mut().unwrap().shift_remove("sm2").unwrap();
    fs::write(&file, kept.to_string()).unwrap();

    let second = keys(folder.path());
    assert_eq!(first.merchant_key(), second.merchant_key());
    assert_ne!(first.sm2_certificate(), second.sm2_certificate());
    assert_eq!(second.sm2_certificate(), keys(folder.path()).sm2_certificate());
}

#[test]
fn the_files_fit_together_and_are_named_in_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let keys = keys(folder.path());
    let published = keys.published("http://127.0.0.1:4010");
    published.write(folder.path()).unwrap();
    let told = published.sm2.as_ref().unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();

    let certificate = Certificate::parse(read("apiclient_cert_sm2.pem")).unwrap();
    assert_eq!(certificate.serial_no(), told.serial_no);
    assert_eq!(certificate.serial_no().len(), 40);
    assert!(certificate.is_valid_at(NOW) && !certificate.is_valid_at(NOW - 120));
    assert!(!certificate.is_valid_at(NOW + 5 * 366 * 24 * 3600));
    let public = certificate.public_key().unwrap();
    assert_eq!(public.algorithm(), KeyAlgorithm::Sm2);
    let key = PrivateKey::parse(read("apiclient_key_sm2.pem")).unwrap();
    public.verify(b"text", &key.sign(b"text").unwrap()).unwrap();
    let platform = Certificate::parse(read("wechatpay_sm2.pem")).unwrap();
    assert_eq!(platform.serial_no(), told.platform_certificate);

    let env = read(".env");
    for (name, value) in [
        ("SERIAL_NO", &*told.serial_no),
        ("PRIVATE_KEY", "apiclient_key_sm2.pem"),
        ("CERTIFICATE", "apiclient_cert_sm2.pem"),
        ("PLATFORM_CERTIFICATE", "wechatpay_sm2.pem"),
    ] {
        let mut lines = env.lines();
        let name = format!("WECHATPAY_SM2_{name}=");
        let line = lines.find(|line| line.starts_with(&name)).unwrap_or_default();
        assert!(line.ends_with(value), "{env}");
    }
    let settings: Value = serde_json::from_str(&read("settings.json")).unwrap();
    assert_eq!(settings["sm2"]["serial_no"], *told.serial_no);
}

/// Another program reads what was written.
#[test]
fn openssl_reads_key_and_certificate() {
    let folder = tempfile::tempdir().unwrap();
    keys(folder.path())
        .published("http://127.0.0.1:1")
        .write(folder.path())
        .unwrap();
    let openssl = |arguments: &[&str]| {
        let done = Command::new("openssl")
            .args(arguments)
            .current_dir(folder.path())
            .output();
        done.map(|done| String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let Ok(of_key) = openssl(&["pkey", "-in", "apiclient_key_sm2.pem", "-pubout"]) else {
        eprintln!("SKIPPED: no openssl here");
        return;
    };
    let of_certificate = openssl(&["x509", "-in", "apiclient_cert_sm2.pem", "-noout", "-pubkey"]).unwrap();
    assert!(of_key.starts_with("-----BEGIN PUBLIC KEY-----"), "{of_key}");
    assert_eq!(of_key, of_certificate);
    let names = openssl(&[
        "x509",
        "-in",
        "apiclient_cert_sm2.pem",
        "-noout",
        "-subject",
        "-issuer",
    ])
    .unwrap();
    assert!(
        names.contains("1900000001") && names.contains("Gateway Test Root CA of SM2"),
        "{names}"
    );
}

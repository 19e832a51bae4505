//! WeChat Pay's keys, as given: that they are its own, and not the merchant's.

use super::merchant_key::MerchantKey;
use crate::client::own_key::OwnKey;
use crate::client::problems::Problems;
use crate::client::serial::public_key_id;
use crate::crypto::{Certificate, PublicKey};
use crate::keyring::{Keyring, PlatformKey};
use crate::sign::v3::Scheme;

pub(super) fn platform_keys(
    public_keys: &[(String, Vec<u8>)],
    certificates: &[Vec<u8>],
    own: &MerchantKey,
    scheme: Scheme,
    problems: &mut Problems,
) -> Keyring {
    let mut keyring = Keyring::new(scheme);
    for (id, pem) in public_keys {
        public_key(id, pem, own, &mut keyring, problems);
    }
    for pem in certificates {
        platform_certificate(pem, own, &mut keyring, problems);
    }
    keyring
}

fn public_key(id: &str, pem: &[u8], own: &MerchantKey, keyring: &mut Keyring, problems: &mut Problems) {
    if problems.swapped_with_name("public_key", "id", "key", (id, pem)) {
        return;
    }
    let id = public_key_id(id, &own.serial_no);
    let key = problems.keep("public_key", pem, PublicKey::parse(pem));
    let own = own.key.as_ref().and_then(OwnKey::spki);
    if key.as_ref().is_some_and(|key| own.as_deref() == Some(key.spki())) {
        problems.add(
            "public_key: this is the merchant's own public key; WeChat Pay's is `pub_key.pem` from the merchant site \
             (账户中心 > API安全)",
        );
    }
    match (id, key) {
        (Ok(id), Some(key)) => keyring.insert(PlatformKey::public(id.to_owned(), key)),
        (Err(why), _) => problems.add(format!("public_key: {why}")),
        (Ok(_), None) => {}
    }
}

fn platform_certificate(pem: &[u8], own: &MerchantKey, keyring: &mut Keyring, problems: &mut Problems) {
    let Some(all) = problems.keep("platform_certificate", pem, Certificate::parse_all(pem)) else {
        return;
    };
    let [certificate] = &*all else {
        problems.add(
            "platform_certificate: the file holds several certificates; give each of WeChat Pay's by a call of its \
             own, and those of its issuers not at all",
        );
        return;
    };
    if certificate.serial_no() == own.serial_no {
        problems.add(
            "platform_certificate: this is the merchant's own certificate (apiclient_cert.pem); \
             WeChat Pay's comes from /v3/certificates",
        );
        return;
    }
    if let Some(key) = problems.keep("platform_certificate", pem, PlatformKey::certificate(certificate)) {
        keyring.insert(key);
    }
}

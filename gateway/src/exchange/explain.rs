//! Why a signature is refused, for the journal.

use std::sync::Arc;

use serde_json::Value;
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::crypto::{Certificate, KeyAlgorithm, PublicKey, SignType};

use crate::check::{Check, Finding, Form, fields_of_v2, unstated_sign_type};
use crate::diagnosis::{Diagnosis, v2, v3};
use crate::journal::Explanation;
use crate::keys::{Keys, PlatformCertificate};
use crate::message::Received;
use crate::world::World;

/// What will be said of it to whoever asks, by the keys as they are now; `None` if something else is wrong.
pub(super) fn explanation(
    world: &World,
    entry: &'static Entry,
    received: &Received,
    form: Option<&Form>,
    finding: &Finding,
) -> Option<Explanation> {
    let is_about_it = matches!(
        finding.check,
        Check::Authorization | Check::Mchid | Check::SerialNo | Check::Timestamp | Check::Signature
    );
    if !is_about_it {
        return None;
    }
    let keys = world.keys.as_of(received.at);
    match entry.operation.version {
        Version::V3 => {
            let (received, meta) = (received.clone(), form.and_then(Form::signed).cloned());
            let template = entry.operation.path;
            Some(Explanation::new(move || {
                written(&of_v3(&keys, &received, meta.as_deref(), template))
            }))
        }
        Version::V2 => {
            let fields = fields_of_v2(received, form)?;
            let unstated = unstated_sign_type(entry.request.map(TableView::of));
            Some(Explanation::new(move || {
                written(&of_v2(&keys, &fields, unstated))
            }))
        }
    }
}

fn written(diagnosis: &Diagnosis) -> Value {
    // It is texts and numbers, which JSON can hold.
    serde_json::to_value(diagnosis).unwrap_or_default()
}

fn of_v3(keys: &Keys, received: &Received, meta: Option<&[u8]>, template: &str) -> Diagnosis {
    let all = all_known(keys);
    let known = all.iter().map(|(whose, serial_no, key)| v3::KnownKey {
        whose: *whose,
        serial_no,
        key,
    });
    let mchid = keys.mchid();
    let facts = v3::Facts {
        mchid: &mchid,
        keys: &known.collect::<Vec<_>>(),
        template: Some(template),
    };
    v3::explain(received, meta, &facts)
}

/// Whose a key is, its serial number or id, and the key.
type OwnedKey = (v3::Whose, String, Arc<PublicKey>);

/// Of both kinds, since a merchant with two keys may take one for the other.
fn all_known(keys: &Keys) -> Vec<OwnedKey> {
    let merchants = [KeyAlgorithm::Rsa, KeyAlgorithm::Sm2];
    let merchants = merchants.into_iter().filter_map(|kind| keys.merchant_by(kind));
    let merchants = merchants.map(|merchant| (v3::Whose::Merchant, merchant.serial_no, merchant.public));
    let certificates = keys.certificates().into_iter().chain(keys.sm2_certificate());
    let public_key = PublicKey::parse(keys.public_key()).ok();
    let public_key = public_key.map(|key| (v3::Whose::Platform, keys.public_key_id(), key.into()));
    merchants
        .chain(certificates.filter_map(certified))
        .chain(public_key)
        .collect()
}

fn certified(certificate: PlatformCertificate) -> Option<OwnedKey> {
    let key = Certificate::parse(&certificate.pem).and_then(|parsed| parsed.public_key());
    Some((v3::Whose::Platform, certificate.serial_no, key.ok()?.into()))
}

fn of_v2(keys: &Keys, fields: &[(String, String)], unstated: SignType) -> Diagnosis {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let (own, v3_key) = (keys.api_v2_keys(), keys.api_v3_key());
    let present = own.iter().zip([v2::Whose::Present, v2::Whose::Other]);
    let known = present.map(|(key, whose)| v2::KnownKey { whose, key });
    let v3_key = v2::KnownKey {
        whose: v2::Whose::V3,
        key: &v3_key,
    };
    let known: Vec<_> = known.chain([v3_key]).collect();
    v2::explain(&pairs, &known, unstated)
}

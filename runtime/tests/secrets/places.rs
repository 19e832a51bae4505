//! Every secret in further places: files, the front end, the keys' own constructors, notifications.

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};

use wechatpay_openapi_runtime::crypto::{
    ApiV2Key, ApiV3Key, Certificate, ClientIdentity, FileKey, PrivateKey, PublicKey, decrypt_ecb,
};
use wechatpay_openapi_runtime::sign::v2::SignType;
use wechatpay_openapi_runtime::sign::v3::Authorization;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Client, ClientBuilder, Method};

use crate::mixed_up::{outcome, own, printed, secrets};
use crate::support::keeper::{Keeper, Manner};
use crate::support::platform::{keys, signature_headers};
use crate::traces::Secret;

type Place = (&'static str, fn(&Client, &Secret) -> String);

/// The error, or what came of it.
fn shown<T: Debug>(result: Result<T, impl StdError + 'static>) -> String {
    match result {
        Ok(made) => format!("{made:?}"),
        Err(error) => printed(&error),
    }
}

/// The error alone: what comes of it is meant to be handed on.
fn refused<T>(result: Result<T, impl StdError + 'static>) -> String {
    result.map_or_else(|error| printed(&error), |_| String::new())
}

const URL: &str = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=a";

const FILES: [Place; 8] = [
    ("download", |client, s| {
        let call = client.download(s.text());
        format!("{call:?} {}", outcome(&call))
    }),
    ("download(token)", |client, s| {
        let call = client.download(format!("{URL}{}", s.text()));
        format!("{call:?} {}", outcome(&call))
    }),
    ("download(user)", |client, s| {
        outcome(&client.download(format!("https://{}@evil.example/x", s.text())))
    }),
    ("digest(_, value)", |client, s| {
        outcome(&client.download(URL).digest(s.text(), "00"))
    }),
    ("digest(kind, _)", |client, s| {
        outcome(&client.download(URL).digest("SHA1", s.text()))
    }),
    ("decrypt(_, nonce)", |client, s| {
        let call = client.download(URL).decrypt(s.text(), "0123456789ab");
        format!("{call:?} {}", outcome(&call))
    }),
    ("decrypt(key, _)", |client, s| {
        let key = keys()
            .merchant
            .public_key()
            .unwrap()
            .encrypt(&"k".repeat(32))
            .unwrap();
        outcome(&client.download(URL).decrypt(key, s.text()))
    }),
    ("idempotency_key", |client, s| {
        outcome(&client.call(Method::POST, "v3/x").idempotency_key(s.text() + "\n"))
    }),
];

const FRONT_END: [Place; 11] = [
    ("payment(_).app", |client, s| {
        refused(client.payment(s.text()).app("wx1"))
    }),
    ("jsapi", |client, s| {
        refused(client.payment("wx1").jsapi(&s.text()))
    }),
    ("jsapi_installments", |client, s| {
        refused(client.payment("wx1").jsapi_installments("wx1", &s.text(), 3))
    }),
    ("sign_type", |client, s| {
        let payment = client.payment("wx1").sign_type(s.text());
        format!("{payment:?} {}", refused(payment.jsapi("")))
    }),
    ("v2().native_url", |client, s| {
        refused(client.payment("wx1").v2(SignType::Md5).native_url(&s.text()))
    }),
    ("v2().payscore_detail", |client, s| {
        refused(
            client
                .payment("wx1")
                .v2(SignType::Md5)
                .payscore_detail(&s.text(), ""),
        )
    }),
    ("v2().business_view(_, value)", |client, s| {
        let payment = client.payment("wx1").v2(SignType::Md5);
        refused(payment.business_view(&[(&s.text(), "")]))
            + &refused(payment.business_view(&[(&s.text(), "a&b")]))
    }),
    ("v2().business_view(name, _)", |client, s| {
        refused(
            client
                .payment("wx1")
                .v2(SignType::Md5)
                .business_view(&[("a", &s.text())]),
        )
    }),
    ("v2().coupons(merchant)", |client, s| {
        refused(
            client
                .payment("wx1")
                .v2(SignType::Md5)
                .coupons(&s.text(), &[("", "")]),
        )
    }),
    ("v2().coupons(stock)", |client, s| {
        refused(
            client
                .payment("wx1")
                .v2(SignType::Md5)
                .coupons("1", &[(&s.text(), "")]),
        )
    }),
    ("v2().red_packet", |client, s| {
        refused(client.payment(s.text()).v2(SignType::Md5).red_packet(&s.text()))
    }),
];

const CONSTRUCTORS: [Place; 17] = [
    ("ApiV3Key", |_, s| shown(ApiV3Key::new(&s.value))),
    ("ApiV2Key", |_, s| shown(ApiV2Key::new(&s.value))),
    ("PrivateKey", |_, s| shown(PrivateKey::parse(&s.value))),
    ("PublicKey", |_, s| refused(PublicKey::parse(&s.value))),
    ("Certificate", |_, s| refused(Certificate::parse(&s.value))),
    ("ClientIdentity(_, key)", |_, s| {
        shown(ClientIdentity::from_pem(&s.value, &keys().merchant_pem).map(drop))
    }),
    ("ClientIdentity(certificate, _)", |_, s| {
        shown(ClientIdentity::from_pem(own(), &s.value))
    }),
    ("FileKey", |_, s| shown(FileKey::new(&s.value))),
    ("FileKey::decrypt", |_, s| {
        shown(FileKey::decrypt(&keys().merchant, &s.text()))
    }),
    ("FileKey::open", |_, s| {
        refused(
            FileKey::new(&[7; 32])
                .unwrap()
                .open(&s.text(), &mut s.value.clone()),
        )
    }),
    ("ApiV3Key::decrypt", |_, s| {
        let key = ApiV3Key::new([7; 32]).unwrap();
        refused(key.decrypt(&s.text(), &s.text(), &s.text())) + &refused(key.encrypt(&s.text(), "", &s.value))
    }),
    ("decrypt_ecb", |_, s| refused(decrypt_ecb(&[7; 32], &s.text()))),
    ("PrivateKey::decrypt", |_, s| {
        refused(keys().merchant.decrypt(&s.text())) + &refused(keys().merchant.decrypt_pkcs1_v15(&s.text()))
    }),
    ("Authorization", |_, s| {
        format!("{:?}", Authorization::parse(&s.text()).is_some())
    }),
    ("replace_merchant_key", |_, s| {
        let client = crate::client();
        refused(client.replace_merchant_key("0A11", &s.value))
            + &refused(client.replace_merchant_key(s.text(), &keys().merchant_pem))
            + &refused(client.replace_signing_key(s.text(), keeper()))
    }),
    ("replace_api_v2_key", |_, s| {
        refused(crate::client().replace_api_v2_key(&s.value))
    }),
    ("signing_certificate", |_, s| {
        let builder: ClientBuilder = Client::builder("1900000001").signing_certificate(&s.value, keeper());
        refused(builder.build())
            + &refused(
                Client::builder("1900000001")
                    .signing_key(s.text(), keeper())
                    .build(),
            )
    }),
];

fn keeper() -> Keeper {
    Keeper::start(&keys().merchant_pem, Manner::Well)
}

const RECEIVED: [Place; 4] = [
    ("parse(headers)", |client, s| {
        let mut headers = signature_headers(b"{}");
        headers[3].1 = s.text();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        refused(client.notifications().parse(&headers[..], b"{}"))
    }),
    ("parse(timestamp)", |client, s| {
        let mut headers = signature_headers(b"{}");
        headers[0].1 = s.text();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        refused(client.notifications().parse(&headers[..], b"{}"))
    }),
    ("parse(body) of v2", |client, s| {
        let body = format!(
            "<xml><return_code>SUCCESS</return_code><sign>{}</sign></xml>",
            s.text()
        );
        refused(
            client
                .notifications()
                .parse(&[] as &[(&str, &str)], body.as_bytes()),
        )
    }),
    ("Document", |_, s| {
        refused(Document::parse(&s.value))
            + &refused(Document::parse(format!("<xml><{}>", s.text()).as_bytes()))
    }),
];

#[test]
fn no_argument_is_shown_in_further_places() {
    let client = crate::client();
    let mut found = String::new();
    let places = FILES
        .iter()
        .chain(&FRONT_END)
        .chain(&CONSTRUCTORS)
        .chain(&RECEIVED);
    let secrets = secrets();
    for (place, put) in places {
        for secret in &secrets {
            let text = put(&client, secret);
            if let Some(trace) = secret.trace_in(&text) {
                let _ = writeln!(found, "{place} shows {trace:?} of the {}: {text}", secret.name);
            }
        }
    }
    assert!(found.is_empty(), "{found}");
}

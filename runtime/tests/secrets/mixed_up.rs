//! Every secret in every wrong place: of the builder, and of what is done with a client.

use std::fmt::Write as _;

use wechatpay_openapi_runtime::{Call, Chain, Client, ClientBuilder, ErrorKind, Method};

use crate::support::platform::{
    KEY_ID, SERIAL_NO, answer, builder, certificate, keys, pem, signature_headers,
};
use crate::traces::Secret;
use crate::{OPERATION, Person, V2};

/// What a merchant has in its files and settings, each in every form that it may come in.
pub(crate) fn secrets() -> Vec<Secret> {
    let key = &keys().merchant_pem;
    let bare: String = key.lines().filter(|line| !line.starts_with('-')).collect();
    let der = decode(&bare);
    // PKCS#1 is what PKCS#8 wraps: version, algorithm and two headers stand before it.
    let pkcs1 = pem("RSA PRIVATE KEY", &der[26..]);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(key.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let own = certificate(&[0x5a, 0x77], &keys().merchant, "230101000000Z", "330101000000Z");
    // Without its first words, so that it is not known for what it is.
    let pem_line = key.replace("-----BEGIN ", "");
    let mut secrets = vec![
        Secret::of("key in UTF-16", utf16, bare.as_bytes()),
        Secret::of("key on one line", pem_line.replace('\n', " "), bare.as_bytes()),
        Secret::of(
            "key with spelt line ends",
            pem_line.replace('\n', "\\n"),
            bare.as_bytes(),
        ),
        Secret::of("key and certificate", format!("{own}{key}"), bare.as_bytes()),
        Secret::new("encrypted key", pem("ENCRYPTED PRIVATE KEY", &der)),
        Secret::new(
            "key of another label",
            key.replace("PRIVATE KEY", "Zq7Lw2Xc9Vb4Nm1K"),
        ),
        Secret::new("half a key", &key.as_bytes()[..900]),
        Secret::new("EC key", pem("EC PRIVATE KEY", &elliptic())),
        Secret::new("PKCS#8 EC key", pem("PRIVATE KEY", &elliptic())),
        Secret::new("APIv3 key", "Zq7Lw2Xc9Vb4Nm1Kj8Hg5Fd3Sa6Po0Iu"),
        Secret::new("APIv3 key of digits", "90817263549081726354908172635490"),
        Secret::new("v2 key", "a1f9c3e7b5d2084617e9f3a5c7b1d806"),
        Secret::new("password", "Tr0ub4dor&3/horse#battery"),
        Secret::of(
            "URL with password",
            "https://shop:Tr0ub4dor-3@proxy.example",
            b"shop:Tr0ub4dor-3@",
        ),
        Secret::of(
            "URL with token",
            "https://proxy.example/Zq7Lw2Xc9?token=Vb4Nm1Kj8Hg5",
            b"/Zq7Lw2Xc9?token=Vb4Nm1Kj8Hg5",
        ),
        Secret::new("certificate", own),
        Secret::of(
            "id of a public key, half copied",
            "KEY_ID_3847261950846172",
            b"3847261950846172",
        ),
    ];
    secrets.extend(crate::forms::further(key, &bare, &der));
    secrets.extend([
        Secret::new("PKCS#8 key", key.clone()),
        Secret::new("PKCS#1 key", pkcs1),
        Secret::new("key in base64", bare),
        Secret::new("key in DER", der),
    ]);
    #[cfg(feature = "sm")]
    secrets.push(Secret::new("SM2 key", crate::support::gm::sm_pem(0x5c)));
    #[cfg(feature = "reqwest")]
    secrets.push(Secret::new("PKCS#12", crate::support::tls::file("modern.p12")));
    secrets
}

fn decode(base64: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
}

fn elliptic() -> Vec<u8> {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    pair.to_pkcs8v1().unwrap().as_ref().to_vec()
}

type Building = (&'static str, fn(&Secret) -> ClientBuilder<Client>);

/// The arguments of every method of the builder, each with a secret in its place, and both of two.
const BUILDING: [Building; 30] = [
    ("builder", |s| with_keys(Client::builder(s.text()))),
    ("brand_builder", |s| with_keys(Client::brand_builder(s.text()))),
    ("merchant_key(_, key)", |s| {
        builder().merchant_key(s.text(), &keys().merchant_pem)
    }),
    ("merchant_key(serial, _)", |s| {
        builder().merchant_key(SERIAL_NO, &s.value)
    }),
    ("merchant_key(_, serial)", |s| {
        builder().merchant_key(s.text(), SERIAL_NO)
    }),
    ("merchant_key(_, _)", |s| {
        builder().merchant_key(s.text(), &s.value)
    }),
    ("merchant_certificate(_, key)", |s| {
        builder().merchant_certificate(&s.value, &keys().merchant_pem)
    }),
    ("merchant_certificate(certificate, _)", |s| {
        builder().merchant_certificate(own(), &s.value)
    }),
    ("merchant_certificate(_, certificate)", |s| {
        builder().merchant_certificate(&s.value, own())
    }),
    ("merchant_certificate(_, _)", |s| {
        builder().merchant_certificate(&s.value, &s.value)
    }),
    ("client_certificate(_, key)", |s| {
        builder().client_certificate(&s.value, &keys().merchant_pem)
    }),
    ("client_certificate(certificate, _)", |s| {
        builder().client_certificate(own(), &s.value)
    }),
    ("client_certificate(_, certificate)", |s| {
        builder().client_certificate(&s.value, own())
    }),
    ("client_certificate(_, _)", |s| {
        builder().client_certificate(&s.value, &s.value)
    }),
    ("api_v3_key", |s| builder().api_v3_key(&s.value)),
    ("api_v2_key", |s| builder().api_v2_key(&s.value)),
    ("previous_api_v2_key", |s| {
        builder()
            .api_v2_key("192006250b4c09247ec02edce69f6a2d")
            .previous_api_v2_key(&s.value)
    }),
    ("v2_public_key", |s| builder().v2_public_key(&s.value)),
    ("public_key(_, key)", |s| {
        builder().public_key(s.text(), &keys().platform_public_pem)
    }),
    ("public_key(id, _)", |s| {
        builder().public_key("PUB_KEY_ID_2", &s.value)
    }),
    ("public_key(_, id)", |s| {
        builder().public_key(s.text(), "PUB_KEY_ID_2")
    }),
    ("public_key(_, _)", |s| builder().public_key(s.text(), &s.value)),
    ("public_key(PUB_KEY_ID_ + _)", |s| {
        builder().public_key(format!("PUB_KEY_ID_!{}", s.text()), &keys().platform_public_pem)
    }),
    ("platform_certificate", |s| {
        builder().platform_certificate(&s.value)
    }),
    ("base_url", |s| builder().base_url(s.text())),
    ("base_url(user)", |s| {
        builder().base_url(format!("https://{}@host", s.text()))
    }),
    ("base_url(path)", |s| {
        builder().base_url(format!("https://host/{}", s.text()))
    }),
    ("base_url(fragment)", |s| {
        builder().base_url(format!("https://host#{}", s.text()))
    }),
    ("backup_url", |s| builder().backup_url(s.text())),
    ("backup_url(query)", |s| {
        builder().backup_url(format!("https://host?{}", s.text()))
    }),
];

#[cfg(feature = "reqwest")]
const PROXIES: [Building; 5] = [
    ("proxy", |s| builder().proxy(s.text())),
    ("proxy(user)", |s| {
        builder().proxy(format!("http://{}:1@ho st", s.text()))
    }),
    ("proxy(password)", |s| {
        builder().proxy(format!("http://u:{}@host:0", s.text()))
    }),
    ("proxy(SOCKS)", |s| {
        builder().proxy(format!("socks5://u:{}@host", s.text()))
    }),
    ("proxy(right)", |s| {
        builder().proxy(format!("http://u:{}@host", s.text()))
    }),
];
#[cfg(not(feature = "reqwest"))]
const PROXIES: [Building; 0] = [];

#[cfg(all(feature = "pkcs12", feature = "reqwest"))]
const PKCS12: [Building; 3] = [
    ("client_certificate_p12", |s| {
        builder().client_certificate_p12(&s.value)
    }),
    ("client_certificate_p12_with_password(_, password)", |s| {
        builder().client_certificate_p12_with_password(&s.value, "1900000001")
    }),
    ("client_certificate_p12_with_password(file, _)", |s| {
        builder().client_certificate_p12_with_password(crate::support::tls::file("modern.p12"), s.text())
    }),
];
#[cfg(not(all(feature = "pkcs12", feature = "reqwest")))]
const PKCS12: [Building; 0] = [];

fn with_keys(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    builder
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .public_key(KEY_ID, &keys().platform_public_pem)
}

pub(crate) fn own() -> String {
    certificate(&[0x0a, 0x77], &keys().merchant, "230101000000Z", "330101000000Z")
}

/// An error and its causes in every way that it can be printed.
pub(crate) fn printed(error: &(dyn std::error::Error + 'static)) -> String {
    let mut out = String::new();
    if let Some(error) = error.downcast_ref::<wechatpay_openapi_runtime::Error>() {
        let operation = error.operation().unwrap_or_default();
        let _ = write!(out, "{:?} {operation} {:?}", error.problems(), error.kind());
    }
    let mut cause = Some(error);
    while let Some(error) = cause {
        let _ = write!(out, " {error} {error:#} {error:?} {error:#?} {error:02x?}");
        cause = error.source();
    }
    out
}

#[test]
fn t03_no_argument_of_the_builder_is_shown() {
    let secrets = secrets();
    let (mut refused, mut found) = (0, String::new());
    for (place, build) in BUILDING.iter().chain(&PROXIES).chain(&PKCS12) {
        for secret in &secrets {
            let text = match build(secret).build() {
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Config);
                    refused += 1;
                    printed(&error)
                }
                // What was not refused is kept, and shows it as little.
                Ok(client) => format!("{client:?} {client:#?}"),
            };
            if let Some(trace) = secret.trace_in(&text) {
                let _ = writeln!(found, "{place} shows {trace:?} of the {}: {text}", secret.name);
            }
        }
    }
    assert!(found.is_empty(), "{found}");
    assert!(refused > 500, "only {refused} were refused");
}

type Using = (&'static str, fn(&Client, &Secret) -> String);

/// What a program does with a client, with a secret in its place.
const USING: [Using; 14] = [
    ("call(path)", |client, s| {
        let call = client.call(Method::GET, s.text());
        format!("{call:?} {}", outcome(&call))
    }),
    ("call(path with query)", |client, s| {
        let call = client.call(Method::GET, format!("v3/orders/{{id}}?token={}", s.text()));
        format!("{call:?} {}", outcome(&call))
    }),
    ("path(_, value)", |client, s| {
        outcome(&client.call(Method::GET, "v3/orders/{id}").path(s.text(), "1"))
    }),
    ("path(name, _)", |client, s| {
        let call = client.call(Method::GET, "v3/{id}/{other}").path("id", s.text());
        format!("{call:?} {}", outcome(&call))
    }),
    ("query", |client, s| {
        let call = client.call(Method::GET, "v3/{id}").query(s.text(), s.text());
        format!("{call:?} {}", outcome(&call))
    }),
    ("header(_, value)", |client, s| {
        outcome(&client.call(Method::GET, "v3/x").header(s.text(), "a\nb"))
    }),
    ("header(name, _)", |client, s| {
        outcome(
            &client
                .call(Method::GET, "v3/x")
                .header("X-Key", format!("{}\n", s.text())),
        )
    }),
    ("header(Authorization, _)", |client, s| {
        outcome(&client.call(Method::GET, "v3/x").header("Authorization", s.text()))
    }),
    ("json", |client, s| {
        let call = client.call(Method::POST, "v3/{id}").json(&s.text());
        format!("{call:?} {}", outcome(&call))
    }),
    ("sensitive field", |client, s| {
        let person = Person::new().must(1).user_name(s.text().repeat(30));
        let call: Call<Person> = Call::new(Chain::new(client).param(s.text()), &OPERATION, person);
        format!("{call:?} {}", outcome(&call))
    }),
    ("v2 field", |client, s| {
        let person = Person::new()
            .must(1)
            .order(s.text() + "\u{1}")
            .user_name(s.text());
        let call: Call<Person> = Call::new(Chain::new(client).param("1"), &V2, person);
        format!("{call:?} {}", outcome(&call))
    }),
    ("payment(appid)", |client, s| {
        let payment = client.payment(s.text());
        let shown = format!("{payment:?}");
        payment
            .jsapi(&s.text())
            .map_or_else(|error| printed(&error) + &shown, |_| shown.clone())
    }),
    ("parse(body)", |client, s| {
        let headers = signature_headers(&s.value);
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        printed(&client.notifications().parse(&headers[..], &s.value).unwrap_err())
    }),
    ("answer", |client, s| {
        let call = client.call(Method::GET, "v3/x");
        let headers = signature_headers(&s.value);
        call.read(answer(200, &headers, s.value.clone()))
            .map_or_else(|error| printed(&error), |value| format!("{:?}", value.status()))
    }),
];

pub(crate) fn outcome<T: wechatpay_openapi_runtime::FromAnswer>(call: &Call<T>) -> String {
    call.to_http()
        .map_or_else(|error| printed(&error), |_| String::new())
}

#[test]
fn t03_no_argument_of_a_call_is_shown() {
    let (client, secrets) = (crate::client(), secrets());
    let mut found = String::new();
    for (place, use_it) in USING {
        for secret in &secrets {
            let text = use_it(&client, secret);
            if let Some(trace) = secret.trace_in(&text) {
                let _ = writeln!(found, "{place} shows {trace:?} of the {}: {text}", secret.name);
            }
        }
    }
    assert!(found.is_empty(), "{found}");
}

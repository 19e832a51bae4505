//! Keys that are replaced while the client runs.

use std::sync::{Arc, OnceLock};

use serde_json::json;
use wechatpay_openapi_runtime::crypto::{ApiV2Key, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Call, Client, ErrorKind, Method, Sensitive};

use super::Receiver;
use super::support::keeper::{Keeper, Manner};
use super::support::platform::{SERIAL_NO, builder, key_pair, keys, merchant_public, signature_headers};
use super::support::server::{Act, Seen, Server, respond};

const NEXT: &str = "0B22000000000000000000000000000000000002";

/// The merchant's next key.
fn next() -> &'static (String, PrivateKey) {
    static NEXT: OnceLock<(String, PrivateKey)> = OnceLock::new();
    NEXT.get_or_init(key_pair)
}

fn next_public() -> PublicKey {
    next().1.public_key().unwrap()
}

fn call(client: &Client) -> Call<Receiver> {
    client
        .call(Method::POST, "v3/receivers")
        .json(&json!({ "n": 1 }))
        .receive()
}

/// That this one has signed it.
fn check(seen: &Seen, serial_no: &str, key: &PublicKey) {
    let found = v3::Authorization::parse(seen.header("authorization")).unwrap();
    assert_eq!(found.serial_no, serial_no);
    let message = v3::request_message(
        &seen.method,
        &seen.target,
        found.timestamp,
        found.nonce_str,
        &seen.body,
    );
    key.verify(&message, found.signature).unwrap();
}

#[derive(Debug, Clone, Copy)]
enum Kept {
    Here,
    Elsewhere,
}

fn with(kept: Kept, url: &str) -> Client {
    let builder = builder().base_url(url);
    let builder = match kept {
        Kept::Here => builder,
        Kept::Elsewhere => builder.signing_key(SERIAL_NO, Keeper::start(&keys().merchant_pem, Manner::Well)),
    };
    builder.build().unwrap()
}

fn replace(client: &Client, kept: Kept) {
    let replaced = match kept {
        Kept::Here => client.replace_merchant_key(NEXT, &next().0),
        Kept::Elsewhere => client.replace_signing_key(NEXT, Keeper::start(&next().0, Manner::Well)),
    };
    replaced.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_on_its_way_ends_as_it_began() {
    for (before, after) in [
        (Kept::Here, Kept::Here),
        (Kept::Here, Kept::Elsewhere),
        (Kept::Elsewhere, Kept::Here),
        (Kept::Elsewhere, Kept::Elsewhere),
    ] {
        let what = format!("{before:?} {after:?}");
        let client: Arc<OnceLock<Client>> = Arc::default();
        let own = client.clone();
        let server = Server::start(move |seen| {
            let found = v3::Authorization::parse(seen.header("authorization")).unwrap();
            let is_first = found.serial_no == SERIAL_NO;
            // Encrypted for the certificate that signed; and the key changes before the answer is read.
            let key = if is_first {
                merchant_public()
            } else {
                next_public()
            };
            let body = json!({ "name": key.encrypt("张三").unwrap() }).to_string();
            if is_first {
                replace(own.get().unwrap(), after);
            }
            Act::Send(respond(
                "200 OK",
                &signature_headers(body.as_bytes()),
                body.as_bytes(),
            ))
        });
        client.set(with(before, &server.url)).unwrap();
        // A clone has what the other was given.
        let clone = client.get().unwrap().clone();
        for expected in [SERIAL_NO, NEXT, NEXT] {
            assert_eq!(clone.serial_no().as_deref(), Some(expected), "{what}");
            let receiver = call(&clone).await.expect(&what);
            assert_eq!(
                receiver.name.as_ref().map(Sensitive::expose),
                Some("张三"),
                "{what}"
            );
        }
        let seen = server.seen();
        check(&seen[0], SERIAL_NO, &merchant_public());
        check(&seen[1], NEXT, &next_public());
        check(&seen[2], NEXT, &next_public());
    }
}

#[test]
fn what_cannot_replace_a_key_changes_nothing() {
    let client = builder().build().unwrap();
    let refused = [
        (client.replace_merchant_key(NEXT, "no key"), "not a key"),
        (client.replace_merchant_key("xyz", &next().0), "serial number"),
        (client.replace_merchant_key(&*next().0, NEXT), "swapped"),
        (client.replace_api_v2_key("short"), "32 letters and digits"),
    ];
    for (outcome, text) in refused {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.to_string().contains(text), "{error}");
        assert!(error.to_string().contains("has the one that it had"), "{error}");
    }
    assert_eq!(client.serial_no().as_deref(), Some(SERIAL_NO));
    super::support::platform::check(&call(&client).to_http().unwrap());

    let only_v2 = Client::builder("1900000001").api_v2_key(KEYS[0]).build().unwrap();
    let error = only_v2.replace_merchant_key(NEXT, &next().0).unwrap_err();
    assert!(error.to_string().contains("for v2 alone"), "{error}");
}

#[cfg(feature = "sm")]
#[test]
fn a_key_of_another_kind_does_not_take_its_place() {
    let client = builder().build().unwrap();
    let error = client
        .replace_merchant_key(NEXT, super::support::gm::sm_pem(super::support::gm::MERCHANT))
        .unwrap_err();
    assert!(error.to_string().contains("build another client"), "{error}");
}

const KEYS: [&str; 3] = [
    "192006250b4c09247ec02edce69f6a2d",
    "292006250b4c09247ec02edce69f6a2e",
    "392006250b4c09247ec02edce69f6a2f",
];

fn signed(key: &str) -> String {
    let fields = [("return_code", "SUCCESS"), ("result_code", "SUCCESS")];
    let mut document = Document::default();
    fields.iter().for_each(|(name, text)| document.set(name, *text));
    let sign = ApiV2Key::new(key).unwrap().sign(SignType::Md5, &v2::text(fields));
    document.set("sign", sign);
    document.write().unwrap()
}

/// The new key signs; what the former signed is read; what the one before that signed is not.
#[test]
fn a_v2_key_is_replaced_and_the_former_one_still_read() {
    let client: Client = Client::builder("1900000001").api_v2_key(KEYS[0]).build().unwrap();
    let call = || {
        client
            .call(Method::POST, "pay/orderquery")
            .json(&json!({ "out_trade_no": "1" }))
    };
    for (now, key) in KEYS.iter().enumerate() {
        if now > 0 {
            client.replace_api_v2_key(key).unwrap();
        }
        let request = Document::parse(call().to_http().unwrap().body()).unwrap();
        for (index, key) in KEYS.iter().enumerate() {
            let text = v2::text(request.texts().unwrap());
            let signs = ApiV2Key::new(key)
                .unwrap()
                .verify(&text, request.get("sign").unwrap());
            assert_eq!(signs, index == now);
            let answer = super::support::platform::answer(200, &[], signed(key));
            let is_read = call().read(answer).is_ok();
            assert_eq!(is_read, index == now || index + 1 == now, "{index} at {now}");
        }
    }
}

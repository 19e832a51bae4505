//! Clients, calls, answers, notifications and keys.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use wechatpay_openapi_runtime::__private::{AnyRecord, RecordRef};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key, FileKey, PrivateKey};
use wechatpay_openapi_runtime::sign::v2::SignType;
use wechatpay_openapi_runtime::sign::v3::Authorization;
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Call, Chain, Download, FilePart, Method, Numbered, Outgoing, PathValue, Redirect,
    Sensitive, Transport, TransportError, http,
};

use crate::support::platform::{header, keys, signed};
use crate::{
    FILE, NAME, OPERATION, ORDER, PATH, PLAINTEXT, Person, Sweep, TOKEN, V2, V2_KEY, V3_KEY, builder, call,
    client,
};

#[test]
fn keys_and_clients() {
    let mut sweep = Sweep::default();
    let client = client();
    sweep.debug("Client", &client);
    sweep.debug("ClientBuilder", &builder_shown());
    sweep.debug("Notifications", &client.notifications());
    sweep.debug("Payment", &client.payment("wx1"));
    sweep.debug("PaymentV2", &client.payment("wx1").v2(SignType::Md5));
    sweep.debug("PrivateKey", &PrivateKey::parse(&keys().merchant_pem).unwrap());
    sweep.debug("PublicKey", &keys().merchant.public_key().unwrap());
    sweep.debug("ApiV3Key", &ApiV3Key::new(V3_KEY).unwrap());
    sweep.debug("FileKey", &FileKey::new(V3_KEY.as_bytes()).unwrap());
    sweep.debug("ApiV2Key", &ApiV2Key::new(V2_KEY).unwrap());
    #[cfg(feature = "reqwest")]
    sweep.debug("ClientIdentity", &identity());
    sweep.check();
}

/// A builder has no `Debug`; what it says is what its problems say, of `errors.rs`.
fn builder_shown() -> &'static str {
    drop(builder());
    std::any::type_name_of_val(&builder())
}

#[cfg(feature = "reqwest")]
fn identity() -> wechatpay_openapi_runtime::crypto::ClientIdentity {
    use crate::support::tls::{certificate_pem, key_pem};
    wechatpay_openapi_runtime::crypto::ClientIdentity::from_pem(
        certificate_pem("merchant"),
        key_pem("merchant"),
    )
    .unwrap()
}

#[test]
fn calls_and_requests() {
    let mut sweep = Sweep::default();
    let client = client();
    sweep.debug("Chain", &Chain::new(&client).param(PATH));
    sweep.debug("PathValue", &PathValue::from(PATH));
    sweep.debug("Call", &call(&client, &OPERATION));
    sweep.debug(
        "Sending",
        &std::future::IntoFuture::into_future(call(&client, &OPERATION)),
    );
    let untyped = client
        .call(Method::GET, "v3/bill/{id}")
        .path("id", PATH)
        .query("token", TOKEN)
        .json(&json!(ORDER));
    sweep.debug("Call", &untyped);
    let request = call(&client, &OPERATION).skip_required_check().to_http().unwrap();
    let authorization = header(&request, "authorization").to_owned();
    let parsed = Authorization::parse(&authorization).unwrap();
    sweep.debug("Authorization", &parsed);
    sweep.secret(parsed.signature.as_bytes());
    sweep.debug("headers", request.headers());
    sweep.check();
}

/// Keeps what a request looks like to a transport that logs it.
#[derive(Default)]
struct Look(Arc<Mutex<String>>);

impl Transport for Look {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        self.0
            .lock()
            .unwrap()
            .push_str(&format!("{outgoing:?} {outgoing:#?}"));
        Box::pin(async { Err(TransportError::not_sent("no network")) })
    }
}

#[tokio::test]
async fn what_a_transport_sees() {
    let mut sweep = Sweep::default();
    let look = Look::default();
    let seen = look.0.clone();
    let client = builder().transport(look).build().unwrap();
    let call = client
        .call(Method::POST, "v3/file")
        .query("token", TOKEN)
        .json(&json!(ORDER));
    sweep.error("TransportError", &call.await.unwrap_err());
    let seen = seen.lock().unwrap().clone();
    assert!(seen.contains("/v3/file"));
    sweep.text("Outgoing", seen);
    sweep.check();
}

#[test]
fn records_and_answers() {
    let mut sweep = Sweep::default();
    let client = client();
    let cipher = keys().merchant.public_key().unwrap().encrypt(NAME).unwrap();
    let read = call(&client, &OPERATION)
        .read(signed(200, &format!(r#"{{"user_name":"{cipher}"}}"#)))
        .unwrap();
    assert_eq!(read.user_name.as_ref().unwrap().expose(), NAME);
    sweep.debug("Response", &read);
    let call: Call<Download> = client.call(Method::GET, "v3/file").receive();
    sweep.debug("Response", &call.read(signed(200, FILE)).unwrap());
    sweep.debug(
        "Download",
        &Download {
            content: FILE.into(),
            content_type: None,
        },
    );
    sweep.debug("Sensitive", &Sensitive::new(NAME));
    sweep.debug("Numbered", &Numbered::<Sensitive<String>>::new().with(0, NAME));
    sweep.debug("FilePart", &FilePart::new("a.jpg", FILE));
    let person = Person::new().user_name(NAME);
    sweep.debug("AnyRecord", &AnyRecord::new(person.clone()));
    sweep.debug("Part", &RecordRef::new(&person).parts(None).unwrap());
    let mut document = Document::default();
    document.set("name", NAME);
    sweep.debug("Document", &document);
    sweep.debug(
        "Node",
        &document
            .fields()
            .map(|(_, node)| node.clone())
            .collect::<Vec<_>>(),
    );
    sweep.check();
}

/// v2: the key signs, and is in nothing.
#[test]
fn v2() {
    let mut sweep = Sweep::default();
    let client = client();
    let request = call(&client, &V2).skip_required_check().to_http().unwrap();
    sweep.debug("headers", request.headers());
    sweep.debug("Call", &call(&client, &V2));
    let redirect: Call<Redirect> = Call::bare(Chain::new(&client), &REDIRECT);
    sweep.debug("Call", &redirect);
    sweep.text("URL", redirect.url().unwrap());
    sweep.check();
}

static REDIRECT: wechatpay_openapi_runtime::Operation =
    wechatpay_openapi_runtime::Operation::v2(Method::GET, "/go")
        .answers(wechatpay_openapi_runtime::Answer::Redirect);

#[test]
fn notifications() {
    let mut sweep = Sweep::default();
    let sealed = ApiV3Key::new(V3_KEY).unwrap();
    let plain = json!({"order": PLAINTEXT, "user_name": keys().merchant.public_key().unwrap().encrypt(NAME).unwrap()});
    let ciphertext = sealed
        .encrypt("0123456789ab", "", plain.to_string().as_bytes())
        .unwrap();
    let body = json!({"id": "1", "event_type": "TRANSACTION.SUCCESS", "resource": {
        "algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab", "ciphertext": ciphertext}})
    .to_string();
    let headers = crate::support::platform::signature_headers(body.as_bytes());
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
    let raw = client()
        .notifications()
        .parse(&headers[..], body.as_bytes())
        .unwrap();
    assert!(
        raw.plaintext()
            .windows(PLAINTEXT.len())
            .any(|window| window == PLAINTEXT.as_bytes())
    );
    sweep.debug("RawNotification", &raw);
    sweep.debug("Reply", &raw.success());
    sweep.check();
}

#[test]
fn a_response_shows_its_value_and_keeps_its_body() {
    let response = client()
        .call(Method::GET, "v3/x")
        .read(signed(200, r#"{"a":1}"#))
        .unwrap();
    assert_eq!(response["a"], Value::from(1));
    assert!(format!("{response:?}").contains("08F78BB5A906"));
}

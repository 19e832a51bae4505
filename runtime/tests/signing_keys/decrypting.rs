//! What is decrypted elsewhere.

use std::error::Error as _;
use std::time::Duration;

use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key, FileKey};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{
    Call, Client, Error, ErrorKind, Method, RawNotification, Sensitive, TypedEvent,
};

use super::support::keeper::Manner;
use super::support::platform::{API_V3_KEY, merchant_public, signature_headers, signed};
use super::support::server::{Act, Server, respond};
use super::{Receiver, builder, keeper};

const V2_KEY: &str = "192006250b4c09247ec02edce69f6a2d";

fn sealed(plain: &str) -> String {
    merchant_public().encrypt(plain).unwrap()
}

/// Three names, one of them twice the same ciphertext.
fn body() -> String {
    let (one, other) = (sealed("张三"), sealed("李四"));
    json!({ "openid": "o1", "name": one, "others": [{ "name": other }, { "name": one }, { "name": "" }] })
        .to_string()
}

fn names(receiver: &Receiver) -> Vec<&str> {
    let others = receiver.others.iter().flatten().map(|other| &other.name);
    let all = std::iter::once(&receiver.name).chain(others);
    all.map(|name| name.as_ref().map_or("-", Sensitive::expose))
        .collect()
}

fn call(client: &Client) -> Call<Receiver> {
    let call = client.call(Method::GET, "v3/receivers");
    call.timeout(Duration::from_millis(900)).receive()
}

#[tokio::test]
async fn sensitive_fields_are_decrypted_elsewhere_or_the_error_says_why_not() {
    let body = body();
    let answer = respond("200 OK", &signature_headers(body.as_bytes()), body.as_bytes());
    let server = Server::start(move |_| Act::Send(answer.clone()));
    let cases = [
        (Manner::Well, Ok(())),
        (Manner::After(Duration::from_millis(40)), Ok(())),
        (Manner::Silent, Err("within the time that was left")),
        (
            Manner::Refusing("no right to decrypt"),
            Err("no right to decrypt"),
        ),
        (Manner::Wrong, Err("no UTF-8")),
    ];
    for (manner, expected) in cases {
        let keeper = keeper(manner);
        let client = builder(&keeper).base_url(&server.url).build().unwrap();
        // Read by hand, nothing has to be signed.
        let mut outcomes = vec![(call(&client).read_async(signed(200, &body)).await, "oo")];
        if expected.is_ok() {
            assert_eq!(keeper.asked(), "oo", "{manner:?}: each ciphertext once");
            outcomes.push((call(&client).await, "soo"));
            assert_eq!(keeper.asked(), "soo", "{manner:?}");
            let own = call(&client);
            let blocking = tokio::task::spawn_blocking(move || own.send_blocking());
            outcomes.push((blocking.await.unwrap(), "soo"));
        }
        for (outcome, what) in outcomes {
            let what = format!("{manner:?} {what}");
            match expected {
                Ok(()) => assert_eq!(
                    names(&outcome.expect(&what)),
                    ["张三", "李四", "张三", ""],
                    "{what}"
                ),
                Err(text) => {
                    let error = outcome.expect_err(&what);
                    assert_eq!(error.kind(), ErrorKind::Decrypt, "{what}: {error}");
                    assert!(error.to_string().contains(text), "{what}: {error}");
                    assert!(
                        error.status().is_some() && error.verified_by().is_some(),
                        "{what}"
                    );
                }
            }
        }
    }
}

/// A call whose answer cannot be decrypted has been delivered all the same.
#[tokio::test]
async fn a_call_that_cannot_be_decrypted_says_that_it_was_answered() {
    let keeper = keeper(Manner::Well);
    let body = body();
    let (tell, answer) = (
        keeper.clone(),
        respond("200 OK", &signature_headers(body.as_bytes()), body.as_bytes()),
    );
    let server = Server::start(move |_| {
        tell.does(Manner::Refusing("the grant has ended"));
        Act::Send(answer.clone())
    });
    let client = builder(&keeper).base_url(&server.url).build().unwrap();
    let error = client
        .call(Method::POST, "v3/receivers")
        .receive::<Receiver>()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::Decrypt, 1),
        "{error}"
    );
    assert!(error.may_have_taken_effect() && error.body().is_some());
    let source = error.source().unwrap();
    assert_eq!(source.to_string(), "the grant has ended");
}

#[tokio::test]
async fn reading_without_waiting_names_what_waits() {
    let keeper = keeper(Manner::Well);
    let client = builder(&keeper).build().unwrap();
    let error = call(&client).read(signed(200, &body())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt);
    assert!(error.to_string().contains("`read_async`"), "{error}");
    assert_eq!(keeper.asked(), "");
    // What has nothing to decrypt needs no key.
    let read = call(&client).read(signed(200, r#"{"openid":"o1"}"#)).unwrap();
    assert_eq!(read.openid.as_deref(), Some("o1"));
}

#[tokio::test]
async fn v2_has_another_padding() {
    let key = PublicEncryptingKey::from_der(merchant_public().spki()).unwrap();
    let key = Pkcs1PublicEncryptingKey::new(key).unwrap();
    let mut buffer = vec![0; key.ciphertext_size()];
    let name = STANDARD.encode(key.encrypt("王五".as_bytes(), &mut buffer).unwrap());
    let fields = [
        ("return_code", "SUCCESS"),
        ("result_code", "SUCCESS"),
        ("name", &*name),
    ];
    let mut document = Document::default();
    fields.iter().for_each(|(name, text)| document.set(name, *text));
    let sign = ApiV2Key::new(V2_KEY)
        .unwrap()
        .sign(SignType::Md5, &v2::text(fields));
    document.set("sign", sign);
    let xml = document.write().unwrap();
    let server = Server::start(move |_| Act::Send(respond("200 OK", &[], xml.as_bytes())));
    let keeper = keeper(Manner::Well);
    let client = builder(&keeper)
        .api_v2_key(V2_KEY)
        .base_url(&server.url)
        .build()
        .unwrap();
    let call = client
        .call(Method::POST, "pay/receivers")
        .json(&json!({ "n": 1 }));
    let receiver = call.receive::<Receiver>().await.unwrap();
    assert_eq!(names(&receiver), ["王五"]);
    assert_eq!(keeper.asked(), "p");
}

#[tokio::test]
async fn the_key_of_a_bill_is_decrypted_before_it_is_asked_for() {
    const KEY: &str = "0123456789abcdefghijklmnopqrstuv";
    let mut file = b"`1,`2\n".to_vec();
    FileKey::new(KEY.as_bytes())
        .unwrap()
        .seal("0123456789ab", &mut file)
        .unwrap();
    let server = Server::start(move |_| Act::Send(respond("200 OK", &[], &file)));
    let keeper = keeper(Manner::Well);
    let client = builder(&keeper).base_url(&server.url).build().unwrap();
    let url = format!("{}/v3/billdownload/file?token=t", server.url);
    let bill = || client.download(&url).decrypt(sealed(KEY), "0123456789ab");
    let mut written = Vec::new();
    bill().to_writer(&mut written).await.unwrap();
    assert_eq!(written, b"`1,`2\n");
    assert_eq!(bill().await.unwrap().content, written);
    let own = bill();
    let blocking = tokio::task::spawn_blocking(move || {
        let mut written = Vec::new();
        own.to_writer_blocking(&mut written).map(|_| written)
    });
    assert_eq!(blocking.await.unwrap().unwrap(), written);
    assert_eq!(keeper.asked(), "ososos");

    server.seen();
    keeper.does(Manner::Silent);
    let error = bill().timeout(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt, "{error}");
    assert!(server.seen().is_empty());
}

/// An event with a field that is encrypted for the merchant.
#[derive(Debug)]
struct Joined(Receiver);

impl TypedEvent for Joined {
    fn read(raw: &RawNotification) -> Result<Self, Error> {
        raw.payload().map(Self)
    }
}

#[tokio::test]
async fn a_notification_is_decrypted_elsewhere() {
    let content = json!({ "openid": "o1", "name": sealed("赵六") }).to_string();
    let (nonce, data) = ("0123456789ab", "member");
    let ciphertext = ApiV3Key::new(API_V3_KEY)
        .unwrap()
        .encrypt(nonce, data, content.as_bytes())
        .unwrap();
    let body: Value = json!({
        "id": "1", "create_time": "2023-11-14T22:13:20+08:00", "event_type": "MEMBER.JOINED",
        "resource_type": "encrypt-resource",
        "resource": {
            "algorithm": "AEAD_AES_256_GCM", "original_type": "member", "nonce": nonce,
            "associated_data": data, "ciphertext": ciphertext,
        },
    });
    let body = body.to_string();
    let headers = signature_headers(body.as_bytes());
    let keeper = keeper(Manner::Well);
    let client = builder(&keeper).build().unwrap();
    let notifications = client.notifications();
    let joined = notifications
        .parse_event_fetching::<Joined, _>(&headers, body.as_bytes())
        .await
        .unwrap();
    assert_eq!(names(&joined.0), ["赵六"]);
    assert_eq!(keeper.asked(), "o");
    let error = notifications
        .parse_event::<Joined, _>(&headers, body.as_bytes())
        .unwrap_err();
    assert!(error.to_string().contains("parse_event_fetching"), "{error}");
    keeper.does(Manner::Refusing("not today"));
    let error = notifications
        .parse_event_fetching::<Joined, _>(&headers, body.as_bytes())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decrypt);
    assert!(error.to_string().contains("not today"), "{error}");
}

//! Vectors of other implementations that a whole client answers for:
//! notifications, the time window, front-end parameters, uploads.

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use support::{Case, cases, vector};
use wechatpay_openapi_runtime::crypto::sha256_hex;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ClientBuilder, Error, ErrorKind, FilePart, Method, Operation, RawNotification,
    record,
};

/// Some vectors take the key's own certificate for a platform certificate, so the merchant has another serial.
const SERIAL_NO: &str = "0A11000000000000000000000000000000000001";

/// A merchant key that any client needs.
fn merchant() -> ClientBuilder<Client> {
    let key = vector("signature", "java-sign-message");
    Client::builder("1230000109").merchant_key(SERIAL_NO, key.text("private_key_pem"))
}

fn receiver(case: &Case) -> Result<Client, Error> {
    let mut builder = merchant().api_v3_key(case.text("api_v3_key"));
    for key in case.inputs["keys"].as_array().into_iter().flatten() {
        builder = match &key["certificate_pem"] {
            Value::String(pem) => builder.platform_certificate(pem),
            _ => builder.public_key(
                key["id"].as_str().unwrap(),
                key["public_key_pem"].as_str().unwrap(),
            ),
        };
    }
    let now = case.inputs["now"].as_i64().unwrap_or_default();
    builder.clock(move || now).build()
}

fn parse(case: &Case) -> Result<RawNotification, Error> {
    let headers: Vec<(String, String)> = case.inputs["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    receiver(case)?
        .notifications()
        .parse(&headers, case.text("body").as_bytes())
}

#[test]
fn notifications() {
    let short = cases("notification-v3-aes128");
    for case in cases("notification-v3").into_iter().chain(short) {
        let parsed = parse(&case);
        if case.expect_error || case.kind == "notification-v3-aes128" {
            let error = parsed.expect_err(&case.id);
            assert_eq!(error.kind(), wanted_kind(&case.id), "{}: {error}", case.id);
            continue;
        }
        let found = parsed.unwrap_or_else(|error| panic!("{}: {error}", case.id));
        let same = |found: Option<&str>, name: &str| {
            assert_eq!(found.unwrap_or_default(), case.want(name), "{} {name}", case.id);
        };
        same(found.id(), "id");
        same(found.create_time(), "create_time");
        same(found.event_type(), "event_type");
        same(found.resource_type(), "resource_type");
        same(found.summary(), "summary");
        same(found.original_type(), "original_type");
        same(found.associated_data(), "associated_data");
        same(
            Some(std::str::from_utf8(found.plaintext()).unwrap()),
            "resource_plaintext",
        );
        let header = case.inputs["headers"]["Wechatpay-Serial"].as_str().unwrap();
        assert_eq!(found.verified_by(), Some(header), "{}", case.id);
    }
}

fn wanted_kind(id: &str) -> ErrorKind {
    match id.trim_start_matches("derived-notification-") {
        "reserialised" | "tampered" | "body-first" => ErrorKind::Signature,
        "unknown-serial" => ErrorKind::UnknownSerial,
        "old" | "future" => ErrorKind::Expired,
        "signtest" => ErrorKind::Probe,
        "wrong-api-v3-key" => ErrorKind::Decrypt,
        // It says AEAD_SM4_GCM, and is not.
        "other-algorithm" if cfg!(feature = "sm") => ErrorKind::Decrypt,
        "other-algorithm" => ErrorKind::Unsupported,
        "not-json" | "empty-resource" => ErrorKind::Decode,
        missing if missing.starts_with("missing-") => ErrorKind::Unsigned,
        // A key of 16 bytes: refused when the client is built.
        _ => ErrorKind::Config,
    }
}

#[test]
fn signed_notification_of_a_short_key_is_refused_for_the_key_alone() {
    let case = vector("notification", "go-notification-payscore");
    let error = parse(&case).unwrap_err();
    assert!(
        error.problems()[0].contains("exactly 32 bytes and this one has 16"),
        "{error}"
    );
}

#[test]
fn timestamp_window() {
    let signed = vector("notification", "derived-notification-certificate");
    for case in cases("timestamp-window") {
        // The signature is over one timestamp, so the clock moves instead.
        let (Some(timestamp), Some(now)) = (case.inputs["timestamp"].as_i64(), case.inputs["now"].as_i64())
        else {
            continue; // the timestamp that is no number, below
        };
        let mut shifted = vector("notification", &signed.id);
        let stamp: i64 = shifted.inputs["headers"]["Wechatpay-Timestamp"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        shifted.inputs["now"] = (stamp + now - timestamp).into();
        match parse(&shifted) {
            Ok(_) => assert!(!case.expect_error, "{}", case.id),
            Err(error) => {
                assert!(case.expect_error, "{}: {error}", case.id);
                assert_eq!(error.kind(), ErrorKind::Expired, "{}", case.id);
                assert_eq!(error.clocks().unwrap().offset(), now - timestamp, "{}", case.id);
            }
        }
    }
    let mut garbled = vector("notification", &signed.id);
    garbled.inputs["headers"]["Wechatpay-Timestamp"] = "yesterday".into();
    assert_eq!(parse(&garbled).unwrap_err().kind(), ErrorKind::Expired);
}

#[test]
fn front_end_parameters() {
    // Those of v2 have their own test.
    let mut cases = cases("pay-sign");
    cases.retain(|case| case.text("api") == "v3");
    assert_eq!(cases.len(), 2);
    for case in cases {
        let fields = &case.inputs["fields"];
        let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
        let is_app = text("scene") == "app";
        let nonce = if is_app {
            text("noncestr")
        } else {
            text("nonceStr")
        };
        let time = if is_app {
            text("timestamp")
        } else {
            text("timeStamp")
        };
        let platform = vector("notification", "derived-notification-certificate");
        let certificate = platform.inputs["keys"][0]["certificate_pem"].as_str().unwrap();
        let client = Client::builder("1230000109")
            .merchant_key(SERIAL_NO, case.text("private_key_pem"))
            .platform_certificate(certificate)
            .clock(move || time.parse().unwrap())
            .nonce(move || nonce.clone())
            .build()
            .unwrap();
        let sheet = if is_app {
            serde_json::to_value(client.payment(text("appid")).app(&text("prepayid")).unwrap()).unwrap()
        } else {
            let prepay_id = text("package").replace("prepay_id=", "");
            serde_json::to_value(client.payment(text("appId")).jsapi(&prepay_id).unwrap()).unwrap()
        };
        let mut wanted = fields.clone();
        wanted.as_object_mut().unwrap().remove("scene");
        wanted[if is_app { "sign" } else { "paySign" }] = case.want("sign").into();
        if !is_app {
            wanted["signType"] = "RSA".into();
        }
        assert_eq!(sheet, wanted, "{}", case.id);
    }
}

record! {
    /// The meta of an upload.
    pub struct Meta {
        /// Name.
        pub filename: Option<String>,
        /// Digest.
        pub sha256: Option<String>,
    }
    /// An upload.
    pub struct Upload {
        /// What is signed.
        pub meta: Option<Meta>,
        /// The file.
        #[is(required)]
        pub file: Option<FilePart>,
    }
}

const UPLOAD: Operation = Operation::v3(Method::POST, "/v3/merchant/media/upload").upload();

/// The upload of a case: body as sent, and the request's parts.
fn upload(case: &Case) -> http::Request<wechatpay_openapi_runtime::Bytes> {
    let content = STANDARD.decode(case.text("file_base64")).unwrap();
    let request = Upload::new()
        .meta(
            Meta::new()
                .filename(case.text("filename"))
                .sha256(sha256_hex(&content)),
        )
        .file(FilePart::new(case.text("filename"), content));
    let platform = vector("notification", "derived-notification-public-key");
    let key = &platform.inputs["keys"][0];
    let client = merchant()
        .public_key(
            key["id"].as_str().unwrap(),
            key["public_key_pem"].as_str().unwrap(),
        )
        .nonce(|| "0123456789abcdef".to_owned())
        .build()
        .unwrap();
    Call::<Value>::new(Chain::new(&client), &UPLOAD, request)
        .to_http()
        .unwrap()
}

#[test]
fn uploads() {
    for case in cases("multipart-meta") {
        let request = upload(&case);
        let body = String::from_utf8_lossy(request.body());
        assert!(
            body.contains(&format!("\r\n\r\n{}\r\n", case.want("meta"))),
            "{}: {body}",
            case.id
        );
    }
    for case in cases("multipart-body") {
        let request = upload(&case);
        assert_eq!(
            request.headers()["content-type"],
            case.want("content_type"),
            "{}",
            case.id
        );
        assert_eq!(
            STANDARD.encode(request.body()),
            case.want("body_base64"),
            "{}",
            case.id
        );
    }
}

#[test]
fn an_upload_signs_its_meta_alone() {
    use wechatpay_openapi_runtime::crypto::PrivateKey;
    use wechatpay_openapi_runtime::sign::v3;
    let case = cases("multipart-body").remove(0);
    let request = upload(&case);
    let header = v3::Authorization::parse(request.headers()["authorization"].to_str().unwrap()).unwrap();
    let signed = case.want("signed_body").as_bytes();
    let message = v3::request_message("POST", UPLOAD.path, header.timestamp, header.nonce_str, signed);
    let key = PrivateKey::parse(vector("signature", "java-sign-message").text("private_key_pem")).unwrap();
    key.public_key()
        .unwrap()
        .verify(&message, header.signature)
        .unwrap();
}

//! Notifications of v3 that are forged, replayed, spoilt, or genuine and senseless.

use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::ApiV3Key;
use wechatpay_openapi_runtime::sign::v3;
use wechatpay_openapi_runtime::{Client, ErrorKind, Reply};

use super::support::platform::{API_V3_KEY, KEY_ID, NONCE, NOW, SERIAL_NO, builder, keys};

/// A notification on its way.
pub(super) struct Sent {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Sent {
    /// Sets a header, in the place of what it was.
    fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(found, _)| found != name);
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(found, _)| found != name);
        self
    }

    fn edit(mut self, change: impl FnOnce(&str) -> String) -> Self {
        self.body = change(std::str::from_utf8(&self.body).unwrap()).into_bytes();
        self
    }

    fn get(&self, name: &str) -> String {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.unwrap().1.clone()
    }
}

fn client() -> Client {
    builder()
        .api_v2_key("192006250b4c09247ec02edce69f6a2d")
        .build()
        .unwrap()
}

/// Signed by the platform at this time, whatever it says.
fn signed_at(time: &str, body: impl Into<Vec<u8>>) -> Sent {
    let body = body.into();
    let message = v3::response_message(time, NONCE, &body);
    let signature = keys().platform.sign(&message).unwrap();
    let headers = [
        ("Wechatpay-Timestamp", time),
        ("Wechatpay-Nonce", NONCE),
        ("Wechatpay-Serial", KEY_ID),
        ("Wechatpay-Signature", &signature),
        ("Wechatpay-Signature-Type", v3::SCHEME),
    ];
    Sent {
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        body,
    }
}

fn signed(body: impl Into<Vec<u8>>) -> Sent {
    signed_at(&NOW.to_string(), body)
}

/// Of what was signed, the first lines of the body are read as the nonce. No HTTP header has line breaks, but a list of pairs may.
fn split_into_the_nonce() -> Sent {
    let body = envelope(API_V3_KEY).to_string();
    signed(format!("{{\n{body}"))
        .set("Wechatpay-Nonce", format!("{NONCE}\n{{"))
        .edit(|_| body)
}

/// The envelope of a payment, encrypted with this key.
fn envelope(key: &str) -> Value {
    let key = ApiV3Key::new(key).unwrap();
    let ciphertext = key
        .encrypt("0123456789ab", "transaction", br#"{"trade_state":"SUCCESS"}"#)
        .unwrap();
    json!({
        "id": "EV-1", "event_type": "TRANSACTION.SUCCESS", "resource_type": "encrypt-resource",
        "resource": {
            "original_type": "transaction", "algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab",
            "associated_data": "transaction", "ciphertext": ciphertext,
        },
    })
}

pub(super) fn genuine() -> Sent {
    signed(envelope(API_V3_KEY).to_string())
}

/// Genuine, but for one member of `resource`; null takes it away.
fn resource(member: &str, value: Value) -> Sent {
    let mut envelope = envelope(API_V3_KEY);
    let members = envelope["resource"].as_object_mut().unwrap();
    match value {
        Value::Null => drop(members.remove(member)),
        value => drop(members.insert(member.to_owned(), value)),
    }
    signed(envelope.to_string())
}

/// What it is, what came, and what is said of it.
type Attack = (&'static str, Sent, ErrorKind, &'static str);

fn refuse(status: u16, attacks: impl IntoIterator<Item = Attack>) {
    let client = client();
    for (what, sent, kind, says) in attacks {
        let error = client
            .notifications()
            .parse(&sent.headers, &sent.body)
            .expect_err(what);
        assert_eq!(error.kind(), kind, "{what}: {error}");
        assert!(error.to_string().contains(says), "{what}: {error}");
        let reply = Reply::for_error(&error, &sent.body);
        assert_eq!(reply.status, status, "{what}");
        assert!(reply.body.contains("FAIL"), "{what}: {}", reply.body);
    }
}

#[test]
fn the_genuine_one_is_taken() {
    let client = client();
    let taken = |sent: Sent| client.notifications().parse(&sent.headers, &sent.body).is_ok();
    assert!(taken(genuine()));
    assert!(taken(signed_at("1699999700", genuine().body)), "300 s old");
    assert!(taken(resource("more", json!(1))), "with a member more");
    // What a proxy adds behind does not count; what it puts before does, see below.
    let mut twice = genuine();
    twice
        .headers
        .push(("Wechatpay-Signature".to_owned(), "AAAA".to_owned()));
    assert!(taken(twice));
}

#[test]
fn nothing_changed_on_the_way_is_taken() {
    use ErrorKind::{Expired, Probe, Signature, UnknownSerial, Unsigned};
    let by_merchant = {
        let message = v3::response_message(&NOW.to_string(), NONCE, &genuine().body);
        genuine().set("Wechatpay-Signature", keys().merchant.sign(&message).unwrap())
    };
    let mut first_forged = genuine();
    first_forged
        .headers
        .insert(0, ("wechatpay-signature".to_owned(), "AAAA".to_owned()));
    let probe = format!("WECHATPAY/SIGNTEST/{}", genuine().get("Wechatpay-Signature"));
    let xml = "<xml><mch_id>1900000001</mch_id><total_fee>1</total_fee></xml>".to_owned();
    #[rustfmt::skip]
    let attacks: Vec<Attack> = vec![
        ("another event", genuine().edit(|body| body.replace("EV-1", "EV-2")), Signature, "raw body"),
        ("a blank more", genuine().edit(|body| format!("{body} ")), Signature, "raw body"),
        ("a byte order mark", genuine().edit(|body| format!("\u{FEFF}{body}")), Signature, "raw body"),
        ("written again", genuine().edit(|body| body.replace("\":", "\": ")), Signature, "written again"),
        ("no body", genuine().edit(|_| String::new()), Signature, "the body is empty"),
        ("XML in its place", genuine().edit(|_| xml), Unsigned, "not signed"),
        ("another time", genuine().set("Wechatpay-Timestamp", "1700000001"), Signature, "wrong signature"),
        ("another nonce", genuine().set("Wechatpay-Nonce", "N"), Signature, "wrong signature"),
        ("signed by the merchant", by_merchant, Signature, "wrong signature"),
        ("no base64", genuine().set("Wechatpay-Signature", "!"), Signature, "not base64"),
        ("a probe", genuine().set("Wechatpay-Signature", probe), Probe, "SIGNTEST"),
        ("a bare probe", genuine().set("Wechatpay-Signature", "WECHATPAY/SIGNTEST/"), Probe, "SIGNTEST"),
        ("two signatures", first_forged, Signature, "wrong signature"),
        ("301 s old", signed_at("1699999699", genuine().body), Expired, "301 s"),
        ("301 s early", signed_at("1700000301", genuine().body), Expired, "301 s"),
        ("the end of time", signed_at("9223372036854775807", genuine().body), Expired, "behind"),
        ("no time", signed_at("now", genuine().body), Expired, "no number of seconds"),
        ("a key of nobody", genuine().set("Wechatpay-Serial", "PUB_KEY_ID_X"), UnknownSerial, "PUB_KEY_ID_X"),
        ("a key in small letters", genuine().set("Wechatpay-Serial", KEY_ID.to_lowercase()), UnknownSerial, "knows"),
        ("the merchant's key", genuine().set("Wechatpay-Serial", SERIAL_NO), UnknownSerial, SERIAL_NO),
        ("a line of the body in the nonce", split_into_the_nonce(), Signature, "line break"),
        ("another algorithm", genuine().set("Wechatpay-Signature-Type", "NONE"), Signature, "`NONE`"),
        ("no time header", genuine().without("Wechatpay-Timestamp"), Unsigned, "wechatpay-timestamp"),
        ("no nonce header", genuine().without("Wechatpay-Nonce"), Unsigned, "wechatpay-nonce"),
        ("no serial header", genuine().without("Wechatpay-Serial"), Unsigned, "wechatpay-serial"),
        ("no signature header", genuine().without("Wechatpay-Signature"), Unsigned, "wechatpay-signature"),
        ("an empty signature", genuine().set("Wechatpay-Signature", ""), Unsigned, "wechatpay-signature"),
    ];
    refuse(401, attacks);
}

/// These are genuine: whoever signs them has the platform's key. What is wrong is named, and the key is not blamed.
#[test]
fn what_cannot_be_read_says_what_is_missing() {
    use ErrorKind::Decode;
    let without_resource = {
        let mut envelope = envelope(API_V3_KEY);
        envelope.as_object_mut().unwrap().remove("resource");
        signed(envelope.to_string())
    };
    // Answers are signed alike, and this one has something sealed with the APIv3 key.
    let certificates = || {
        let sealed = envelope(API_V3_KEY)["resource"].clone();
        signed(json!({ "data": [{ "serial_no": SERIAL_NO, "encrypt_certificate": sealed }] }).to_string())
    };
    let of_resource = |value: Value| signed(json!({ "id": "1", "resource": value }).to_string());
    #[rustfmt::skip]
    let attacks: Vec<Attack> = vec![
        ("no JSON", signed("event=1"), Decode, "no JSON"),
        ("no object", signed("[1]"), Decode, "no `resource`"),
        ("too deep", signed("[".repeat(100_000)), Decode, "no JSON"),
        ("no resource", without_resource, Decode, "no `resource`"),
        ("an answer: certificates", certificates(), Decode, "no `resource`"),
        ("an empty resource", of_resource(json!({})), Decode, "no `resource.algorithm`"),
        ("a null resource", of_resource(Value::Null), Decode, "no object"),
        ("a text for resource", of_resource(json!("x")), Decode, "no object"),
        ("no algorithm", resource("algorithm", Value::Null), Decode, "no `resource.algorithm`"),
        ("no nonce", resource("nonce", Value::Null), Decode, "no `resource.nonce`"),
        ("an empty nonce", resource("nonce", json!("")), Decode, "no `resource.nonce`"),
        ("a number for nonce", resource("nonce", json!(123_456_789_012_i64)), Decode, "no `resource.nonce`"),
        ("a nonce of 11 bytes", resource("nonce", json!("0123456789a")), Decode, "has 11 bytes"),
        ("a nonce of 16 bytes", resource("nonce", json!("0123456789abcdef")), Decode, "has 16 bytes"),
        ("a nonce of 12 letters", resource("nonce", json!("随机串随机串随机串随机串")), Decode, "has 36 bytes"),
        ("no ciphertext", resource("ciphertext", Value::Null), Decode, "no `resource.ciphertext`"),
        ("no base64", resource("ciphertext", json!("*")), Decode, "`resource.ciphertext` is not base64"),
    ];
    refuse(400, attacks);
}

#[test]
fn what_cannot_be_decrypted_is_for_the_shop_to_mend() {
    use ErrorKind::{Decrypt, Unsupported};
    let other = signed(envelope("another APIv3 key of 32 bytes...").to_string());
    #[rustfmt::skip]
    let attacks: Vec<Attack> = vec![
        ("another merchant's key", other, Decrypt, "`api_v3_key`"),
        ("another nonce", resource("nonce", json!("ba9876543210")), Decrypt, "`api_v3_key`"),
        ("other data beside it", resource("associated_data", json!("refund")), Decrypt, "`api_v3_key`"),
        ("no data beside it", resource("associated_data", Value::Null), Decrypt, "`api_v3_key`"),
        ("shorter than a tag", resource("ciphertext", json!("AAAA")), Decrypt, "`api_v3_key`"),
        ("an unknown algorithm", resource("algorithm", json!("AEAD_ROT13")), Unsupported, "`AEAD_ROT13`"),
        ("in small letters", resource("algorithm", json!("aead_aes_256_gcm")), Unsupported, "this build knows"),
        ("with a blank", resource("algorithm", json!("AEAD_AES_256_GCM ")), Unsupported, "this build knows"),
    ];
    refuse(500, attacks);
}

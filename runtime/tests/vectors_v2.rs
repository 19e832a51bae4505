//! Vectors of v2 signatures, encryption and XML: one data-driven test for each kind.

mod support;

use serde_json::{Value, json};
use support::{Case, cases, platform};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, decrypt_ecb, encrypt_ecb, md5_hex};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::{Document, Node};
use wechatpay_openapi_runtime::{ErrorKind, http};

/// Every case must be as it is expected.
fn each(cases: Vec<Case>, test: impl Fn(&Case)) {
    cases.iter().for_each(test);
}

fn sign(case: &Case, sign_type: SignType) {
    let params = case.inputs["params"].as_object().unwrap();
    let pairs = params
        .iter()
        .map(|(name, value)| (&**name, value.as_str().unwrap_or_default()));
    let text = v2::text(pairs);
    assert_eq!(text, case.want("text"), "{}", case.id);
    let key = ApiV2Key::new(case.text("key")).unwrap();
    assert_eq!(key.sign(sign_type, &text), case.want("sign"), "{}", case.id);
    assert!(key.verify(&text, case.want("sign")), "{}", case.id);
    assert!(!key.verify(&format!("{text}0"), case.want("sign")), "{}", case.id);
    assert!(!key.verify(&text, &case.want("sign")[1..]), "{}", case.id);
}

#[test]
fn md5_signatures() {
    each(cases("v2-sign-md5"), |case| sign(case, SignType::Md5));
}

#[test]
fn hmac_signatures() {
    each(cases("v2-sign-hmac-sha256"), |case| {
        sign(case, SignType::HmacSha256);
    });
}

#[test]
fn front_end_signatures() {
    let mut cases = cases("pay-sign");
    cases.retain(|case| case.text("api") == "v2");
    assert_eq!(cases.len(), 8);
    for case in cases {
        // `scene` is the vector's own label.
        let fields = case.inputs["fields"].as_object().unwrap().iter();
        let fields = fields.filter(|(name, _)| *name != "scene");
        let text = v2::text(fields.map(|(name, value)| (&**name, value.as_str().unwrap())));
        let message = format!("{text}&key={}", case.text("key"));
        assert_eq!(message, case.want("message"), "{}", case.id);
        let key = ApiV2Key::new(case.text("key")).unwrap();
        let sign_type = SignType::parse(case.text("sign_type")).unwrap();
        assert_eq!(key.sign(sign_type, &text), case.want("sign"), "{}", case.id);
    }
}

#[test]
fn md5_hashes() {
    each(cases("v2-hash-md5"), |case| {
        let (text, key) = (case.text("text"), case.text("key"));
        let found = match (key, case.inputs["agency"] == true) {
            ("", _) => md5_hex(text.as_bytes()),
            (key, true) => md5_hex(format!("{text}&secret={key}").as_bytes()),
            (key, false) => ApiV2Key::new(key)
                .unwrap()
                .sign(SignType::Md5, text)
                .to_ascii_lowercase(),
        };
        assert_eq!(found, case.want("md5_hex"), "{}", case.id);
    });
}

fn strings(value: &Value) -> Vec<&str> {
    let items = value.as_array().unwrap().iter();
    items.map(|item| item.as_str().unwrap_or_default()).collect()
}

#[test]
fn names_are_sorted_by_byte() {
    each(cases("v2-ksort"), |case| {
        let text = v2::text(strings(&case.inputs["keys"]).into_iter().map(|key| (key, "1")));
        let found: Vec<&str> = text.split('&').map(|pair| pair.trim_end_matches("=1")).collect();
        assert_eq!(found, strings(&case.expected["keys"]), "{}", case.id);
    });
}

#[test]
fn pairs_leave_out_empty_values_and_the_signature() {
    each(cases("v2-query-string"), |case| {
        let pairs = case.inputs["pairs"].as_array().unwrap().iter().map(strings);
        let text = v2::join(pairs.map(|pair| (pair[0], pair[1])));
        assert_eq!(text, case.want("text"), "{}", case.id);
    });
}

#[test]
fn documents_are_read() {
    each(cases("xml-parse"), |case| {
        let document = Document::parse(case.text("xml").as_bytes())
            .unwrap_or_else(|error| panic!("{}: {error}", case.id));
        let texts = document.texts().unwrap();
        let wanted = case.expected["fields"].as_object().unwrap();
        assert_eq!(texts.len(), wanted.len(), "{}", case.id);
        for (name, text) in wanted {
            assert_eq!(document.get(name), text.as_str(), "{}: {name}", case.id);
        }
        let again = Document::parse(document.write().unwrap().as_bytes()).unwrap();
        assert_eq!(again, document, "{}", case.id);
    });
}

fn tree(document: &Document) -> Vec<(String, Value)> {
    let fields = document.fields().map(|(name, node)| {
        let value = match node {
            Node::Text(text) => json!(text),
            Node::Fields(fields) => Value::Object(tree(fields).into_iter().collect()),
        };
        (name.to_owned(), value)
    });
    fields.collect()
}

#[test]
fn repeated_elements_are_all_kept() {
    each(cases("xml-nested"), |case| {
        let document = Document::parse(case.text("xml").as_bytes()).unwrap();
        let (names, values): (Vec<String>, Vec<Value>) = tree(&document).into_iter().unzip();
        assert_eq!(json!(names), case.expected["top_level_names"]);
        assert_eq!(json!(values), case.expected["tree"]["pay"]);
        assert_eq!(document.texts(), None, "no signature covers it");
    });
}

#[test]
fn dangerous_and_broken_documents_are_refused() {
    each(cases("xml-reject"), |case| {
        assert!(case.expect_error);
        assert!(
            Document::parse(case.text("xml").as_bytes()).is_err(),
            "{}",
            case.id
        );
    });
}

#[test]
fn documents_are_written() {
    each(cases("xml-build"), |case| {
        let mut document = Document::default();
        match case.inputs["fields"].as_object() {
            Some(fields) => fields
                .iter()
                .for_each(|(name, value)| document.set(name, value.as_str().unwrap())),
            None => document.set("text", case.text("text")),
        }
        let written = document.write().unwrap();
        match case.inputs["fields"].is_object() {
            true => assert_eq!(written, case.want("xml"), "{}", case.id),
            false => assert_eq!(written, "<xml><text><![CDATA[2>1<0]]></text></xml>"),
        }
    });
}

#[test]
fn aes_256_ecb() {
    for case in cases("aes-256-ecb") {
        // A key of another size is refused by its type.
        let key = <&[u8; 32]>::try_from(case.text("key").as_bytes()).ok();
        let plain = key.and_then(|key| decrypt_ecb(key, case.text("ciphertext_base64")).ok());
        assert_eq!(plain.is_none(), case.expect_error, "{}", case.id);
        let (Some(key), Some(plain)) = (key, plain) else {
            continue;
        };
        assert_eq!(plain, case.want("plaintext").as_bytes(), "{}", case.id);
        let again = encrypt_ecb(key, &plain).unwrap();
        assert_eq!(again, case.text("ciphertext_base64"), "{}", case.id);
    }
}

/// Bare, and in a whole notification that a client reads.
#[test]
fn refund_notifications() {
    each(cases("notification-v2-req-info"), |case| {
        let key = case.text("key");
        let xml = match case.text("xml") {
            "" => format!("<xml><req_info>{}</req_info></xml>", case.text("req_info")),
            xml => xml.to_owned(),
        };
        if !case.expect_error {
            assert_eq!(md5_hex(key.as_bytes()), case.want("derived_key"), "{}", case.id);
        }
        let client = platform::builder().api_v2_key(key).build().unwrap();
        match client
            .notifications()
            .parse(&http::HeaderMap::new(), xml.as_bytes())
        {
            Ok(raw) => {
                assert!(!case.expect_error, "{}", case.id);
                assert_eq!(raw.plaintext(), case.want("plaintext"), "{}", case.id);
                assert_eq!(raw.verified_by(), None, "{}", case.id);
                let found = tree(raw.document().unwrap());
                // What stands beside it is read, and left out: nobody vouches for it.
                let came = Document::parse(raw.body()).unwrap();
                for (name, wanted) in case.expected["outer_fields"].as_object().into_iter().flatten() {
                    assert_eq!(came.get(name), wanted.as_str(), "{name}");
                }
                assert_eq!(found.len(), 1, "{}: {found:?}", case.id);
                let inner = ("req_info".to_owned(), case.expected["fields"].clone());
                assert!(found.contains(&inner), "{}: {found:?}", case.id);
            }
            Err(error) => {
                assert!(case.expect_error, "{}: {error}", case.id);
                assert_eq!(error.kind(), ErrorKind::Decrypt, "{}", case.id);
            }
        }
    });
}

//! The vectors: cases of other implementations, by kind.

use serde_json::Value;

/// One case of a vector file.
pub struct Case {
    pub id: String,
    pub kind: String,
    pub inputs: Value,
    pub expected: Value,
    pub expect_error: bool,
}

impl Case {
    /// An input that is text; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.inputs[name].as_str().unwrap_or_default()
    }

    /// An expected text.
    pub fn want(&self, name: &str) -> &str {
        self.expected[name].as_str().unwrap_or_default()
    }
}

/// The cases of one kind.
pub struct Kind {
    pub name: &'static str,
    /// Where they are, in `tests/vectors/`.
    pub file: &'static str,
    pub count: usize,
    /// How many of them must be refused.
    pub refused: usize,
}

const fn kind(name: &'static str, file: &'static str, count: usize, refused: usize) -> Kind {
    Kind {
        name,
        file,
        count,
        refused,
    }
}

/// Every kind. `vectors_complete.rs` checks that each is as large as this says and is taken by a test.
pub const KINDS: &[Kind] = &[
    kind("aes-128-cbc", "foreign", 1, 0),
    kind("aes-128-gcm", "aead", 2, 1),
    kind("aes-256-gcm", "aead", 13, 9),
    kind("aes-256-gcm-nonce16", "aead", 2, 0),
    kind("aes-256-ecb", "aead", 7, 4),
    kind("api-v3-key-length", "aead", 2, 1),
    kind("authorization-header", "messages", 3, 0),
    kind("authorization-message", "messages", 10, 0),
    kind("certificate-serial", "keys", 12, 0),
    kind("digest", "upload", 2, 0),
    kind("file-aes-256-gcm", "bills", 28, 23),
    kind("file-sm4-gcm", "bills", 27, 20),
    kind("multipart-body", "upload", 1, 0),
    kind("multipart-meta", "upload", 3, 0),
    kind("notification-v3", "notification", 20, 15),
    kind("notification-v3-aes128", "notification", 2, 0),
    kind("notification-v2-req-info", "v2", 4, 2),
    kind("oaep-sha1-decrypt", "oaep", 6, 4),
    kind("oaep-sha1-encrypt", "oaep", 3, 1),
    kind("pay-sign", "payment", 10, 0),
    kind("pem-equivalence", "keys", 4, 0),
    kind("pem-reject", "keys", 1, 1),
    kind("pkcs1v15-decrypt", "foreign", 2, 1),
    kind("platform-certificates-response", "certificates", 6, 4),
    kind("platform-certificates-response-aes128", "certificates", 1, 0),
    kind("response-message", "messages", 7, 0),
    kind("rsa-sha256-sign", "signature", 5, 0),
    kind("rsa-sha256-verify", "signature", 19, 15),
    kind("sm2-decrypt", "sm", 2, 1),
    kind("sm2-verify", "sm", 2, 1),
    kind("sm3", "sm", 2, 0),
    kind("sm4-gcm", "sm", 2, 1),
    kind("timestamp-window", "messages", 8, 5),
    kind("v2-hash-md5", "v2", 4, 0),
    kind("v2-ksort", "v2", 6, 0),
    kind("v2-query-string", "v2", 6, 0),
    kind("v2-sign-hmac-sha256", "v2", 4, 0),
    kind("v2-sign-md5", "v2", 4, 0),
    kind("xml-build", "xml", 2, 0),
    kind("xml-nested", "xml", 1, 0),
    kind("xml-parse", "xml", 13, 0),
    kind("xml-reject", "xml", 17, 17),
];

/// The cases of a kind.
pub fn cases(name: &str) -> Vec<Case> {
    let kind = KINDS
        .iter()
        .find(|kind| kind.name == name)
        .expect("a kind of KINDS");
    let mut cases = vectors(kind.file);
    cases.retain(|case| case.kind == kind.name);
    assert_eq!(cases.len(), kind.count, "cases of {name}");
    cases
}

/// Runs the cases of a kind; those that must be refused must give an error.
pub fn run(name: &str, test: impl Fn(&Case) -> Result<(), String>) {
    for case in cases(name) {
        match (test(&case), case.expect_error) {
            (Ok(()), true) => panic!("{}: must be refused", case.id),
            (Err(why), false) => panic!("{}: {why}", case.id),
            _ => {}
        }
    }
}

/// The one case of this id in `tests/vectors/<file>.json`.
pub fn vector(file: &str, id: &str) -> Case {
    vectors(file).into_iter().find(|case| case.id == id).unwrap()
}

/// All cases of a file, of whatever kind.
pub fn vectors(file: &str) -> Vec<Case> {
    let path = super::tests().join("vectors").join(format!("{file}.json"));
    let text = std::fs::read_to_string(path).unwrap().replace("@@@@@", "-----");
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let cases = cases.into_iter().map(|mut case| Case {
        id: case["id"].as_str().unwrap().to_owned(),
        kind: case["kind"].as_str().unwrap().to_owned(),
        inputs: case["inputs"].take(),
        expected: case["expected"].take(),
        expect_error: case["expect_error"].as_bool().unwrap(),
    });
    cases.collect()
}

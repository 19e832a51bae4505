//! Encrypted fields, sealed resources, and what a front end is given.

use std::sync::Arc;

use peers::Peer;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key};
use wechatpay_openapi_runtime::sign::v2::{SignType, text};

use crate::world::{API_V3_KEY, as_merchant, client, merchant, platform, stranger};
use crate::{AXIOS, BOTH, Exchange, PYTHON};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "OAEP: ours is decrypted by them",
        sdks: BOTH,
        run: our_oaep,
    },
    Exchange {
        name: "OAEP: theirs is decrypted by us",
        sdks: BOTH,
        run: their_oaep,
    },
    Exchange {
        name: "OAEP: the wrong key is refused",
        sdks: BOTH,
        run: wrong_oaep,
    },
    Exchange {
        name: "OAEP: 214 bytes, and no more",
        sdks: BOTH,
        run: longest_oaep,
    },
    Exchange {
        name: "GCM: ours is decrypted by them",
        sdks: BOTH,
        run: our_gcm,
    },
    Exchange {
        name: "GCM: theirs is decrypted by us",
        sdks: BOTH,
        run: their_gcm,
    },
    Exchange {
        name: "GCM: what was altered is refused by both",
        sdks: BOTH,
        run: altered_gcm,
    },
    Exchange {
        name: "JSAPI parameters have one signature",
        sdks: BOTH,
        run: jsapi,
    },
    Exchange {
        name: "APP parameters have one signature",
        sdks: BOTH,
        run: app,
    },
    Exchange {
        name: "HMAC-SHA256 of payment scores is one",
        sdks: PYTHON,
        run: payscore,
    },
    Exchange {
        name: "vectors of nobody else are read right by them",
        sdks: AXIOS,
        run: their_vectors,
    },
];

const TEXTS: [&str; 5] = ["1", "13800138000", "欧阳娜娜", "é\u{301}\u{1f600}", " \n\t\"\\"];

fn our_oaep(peer: &Arc<Peer>) {
    for text in TEXTS {
        let cipher = platform().public.encrypt(text).unwrap();
        let inputs = json!({"private_key": platform().private_pem, "text": cipher});
        assert_eq!(peer.text("oaep_decrypt", &inputs), text);
    }
}

fn their_oaep(peer: &Arc<Peer>) {
    for key in [&merchant().public_pem, &merchant().certificate] {
        for text in TEXTS {
            let cipher = peer.text("oaep_encrypt", &json!({"public_key": key, "text": text}));
            assert_eq!(merchant().private.decrypt(&cipher).unwrap(), text);
        }
    }
}

fn wrong_oaep(peer: &Arc<Peer>) {
    let cipher = platform().public.encrypt("text").unwrap();
    peer.refusal(
        "oaep_decrypt",
        &json!({"private_key": stranger().private_pem, "text": cipher}),
    );
    let cipher = peer.text(
        "oaep_encrypt",
        &json!({"public_key": stranger().public_pem, "text": "text"}),
    );
    merchant().private.decrypt(&cipher).unwrap_err();
}

fn longest_oaep(peer: &Arc<Peer>) {
    let text = "a".repeat(214);
    let cipher = platform().public.encrypt(&text).unwrap();
    assert_eq!(
        peer.text(
            "oaep_decrypt",
            &json!({"private_key": platform().private_pem, "text": cipher})
        ),
        text
    );
    let text = "a".repeat(215);
    platform().public.encrypt(&text).unwrap_err();
    peer.refusal(
        "oaep_encrypt",
        &json!({"public_key": platform().public_pem, "text": text}),
    );
}

/// Nonce, associated data, plain text.
const SEALED: [(&str, &str, &str); 4] = [
    ("5K8264ILTKCH", "transaction", r#"{"mchid":"1900000001"}"#),
    ("000000000000", "", "咖啡"),
    ("uluk4a9R25RW", "certificate", "\n"),
    ("-_+/=.,:;!?*", "é", "\u{1f600}"),
];

fn sealed(nonce: &str, aad: &str, text: &str) -> Value {
    json!({"key": API_V3_KEY, "nonce": nonce, "aad": aad, "text": text})
}

fn our_key() -> ApiV3Key {
    ApiV3Key::new(API_V3_KEY).unwrap()
}

fn our_gcm(peer: &Arc<Peer>) {
    for (nonce, aad, text) in SEALED {
        let cipher = our_key().encrypt(nonce, aad, text.as_bytes()).unwrap();
        assert_eq!(peer.text("gcm_decrypt", &sealed(nonce, aad, &cipher)), text);
    }
}

fn their_gcm(peer: &Arc<Peer>) {
    for (nonce, aad, text) in SEALED {
        let cipher = peer.text("gcm_encrypt", &sealed(nonce, aad, text));
        assert_eq!(our_key().decrypt(nonce, aad, &cipher).unwrap(), text.as_bytes());
        assert_eq!(
            our_key().encrypt(nonce, aad, text.as_bytes()).unwrap(),
            cipher,
            "one key, one nonce, one result"
        );
    }
}

fn altered_gcm(peer: &Arc<Peer>) {
    let (nonce, aad, text) = SEALED[0];
    let cipher = peer.text("gcm_encrypt", &sealed(nonce, aad, text));
    let other = peer.text("gcm_encrypt", &sealed(nonce, "refund", text));
    for (nonce, aad, cipher) in [
        ("5K8264ILTKCX", aad, &*cipher),
        (nonce, "", &cipher),
        (nonce, aad, &other),
        (nonce, aad, &cipher[4..]),
        (nonce, aad, "AAAA"),
    ] {
        our_key().decrypt(nonce, aad, cipher).unwrap_err();
        peer.refusal("gcm_decrypt", &sealed(nonce, aad, cipher));
    }
}

fn same_sheet(peer: &Arc<Peer>, sheet: &Value, names: [&str; 3], package: &str, sign: &str) {
    let text = |name: &str| sheet[name].as_str().unwrap().to_owned();
    let lines = [text(names[0]), text(names[1]), text(names[2]), package.to_owned()];
    let theirs = peer.text(
        "sign_lines",
        &as_merchant("http://127.0.0.1:1", json!({ "lines": lines })),
    );
    assert_eq!(text(sign), theirs);
}

fn jsapi(peer: &Arc<Peer>) {
    let client = client("http://127.0.0.1:1");
    let sheet = client
        .payment("wx8888888888888888")
        .jsapi("wx201410272009395522657a690389285100")
        .unwrap();
    let sheet = serde_json::to_value(sheet).unwrap();
    let package = sheet["package"].as_str().unwrap();
    same_sheet(
        peer,
        &sheet,
        ["appId", "timeStamp", "nonceStr"],
        package,
        "paySign",
    );
}

fn app(peer: &Arc<Peer>) {
    let client = client("http://127.0.0.1:1");
    let sheet = client
        .payment("wx8888888888888888")
        .app("wx201410272009395522657a690389285100")
        .unwrap();
    let sheet = serde_json::to_value(sheet).unwrap();
    let prepay_id = sheet["prepayid"].as_str().unwrap();
    same_sheet(
        peer,
        &sheet,
        ["appid", "timestamp", "noncestr"],
        prepay_id,
        "sign",
    );
}

/// Payment scores are signed in v2's way, by both with the key that they are given.
fn payscore(peer: &Arc<Peer>) {
    let fields = [
        ("service_id", "500001"),
        ("out_order_no", "1234323JKHDFE1243252"),
        ("mch_id", "1230000109"),
    ];
    let inputs = as_merchant(
        "http://127.0.0.1:1",
        json!({ "api_v3_key": "192006250b4c09247ec02edce69f6a2d",
        "fields": fields.iter().copied().collect::<std::collections::BTreeMap<_, _>>() }),
    );
    let ours = ApiV2Key::new("192006250b4c09247ec02edce69f6a2d")
        .unwrap()
        .sign(SignType::HmacSha256, &text(fields));
    assert_eq!(peer.text("sign_payscore", &inputs), ours);
}

/// What our side must refuse (16 bytes of nonce or key), and the refunds of v2.
fn their_vectors(peer: &Arc<Peer>) {
    let read = |file: &str, kind: &str| -> Vec<Value> {
        let path = test_support::tests().join("vectors").join(format!("{file}.json"));
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let cases: Vec<Value> = cases.into_iter().filter(|case| case["kind"] == kind).collect();
        assert!(!cases.is_empty());
        cases
    };
    for case in read("aead", "aes-256-gcm-nonce16") {
        let text = |name: &str| case["inputs"][name].as_str().unwrap();
        let (nonce, aad, cipher) = (text("nonce"), text("associated_data"), text("ciphertext_base64"));
        ApiV3Key::new(text("key"))
            .unwrap()
            .decrypt(nonce, aad, cipher)
            .unwrap_err();
        let inputs = json!({"key": text("key"), "nonce": nonce, "aad": aad, "text": cipher});
        assert_eq!(
            peer.ask("gcm_decrypt", &inputs),
            case["expected"]["plaintext"],
            "{}",
            case["id"]
        );
    }
    for case in read("foreign", "aes-128-cbc") {
        assert_eq!(
            peer.ask("cbc_decrypt", &case["inputs"]),
            case["expected"]["plaintext"],
            "{}",
            case["id"]
        );
    }
    let refunds = read("v2", "notification-v2-req-info");
    let refunds = refunds
        .iter()
        .filter(|case| case["expect_error"] == false && case["inputs"]["req_info"].is_string());
    for case in refunds {
        let (key, sealed, plain) = (
            &case["inputs"]["key"],
            &case["inputs"]["req_info"],
            &case["expected"]["plaintext"],
        );
        assert_eq!(
            &peer.ask("ecb_decrypt", &json!({"key": key, "text": sealed})),
            plain,
            "{}",
            case["id"]
        );
        assert_eq!(
            &peer.ask("ecb_encrypt", &json!({"key": key, "text": plain})),
            sealed,
            "{}",
            case["id"]
        );
    }
}

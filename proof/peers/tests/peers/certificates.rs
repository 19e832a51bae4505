//! Lists of platform certificates that one side makes and the other downloads.

use std::sync::Arc;

use peers::{Peer, Sdk};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::{ApiV3Key, Certificate};
use wechatpay_openapi_runtime::{ErrorKind, Method};

use crate::server::{Server, answer, target, verify};
use crate::theirs::call;
use crate::world::{
    API_V3_KEY, Party, as_merchant, builder, headers, merchant, now, platform, signed_at, stranger, with,
};
use crate::{BOTH, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "our list is downloaded by them",
        sdks: BOTH,
        run: ours,
    },
    Exchange {
        name: "our list under another key is refused",
        sdks: BOTH,
        run: ours_under_another_key,
    },
    Exchange {
        name: "our certificate verifies our answers",
        sdks: BOTH,
        run: by_our_certificate,
    },
    Exchange {
        name: "their list is downloaded by us",
        sdks: BOTH,
        run: theirs,
    },
    Exchange {
        name: "their altered list is refused",
        sdks: BOTH,
        run: altered_theirs,
    },
    Exchange {
        name: "our serial numbers are theirs",
        sdks: BOTH,
        run: serials,
    },
];

/// Longer than any clock is off.
const TIMES: [(&str, &str); 2] = [
    ("effective_time", "2020-01-01T00:00:00+08:00"),
    ("expire_time", "4095-01-01T00:00:00+08:00"),
];

fn our_list(key: &str) -> String {
    let items = [platform(), stranger()].map(|party| {
        let sealed =
            ApiV3Key::new(key)
                .unwrap()
                .encrypt("0123456789ab", "certificate", party.certificate.as_bytes());
        json!({TIMES[0].0: TIMES[0].1, TIMES[1].0: TIMES[1].1, "serial_no": party.serial,
            "encrypt_certificate": {"algorithm": "AEAD_AES_256_GCM", "nonce": "0123456789ab",
                "associated_data": "certificate", "ciphertext": sealed.unwrap()}})
    });
    json!({ "data": items }).to_string()
}

/// Our platform, which signs with its certificate and lists it.
fn start(key: &'static str) -> Server {
    Server::start(move |request| {
        if let Err(why) = verify(request, request.body()) {
            return answer(
                401,
                &[],
                json!({"code": "SIGN_ERROR", "message": why}).to_string(),
            );
        }
        let body = if target(request) == "/v3/certificates" {
            our_list(key)
        } else {
            "{}".to_owned()
        };
        answer(200, &signed_at(now(), &platform().serial, body.as_bytes()), body)
    })
}

fn ours(peer: &Arc<Peer>) {
    let server = start(API_V3_KEY);
    let found = peer.ask("fetch_certificates", &as_merchant(&server.url, json!({})));
    assert_eq!(found.as_object().unwrap().len(), 2);
    for party in [platform(), stranger()] {
        let pem = found[&party.serial]
            .as_str()
            .unwrap_or_else(|| panic!("{} in {found}", party.serial));
        assert_eq!(
            pem.trim().replace('\r', ""),
            party.certificate.trim().replace('\r', "")
        );
    }
}

fn ours_under_another_key(peer: &Arc<Peer>) {
    let server = start("another key of thirty-two bytes!");
    let inputs = as_merchant(&server.url, json!({}));
    peer.refusal("fetch_certificates", &inputs);
}

fn by_our_certificate(peer: &Arc<Peer>) {
    let server = start(API_V3_KEY);
    let known = json!({"platform": { &platform().serial: platform().certificate }});
    let asked = with(call(&server.url, "GET", "/v3/orders", Value::Null), known);
    assert_eq!(peer.ask("call", &asked)["status"], 200);
}

/// A list by the peer, signed by the peer with this party's key.
fn start_theirs(peer: &Arc<Peer>, signer: &'static Party, alter: fn(String) -> String) -> Server {
    let peer = peer.clone();
    Server::start(move |request| {
        verify(request, request.body()).unwrap();
        let certificates = [stranger(), platform()].map(|party| {
            json!({TIMES[0].0: TIMES[0].1, TIMES[1].0: TIMES[1].1, "serial": party.serial, "pem": party.certificate})
        });
        let body = if target(request) == "/v3/certificates" {
            let inputs =
                json!({"api_v3_key": API_V3_KEY, "nonce": "ba9876543210", "certificates": certificates});
            peer.text("make_certificates", &inputs)
        } else {
            "{}".to_owned()
        };
        let (timestamp, nonce) = (now().to_string(), crate::world::NONCE);
        let inputs =
            json!({"private_key": signer.private_pem, "timestamp": timestamp, "nonce": nonce, "body": body});
        let signature = peer.text("sign_response", &inputs);
        answer(
            200,
            &headers(timestamp, &platform().serial, signature),
            alter(body),
        )
    })
}

fn theirs(peer: &Arc<Peer>) {
    let server = start_theirs(peer, platform(), |body| body);
    let client = builder(&server.url).platform_certificates().build().unwrap();
    let done = client.call(Method::GET, "v3/orders").send_blocking().unwrap();
    assert_eq!(done.verified_by(), Some(&*platform().serial));
    let mut known = client.platform_serials();
    known.sort();
    assert_eq!(known, [stranger().serial.clone(), platform().serial.clone()]);
}

fn altered_theirs(peer: &Arc<Peer>) {
    for server in [
        start_theirs(peer, stranger(), |body| body),
        start_theirs(peer, platform(), |body| format!("{body} ")),
        start_theirs(peer, platform(), |body| body.replace("2020-", "2021-")),
    ] {
        let client = builder(&server.url).platform_certificates().build().unwrap();
        let error = client.refresh_platform_certificates_blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PlatformCertificates, "{error}");
        assert!(client.platform_serials().is_empty());
    }
}

/// What we call a certificate is what their downloads are called.
fn serials(peer: &Arc<Peer>) {
    assert_eq!(platform().serial, "7A".repeat(20));
    assert_eq!(
        Certificate::parse(&merchant().certificate).unwrap().serial_no(),
        "0A11"
    );
    let server = start(API_V3_KEY);
    let known = json!({"platform": { &stranger().serial: stranger().certificate }});
    let asked = with(call(&server.url, "GET", "/v3/orders", Value::Null), known);
    match peer.sdk {
        // It knows the other certificate only, and says whose it misses.
        Sdk::Axios => assert!(peer.refusal("call", &asked).contains(&platform().serial)),
        // It fetches the list and finds the serial there.
        Sdk::Python => assert_eq!(peer.ask("call", &asked)["status"], 200),
    }
}

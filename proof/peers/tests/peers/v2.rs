//! v2: XML that one side signs and the other reads.

use std::sync::Arc;

use peers::Peer;
use serde_json::{Value, json};
use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::sign::v2::{SignType, text};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{Call, Chain, Error, ErrorKind, Method, Operation, Response, record};

use crate::server::{Server, answer};
use crate::world::{API_V2_KEY, MCHID, as_merchant, client};
use crate::{AXIOS, Exchange};

pub const EXCHANGES: &[Exchange] = &[
    Exchange {
        name: "v2: their call, our answer",
        sdks: AXIOS,
        run: theirs,
    },
    Exchange {
        name: "v2: our altered answers are refused",
        sdks: AXIOS,
        run: altered_ours,
    },
    Exchange {
        name: "v2: our call, their answer",
        sdks: AXIOS,
        run: ours,
    },
    Exchange {
        name: "v2: their altered answers are refused",
        sdks: AXIOS,
        run: altered_theirs,
    },
    Exchange {
        name: "v2: their failures are errors",
        sdks: AXIOS,
        run: failures,
    },
];

record! {
    /// An order.
    pub struct Order {
        /// The merchant.
        pub mch_id: Option<String>,
        /// What is bought.
        pub body: Option<String>,
        /// In fen.
        pub total_fee: Option<i64>,
        /// `MD5` or `HMAC-SHA256`.
        pub sign_type: Option<String>,
        /// Filled in.
        pub nonce_str: Option<String>,
        /// Filled in.
        pub sign: Option<String>,
    }
    /// Its answer.
    pub struct Prepaid {
        /// What the front end is given.
        pub prepay_id: Option<String>,
    }
}

const OPERATION: Operation = Operation::v2(Method::POST, "/pay/unifiedorder");
const TYPES: [SignType; 2] = [SignType::Md5, SignType::HmacSha256];
const BODIES: [&str; 5] = ["咖啡", "a<b>&\"c'", "x]]y", "é\u{301}\u{1f600}", "0012"];

fn key() -> ApiV2Key {
    ApiV2Key::new(API_V2_KEY).unwrap()
}

/// Whether a document is signed with this algorithm.
fn is_signed(document: &Document, sign_type: SignType) -> bool {
    let sign = document.get("sign").unwrap();
    SignType::of_signature(sign) == Some(sign_type) && key().verify(&text(document.texts().unwrap()), sign)
}

/// An answer by our side.
fn our_answer(sign_type: SignType, prepay_id: &str) -> String {
    let fields = [
        ("return_code", "SUCCESS"),
        ("result_code", "SUCCESS"),
        ("prepay_id", prepay_id),
    ];
    let mut document = Document::default();
    fields.iter().for_each(|(name, text)| document.set(name, *text));
    document.set("sign", key().sign(sign_type, &text(fields)));
    document.write().unwrap()
}

fn their_call(url: &str, body: &str, sign_type: SignType) -> Value {
    let fields =
        json!({"mch_id": MCHID, "body": body, "total_fee": 1, "sign_type": sign_type.as_str(), "empty": ""});
    as_merchant(url, json!({"path": OPERATION.path, "fields": fields}))
}

fn theirs(peer: &Arc<Peer>) {
    for sign_type in TYPES {
        let server = Server::start(move |request| {
            let document = Document::parse(request.body()).unwrap();
            assert!(is_signed(&document, sign_type), "{:?}", document.get("body"));
            answer(200, &[], our_answer(sign_type, document.get("body").unwrap()))
        });
        for body in BODIES {
            let done = peer.ask("v2_call", &their_call(&server.url, body, sign_type));
            assert_eq!(done["data"]["prepay_id"], body);
        }
    }
}

fn altered_ours(peer: &Arc<Peer>) {
    for sign_type in TYPES {
        for (from, to) in [
            ("wx1", "wx2"),
            ("<xml>", "<xml><attach>1</attach>"),
            ("<sign>", "<sign>0"),
        ] {
            let server = Server::start(move |_| {
                let xml = our_answer(sign_type, "wx1")
                    .replace("<![CDATA[", "")
                    .replace("]]>", "");
                assert!(xml.contains(from));
                answer(200, &[], xml.replace(from, to))
            });
            let why = peer.refusal("v2_call", &their_call(&server.url, "a", sign_type));
            assert!(why.contains("EV2_RES_SIGNATURE_NOT_EQUAL"), "{why}");
        }
    }
}

fn our_call(url: &str, body: &str, sign_type: SignType) -> Result<Response<Prepaid>, Error> {
    let order = Order::new()
        .mch_id(MCHID)
        .body(body)
        .total_fee(1)
        .sign_type(sign_type.as_str());
    Call::new(Chain::new(&client(url)), &OPERATION, order).send_blocking()
}

/// A platform that is the peer: it reads and verifies our XML, and signs an answer that `alter` may spoil.
fn start(peer: &Arc<Peer>, result_code: &'static str, alter: fn(String) -> String) -> Server {
    let peer = peer.clone();
    Server::start(move |request| {
        let xml = std::str::from_utf8(request.body()).unwrap();
        let read = peer.ask("v2_read", &json!({"xml": xml, "key": API_V2_KEY}));
        assert_eq!(read["verified"], true, "{read}");
        let fields = json!({"return_code": "SUCCESS", "result_code": result_code, "prepay_id": read["fields"]["body"],
            "err_code": "ORDERPAID", "err_code_des": "该订单已支付"});
        let inputs = json!({"fields": fields, "key": API_V2_KEY, "sign_type": read["fields"]["sign_type"]});
        answer(200, &[], alter(peer.text("v2_write", &inputs)))
    })
}

fn ours(peer: &Arc<Peer>) {
    let server = start(peer, "SUCCESS", |xml| xml);
    for sign_type in TYPES {
        for body in BODIES {
            let done = our_call(&server.url, body, sign_type).unwrap();
            assert_eq!(
                (done.prepay_id.as_deref(), done.verified_by()),
                (Some(body), Some("api_v2_key"))
            );
        }
    }
}

fn altered_theirs(peer: &Arc<Peer>) {
    for alter in [
        |xml: String| xml.replace("wx1", "wx2"),
        |xml: String| xml.replace("<xml>", "<xml><attach>1</attach>"),
        |xml: String| xml.replace("<sign>", "<sign>0"),
    ] {
        let server = start(peer, "SUCCESS", alter);
        for sign_type in TYPES {
            let error = our_call(&server.url, "wx1", sign_type).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Signature, "{error}");
        }
    }
}

fn failures(peer: &Arc<Peer>) {
    let server = start(peer, "FAIL", |xml| xml);
    let error = our_call(&server.url, "a", SignType::Md5).unwrap_err();
    assert!(error.is_api());
    assert_eq!(
        (error.code(), error.message()),
        (Some("ORDERPAID"), Some("该订单已支付"))
    );
}

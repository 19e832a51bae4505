//! What tells a v2 notification: no byte that is not signed changes its type.
//!
//! `sign` or `refund`, an empty line, a document, an empty line, and bytes that somebody puts into what was sent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wechatpay_openapi_fuzz::sample::Everything;
use wechatpay_openapi_fuzz::{Input, KEYS, sign_xml};
use wechatpay_openapi_runtime::events;
use wechatpay_openapi_runtime::http::HeaderMap;
use wechatpay_openapi_runtime::xml::Document;

events! {
    v3 {}
    v2 {
        /// Paid.
        Paid(Everything) = [] with ["out_trade_no", "result_code", "return_code", "total_fee"]
            succeeded ["result_code", "return_code", "trade_state"],
        /// Not paid.
        NotPaid(Everything) = [] with ["out_trade_no", "result_code", "return_code"]
            failed ["result_code", "return_code", "trade_state"],
        /// A contract.
        Contract(Everything) = [] with ["change_type", "contract_code", "plan_id"],
        /// Refunded.
        Refunded(Everything) = [] with ["req_info/out_refund_no", "req_info/refund_status"]
            succeeded ["req_info/refund_status"],
        /// Not refunded.
        NotRefunded(Everything) = [] with ["req_info/out_refund_no", "req_info/refund_status"]
            failed ["req_info/refund_status"],
        /// By its name.
        Check(Everything) = ["CHECK.SUCCESS"] with ["event_ciphertext"],
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(input) = Input::parse(data) else {
        return;
    };
    let (document, added) = match input.body.windows(2).position(|pair| pair == b"\n\n") {
        Some(end) => (&input.body[..end], &input.body[end + 2..]),
        None => (input.body, &b""[..]),
    };
    let sent = match input.word(0) {
        "refund" => refund(document),
        _ => sign_xml(document),
    };
    let Some(genuine) = kind(&sent) else {
        return;
    };
    // Before the root ends, and so among the fields.
    let Some(end) = sent.windows(2).rposition(|pair| pair == b"</") else {
        return;
    };
    let altered = [&sent[..end], added, &sent[end..]].concat();
    if let Some(read) = kind(&altered) {
        assert_eq!(read, genuine);
    }
});

/// The key of what verifies; `None` for what is refused.
fn kind(body: &[u8]) -> Option<&'static str> {
    let raw = KEYS.client.notifications().parse(&HeaderMap::new(), body).ok()?;
    let key = wechatpay_openapi_runtime::EventKey::find(Event::KEYS, &raw);
    Some(key.map_or("Unknown", |key| key.name))
}

/// The document inside of `req_info`.
fn refund(inner: &[u8]) -> Vec<u8> {
    let mut document = Document::default();
    document.set("req_info", KEYS.v2.encrypt(inner).expect("it encrypts"));
    document.write().expect("it is XML").into_bytes()
}

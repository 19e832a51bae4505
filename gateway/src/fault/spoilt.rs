//! What is changed in a message after it was signed.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::kind::Fault;

const SIGNATURE: HeaderName = HeaderName::from_static("wechatpay-signature");
const SERIAL: HeaderName = HeaderName::from_static("wechatpay-serial");
/// The only part of v2's refund that anything vouches for.
const REFUND: &[u8] = b"<req_info>";

pub(super) fn spoil(fault: &Fault, (headers, body): (&mut HeaderMap, &mut Bytes)) {
    match fault {
        Fault::Probe => {
            let right = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
            let probe = right.and_then(|right| format!("WECHATPAY/SIGNTEST/{right}").parse().ok());
            if let Some(probe) = probe {
                headers.insert(SIGNATURE, probe);
            }
        }
        Fault::UnknownSerial if headers.contains_key(SERIAL) => {
            headers.insert(
                SERIAL,
                HeaderValue::from_static("PUB_KEY_ID_9999999999999999999999999999999999"),
            );
        }
        Fault::MissingHeader { header } => {
            headers.remove(header.as_str());
        }
        Fault::AlteredBody => *body = altered(body),
        Fault::Gzip => {
            // Without a clock and a name, so that equal bytes give equal ones. A `Vec` takes everything.
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            if let Some(packed) = packed.write_all(body).ok().and_then(|()| packed.finish().ok()) {
                *body = packed.into();
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        _ => {}
    }
}

/// With another digit, so that it stays JSON or XML.
fn altered(body: &[u8]) -> Bytes {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'8');
    let refund = body.windows(REFUND.len()).position(|window| window == REFUND);
    let in_refund = refund.and_then(|start| Some(start + body[start..].iter().position(is_digit)?));
    let mut altered = body.to_vec();
    match in_refund.or_else(|| body.iter().rposition(is_digit)) {
        Some(place) => altered[place] += 1,
        None => altered.push(b' '),
    }
    altered.into()
}

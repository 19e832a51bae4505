//! Why a request of v3 is refused: `Authorization`, five lines, a private key.

mod body;
mod encoding;
mod hash;
mod header;
mod json;
mod lines;
mod opened;
mod party;
mod target;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};

use self::header::Header;
use self::lines::Lines;
use self::opened::Opened;
pub use self::party::{Facts, KnownKey, Whose};
use super::Rule;
use super::finding::{Broken, Diagnosis, End};
use super::search::{self, Change, Composed as _};
use crate::message::Received;

/// Says why the signature of this request does not hold, or that it does.
///
/// `meta` is the raw JSON text of an upload's part `meta`, which is signed in place of the body.
///
/// ```
/// use http::{HeaderMap, Method};
/// use wechatpay_gateway::diagnosis::{Rule, v3};
/// use wechatpay_gateway::message::Received;
///
/// let received = Received {
///     method: Method::GET,
///     target: "/v3/certificates".to_owned(),
///     headers: HeaderMap::new(),
///     body: Default::default(),
///     at: 1_700_000_000,
/// };
/// let facts = v3::Facts { mchid: "1900000001", keys: &[], template: None };
/// assert!(v3::explain(&received, None, &facts).names(Rule::HeaderMissing));
/// ```
#[must_use]
pub fn explain(received: &Received, meta: Option<&[u8]>, facts: &Facts<'_>) -> Diagnosis {
    let Some(header) = received.headers.get(AUTHORIZATION) else {
        return Diagnosis::new(vec![Rule::HeaderMissing.into()], End::Untried);
    };
    let (header, mut broken) = header::read(&String::from_utf8_lossy(header.as_bytes()));
    broken.extend(party::check(&header, facts, received.at));
    let signed_body = meta.map_or_else(|| received.body.clone(), Bytes::copy_from_slice);
    let sent = Lines::new(received, &header, signed_body);
    let end = match open(&header, facts) {
        Signature::Opened(opened, rules) => {
            broken.extend(rules);
            let changes = changes(received, meta.is_some(), &sent, facts);
            compare(&sent, &changes, &opened, &mut broken)
        }
        Signature::Refused(rules) => {
            broken.extend(rules);
            End::Unknown {
                checked: sent.bytes(),
            }
        }
    };
    Diagnosis::new(broken, end)
}

/// What became of the text in the header.
enum Signature<'a> {
    /// A key opens it, and that alone breaks these rules.
    Opened(Opened<'a>, Vec<Broken>),
    /// None does.
    Refused(Vec<Broken>),
}

fn open<'a>(header: &Header, facts: &Facts<'a>) -> Signature<'a> {
    let readings = encoding::readings(&header.signature);
    if readings.is_empty() {
        return Signature::Refused(vec![Rule::SignatureUnreadable.into()]);
    }
    // The certificate's own key first: a wrong claim about the key would be worse than none.
    let mut keys: Vec<&KnownKey<'a>> = facts.keys.iter().collect();
    keys.sort_by_key(|key| (key.whose, key.serial_no != header.serial_no));
    let opened = readings.iter().flat_map(|(bytes, misspelt)| {
        let by = |key: &&KnownKey<'a>| Some((**key, *misspelt, Opened::with(key.key, bytes)?));
        keys.iter().filter_map(by).collect::<Vec<_>>()
    });
    // What only may be of a key gives way to what is.
    let (certain, possible): (Vec<_>, Vec<_>) = opened.partition(|(_, _, opened)| opened.is_certain());
    let Some((key, misspelt, opened)) = certain.into_iter().chain(possible).next() else {
        return Signature::Refused(vec![Rule::KeyUnknown.into()]);
    };
    let by_key = party::of_key(&key, header, facts);
    let broken = [misspelt.map(Broken::from), by_key, opened.broken()];
    Signature::Opened(opened, broken.into_iter().flatten().collect())
}

fn changes(
    received: &Received,
    is_upload: bool,
    sent: &Lines,
    facts: &Facts<'_>,
) -> Vec<Change<lines::Part>> {
    let host = received.header(HOST.as_str()).unwrap_or_default();
    let mut changes = lines::frames(sent);
    changes.extend(lines::methods(sent));
    changes.extend(lines::times(sent));
    changes.extend(target::changes(&received.target, host, facts.template));
    changes.extend(body::changes(received, is_upload, &sent.body));
    changes
}

fn compare(
    sent: &Lines,
    changes: &[Change<lines::Part>],
    opened: &Opened<'_>,
    broken: &mut Vec<Broken>,
) -> End {
    let checked = sent.bytes();
    match search::first(sent, changes, opened.depth(), |text| opened.covers(text)) {
        Some(found) => {
            broken.extend(found.rules.into_iter().map(Broken::from));
            let signed = found.signed.bytes();
            End::Matched { checked, signed }
        }
        None if opened.is_certain() => {
            broken.push(Rule::TextOther.into());
            End::TextUnknown { checked }
        }
        None => End::Unknown { checked },
    }
}

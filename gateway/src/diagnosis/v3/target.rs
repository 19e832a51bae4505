//! How else the URL may have been signed.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::lines::Part;
use crate::diagnosis::Rule;
use crate::diagnosis::escape::UNRESERVED;
use crate::diagnosis::search::Change;

/// As `encodeURIComponent` of JavaScript.
const COMPONENT: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');
/// As forms, and `URLEncoder` of Java: blanks become `+` besides.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b' ');
/// What browsers leave alone in a query.
const QUERY: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'%');
/// The same and `'`, which URLs of HTTP escape as well.
const SPECIAL_QUERY: &AsciiSet = &QUERY.add(b'\'');
/// JSON's own characters, besides.
const JSON: &AsciiSet = &SPECIAL_QUERY
    .add(b'{')
    .add(b'}')
    .add(b'[')
    .add(b']')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b'`');

/// The hosts that a client may have put before the path.
const HOSTS: [&str; 4] = [
    "api.mch.weixin.qq.com",
    "api2.mch.weixin.qq.com",
    "api.wechatpay.cn",
    "apihk.mch.weixin.qq.com",
];

/// Everything to try, the likeliest first.
pub(super) fn changes(target: &str, host: &str, template: Option<&str>) -> Vec<Change<Part>> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut changes = Vec::new();
    let mut add = |rule, text: String| {
        let is_new = text != target && changes.iter().all(|(_, known)| *known != text);
        if is_new {
            changes.push((rule, text));
        }
    };
    if !query.is_empty() {
        add(Rule::QueryNotSigned, path.to_owned());
    }
    with_host(path, query, host)
        .into_iter()
        .for_each(|text| add(Rule::HostSigned, text));
    slashes(path, query)
        .into_iter()
        .for_each(|text| add(Rule::UrlSlash, text));
    decoded(target)
        .into_iter()
        .for_each(|(rule, text)| add(rule, text));
    encoded_otherwise(path, query)
        .into_iter()
        .for_each(|text| add(Rule::UrlEncodedOtherwise, text));
    reordered(path, query)
        .into_iter()
        .for_each(|text| add(Rule::QueryOrder, text));
    incomplete(path, query)
        .into_iter()
        .for_each(|text| add(Rule::QueryIncomplete, text));
    prefixes(target)
        .into_iter()
        .for_each(|text| add(Rule::UrlPrefix, text));
    templates(template, query)
        .into_iter()
        .for_each(|text| add(Rule::UrlTemplate, text));
    add(Rule::UrlLowerCase, target.to_ascii_lowercase());
    let change = |(rule, text)| Change::new(rule, Part::Target(text));
    changes.into_iter().map(change).collect()
}

fn joined(path: &str, query: &str) -> String {
    match query {
        "" => path.to_owned(),
        _ => format!("{path}?{query}"),
    }
}

fn with_host(path: &str, query: &str, host: &str) -> Vec<String> {
    let targets = [joined(path, query), path.to_owned()];
    let hosts = [host].into_iter().chain(HOSTS).filter(|host| !host.is_empty());
    let prefixes: Vec<String> = hosts
        .flat_map(|host| ["https://", "http://", "", "//"].map(|scheme| format!("{scheme}{host}")))
        .collect();
    let with = |target: String| {
        prefixes
            .iter()
            .map(move |prefix| format!("{prefix}{target}"))
            .collect::<Vec<_>>()
    };
    targets.into_iter().flat_map(with).collect()
}

/// Signed before or after one encoding too few or too many.
fn decoded(target: &str) -> Vec<(Rule, String)> {
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let once = decode(target);
    let is_twice = once.contains('%') && decode(&once) != once;
    let plus = decode(&target.replace('+', " "));
    vec![
        (
            if is_twice {
                Rule::UrlSentTwiceEncoded
            } else {
                Rule::UrlDecoded
            },
            once.clone(),
        ),
        (Rule::UrlDecoded, decode(&once)),
        (Rule::UrlDecoded, plus),
        (Rule::UrlEncodedTwice, target.replace('%', "%25")),
    ]
}

/// The same values, with other characters escaped.
fn encoded_otherwise(path: &str, query: &str) -> Vec<String> {
    let sets = [UNRESERVED, COMPONENT, QUERY, SPECIAL_QUERY, JSON];
    let each = |text: &str, separators: &[char], encode: &dyn Fn(&str) -> String| {
        let pieces = text.split_inclusive(separators);
        let encoded = pieces.map(|piece| {
            let bare = piece.trim_end_matches(separators);
            let value = percent_decode_str(bare).decode_utf8_lossy();
            encode(&value) + &piece[bare.len()..]
        });
        encoded.collect::<String>()
    };
    let with = |set: &'static AsciiSet| {
        let encode = move |text: &str| utf8_percent_encode(text, set).to_string();
        let spaced = query.replace('+', "%20");
        [
            joined(path, &each(query, &['&', '='], &encode)),
            joined(path, &each(&spaced, &['&', '='], &encode)),
            joined(&each(path, &['/'], &encode), &each(query, &['&', '='], &encode)),
        ]
    };
    let form = |text: &str| utf8_percent_encode(text, FORM).to_string().replace(' ', "+");
    let mut targets: Vec<String> = sets.into_iter().flat_map(with).collect();
    targets.push(joined(path, &each(query, &['&', '='], &form)));
    targets.push(joined(
        &each(path, &['/'], &form),
        &each(query, &['&', '='], &form),
    ));
    targets.push(joined(path, &query.replace('+', "%20")));
    targets.push(joined(path, &query.replace("%20", "+")));
    let target = joined(path, query);
    targets.extend([
        escapes(&target, str::to_ascii_lowercase),
        escapes(&target, str::to_ascii_uppercase),
    ]);
    targets
}

/// The digits of each escape in another letter case.
fn escapes(target: &str, case: impl Fn(&str) -> String) -> String {
    let mut pieces = target.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| match (piece.get(..2), piece.get(2..)) {
        (Some(digits), Some(rest)) => format!("{text}%{}{rest}", case(digits)),
        _ => format!("{text}%{piece}"),
    })
}

fn reordered(path: &str, query: &str) -> Vec<String> {
    let pairs: Vec<&str> = query.split('&').collect();
    let mut sorted = pairs.clone();
    sorted.sort_unstable();
    let reversed: Vec<&str> = pairs.iter().rev().copied().collect();
    let mut descending = sorted.clone();
    descending.reverse();
    [sorted, reversed, descending]
        .map(|pairs| joined(path, &pairs.join("&")))
        .to_vec()
}

fn incomplete(path: &str, query: &str) -> Vec<String> {
    let pairs: Vec<&str> = query.split('&').collect();
    let without = |left_out: usize| {
        let kept = pairs.iter().enumerate().filter(|(index, _)| *index != left_out);
        joined(path, &kept.map(|(_, pair)| *pair).collect::<Vec<_>>().join("&"))
    };
    let filled: Vec<&str> = pairs
        .iter()
        .copied()
        .filter(|pair| !pair.ends_with('='))
        .collect();
    let first = pairs.first().copied().unwrap_or_default();
    let mut targets = vec![joined(path, &filled.join("&")), joined(path, first)];
    targets.extend((0..pairs.len()).map(without));
    targets
}

fn slashes(path: &str, query: &str) -> Vec<String> {
    let bare = path.trim_matches('/');
    [
        format!("/{bare}"),
        format!("/{bare}/"),
        bare.to_owned(),
        format!("//{bare}"),
    ]
    .into_iter()
    .map(|path| joined(&path, query))
    .chain([format!("{path}?{query}")])
    .collect()
}

fn prefixes(target: &str) -> Vec<String> {
    let mut shorter = Vec::new();
    let mut rest = target;
    // The base of a URL has few segments: `/hk/v3`, `/api/v3`.
    for _ in 0..3 {
        let Some(next) = rest.get(1..).and_then(|rest| rest.find('/')) else {
            break;
        };
        rest = &rest[next + 1..];
        shorter.push(rest.to_owned());
    }
    shorter.extend(["/v3", "/hk", "/hk/v3"].map(|prefix| format!("{prefix}{target}")));
    shorter
}

fn templates(template: Option<&str>, query: &str) -> Vec<String> {
    let Some(template) = template.filter(|template| template.contains('{')) else {
        return Vec::new();
    };
    let colons = template.replace('{', ":").replace('}', "");
    [template, &colons]
        .iter()
        .flat_map(|path| [joined(path, query), (*path).to_owned()])
        .collect()
}

//! Paths and queries: encoded once, and signed as sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::{Error, ErrorKind};
use crate::shape::Shape;

/// Everything but RFC 3986's unreserved characters.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(crate) fn encode(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, ESCAPED)
}

/// Puts the values into `{name}` places of a path, in order.
pub(crate) fn fill(template: &str, values: &[String]) -> Result<String, Error> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    let mut values = values.iter();
    while let Some((before, name, after)) = next_place(rest) {
        path.push_str(before);
        let value = values
            .next()
            .ok_or_else(|| wrong(format!("no value for the path parameter `{name}`")))?;
        // A URL parser would fold dots away and so break the signature, or reach another operation.
        if matches!(value.as_str(), "" | "." | "..") {
            return Err(wrong(format!(
                "the path parameter `{name}` is empty or dots, which names nothing"
            )));
        }
        path.extend(utf8_percent_encode(value, ESCAPED));
        rest = after;
    }
    if values.next().is_some() {
        return Err(wrong("more values than path parameters".to_owned()));
    }
    path.push_str(rest);
    check(&path)?;
    Ok(path)
}

/// Refuses what HTTP clients rewrite before sending, which would break the signature or reach another operation.
fn check(target: &str) -> Result<(), Error> {
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    if path.split('/').any(is_dots) {
        return Err(wrong(
            "the path has dots for segments, which names nothing".to_owned(),
        ));
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?&=%:@!$()*+,;".contains(&byte);
    match target.bytes().all(plain) {
        true => Ok(()),
        false => Err(wrong(
            "the path has characters that a URL cannot have: give values with `path` and `query`".to_owned(),
        )),
    }
}

/// Whether it is one dot or two, percent-encoded or not, which URL parsers fold away.
fn is_dots(segment: &str) -> bool {
    let bytes = segment.as_bytes();
    let after = |bytes: &[u8]| match bytes {
        [b'.', ..] => 1,
        [b'%', b'2', b'e' | b'E', ..] => 3,
        _ => 0,
    };
    let first = after(bytes);
    let second = after(&bytes[first..]);
    first > 0 && first + second == bytes.len()
}

/// Puts the values into the `{name}` places of a path that a caller wrote, by name.
pub(crate) fn fill_named(template: &str, values: &[(String, String)]) -> Result<String, Error> {
    // A name that is none may be a value that stands in its place: it is not repeated.
    if let Some((name, _)) = values
        .iter()
        .find(|(name, _)| !places(template).any(|place| place == name))
    {
        let known: Vec<&str> = places(template).filter(|place| is_name(place)).collect();
        return Err(wrong(format!(
            "`path` takes a name and its value, and no parameter of the path has the name given ({}); they are: {}",
            Shape::of(name),
            known.join(", ")
        )));
    }
    let ordered: Result<Vec<String>, Error> = places(template)
        .map(|place| match values.iter().rfind(|(name, _)| name == place) {
            Some((_, value)) => Ok(value.clone()),
            None if !is_name(place) => Err(wrong("a place of the path has no name".to_owned())),
            None => Err(wrong(format!(
                "no value for the path parameter `{place}`: give it with `path`"
            ))),
        })
        .collect();
    fill(template, &ordered?)
}

/// Whether it is a word such as names of parameters are.
fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The names of the `{name}` places.
fn places(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, name, after) = next_place(rest)?;
        rest = after;
        Some(name)
    })
}

fn next_place(path: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = path.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Appends the pairs as a query, in order.
pub(crate) fn append_query(path: &mut String, pairs: &[(String, String)]) {
    use std::fmt::Write as _;
    for (name, value) in pairs {
        let separator = if path.contains('?') { '&' } else { '?' };
        let _ = write!(path, "{separator}{}={}", encode(name), encode(value));
    }
}

fn wrong(text: String) -> Error {
    Error::new(ErrorKind::Request, text)
}

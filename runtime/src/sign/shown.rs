//! What may stand under a signature that leaves the server: a redirect's, the front end's.
//!
//! v2 signs `name=value&name=value`, and with the same key WeChat Pay signs notifications. Who sees a signature may read its
//! text in another way: behind `me&result_code=SUCCESS` there is a field that nobody wrote. v3 signs lines, so a line feed makes
//! one more. Such values are refused before they are signed.

use super::v2::TELLING;
use crate::error::{Error, ErrorKind};

/// A value of v2's `name=value&name=value`. Empty ones are outside of the signature: they are the caller's to judge.
pub(crate) fn value(name: &str, value: &str) -> Result<(), Error> {
    let control = value.chars().find(|char| char.is_control());
    let why = match control {
        Some(char) => format!("it has the control character U+{:04X}", u32::from(char)),
        None if !value.contains('&') => return Ok(()),
        None if is_url(name, value) => match telling_parameter(value) {
            Some(parameter) => format!(
                "behind an `&` it has the parameter `{parameter}`, as notifications have (alone, or first, it may stand)"
            ),
            None => return Ok(()),
        },
        None => "it has an `&`".to_owned(),
    };
    let text = format!(
        "`{name}` cannot be signed: {why}. Who sees the signature could read what follows as a field of its own; \
         nothing was signed"
    );
    Err(refused(name, text))
}

/// A name in v2's `name=value&name=value`, of letters, digits and `_`.
pub(crate) fn name(name: &str) -> Result<(), Error> {
    if is_name(name) {
        return Ok(());
    }
    let text = "a field cannot be signed: its name must be letters, digits or `_`, and is not";
    Err(Error::new(ErrorKind::Request, text))
}

/// Whether it can be read as the name of one field only.
pub(crate) fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !name.is_empty() && name.bytes().all(is_plain)
}

/// A value with the documented form of ids: letters, digits, `_` and `-`.
pub(crate) fn id(name: &str, value: &str) -> Result<(), Error> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let seen = match value.bytes().find(|byte| !is_plain(*byte)) {
        None if value.is_empty() => "it is empty".to_owned(),
        None if value.len() > MAX => format!("it is {} characters long", value.len()),
        None => return Ok(()),
        Some(_) if value.starts_with("prepay_id=") => {
            "it begins with `prepay_id=`: give the id alone".to_owned()
        }
        Some(byte) if byte.is_ascii_graphic() => format!("it has a `{}`", char::from(byte)),
        Some(byte) if byte.is_ascii() => format!("it has the character U+{byte:04X}"),
        Some(_) => "it has characters outside of ASCII".to_owned(),
    };
    let text = format!(
        "`{name}` cannot be signed: it must be 1 to {MAX} letters, digits, `_` or `-`, as WeChat Pay gave it, and {seen}"
    );
    Err(refused(name, text))
}

/// A value that must not be empty either.
pub(crate) fn filled(name: &str, text: &str) -> Result<(), Error> {
    if text.is_empty() {
        return Err(refused(name, format!("`{name}` cannot be signed: it is empty")));
    }
    value(name, text)
}

/// The documented ids have at most 64.
const MAX: usize = 64;

fn refused(name: &str, text: String) -> Error {
    Error::new(ErrorKind::Request, text).with_problems(vec![format!("/{name}")])
}

fn is_url(name: &str, value: &str) -> bool {
    let named = ["url", "uri"].iter().any(|end| name.ends_with(end));
    named
        && ["https://", "http://"]
            .iter()
            .any(|scheme| value.starts_with(scheme))
}

/// The first parameter behind an `&` that could pass for a field of a notification.
fn telling_parameter(url: &str) -> Option<&'static str> {
    url.split('&').skip(1).find_map(|pair| {
        let (name, _) = pair.split_once('=')?;
        TELLING.iter().copied().find(|known| *known == name)
    })
}

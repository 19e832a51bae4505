//! Addresses that a builder is given: of WeChat Pay's stand-in and of a proxy.
//!
//! What would fail in every call is refused when the client is built. What is refused is not repeated: it may hold a
//! password.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::shape::Shape;

/// Reads a base URL: `http` or `https`, host, perhaps a port, nothing else.
///
/// A path is refused: it would be signed, and whoever strips it on the way breaks the signature.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let address = Address::split(text, None);
    let checked = address.and_then(|address| match address.user {
        Some(_) => Err("user name and password have no place here"),
        None => address.checked(),
    });
    checked.map_err(|why| format!("{}: {why}; give it like https://host:port", Shape::of(text)))
}

/// Reads the URL of a proxy, as reqwest understands it: `http` or `https`, perhaps user name and password, host,
/// perhaps a port.
pub(super) fn proxy(text: &str) -> Result<String, String> {
    let address = Address::split(text, Some("http"));
    let checked = address.and_then(|address| {
        if address.scheme.starts_with("socks") {
            return Err(
                "`proxy` speaks http and https; for SOCKS turn on reqwest's feature `socks` and give \
                        `ReqwestTransport::configured` to `transport`",
            );
        }
        let checked = address.checked()?;
        let (scheme, host) = checked.split_once("://").unwrap_or_default();
        Ok(match address.user {
            Some(user) => format!("{scheme}://{user}@{host}"),
            None => checked,
        })
    });
    checked.map_err(|why| {
        let form = Shape::of(text);
        format!(
            "{form}: {why}; give it like http://user:password@host:port, where characters of the password that mean \
             something in a URL are percent-encoded"
        )
    })
}

/// The parts of a URL.
struct Address<'t> {
    scheme: String,
    user: Option<&'t str>,
    /// Host and port.
    authority: &'t str,
    /// Path, query and fragment.
    rest: &'t str,
}

impl<'t> Address<'t> {
    fn split(text: &'t str, scheme: Option<&str>) -> Result<Self, &'static str> {
        let text = text.trim();
        let (scheme, text) = match (text.split_once("://"), scheme) {
            (Some((scheme, text)), _) => (scheme.to_ascii_lowercase(), text),
            (None, Some(usual)) => (usual.to_owned(), text),
            (None, None) => return Err("it has no scheme"),
        };
        let end = text.find(['/', '?', '#', '\\']).unwrap_or(text.len());
        let (authority, rest) = text.split_at(end);
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        Ok(Self {
            scheme,
            user,
            authority,
            rest,
        })
    }

    /// Scheme, host and port, if they are all there is.
    fn checked(&self) -> Result<String, &'static str> {
        if !matches!(self.scheme.as_str(), "http" | "https") {
            return Err("the scheme is neither https nor http");
        }
        if !self.rest.trim_matches('/').is_empty() {
            return Err("path, query and fragment have no place here");
        }
        let (host, port) = self.host_and_port()?;
        if port.is_some_and(|port| !is_port(port)) {
            return Err("the port is no number from 1 to 65535");
        }
        if host.is_empty() {
            return Err("it has no host");
        }
        if !is_host(host) {
            return Err("the host is no name and no address");
        }
        Ok(format!("{}://{}", self.scheme, self.authority))
    }

    fn host_and_port(&self) -> Result<(&'t str, Option<&'t str>), &'static str> {
        if !self.authority.starts_with('[') {
            return Ok(match self.authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (self.authority, None),
            });
        }
        let end = self.authority.find(']').ok_or("the address does not end")?;
        let (host, rest) = self.authority.split_at(end + 1);
        match rest.strip_prefix(':') {
            Some(port) => Ok((host, Some(port))),
            None if rest.is_empty() => Ok((host, None)),
            None => Err("the port is no number from 1 to 65535"),
        }
    }
}

fn is_port(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number && text.parse().is_ok_and(|port: u16| port > 0)
}

/// A DNS name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_name = labels
        .iter()
        .all(|label| !label.is_empty() && label.bytes().all(plain));
    // What ends in a number is read as an address by URL parsers.
    let is_number = labels.last().is_some_and(|last| {
        let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
        last.bytes().all(|byte| byte.is_ascii_digit())
            || hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    is_name && (!is_number || host.parse::<Ipv4Addr>().is_ok())
}

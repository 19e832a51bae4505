//! What was asked for: the forms in which people have an operation at hand.

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// As it came, in lower case, without the blanks around it.
    pub(super) text: String,
    /// `POST`, if the question began with a verb or a chain ended in one.
    pub(super) verb: Option<String>,
    /// What it is taken for.
    pub(super) form: Form,
}

/// What a question looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Segments of a URL or of a page's path: `["v3", "refund", "domestic"]`.
    Path(Vec<String>),
    /// Names of a Rust path or a chain of calls: `["v3", "refund", "domestic", "refunds", "post"]`.
    Rust(Vec<String>),
    /// The address of an official page, from the host on.
    Official(String),
    /// A title, a field, an event.
    Words,
}

const VERBS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
/// Names in front of a Rust path or a chain that say nothing of the operation.
const AROUND: [&str; 6] = ["use", "crate", "wechatpay_openapi", "client", "self", "pub"];

impl Query {
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim().trim_matches(|c| matches!(c, '`' | '"' | '\''));
        let (verb, rest) = match text.split_once(char::is_whitespace) {
            Some((first, rest)) if VERBS.contains(&first.to_lowercase().as_str()) => {
                (Some(first.to_lowercase()), rest.trim())
            }
            _ => (None, text),
        };
        // What follows in a request line.
        let rest = rest
            .rsplit_once(char::is_whitespace)
            .filter(|(_, last)| last.starts_with("HTTP/"))
            .map_or(rest, |(rest, _)| rest.trim());
        let (form, said) = Self::form(rest);
        Self {
            text: rest.to_lowercase(),
            verb: verb.or(said),
            form,
        }
    }

    fn form(text: &str) -> (Form, Option<String>) {
        if let Some(address) = address(text) {
            if is_official(address) {
                let page = address.split(['?', '#']).next().unwrap_or_default();
                return (Form::Official(page.trim_end_matches(".md").to_owned()), None);
            }
            let path = address.split_once('/').map_or("", |(_, path)| path);
            return (Form::Path(segments(path)), None);
        }
        if text.contains("::") || text.contains("()") || text.contains(").") {
            return chain(text);
        }
        if text.contains('/') && !text.contains(char::is_whitespace) {
            return (Form::Path(segments(text)), None);
        }
        (Form::Words, None)
    }
}

/// What follows `https://`; a host may stand alone.
fn address(text: &str) -> Option<&str> {
    let bare = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    bare.or_else(|| {
        let host = text.split('/').next().unwrap_or_default();
        let is_host = host.ends_with("weixin.qq.com") || host.ends_with("wechatpay.cn");
        is_host.then_some(text)
    })
}

/// Whether it is a page to read: operations are served from other hosts, or from other paths of that one.
fn is_official(address: &str) -> bool {
    address.starts_with("pay.weixin.qq.com/doc") || address.starts_with("pay.weixin.qq.com/wiki")
}

/// Segments of a path without its query, and of a page without what every page has.
fn segments(path: &str) -> Vec<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("docs-specs/").unwrap_or(path);
    let path = path.strip_prefix("openapi/").unwrap_or(path);
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The names of `wechatpay_openapi::v3::refund::domestic` or `client.v3().refund().out_refund_no("…")`, and the verb.
fn chain(text: &str) -> (Form, Option<String>) {
    let mut names: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let mut name = String::new();
    for c in text.chars().chain(['.']) {
        match c {
            '(' | '<' | '{' => depth += 1,
            ')' | '>' | '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || c == '_' => name.push(c),
            _ => {
                if !name.is_empty() {
                    names.push(std::mem::take(&mut name));
                }
            }
        }
    }
    names.retain(|name| !AROUND.contains(&name.as_str()) && name != "await");
    // A type is inside of the operation's module.
    while names.len() > 1
        && names
            .last()
            .is_some_and(|name| name.starts_with(char::is_uppercase))
    {
        if names.first().is_some_and(|name| name == "Event") {
            break;
        }
        names.pop();
    }
    let names: Vec<String> = names
        .iter()
        .map(|name| name.trim_start_matches("r#").to_lowercase())
        .collect();
    let verb = names
        .last()
        .filter(|name| VERBS.contains(&name.as_str()))
        .cloned();
    (Form::Rust(names), verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Form {
        Form::Path(text.split('/').map(str::to_owned).collect())
    }

    fn rust(text: &str) -> Form {
        Form::Rust(text.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn n6_every_form_is_read() {
        for (text, verb, form) in [
            ("申请退款", None, Form::Words),
            ("out_refund_no", None, Form::Words),
            ("REFUND.SUCCESS", None, Form::Words),
            ("v3/refund/domestic", None, path("v3/refund/domestic")),
            ("/v3/refund/domestic/", None, path("v3/refund/domestic")),
            ("openapi/v3/refund.md", None, path("v3/refund")),
            ("POST /v3/refunds", Some("post"), path("v3/refunds")),
            ("post /v3/refunds HTTP/1.1", Some("post"), path("v3/refunds")),
            (
                "GET https://api.mch.weixin.qq.com/v3/refunds/1?mchid=2#x",
                Some("get"),
                path("v3/refunds/1"),
            ),
            (
                "api.mch.weixin.qq.com/pay/unifiedorder",
                None,
                path("pay/unifiedorder"),
            ),
            (
                "https://pay.weixin.qq.com/doc/v3/merchant/4012791862?a=b",
                None,
                Form::Official("pay.weixin.qq.com/doc/v3/merchant/4012791862".to_owned()),
            ),
            ("v3().refund()", None, rust("v3 refund")),
            (
                "client.v3().refund().out_refund_no(\"a.b\").get(get::Request::new()).await?;",
                Some("get"),
                rust("v3 refund out_refund_no get"),
            ),
            (
                "use wechatpay_openapi::v3::refund::post::{Request, Amount};",
                Some("post"),
                rust("v3 refund post"),
            ),
            ("v3::refund::post::Request", Some("post"), rust("v3 refund post")),
            ("Event::RefundSuccess", None, rust("event refundsuccess")),
        ] {
            let query = Query::read(text);
            assert_eq!((query.verb.as_deref(), query.form), (verb, form), "{text}");
        }
    }
}

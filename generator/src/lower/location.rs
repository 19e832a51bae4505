//! Paths and hosts.

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{Host, Segment};
use crate::page::{Dialect, Page, Section};

/// Cuts a path at its slashes. A trailing slash is an empty literal.
pub(super) fn segments(path: &str) -> Vec<Segment> {
    let segment = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => Segment::Param(name.to_owned()),
        None => Segment::Literal(part.to_owned()),
    };
    path.split('/').map(segment).collect()
}

/// The page's place without its first folder: `v3/pay/transactions/jsapi`.
pub(super) fn place(page: &Page) -> &str {
    page.path
        .split_once('/')
        .map_or(page.path.as_str(), |(_, rest)| rest)
}

/// Where an operation lies in the URL chain: at its page's place. In TypeScript
/// the namespaces spell the chain, wherever the page lies.
pub(crate) fn chain<'p>(page: &'p Page, section: &'p Section) -> &'p str {
    let spelt = section.call.as_ref().map(|call| trailing(&call.path));
    // A document lies where its product does.
    if page.document.is_some() {
        return spelt.unwrap_or_default();
    }
    let spelt = spelt.filter(|path| path.starts_with("v2/") || path.starts_with("v3/"));
    let place = place(page);
    match spelt {
        Some(path)
            if page.dialect == Dialect::Twoslash && path != place.strip_suffix("/index").unwrap_or(place) =>
        {
            path
        }
        _ => place,
    }
}

/// Path below the host, with the host's prefix and without `v2`.
pub(super) fn wire_path(context: &mut Context, page: &Page, section: &Section, prefix: &str) -> Vec<Segment> {
    let place = place(page);
    let documented = match &section.call {
        Some(call) => {
            // Without a chain the example names another address altogether.
            let is_chain = call.path.starts_with("v2/") || call.path.starts_with("v3/");
            if page.document.is_none()
                && is_chain
                && trailing(&call.path) != trailing(place.strip_suffix("/index").unwrap_or(place))
            {
                let message = format!(
                    "the example calls `{}`, but the page lies at `{place}`",
                    call.path
                );
                context.report_at(Code::PathDiffers, call.line, &call.span, message);
            }
            call.path.as_str()
        }
        None => {
            let message =
                "there is no example request that could tell the path; it is taken from the page's place";
            context.report_at(Code::NoExample, section.line, &section.span, message);
            place
        }
    };
    let path = documented.strip_prefix("v2/").unwrap_or(documented);
    let mut all: Vec<_> = prefix
        .split('/')
        .filter(|part| !part.is_empty())
        .flat_map(segments)
        .collect();
    all.extend(segments(path));
    all
}

fn trailing(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

/// A host and the prefix of all its paths.
pub(super) fn host(uri: &str, required: bool) -> Option<(Host, String)> {
    let rest = uri.trim().strip_prefix("https://")?;
    let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let host = match name {
        "api.mch.weixin.qq.com" => Host::Default,
        "apihk.mch.weixin.qq.com" if required => Host::HongKong,
        "apihk.mch.weixin.qq.com" => Host::HongKongOptional,
        "fraud.mch.weixin.qq.com" => Host::Fraud,
        "payapp.weixin.qq.com" => Host::Payapp,
        "api.weixin.qq.com" => Host::Weixin,
        "pay.wechatpay.cn" => Host::PayWechatpay,
        _ => return None,
    };
    Some((host, prefix.trim_end_matches('/').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let cases = [
            (
                "https://apihk.mch.weixin.qq.com/",
                false,
                Some((Host::HongKongOptional, "")),
            ),
            (
                "https://apihk.mch.weixin.qq.com/global/",
                true,
                Some((Host::HongKong, "global")),
            ),
            (
                "https://api.mch.weixin.qq.com/hk/",
                true,
                Some((Host::Default, "hk")),
            ),
            ("https://payapp.weixin.qq.com", true, Some((Host::Payapp, ""))),
            ("https://example.org/", true, None),
            ("payapp.weixin.qq.com", true, None),
        ];
        for (uri, required, expected) in cases {
            let expected = expected.map(|(host, prefix)| (host, prefix.to_owned()));
            assert_eq!(host(uri, required), expected, "{uri}");
        }
    }

    #[test]
    fn paths() {
        let literal = |part: &str| Segment::Literal(part.to_owned());
        let cases = [
            (
                "v3/a/{b_c}",
                vec![literal("v3"), literal("a"), Segment::Param("b_c".to_owned())],
            ),
            ("v3/a/", vec![literal("v3"), literal("a"), literal("")]),
        ];
        for (path, expected) in cases {
            assert_eq!(segments(path), expected, "{path}");
        }
    }
}

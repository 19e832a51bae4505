//! Where a download URL may lead to.

use crate::client::Hosts;

/// WeChat Pay's domains: the host itself, or anything below it.
const DOMAINS: [&str; 3] = ["mch.weixin.qq.com", "wechatpay.cn", "payapp.weixin.qq.com"];

/// Origin and request target of a download URL.
///
/// The request carries a signature of the merchant, which strangers must not get.
pub(crate) fn locate(url: &str, hosts: &Hosts) -> Result<(String, String), String> {
    let uri: http::Uri = url
        .trim()
        .parse()
        .map_err(|_| "the download URL is no URL: give it as WeChat Pay answered it".to_owned())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err("the download URL has no scheme and host: give it as WeChat Pay answered it".to_owned());
    };
    let target = uri
        .path_and_query()
        .map_or("/", |target| target.as_str())
        .to_owned();
    let origin = format!("{scheme}://{authority}");
    let host = authority.host().to_ascii_lowercase();
    let ours = scheme == "https"
        && authority.as_str().eq_ignore_ascii_case(&host)
        && DOMAINS.iter().any(|domain| is_in(&host, domain));
    match hosts.base_url() {
        Some(base_url) if ours || base_url.eq_ignore_ascii_case(&origin) => Ok((base_url.to_owned(), target)),
        None if ours => Ok((origin, target)),
        _ => Err(format!(
            "the download URL leads to {}, which is not WeChat Pay's: nothing was sent, since the request would carry \
             the merchant's signature",
            shown(scheme, &host)
        )),
    }
}

/// Scheme and host, unless they are something else that stands in a URL's place.
fn shown(scheme: &str, host: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    let is_host = host.len() <= 253 && host.contains(['.', ':']) && host.bytes().all(plain);
    match matches!(scheme, "http" | "https") && is_host {
        true => format!("{scheme}://{host}"),
        false => "another host".to_owned(),
    }
}

fn is_in(host: &str, domain: &str) -> bool {
    let below = host.strip_suffix(domain);
    below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

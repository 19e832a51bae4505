//! Whether a merchant's reply to a notification counts as received, and why, for people.

use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::xml::Document;

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply<'a> {
    /// HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: &'a [u8],
}

/// What WeChat Pay makes of a reply, or of its absence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether the notification counts as received, so that it does not come again.
    pub is_received: bool,
    /// What was seen, what is expected, what to do.
    pub reason: String,
}

impl Verdict {
    /// Received.
    #[must_use]
    pub fn received(reason: impl Into<String>) -> Self {
        Self {
            is_received: true,
            reason: reason.into(),
        }
    }

    /// Not received: it comes again.
    #[must_use]
    pub fn missed(reason: impl Into<String>) -> Self {
        Self {
            is_received: false,
            reason: reason.into(),
        }
    }

    /// Of the reply to a notification of this version.
    ///
    /// v3: 200 or 204; a body is not wanted, and one that says another `code` than `SUCCESS` means what it says. v2: 200 and
    /// XML whose `return_code` is `SUCCESS`.
    #[must_use]
    pub fn of(version: Version, reply: &Reply<'_>) -> Self {
        match (version, reply.status) {
            (_, 300..=399) => Self::missed(format!(
                "{}: redirects are not followed; `notify_url` must be the final address",
                status(reply.status)
            )),
            (Version::V3, 200 | 204) => Self::by_json(reply),
            (Version::V3, _) => Self::missed(format!(
                "{}: 200 or 204 means received{}",
                status(reply.status),
                said(reply.body)
            )),
            (Version::V2, 200) => Self::by_xml(reply.body),
            (Version::V2, _) => Self::missed(format!(
                "{}: v2 expects 200 and XML with `return_code` SUCCESS{}",
                status(reply.status),
                said(reply.body)
            )),
        }
    }

    /// Of the reply to a notification that was spoilt on purpose, which has to be refused.
    #[must_use]
    pub fn of_spoilt(version: Version, reply: &Reply<'_>, how: &str) -> Self {
        if Self::of(version, reply).is_received {
            return Self::missed(format!(
                "accepted although {how}: this program does not verify what it is sent. It comes again as it should be"
            ));
        }
        Self::missed(format!(
            "rightly refused, since {how}: {}. It comes again as it should be",
            status(reply.status)
        ))
    }

    fn by_json(reply: &Reply<'_>) -> Self {
        let body = reply.body.trim_ascii();
        let seen = status(reply.status);
        if body.is_empty() {
            return Self::received(seen);
        }
        let code = serde_json::from_slice::<Value>(body).ok().and_then(|json| {
            let code = json.get("code")?.as_str()?;
            Some(code.to_owned())
        });
        match code.as_deref() {
            Some("SUCCESS") => Self::received(format!("{seen}, `code` is SUCCESS")),
            Some(other) => Self::missed(format!(
                "{seen}, but `code` is {other}: a 4xx or 5xx goes with a failure, and a success needs no body"
            )),
            None => Self::received(format!(
                "{seen}; the body{} is not wanted: 204 without one says the same",
                quoted(body)
            )),
        }
    }

    fn by_xml(body: &[u8]) -> Self {
        const WANTED: &str =
            "v2 expects <xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>";
        if body.trim_ascii().is_empty() {
            return Self::missed(format!("200 without a body: {WANTED}"));
        }
        let document = match Document::parse(body) {
            Ok(document) => document,
            Err(error) => return Self::missed(format!("200, but {error}{}: {WANTED}", quoted(body))),
        };
        match document.get("return_code") {
            Some("SUCCESS") if is_spaced(body) => Self::received(format!(
                "200, `return_code` is SUCCESS; but there is white space before, after or between the tags, which the \
                 documentation does not allow: {WANTED}"
            )),
            Some("SUCCESS") => Self::received("200, `return_code` is SUCCESS"),
            Some(other) => {
                let message = document.get("return_msg").unwrap_or_default();
                Self::missed(format!(
                    "`return_code` is {other} ({message}): SUCCESS means received"
                ))
            }
            None => Self::missed(format!("200, but the XML has no `return_code`: {WANTED}")),
        }
    }
}

/// Whether there is anything but tags and texts.
fn is_spaced(body: &[u8]) -> bool {
    let is_before_tag = |after: &[u8]| {
        let rest = after.trim_ascii_start();
        rest.len() < after.len() && rest.starts_with(b"<")
    };
    let mut after_tags = body.split(|byte| *byte == b'>').skip(1);
    body.trim_ascii().len() < body.len() || after_tags.any(is_before_tag)
}

fn status(status: u16) -> String {
    match StatusCode::from_u16(status) {
        Ok(status) => status.to_string(),
        Err(_) => status.to_string(),
    }
}

/// What a reply that refuses says itself.
fn said(body: &[u8]) -> String {
    match body.trim_ascii() {
        [] => String::new(),
        body => format!(". It says{}", quoted(body)),
    }
}

fn quoted(body: &[u8]) -> String {
    const SHOWN: usize = 120;
    let text = String::from_utf8_lossy(body);
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if text.chars().nth(SHOWN).is_some() {
        "…"
    } else {
        ""
    };
    format!(" `{shown}{more}`")
}

#[cfg(test)]
mod tests {
    use wechatpay_openapi_runtime::Version::{self, V2, V3};

    use super::{Reply, Verdict};

    fn verdict(version: Version, status: u16, body: &str) -> Verdict {
        let body = body.as_bytes();
        Verdict::of(version, &Reply { status, body })
    }

    #[test]
    fn replies_are_judged_as_documented() {
        for (version, status, body, is_received, reason) in [
            (V3, 204, "", true, "204 No Content"),
            (V3, 200, "", true, "200 OK"),
            (V3, 200, "\n", true, "200 OK"),
            (V3, 200, r#"{"code":"SUCCESS"}"#, true, "`code` is SUCCESS"),
            (
                V3,
                200,
                r#"{"code":"SUCCESS","message":"成功"}"#,
                true,
                "`code` is SUCCESS",
            ),
            (
                V3,
                200,
                r#"{"code":"FAIL","message":"失败"}"#,
                false,
                "`code` is FAIL",
            ),
            (V3, 200, "success", true, "the body `success` is not wanted"),
            (V3, 200, r#"{"ok":true}"#, true, "is not wanted"),
            (V3, 200, "<html>", true, "is not wanted"),
            (V3, 201, "", false, "201 Created: 200 or 204"),
            (V3, 202, "", false, "202 Accepted: 200 or 204"),
            (V3, 301, "", false, "redirects are not followed"),
            (
                V3,
                401,
                r#"{"code":"FAIL"}"#,
                false,
                r#"It says `{"code":"FAIL"}`"#,
            ),
            (V3, 404, "", false, "404 Not Found"),
            (V3, 500, "", false, "500 Internal Server Error"),
            (V3, 599, "", false, "599"),
            (
                V2,
                200,
                "<xml><return_code>SUCCESS</return_code></xml>",
                true,
                "SUCCESS",
            ),
            (
                V2,
                200,
                "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>",
                true,
                "SUCCESS",
            ),
            (
                V2,
                200,
                "<xml>\n  <return_code>SUCCESS</return_code>\n</xml>",
                true,
                "white space before, after or between the tags",
            ),
            (
                V2,
                200,
                "<xml><return_code>SUCCESS</return_code></xml>\n",
                true,
                "white space before, after or between the tags",
            ),
            (
                V2,
                200,
                "<xml><return_code>FAIL</return_code><return_msg>签名失败</return_msg></xml>",
                false,
                "`return_code` is FAIL (签名失败)",
            ),
            (
                V2,
                200,
                "<xml><result>SUCCESS</result></xml>",
                false,
                "no `return_code`",
            ),
            (V2, 200, "success", false, "no XML of v2"),
            (V2, 200, r#"{"code":"SUCCESS"}"#, false, "no XML of v2"),
            (V2, 200, "<html><body>ok</body></html>", false, "return_code"),
            (V2, 200, "", false, "200 without a body"),
            (V2, 204, "", false, "v2 expects 200"),
            (
                V2,
                500,
                "<xml><return_code>SUCCESS</return_code></xml>",
                false,
                "v2 expects 200",
            ),
            (V2, 302, "", false, "redirects are not followed"),
        ] {
            let verdict = verdict(version, status, body);
            assert_eq!(
                verdict.is_received, is_received,
                "{version} {status} {body}: {verdict:?}"
            );
            assert!(
                verdict.reason.contains(reason),
                "{version} {status} {body}: {}",
                verdict.reason
            );
        }
    }

    #[test]
    fn what_was_spoilt_must_be_refused() {
        for (version, status, body, reason) in [
            (V3, 204, "", "accepted although its signature is a probe"),
            (
                V3,
                401,
                "",
                "rightly refused, since its signature is a probe: 401 Unauthorized",
            ),
            (
                V2,
                200,
                "<xml><return_code>SUCCESS</return_code></xml>",
                "accepted although",
            ),
            (
                V2,
                200,
                "<xml><return_code>FAIL</return_code></xml>",
                "rightly refused",
            ),
        ] {
            let reply = Reply {
                status,
                body: body.as_bytes(),
            };
            let verdict = Verdict::of_spoilt(version, &reply, "its signature is a probe");
            assert!(!verdict.is_received);
            assert!(verdict.reason.contains(reason), "{}", verdict.reason);
        }
    }

    #[test]
    fn a_long_reply_is_cut() {
        let verdict = verdict(V3, 500, &"错".repeat(5000));
        assert!(verdict.reason.chars().count() < 200, "{}", verdict.reason);
    }
}

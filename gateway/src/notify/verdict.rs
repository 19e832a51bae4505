//! Whether a merchant's reply to a notification counts as received, and why, for people.

use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::xml::Document;

use crate::text::Text;

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
pub struct ReplyVerdict {
    /// Whether the notification counts as received, so that it does not come again.
    pub is_received: bool,
    /// What was seen, what is expected, what to do.
    pub reason: Text,
}

impl ReplyVerdict {
    /// Received.
    #[must_use]
    pub fn received(reason: Text) -> Self {
        Self {
            is_received: true,
            reason,
        }
    }

    /// Not received: it comes again.
    #[must_use]
    pub fn missed(reason: Text) -> Self {
        Self {
            is_received: false,
            reason,
        }
    }

    /// Of the reply to a notification of this version.
    ///
    /// v3: 200 or 204; a body is not wanted, and one that says another `code` than `SUCCESS` means what it says. v2: 200 and
    /// XML whose `return_code` is `SUCCESS`.
    #[must_use]
    pub fn of(version: Version, reply: &Reply<'_>) -> Self {
        let seen = status(reply.status);
        let said = said(reply.body);
        match (version, reply.status) {
            (_, 300..=399) => Self::missed(Text::new(
                format!("{seen}：不会跟随重定向，`notify_url` 必须是最终地址"),
                format!("{seen}: redirects are not followed; `notify_url` must be the final address"),
            )),
            (Version::V3, 200 | 204) => Self::by_json(reply),
            (Version::V3, _) => Self::missed(Text::new(
                format!("{seen}：200 或 204 才表示已接收{}", said.zh),
                format!("{seen}: 200 or 204 means received{}", said.en),
            )),
            (Version::V2, 200) => Self::by_xml(reply.body),
            (Version::V2, _) => Self::missed(Text::new(
                format!(
                    "{seen}：V2 要求 200 及 `return_code` 为 SUCCESS 的 XML{}",
                    said.zh
                ),
                format!(
                    "{seen}: v2 expects 200 and XML with `return_code` SUCCESS{}",
                    said.en
                ),
            )),
        }
    }

    /// Of the reply to a notification that was spoilt on purpose, which has to be refused.
    #[must_use]
    pub fn of_spoilt(version: Version, reply: &Reply<'_>, how: &Text) -> Self {
        let Text { zh, en } = how;
        if Self::of(version, reply).is_received {
            return Self::missed(Text::new(
                format!("{zh}，却被接收：商户程序没有验证收到的通知。将重新发送正确的通知"),
                format!(
                    "accepted although {en}: this program does not verify what it is sent. It comes again as it should be"
                ),
            ));
        }
        let seen = status(reply.status);
        Self::missed(Text::new(
            format!("{zh}，拒绝正确：{seen}。将重新发送正确的通知"),
            format!("rightly refused, since {en}: {seen}. It comes again as it should be"),
        ))
    }

    fn by_json(reply: &Reply<'_>) -> Self {
        let body = reply.body.trim_ascii();
        let seen = status(reply.status);
        if body.is_empty() {
            return Self::received(Text::new(seen.clone(), seen));
        }
        let code = serde_json::from_slice::<Value>(body).ok().and_then(|json| {
            let code = json.get("code")?.as_str()?;
            Some(code.to_owned())
        });
        match code.as_deref() {
            Some("SUCCESS") => Self::received(Text::new(
                format!("{seen}，`code` 为 SUCCESS"),
                format!("{seen}, `code` is SUCCESS"),
            )),
            Some(other) => Self::missed(Text::new(
                format!("{seen}，但 `code` 为 {other}：失败应返回 4xx 或 5xx，成功无需应答报文"),
                format!(
                    "{seen}, but `code` is {other}: a 4xx or 5xx goes with a failure, and a success needs no body"
                ),
            )),
            None => {
                let body = quoted(body);
                Self::received(Text::new(
                    format!("{seen}；不需要应答报文 `{body}`，返回 204 即可"),
                    format!("{seen}; the body `{body}` is not wanted: 204 without one says the same"),
                ))
            }
        }
    }

    fn by_xml(body: &[u8]) -> Self {
        if body.trim_ascii().is_empty() {
            return Self::missed(wanting("200，但没有应答报文", "200 without a body"));
        }
        let document = match Document::parse(body) {
            Ok(document) => document,
            Err(error) => {
                let body = quoted(body);
                return Self::missed(wanting(
                    &format!("200，但应答不是 V2 的 XML `{body}`"),
                    &format!("200, but {error} `{body}`"),
                ));
            }
        };
        match document.get("return_code") {
            Some("SUCCESS") if is_spaced(body) => Self::received(wanting(
                "200，`return_code` 为 SUCCESS；但标签前后或之间有空白，文档不允许",
                "200, `return_code` is SUCCESS; but there is white space before, after or between the tags, which the \
                 documentation does not allow",
            )),
            Some("SUCCESS") => Self::received(Text::new(
                "200，`return_code` 为 SUCCESS",
                "200, `return_code` is SUCCESS",
            )),
            Some(other) => {
                let message = document.get("return_msg").unwrap_or_default();
                Self::missed(Text::new(
                    format!("`return_code` 为 {other}（{message}）：SUCCESS 才表示已接收"),
                    format!("`return_code` is {other} ({message}): SUCCESS means received"),
                ))
            }
            None => Self::missed(wanting(
                "200，但 XML 中没有 `return_code`",
                "200, but the XML has no `return_code`",
            )),
        }
    }
}

/// With what v2 expects instead.
fn wanting(zh: &str, en: &str) -> Text {
    const WANTED: &str = "<xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>";
    Text::new(
        format!("{zh}：V2 要求 {WANTED}"),
        format!("{en}: v2 expects {WANTED}"),
    )
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
fn said(body: &[u8]) -> Text {
    match body.trim_ascii() {
        [] => Text::default(),
        body => {
            let body = quoted(body);
            Text::new(format!("。应答：`{body}`"), format!(". It says `{body}`"))
        }
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
    format!("{shown}{more}")
}

#[cfg(test)]
mod tests {
    use wechatpay_openapi_runtime::Version::{self, V2, V3};

    use super::{Reply, ReplyVerdict, Text};

    fn verdict(version: Version, status: u16, body: &str) -> ReplyVerdict {
        let body = body.as_bytes();
        ReplyVerdict::of(version, &Reply { status, body })
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
                verdict.reason.en.contains(reason),
                "{version} {status} {body}: {:?}",
                verdict.reason
            );
            assert!(!verdict.reason.zh.is_empty());
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
            let probe = Text::new("签名是探测签名", "its signature is a probe");
            let verdict = ReplyVerdict::of_spoilt(version, &reply, &probe);
            assert!(!verdict.is_received);
            assert!(verdict.reason.en.contains(reason), "{:?}", verdict.reason);
        }
    }

    #[test]
    fn a_long_reply_is_cut() {
        let verdict = verdict(V3, 500, &"错".repeat(5000));
        assert!(verdict.reason.en.chars().count() < 200, "{:?}", verdict.reason);
    }
}

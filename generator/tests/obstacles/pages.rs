//! Whole pages: their shape, notifications, and how findings are shown.

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

use super::{CHAIN, REQUEST, codes, page, read_page, show};

#[test]
fn pages_out_of_shape() {
    let good = page("", CHAIN, "| a | string | 甲");
    let table = |mark: &str| format!("{REQUEST}| json | object | 甲\n\n{mark}\n");
    // text, operations, findings
    let cases = [
        (good.clone(), 1, ""),
        (good.replace('\n', "\r\n"), 1, ""),
        (format!("\u{feff}{good}"), 1, ""),
        (good.replace("\n\n{.im-table", "\n{.im-table"), 1, ""),
        // The container swallows the rest of the page, and the fence does too.
        (good.replace("\n:::\n", "\n"), 1, "IM035"),
        (good.replace("```\n\n:::", ""), 0, "IM004,IM035,IM035"),
        (good.replace("{#post}", "{#mix}"), 0, "IM032,IM032"),
        (good.replace("# 甲 {#post}", ""), 0, "IM032,IM032"),
        (good.replace("#request", "#other"), 0, "IM004,IM037"),
        (format!("{good}\n{}", table("{.im-table #request}")), 1, "IM005"),
        (format!("{good}\n{}", table("")), 1, "IM037"),
        (
            good.replace("| a | string | 甲\n", "| a | string | 甲\n\n| b | string | 乙\n"),
            1,
            "IM006",
        ),
        ("# 甲\n\n文字\n".to_owned(), 0, "IM001"),
        (String::new(), 0, "IM001"),
        (
            "---\ntitle: [\n---\n\n# 甲 {#get}\n".to_owned(),
            0,
            "IM003,IM004,IM004",
        ),
        (
            format!(
                "{good}\n{}",
                good.replace("{#post}", "{#get}").replace("postAsync", "getAsync")
            ),
            2,
            "",
        ),
        (
            format!("# 总 {{#mix}}\n\n{}", good.replace("# 甲", "## 甲")),
            1,
            "",
        ),
    ];
    for (text, operations, findings) in cases {
        let reading = read_page("openapi/v3/a.md", &text);
        let seen = (reading.api.operations.len(), codes(&reading, Severity::Note));
        assert_eq!(seen, (operations, findings.to_owned()), "{text}");
    }
}

#[test]
fn notifications() {
    let line = "| {colspan=3 .im-table-line}";
    let head = "| headers | object | 甲\n| Request-ID {data-indent=1} | string | 乙\n| body | object | 丙\n| event_type {data-indent=1} | string | `E.F` 枚举值\n| resource {data-indent=1} | object | 丁";
    let cipher = "| ciphertext {data-indent=2} | string {data-encrypted=by-aes-gcm} | 戊";
    let ack = "| status | number | `20X` `4XX` 枚举值之一\n| body | object | 甲\n| code {data-indent=1} | string | `OK` 枚举值";
    // rows behind the head, payload, findings
    let cases = [
        (
            format!("{cipher}\n{line}\n| a {{data-indent=3}} | string | 己"),
            "a?:text",
            "",
        ),
        (
            format!(
                "{cipher}\n| original_type {{data-indent=2}} | string | 己\n{line}\n| a {{data-indent=3}} | string | 庚"
            ),
            "a?:text",
            "",
        ),
        (
            format!(
                "{cipher}\n{line}\n| data {{data-indent=2}} | object | 己\n| a {{data-required data-indent=3}} | string | 庚\n{line}\n| data {{data-indent=2}} | object | 己\n| b {{data-required data-indent=3}} | string | 庚"
            ),
            "a?:text b?:text",
            "",
        ),
        (
            "| ciphertext {data-indent=2} | string | 戊".to_owned(),
            "event_type?:E.F resource?:{ciphertext?:text}",
            "IM031",
        ),
    ];
    for (rows, expected, findings) in cases {
        let text = page(&format!("{head}\n{rows}"), "", ack).replace("返回字典", "应答规范");
        let reading = read_page("webhook/v3/E.F.md", &text);
        let one = &reading.api.notifications[0];
        assert_eq!(show(&one.payload), expected, "{rows}");
        assert_eq!(
            (show(&one.ack).as_str(), one.event_types.join(",").as_str()),
            ("code?:OK", "E.F")
        );
        assert_eq!(codes(&reading, Severity::Warning), findings, "{rows}");
    }
}

#[test]
fn what_a_notification_is_answered_with() {
    let head = "| body | object | 丙\n| resource {data-indent=1} | object | 丁\n\
        | ciphertext {data-indent=2} | string {data-encrypted=by-aes-gcm} | 戊\n| {colspan=3 .im-table-line}\n\
        | a {data-indent=3} | string | 己";
    let signed = "| headers | object | 甲\n| Authorization {data-required data-indent=1} | string | 乙\n";
    let header = "| headers | object | 甲\n| Content-Type {data-indent=1} | string | 乙\n";
    let code =
        "| body | object | 甲\n| code {data-indent=1} | string | 乙\n| message {data-indent=1} | string | 乙";
    let data = format!("{code}\n| fee {{data-indent=1}} | integer | 丙");
    // page, acknowledgement, whether it asks for data, whether that is signed
    let cases = [
        ("webhook/v3/E.F.md", code.to_owned(), false, false),
        ("webhook/v3/E.F.md", data.clone(), true, false),
        ("webhook/v3/E.F.md", format!("{signed}{data}"), true, true),
        ("webhook/v3/E.F.md", format!("{header}{data}"), true, false),
        ("webhook/v3/E.F.md", format!("{signed}{code}"), false, true),
        ("webhook/v2/e.md", data, false, false),
    ];
    for (path, ack, wants_data, is_signed) in cases {
        let text = page(head, "", &ack).replace("返回字典", "应答规范");
        let reading = read_page(path, &text);
        let one = &reading.api.notifications[0];
        assert_eq!(
            (one.wants_data(), one.is_ack_signed),
            (wants_data, is_signed),
            "{path} {ack}"
        );
    }
}

#[test]
fn findings_point_at_the_cell() {
    let text = page("", CHAIN, "| a | decimal | 甲\n| b {data-x=1 | string | 乙");
    let docs: Docs = [("openapi/v3/a.md", text.as_str())].into_iter().collect();
    let reading = read(&docs, &Overrides::default());
    let shown: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|one| one.render(&docs, false))
        .collect();
    let shown = shown.join("\n");
    for part in [
        "IM009",
        "`a` has the unknown type `decimal`",
        "^^^^^^^",
        "IM007",
        "without its closing brace",
        "known types: ",
    ] {
        assert!(shown.contains(part), "{part} in:\n{shown}");
    }
    let line = reading
        .diagnostics
        .iter()
        .find(|one| one.message.contains("decimal"))
        .map(ToString::to_string);
    assert!(
        line.is_some_and(|line| line.starts_with("openapi/v3/a.md:") && line.contains(":7: IM009: ")),
        "{shown}"
    );
}

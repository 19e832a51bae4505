//! Overrides of what an operation answers and of how that is authenticated: what they
//! change, and that a wrong one is said at its own line.

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Effect, Host, Operation, Response};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

/// An operation of v2 whose answer is signed, one whose answer is not, and two of v3.
const PAGES: [(&str, &str, &str); 4] = [
    (
        "openapi/v2/oil/fill.md",
        "xml",
        "| return_code | string\n| sign | string",
    ),
    ("openapi/v2/oil/list.md", "xml", "| return_code | string"),
    ("openapi/v3/oil/level.md", "json", "| level | number"),
    (
        "openapi/v3/oil/plan.md",
        "json",
        "| 文件流 {align=center colspan=3}",
    ),
];

fn docs() -> Docs {
    let pages = PAGES.map(|(path, body, answer)| {
        let url = path.trim_start_matches("openapi/").trim_end_matches(".md");
        let text = format!(
            "---\ntitle: 油\n---\n\n# {{{{ $frontmatter.title }}}} {{#post}}\n\n| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n\
             | --- | --- | ---\n| {body} {{data-required}} | object |\n| lamp {{data-indent=1}} | string | 灯\n\n\
             {{.im-table #request}}\n\n```http [{body}]\nPOST /{url} HTTP/1.1\n\n{{\"lamp\": \"7\"}}\n```\n\n\
             | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{answer}\n\n{{.im-table #response}}\n"
        );
        (path, text)
    });
    pages.iter().map(|(path, text)| (*path, text.as_str())).collect()
}

/// An entry for a page below `oil`.
fn entry(kind: &str, page: &str, seen: &str, value: &str) -> String {
    format!("[[{kind}]]\npage = 'openapi/{page}'\nseen = '{seen}'\nvalue = '{value}'\nreason = 'a'\n")
}

/// The operations after the corrections, or what is said of them.
fn corrected(toml: &str) -> Result<Vec<Operation>, Vec<String>> {
    let mut overrides = Overrides::default();
    overrides.add("oil.toml", toml).expect("TOML");
    let reading = read(&docs(), &overrides);
    if reading.diagnostics.is_empty() {
        Ok(reading.api.operations)
    } else {
        Err(reading.diagnostics.iter().map(ToString::to_string).collect())
    }
}

/// `fill: signed xml, …`
fn shown(operations: &[Operation]) -> String {
    let one = |operation: &Operation| {
        let answer = match &operation.response {
            Response::Json(_) => "json",
            Response::Xml(_) => "xml",
            Response::File => "file",
            Response::CsvOrXmlError(fields) => {
                assert!(!fields.is_empty(), "the fields of a failure are kept");
                "csv-or-xml"
            }
            other => panic!("{other:?}"),
        };
        let name = operation.page.rsplit('/').next().unwrap_or_default();
        format!("{name}: {} {answer}", operation.verify.name())
    };
    operations.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn an_answer_is_what_the_override_says() {
    let untouched = "fill: signed xml, list: unsigned xml, level: signed json, plan: unsigned file";
    assert_eq!(shown(&corrected("").unwrap()), untouched);
    let cases = [
        (
            "verify",
            "v2/oil/fill",
            "signed",
            "signed-if-present",
            "fill: signed-if-present xml",
        ),
        ("verify", "v2/oil/list", "unsigned", "signed", "list: signed xml"),
        (
            "verify",
            "v3/oil/level",
            "signed",
            "unsigned",
            "level: unsigned json",
        ),
        (
            "verify",
            "v3/oil/plan",
            "unsigned",
            "signed-if-present",
            "plan: signed-if-present file",
        ),
        (
            "verify",
            "v3/oil/plan",
            "unsigned",
            "statement-sha1",
            "plan: statement-sha1 file",
        ),
        ("answer", "v2/oil/list", "xml", "json", "list: unsigned json"),
        (
            "answer",
            "v2/oil/list",
            "xml",
            "csv-or-xml",
            "list: unsigned csv-or-xml",
        ),
        (
            "answer",
            "v2/oil/fill",
            "xml",
            "csv-or-xml",
            "fill: signed csv-or-xml",
        ),
    ];
    for (kind, page, seen, value, expected) in cases {
        let operations = corrected(&entry(kind, page, seen, value)).expect("the override applies");
        let name = expected.split(':').next().unwrap();
        let all: Vec<&str> = untouched.split(", ").collect();
        let all = all
            .into_iter()
            .map(|one| if one.starts_with(name) { expected } else { one });
        assert_eq!(
            shown(&operations),
            all.collect::<Vec<_>>().join(", "),
            "{kind} {value}"
        );
    }
}

#[test]
fn an_effect_is_what_the_override_says() {
    let effects = |toml: &str| -> Vec<Effect> {
        let operations = corrected(toml).expect("the overrides apply");
        operations.iter().map(|operation| operation.effect).collect()
    };
    assert_eq!(effects(""), [Effect::Each; 4]);
    let toml =
        entry("effect", "v3/oil/level", "each", "none") + &entry("effect", "v2/oil/fill", "each", "once");
    assert_eq!(
        effects(&toml),
        [Effect::Once, Effect::Each, Effect::None, Effect::Each]
    );
}

#[test]
fn a_host_is_what_the_override_says() {
    let default = Host::Default.name();
    for host in Host::ALL.into_iter().filter(|host| *host != Host::Default) {
        let toml = entry("host", "v3/oil/level", default, host.name());
        let operations = corrected(&toml).expect("the override applies");
        let hosts: Vec<Host> = operations.iter().map(|operation| operation.host).collect();
        assert_eq!(hosts, [Host::Default, Host::Default, host, Host::Default]);
    }
}

#[test]
fn a_wrong_override_is_said_at_its_line() {
    let fine = entry("verify", "v2/oil/fill", "signed", "signed-if-present");
    let cases = [
        (
            entry("verify", "v2/oil/fill", "signed", "if-present"),
            "overrides/oil.toml:9:9: IM028: `if-present` is no rule of verification; \
             expected one of `signed`, `signed-if-present`, `unsigned`, `statement-sha1`",
        ),
        (
            entry("verify", "v2/oil/fill", "Signed", "unsigned"),
            "overrides/oil.toml:9:9: IM028: `Signed` is no rule of verification; \
             expected one of `signed`, `signed-if-present`, `unsigned`, `statement-sha1`",
        ),
        (
            entry("answer", "v2/oil/fill", "xml", "csv"),
            "overrides/oil.toml:9:9: IM028: `csv` is no kind of answer; expected one of `xml`, `json`, `csv-or-xml`",
        ),
        (
            entry("verify", "v2/oil/list", "signed", "unsigned"),
            "overrides/oil.toml:9:9: IM029: this override looks for `signed` in `openapi/v2/oil/list` and finds nothing; its reason: a",
        ),
        (
            entry("answer", "v3/oil/level", "xml", "json"),
            "overrides/oil.toml:9:9: IM029: this override looks for `xml` in `openapi/v3/oil/level` and finds nothing; its reason: a",
        ),
        (
            entry("answer", "v2/oil/list", "csv-or-xml", "xml"),
            "overrides/oil.toml:9:9: IM029: this override looks for `csv-or-xml` in `openapi/v2/oil/list` and finds nothing; its reason: a",
        ),
        (
            entry("verify", "v2/oil/fill", "signed", "unsigned").replace("seen", "method = 'get'\nseen"),
            "overrides/oil.toml:10:9: IM029: this override looks for `signed` in `openapi/v2/oil/fill` and finds nothing; its reason: a",
        ),
        (
            entry("effect", "v3/oil/level", "each", "twice"),
            "overrides/oil.toml:9:9: IM028: `twice` is no effect of a second sending; \
             expected one of `none`, `once`, `keyed`, `each`",
        ),
        (
            entry("effect", "v3/oil/level", "once", "each"),
            "overrides/oil.toml:9:9: IM029: this override looks for `once` in `openapi/v3/oil/level` and finds nothing; its reason: a",
        ),
        (
            entry(
                "host",
                "v3/oil/level",
                "api.weixin.qq.com",
                "api.mch.weixin.qq.com",
            ),
            "overrides/oil.toml:9:9: IM029: this override looks for `api.weixin.qq.com` in `openapi/v3/oil/level` and finds nothing; its reason: a",
        ),
        (
            entry("verify", "v2/oil/gone", "signed", "unsigned"),
            "overrides/oil.toml:9:9: IM039: this override corrects `openapi/v2/oil/gone`, which is not in the documentation",
        ),
    ];
    for (wrong, expected) in cases {
        let found = corrected(&(fine.clone() + &wrong)).expect_err(expected);
        assert_eq!(found, [expected]);
    }
}

#[test]
fn a_key_that_is_none_is_refused_with_its_line() {
    let toml = entry("verify", "v2/oil/fill", "signed", "unsigned") + "rule = 'signed'\n";
    let refused = Overrides::default()
        .add("oil.toml", &toml)
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("line 6") && refused.contains("`rule`"),
        "{refused}"
    );
}

//! The examples of `lint --explain`: the wrong one has the fault, the right one has none.
//!
//! The info string of an example says what it is: `wrong request` are rows of a
//! request, `right page` is a whole page, and so on ([`tree`]). `of v3/x` puts the
//! page elsewhere. What the example leaves out is that of a page without a fault.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::generate;
use wechatpay_openapi_generator::source::Docs;

/// Where the page lies if the example does not say.
const PLACE: &str = "v3/lamps";

/// What cannot be without something else.
const ALSO: [(Code, &[Code], &str); 5] = [
    (Code::BrokenExample, &[Code::NoExample], "it tells no path"),
    (
        Code::UnresolvedName,
        &[Code::UnknownType],
        "the field has no type",
    ),
    (
        Code::CyclicReference,
        &[Code::OpaqueObject],
        "the field has no type",
    ),
    (
        Code::TooLarge,
        &[Code::OpaqueObject],
        "the deepest object lost its field",
    ),
    (Code::BrokenScript, &[Code::UnknownType], "the field has no type"),
];

struct Example {
    is_wrong: bool,
    part: String,
    place: String,
    text: String,
}

/// The examples of an explanation.
fn examples(code: Code) -> Vec<Example> {
    let (mut found, mut info) = (Vec::new(), None);
    for event in Parser::new(code.explanation()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text))) => info = Some((text, String::new())),
            Event::Text(line) => {
                if let Some((_, text)) = &mut info {
                    text.push_str(&line);
                }
            }
            Event::End(_) => found.extend(info.take().map(|(info, text)| example(code, &info, text))),
            _ => {}
        }
    }
    found
}

fn example(code: Code, info: &str, text: String) -> Example {
    let (verdict, part) = info.split_once(' ').unwrap_or((info, ""));
    let (part, place) = part.split_once(" of ").unwrap_or((part, PLACE));
    assert!(["wrong", "right"].contains(&verdict), "{code}: `{info}`");
    Example {
        is_wrong: verdict == "wrong",
        part: part.to_owned(),
        place: place.to_owned(),
        text,
    }
}

/// A table with its mark.
fn table(id: &str, rows: &str) -> String {
    format!("| 参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{rows}\n{{.im-table #{id}}}\n")
}

const ROWS: &str = "| json | object |\n| lamp_no {data-indent=1} | string | 灯号\n| watts {data-indent=1} | integer | 功率\n";
const ANSWER: &str = "| lit | boolean | 已点亮\n";
const SEALED: &str = "| body | object |\n| id {data-indent=1} | string {data-encrypted=by-aes-gcm} | 密文\n\
    | {colspan=3 .im-table-line}\n| lamp_no {data-indent=2} | string | 灯号\n";

/// A page of tables with one part replaced; `None` if there is no such part.
fn page(place: &str, part: &str, text: &str) -> Option<String> {
    let example = format!("```http\nPOST /{place} HTTP/1.1\n```\n");
    let mut parts = [
        ("front matter", "title: 灯".to_owned()),
        ("heading", "# 点灯 {#post}".to_owned()),
        ("status", String::new()),
        ("request table", table("request", ROWS)),
        ("example", example),
        ("answer table", table("response", ANSWER)),
    ];
    let (part, text) = match part {
        "request" => ("request table", table("request", text)),
        "answer" => ("answer table", table("response", text)),
        part => (part, text.to_owned()),
    };
    if !part.is_empty() {
        parts.iter_mut().find(|(name, _)| *name == part)?.1 = text;
    }
    let [matter, below @ ..] = parts.map(|(_, text)| text);
    Some(format!(
        "---\n{}\n---\n\n{}",
        matter.trim_end(),
        below.join("\n\n")
    ))
}

/// One of WeChat Pay's own documents with one part replaced.
fn document(part: &str, text: &str) -> String {
    const FIELDS: &str = "| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n";
    let own = "| lamp_no | string(32) | true | 【灯号】 |\n";
    let lit = format!("200 OK\n\n{FIELDS}| lit | boolean | true | 【已亮】 |\n");
    let errors = "| 状态码 | 错误码 | 描述 | 解决方案 |\n| --- | --- | --- | --- |\n";
    let or = |own: &str, fine: &str| {
        if part == own {
            text.to_owned()
        } else {
            fine.to_owned()
        }
    };
    let line = or("line", "请求方式：【POST】 `/v3/lamps`");
    let request = if part == "request" { text } else { "" };
    let answer = or("answer", &lit);
    let rows = or("errors", "| 400 | PARAM_ERROR | 参数错误 | 检查参数 |");
    let errors = if rows.is_empty() {
        String::new()
    } else {
        format!("## 错误码\n\n{errors}{rows}\n\n")
    };
    let more = or("more", "");
    format!(
        "---\ndoc_id: 1\ntitle: \"点灯\"\n---\n\n## 接口说明\n\n{line}\n\n## 请求参数\n\n### Body 参数\n\n{FIELDS}{own}{request}\n\n\
         ## 应答参数\n\n{answer}\n\n{errors}{more}\n"
    )
}

/// A document of a notification, with what is below the table of its body.
fn sealed_notice(below: &str) -> String {
    format!(
        "---\ndoc_id: 2\ntitle: \"灯亮通知\"\n---\n\n通知参数\n\n| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
         | event_type | string(32) | true | 【类型】枚举值：<br>LAMP.LIT：灯亮 |\n| ciphertext | string | true | 【密文】 |\n\n{below}\n"
    )
}

/// The documentation with the example in its place, beside pages without a fault.
fn tree(code: Code, part: &str, place: &str, text: &str) -> (Docs, Overrides) {
    let (mut docs, mut overrides) = (Docs::new(), Overrides::default());
    let fine = |place| page(place, "", "").expect("no part");
    let (own, notice) = (format!("openapi/{place}.md"), "webhook/v3/LAMP.LIT.md");
    let notification = |rows| {
        format!(
            "# 灯亮通知 {{#post}}\n\n{}\n{}",
            table("request", rows),
            table("response", ANSWER)
        )
    };
    docs.insert("openapi/v3/bells.md", &fine("v3/bells"));
    docs.insert(&own, &fine(place));
    docs.insert(notice, &notification(SEALED));
    // One that applies: a tree without any corrected page is not told what is missing.
    let applies = "[[verify]]\npage = 'openapi/v3/bells'\nseen = 'signed'\nvalue = 'unsigned'\nreason = 'r'";
    overrides.add("bells.toml", applies).expect("TOML");
    match part {
        "page" => docs.insert(&own, text),
        "script" => {
            let fenced = format!(
                "# 点灯 {{#post}}\n\n```js twoslash\nnamespace WeChatPay.OpenAPI.V3 {{\n{text}}}\n```\n"
            );
            docs.insert(&own, &fenced);
        }
        "notice" => docs.insert(&own, &sealed_notice(text)),
        "second document" => {
            docs.insert(&own, &document("", ""));
            docs.insert("APIv3/灯-2.md", &document("line", text));
        }
        part if part.starts_with("document ") => docs.insert(&own, &document(&part[9..], text)),
        "notification page" => docs.insert(notice, text),
        "notification" => docs.insert(notice, &notification(text)),
        "override" => overrides.add("lamps.toml", text).expect("TOML"),
        part => {
            let page =
                page(place, part, text).unwrap_or_else(|| panic!("{code}: no part is called `{part}`"));
            docs.insert(&own, &page);
        }
    }
    (docs, overrides)
}

/// The codes that are found, and the findings.
fn found(code: Code, part: &str, place: &str, text: &str) -> (BTreeSet<Code>, Vec<String>) {
    let (docs, overrides) = tree(code, part, place, text);
    let found = generate(&docs, &overrides).diagnostics;
    let codes = found.iter().map(|one| one.code).collect();
    (codes, found.iter().map(ToString::to_string).collect())
}

#[test]
fn the_page_around_the_examples_has_no_fault() {
    let script =
        "export interface Lamps { post(data: { lamp_no: string }): AxiosPromise<{ lit: boolean }> }\n";
    for (part, text) in [("", ""), ("script", script)] {
        assert_eq!(
            found(Code::UnknownPage, part, PLACE, text).1,
            Vec::<String>::new(),
            "{part}"
        );
    }
}

#[test]
fn the_wrong_example_has_the_fault_and_the_right_one_none() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let examples = examples(code);
        let verdicts: Vec<bool> = examples.iter().map(|one| one.is_wrong).collect();
        if verdicts != [true, false] {
            wrong.push(format!("{code}: expected a wrong and a right example"));
        }
        for Example {
            is_wrong,
            part,
            place,
            text,
        } in examples
        {
            let mut expected = BTreeSet::new();
            if is_wrong {
                let also = ALSO.iter().find(|(of, ..)| *of == code);
                expected.extend(also.map_or(&[][..], |(_, also, _)| also));
                expected.insert(code);
            }
            let (codes, findings) = found(code, &part, &place, &text);
            if codes != expected {
                wrong.push(format!(
                    "{code}: expected {expected:?} in\n{text}\nfound {findings:#?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn explanations_are_terse_and_each_has_its_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/explain");
    let files = fs::read_dir(folder).expect("the explanations");
    let files: BTreeSet<_> = files.map(|file| file.expect("a file").file_name()).collect();
    let codes = Code::ALL.iter().map(|code| format!("{code}.md").into());
    assert_eq!(files, codes.collect());
    for &code in Code::ALL {
        let text = code.explanation();
        let (lines, longest) = (
            text.lines().count(),
            text.lines().map(|line| line.chars().count()).max(),
        );
        assert!((10..=36).contains(&lines), "{code} has {lines} lines");
        assert!(longest <= Some(100), "{code} has a line of {longest:?}");
        let prose = text.split("```").next().unwrap_or_default().trim();
        assert!(
            prose.len() > 80,
            "{code} begins with what was found and why it matters"
        );
        assert!(
            text.ends_with('\n') && !text.ends_with("\n\n") && !text.ends_with("```\n"),
            "{code} ends with what to do"
        );
    }
}

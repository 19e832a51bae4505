//! Pages in TypeScript: what becomes of each construct, and of bad input.

use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::dialect::{self, Parsed};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::states::{State, changes};
use wechatpay_openapi_generator::{normalise, read};

const PATH: &str = "openapi/v3/lamps.md";

/// A page whose request has these members, after other declarations.
fn page(declarations: &str, members: &str) -> String {
    format!(
        "# 点灯 {{#post}}\n\n```js twoslash\nnamespace WeChatPay.OpenAPI.V3 {{\n{declarations}\n\
         interface JsonDataRequest {{\n{members}\n}}\n\
         export interface Lamps {{ post(data: JsonDataRequest): AxiosPromise<{{ lit: boolean }}> }}\n}}\n```\n"
    )
}

fn one(text: &str) -> Docs {
    [(PATH, text)].into_iter().collect()
}

/// The codes of what is found, and the account.
fn codes(text: &str) -> Vec<Code> {
    let reading = read(&one(text), &Overrides::default());
    let rows = reading.totals.rows;
    assert_eq!(rows.total, rows.accounted());
    for found in &reading.diagnostics {
        assert!(found.line >= 1 && found.col >= 1, "{found}");
    }
    let mut codes: Vec<Code> = reading.diagnostics.iter().map(|found| found.code).collect();
    codes.dedup();
    codes
}

#[test]
fn constructs_and_findings() {
    // declarations, members, codes
    let cases: [(&str, &str, &[Code]); 18] = [
        ("", "a: string", &[]),
        ("", "a: null | 'X'", &[]),
        ("", "a: any", &[Code::UnknownType]),
        ("", "a: string | { b: string }", &[Code::UnknownType]),
        ("", "a: keyof B", &[Code::UnknownType]),
        ("", "a: () => string", &[Code::UnknownType]),
        ("", "a: string extends X ? Y : Z", &[Code::UnknownType]),
        ("", "a: Missing", &[Code::UnresolvedName, Code::UnknownType]),
        ("", "a: {}", &[Code::OpaqueObject]),
        ("", "a: Record<string, string>", &[Code::OpaqueObject]),
        ("", "a(): string\nb: string", &[Code::UnreadMember]),
        ("", "[a: string]: string\nb: string", &[Code::UnreadMember]),
        (
            "interface Left { a: string }",
            "a: string",
            &[Code::UnusedDeclaration],
        ),
        (
            "interface A { a: A, b: string }",
            "a: A",
            &[Code::OpaqueObject, Code::CyclicReference],
        ),
        (
            "type A = B\ntype B = A",
            "a: A",
            &[Code::OpaqueObject, Code::CyclicReference],
        ),
        (
            "interface A { b: B, x: string }\ninterface B { a: A }",
            "a: A",
            &[Code::OpaqueObject, Code::CyclicReference],
        ),
        ("", "a: = string", &[Code::UnknownType, Code::BrokenScript]),
        ("", "a: string", &[]),
    ];
    for (declarations, members, expected) in cases {
        let mut found = codes(&page(declarations, members));
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected, "{declarations} {members}");
    }
}

#[test]
fn pages_that_cannot_be_read() {
    let fine = page("", "a: string");
    let table = "| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\n{.im-table #request}\n";
    let cases = [
        ("no heading", fine.replace(" {#post}", ""), Code::UnknownAnchor),
        (
            "another verb",
            fine.replace("{#post}", "{#get}"),
            Code::StrayOperation,
        ),
        (
            "no declarations",
            "# x {#post}\n\n```js twoslash\nlet a\n```\n".to_owned(),
            Code::NoDeclarations,
        ),
        (
            "a section without a block",
            format!("{fine}\n# y {{#get}}\n\n无\n"),
            Code::NoDeclarations,
        ),
        (
            "another language",
            fine.replace("js twoslash", "ts"),
            Code::ForeignDialect,
        ),
        (
            "another block",
            fine.replace("```js", "```json\n{}\n```\n\n```js"),
            Code::UnreadCode,
        ),
        ("both dialects", format!("{fine}\n{table}"), Code::MixedDialects),
        (
            "a wrong sample",
            fine.replace("\n```\n", "\n// ---cut---\n{ ( \n```\n"),
            Code::BrokenExample,
        ),
    ];
    for (what, text, code) in cases {
        assert!(codes(&text).contains(&code), "{what}: {:?}", codes(&text));
    }
}

#[test]
fn a_truncated_page_is_never_silent() {
    let text = page(
        "type Color = 'RED' | 'GREEN'",
        "color: Color\n/** 价 */ price: { fen: number }[]",
    );
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let reading = read(&one(&text[..end]), &Overrides::default());
        assert_eq!(reading.totals.gaps(), Vec::<String>::new(), "{end} bytes");
        let whole = text[end..].trim().trim_matches('`').is_empty();
        assert!(
            whole || !reading.diagnostics.is_empty(),
            "{end} bytes say nothing"
        );
    }
}

#[test]
fn nothing_is_too_large_to_be_refused() {
    let deep = |levels: usize| format!("a: {}string{}", "{ a: ".repeat(levels), " }".repeat(levels));
    let wide: String = (0..30)
        .map(|at| {
            format!(
                "interface A{at} {{ x: A{next}, y: A{next}, z: A{next} }}\n",
                next = at + 1
            )
        })
        .collect();
    let diamond: String = (0..40)
        .map(|at| format!("type D{at} = D{next} & D{next}\n", next = at + 1))
        .collect();
    let cases = [
        ("10,000 levels", page("", &deep(10_000))),
        ("20 levels", page("", &deep(20))),
        (
            "10,000 operators",
            page("", &format!("a: {}string", "keyof ".repeat(200_000))),
        ),
        (
            "types of types",
            page(&format!("{wide}interface A30 {{ s: string }}"), "a: A0"),
        ),
        (
            "a diamond",
            page(&format!("{diamond}interface D40 {{ s: string }}"), "a: D0"),
        ),
        ("50 MB", page("", &"a: string\n".repeat(5 << 20))),
        ("a large block", page("", &"a: string\n".repeat(60_000))),
    ];
    for (what, text) in cases {
        assert!(
            codes(&text).contains(&Code::TooLarge),
            "{what}: {:?}",
            codes(&text)
        );
    }
}

#[test]
fn a_page_written_again_means_the_same() {
    let text = page(
        "type Color = 'RED' | 'GREEN'",
        "color: Color\nhues?: (1 | 2)[] // 色调\nkeeper: { name: string }[]\n/** @encrypted by-rsa-pubkey */ secret: string",
    );
    let (parsed, _) = dialect::parse(PATH, &text);
    let Parsed::Page(mut parsed) = parsed else {
        panic!("a page");
    };
    parsed.sections[0].documentation = Some("lamps-js".to_owned());
    let table = normalise::page(&parsed);
    assert!(
        table.contains("{#post data-origin=lamps-js}") && !table.contains("twoslash"),
        "{table}"
    );
    let (again, found) = dialect::parse(PATH, &table);
    let Parsed::Page(again) = again else {
        panic!("a page: {found:?}");
    };
    assert_eq!(normalise::page(&again), table, "a second time changes nothing");
    let (diff, _) = changes(&state(&text), &state(&table));
    assert_eq!((diff.identical, diff.causes), (1, vec![]));
}

#[test]
fn a_comparison_names_what_differs() {
    let texts = [
        "a: string\nb: 'X' | 'Y'\nc?: string\nd: string",
        "a: number\nb: 'X'\nc: string\ne: boolean",
    ];
    let [a, b] = texts.map(|fields| state(&page("", fields)));
    let (diff, _) = changes(&a, &b);
    let found: Vec<String> = diff
        .changes()
        .map(|one| format!("{} {} {}/{}", one.kind.name(), one.field, one.before, one.after))
        .collect();
    for expected in [
        "type changed body.a String/i64",
        "field removed body.d String/",
        "field added body.e /bool",
        "value removed body.b Y/",
        "required body.a required/optional",
    ] {
        assert!(
            found.iter().any(|one| one == expected),
            "{expected} in {found:#?}"
        );
    }
    assert!(diff.causes.is_sorted_by_key(|cause| cause.kind));
}

fn state(text: &str) -> State {
    State {
        docs: [(PATH, text)].into_iter().collect(),
        overrides: Overrides::default(),
    }
}

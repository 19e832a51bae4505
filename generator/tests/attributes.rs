//! Attributes mean something where they stand, or are refused: in pages of every dialect, and in overrides.

use std::path::Path;

use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::page::{Cell, Spot, fault};
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

/// Every state of every documentation.
const TREES: [&str; 8] = [
    "wechatpay-im",
    "wechatpay-js",
    "wechatpay-official",
    "wechatpay-official-verbatim",
    "history/2025-07-01/wechatpay-im",
    "history/2026-01-01/wechatpay-im",
    "history/2026-08-22/wechatpay-im",
    "history/2026-08-22/wechatpay-js",
];

fn corpus(name: &str) -> Option<Docs> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(name);
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
        return None;
    }
    Some(Docs::read(&root).expect("the corpus can be read"))
}

/// What the documentations write is known, what the dialects make of it too.
#[test]
fn m1_every_tree_has_known_attributes_only() {
    for name in TREES {
        let Some(docs) = corpus(name) else { continue };
        let reading = read(&docs, &Overrides::default());
        let refused = reading.diagnostics.iter();
        let refused: Vec<String> = refused
            .filter(|one| one.code == Code::UnknownAttribute)
            .map(ToString::to_string)
            .collect();
        assert_eq!(refused, Vec::<String>::new(), "{name}");
        let (tree, _) = parse(&docs);
        let mut seen = 0;
        for page in &tree.pages {
            for row in page
                .sections
                .iter()
                .flat_map(|one| one.request.rows.iter().chain(&one.response.rows))
            {
                for (spot, cell) in [(Spot::Name, &row.name), (Spot::Type, &row.ty)] {
                    assert_eq!(wrong(spot, cell), "", "{name}: {}:{}", page.path, row.line);
                    seen += cell.attrs.len();
                }
            }
        }
        assert!(seen > 100, "{name}: {seen} attributes");
    }
}

fn wrong(spot: Spot, cell: &Cell) -> String {
    let faults = cell.attrs.iter().filter_map(|attr| fault(spot, attr));
    faults.map(|fault| fault.message).collect()
}

/// A correction is written like a row, and refused like one.
#[test]
fn m1_an_override_cannot_bring_what_means_nothing() {
    let page = "# t {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| json | object |\n\
        | name {data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 姓名\n\n{.im-table #request}\n\n\
        ```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{\"name\": \"甲\"}\n```\n\n\
        | 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| a | string | 甲\n\n{.im-table #response}\n";
    let docs: Docs = [("openapi/v3/lamps.md", page)].into_iter().collect();
    let cases = [
        (
            "| name {data-indent=1} | string {data-encrypted=by-rsa-pubkey}",
            "",
        ),
        ("| name {data-indent=1} | string", ""),
        (
            "| name {data-indent=1 data-encrypted=by-rsa-pubkey} | string",
            "IM028: `data-encrypted` stands in the name cell: move it into the type cell",
        ),
        (
            "| name {data-indent=1} | string {data-encrypted=rsa}",
            "IM028: `data-encrypted` has the value `rsa`: write `data-encrypted=by-rsa-pubkey`",
        ),
        (
            "| name {data-ident=1} | string",
            "IM028: `data-ident` in the name cell is no known attribute: did you mean `data-indent`?",
        ),
    ];
    for (value, expected) in cases {
        let mut overrides = Overrides::default();
        let toml = format!(
            "[[rows]]\npage = 'openapi/v3/lamps'\ntable = 'request'\nseen = ['| name {{data-indent=1}} | string']\n\
             value = ['{value}']\nreason = 'r'\n"
        );
        overrides.add("lamps.toml", &toml).expect("TOML");
        let found: String = read(&docs, &overrides)
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        let (head, parts) = expected.split_once(": ").unwrap_or(("", ""));
        let says = |part: &str| found.contains(part);
        assert!(
            expected.is_empty() == found.is_empty() && says(head),
            "{value}: {found}"
        );
        assert!(parts.split(": ").all(says), "{value}: {found}");
        assert!(
            expected.is_empty() || found.starts_with("overrides/lamps.toml:4:8: "),
            "{found}"
        );
    }
}

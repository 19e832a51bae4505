//! Documents that nobody should write, merged with a founding page: each ends in findings that name their place, and
//! what a readable document has is in the result, or in the account.

use std::collections::BTreeSet;

use wechatpay_openapi_generator::diagnostic::{Code, Diagnostic, Severity};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::lower::lower;
use wechatpay_openapi_generator::merge::{Exclusions, Fact, Merged, Sources};
use wechatpay_openapi_generator::page::{Page, Row};
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::pipeline::import;
use wechatpay_openapi_generator::source::Docs;

use crate::pages::{founding, official};

const BODY: &str = "amount {data-indent=1} / object / 金额; total {data-indent=2} / integer / 总额; note {data-indent=1} / string / 注";

/// What became of a founding page and documents.
struct Outcome {
    /// Findings about documents.
    found: Vec<Diagnostic>,
    /// Documents without an error, as an import takes them.
    read: Vec<Page>,
    result: Vec<Page>,
    merged: Merged,
}

/// Imports as `cargo xtask import` does: a document with an error is left out.
fn imported(documents: &[String]) -> Outcome {
    let own: Docs = [("openapi/v3/lamps.md", founding(BODY, "lit / boolean / 亮"))]
        .into_iter()
        .collect();
    let paths = (0..documents.len()).map(|at| format!("APIv3/灯/{at}.md"));
    let texts: Docs = paths.zip(documents).collect();
    let (tree, mut found) = parse(&texts);
    let is_error = |page: &Page| {
        let own = found.iter().filter(|one| one.page == format!("{}.md", page.path));
        own.clone().any(|one| one.severity == Severity::Error)
    };
    let read: Vec<Page> = tree.all().into_iter().filter(|page| !is_error(page)).collect();
    found.extend(lower(&read).1);
    let decisions = Exclusions::default();
    let sources = Sources {
        founding: "tables",
        second: None,
        official: &read,
        decisions: &decisions,
    };
    let (output, merged) = import(parse(&own).0.all(), &Overrides::default(), sources);
    let result: Docs = output.iter().collect();
    let (result, faults) = parse(&result);
    let errors: Vec<&Diagnostic> = faults
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "what was written cannot be read: {errors:?}");
    for one in &found {
        let text = texts.text(&one.page).expect("the page");
        let line = text.split('\n').nth(one.line as usize - 1);
        let line = line.unwrap_or_else(|| panic!("{one}: no such line"));
        assert!(
            (1..=line.len() + 1).contains(&(one.col as usize)),
            "{one}: no such column"
        );
    }
    Outcome {
        found,
        read,
        result: result.all(),
        merged,
    }
}

impl Outcome {
    /// Names of fields that a document has and the result has not, without a word about it.
    fn lost(&self) -> Vec<String> {
        let names = |pages: &[Page]| -> BTreeSet<String> {
            let tables = pages
                .iter()
                .flat_map(|page| &page.sections)
                .flat_map(|one| [&one.request, &one.response]);
            let rows = tables
                .flat_map(|table| &table.rows)
                .filter(|row: &&Row| !row.is_line() && !row.is_kind());
            rows.map(|row| row.name.text.clone()).collect()
        };
        let kept = names(&self.result);
        let dropped: BTreeSet<&str> = self
            .merged
            .official
            .dropped
            .iter()
            .map(|(_, _, field, _)| field.rsplit('.').next().unwrap_or(field))
            .collect();
        let all = names(&self.read).into_iter();
        all.chain([
            "amount".to_owned(),
            "total".to_owned(),
            "note".to_owned(),
            "lit".to_owned(),
        ])
        .filter(|name| !kept.contains(name) && !dropped.contains(name.as_str()))
        .filter(|name| !["json", "body", "nonceless"].contains(&name.as_str()))
        .collect()
    }

    fn facts(&self) -> BTreeSet<Fact> {
        self.merged
            .official
            .conflicts
            .iter()
            .map(|one| one.fact)
            .collect()
    }
}

fn document(id: &str, body: &str) -> String {
    official(id, "2026.01.01", body, "lit / boolean / true / 【亮】")
}

#[test]
fn documents_cut_at_each_character_lose_nothing_that_is_read() {
    let whole = document(
        "4000000001",
        "amount / object / true / 【金额】; amount.total / integer / true / 【总额】; amount.more / string(8) / 二选一 / 【多】枚举值：`A`：甲; other / string / 二选一 / 【另】",
    );
    let mut left_out = 0;
    for (end, _) in whole.char_indices() {
        let outcome = imported(&[whole[..end].to_owned()]);
        assert_eq!(
            outcome.lost(),
            Vec::<String>::new(),
            "cut at {end}: {}",
            &whole[..end]
        );
        left_out += usize::from(outcome.read.is_empty());
    }
    assert!(left_out > 50 && left_out < whole.chars().count(), "{left_out}");
}

/// What it is, documents, kinds of findings, what sources differ about.
type Case = (&'static str, Vec<String>, &'static [Code], &'static [Fact]);

#[test]
fn faulty_documents_end_in_findings() {
    let good = document(
        "4000000001",
        "amount / object / true / 【金额】; amount.total / integer / true / 【总额】",
    );
    let with = |rows: &str| good.replacen("## 应答参数", &format!("{rows}\n## 应答参数"), 1);
    let columns = "| --- ".repeat(10_000);
    let large = "x".repeat(50 << 20);
    let deep = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].join(".");
    let cases: [Case; 16] = [
        ("as it should be", vec![good.clone()], &[], &[]),
        (
            "a missing cell",
            vec![with("| more | string |")],
            &[Code::CellCount],
            &[],
        ),
        ("a row of one cell", vec![with("| more")], &[Code::CellCount], &[]),
        (
            "a row without a name",
            vec![with("| | string | true | x |")],
            &[Code::UnnamedRow],
            &[],
        ),
        (
            "a type of nothing",
            vec![with("| more | lamp | true | x |")],
            &[Code::UnknownType],
            &[],
        ),
        (
            "10,000 columns beside a good one",
            vec![
                with(&format!("\n{columns}|\n{columns}|\n{columns}|\n")),
                good.clone(),
            ],
            &[Code::TooLarge],
            &[],
        ),
        (
            "50 MB beside a good one",
            vec![with(&large), good.clone()],
            &[Code::TooLarge],
            &[],
        ),
        (
            "more levels than a page has",
            vec![with(&format!("| {deep} | string | true | 【深】 |"))],
            &[Code::TooLarge],
            &[],
        ),
        (
            "a scalar with fields",
            vec![document(
                "4000000001",
                "amount / integer / true / 【金额】; amount.total / integer / true / 【总额】",
            )],
            &[Code::ChildOfScalar],
            &[Fact::Type],
        ),
        (
            "an object that is flat elsewhere",
            vec![document(
                "4000000001",
                "amount / string / true / 【金额】; total / integer / true / 【总额】",
            )],
            &[],
            &[Fact::Type],
        ),
        (
            "documents that nest in opposite ways",
            vec![
                document(
                    "4000000001",
                    "amount / object / true / 【金额】; amount.fee / object / true / 【费】; amount.fee.rate / integer / true / 【率】",
                ),
                document(
                    "4000000002",
                    "fee / object / true / 【费】; fee.amount / object / true / 【金额】; fee.amount.rate / integer / true / 【率】",
                ),
            ],
            &[],
            &[],
        ),
        (
            "a list in one and an object in another",
            vec![
                document(
                    "4000000001",
                    "amount / array[object] / true / 【金额】; amount.fee / string / true / 【费】",
                ),
                document(
                    "4000000002",
                    "amount / object / true / 【金额】; amount.tax / string / true / 【税】",
                ),
            ],
            &[],
            &[Fact::Type],
        ),
        (
            "one field with two types",
            vec![document(
                "4000000001",
                "more / string / true / 【多】; more / integer / true / 【多】",
            )],
            &[],
            &[],
        ),
        (
            "one number for two documents",
            vec![
                good.clone(),
                document("4000000001", "more / string / true / 【多】"),
            ],
            &[],
            &[],
        ),
        (
            "nothing between the marks",
            vec![good.replace("/v3/lamps", "/v3/lamps/{}")],
            &[Code::PathParameter],
            &[],
        ),
        (
            "not a document at all",
            vec!["# 灯\n\n文字\n".to_owned()],
            &[],
            &[],
        ),
    ];
    let mut wrong = Vec::new();
    for (what, documents, codes, facts) in cases {
        let outcome = imported(&documents);
        let seen: BTreeSet<Code> = outcome.found.iter().map(|one| one.code).collect();
        let missing: Vec<&Code> = codes.iter().filter(|code| !seen.contains(code)).collect();
        let silent: Vec<&Fact> = facts
            .iter()
            .filter(|fact| !outcome.facts().contains(fact))
            .collect();
        let lost = outcome.lost();
        if !missing.is_empty() || !silent.is_empty() || !lost.is_empty() {
            wrong.push(format!(
                "{what}: expected {codes:?} {facts:?}, found {seen:?} {:?}, lost {lost:?}",
                outcome.facts()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// It is another operation then: added beside the founding one, which stays as it is.
#[test]
fn another_verb_or_host_is_told_apart() {
    let good = document(
        "4000000001",
        "amount / object / true / 【金额】; amount.total / integer / true / 【总额】",
    );
    // what it is, the document, operations in the result, whether an address differs
    let cases = [
        ("the same", good.clone(), vec!["post"], false),
        (
            "another verb",
            good.replace("POST", "PUT"),
            vec!["post", "put"],
            false,
        ),
        (
            "another host",
            good.replace(
                "请求方式：",
                "请求域名：【主域名】`https://fraud.mch.weixin.qq.com`\n\n请求方式：",
            ),
            vec!["post"],
            true,
        ),
        (
            "a host that is none of WeChat Pay's",
            good.replace(
                "请求方式：",
                "请求域名：【主域名】`https://evil.example`\n\n请求方式：",
            ),
            vec!["post"],
            false,
        ),
    ];
    for (what, text, verbs, differs) in cases {
        let outcome = imported(&[text]);
        let seen: BTreeSet<&str> = outcome
            .result
            .iter()
            .flat_map(|page| &page.sections)
            .map(|section| section.method.name())
            .collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), verbs, "{what}");
        assert_eq!(
            outcome.facts().contains(&Fact::Address),
            differs,
            "{what}: {:?}",
            outcome.merged.official.conflicts
        );
        assert_eq!(outcome.lost(), Vec::<String>::new(), "{what}");
        let evil = outcome.result.iter().flat_map(|page| &page.sections);
        assert!(
            evil.filter_map(|one| one.call.as_ref()?.base_uri.clone())
                .all(|host| !host.contains("evil")),
            "{what}"
        );
    }
}

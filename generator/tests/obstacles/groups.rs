//! Groups of which a request must have one: who belongs to them, and what is said of those that are none.

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::ir::{Requirement, deep};

use super::{CHAIN, codes, page, read_page};

/// What the rows of a request demand, as `name: requirement`, and the codes of what is said about them.
fn demands(rows: &str) -> (String, String) {
    let reading = read_page("openapi/v3/a.md", &page(rows, CHAIN, "| lit | boolean | 亮"));
    let operation = &reading.api.operations[0];
    let shown = deep(operation.request()).filter_map(|field| {
        let sure = if field.requirement.is_confirmed() {
            "!"
        } else {
            "?"
        };
        Some(match field.requirement {
            Requirement::Optional => return None,
            Requirement::Required { .. } => format!("{}{sure}", field.name),
            Requirement::OneOf { group, .. } => format!("{}{sure}{group}", field.name),
        })
    });
    (
        shown.collect::<Vec<_>>().join(" "),
        codes(&reading, Severity::Warning),
    )
}

#[test]
fn groups_are_those_of_siblings() {
    let json = |rows: &str| format!("| json {{data-required}} | object |\n{rows}");
    let cases = [
        (
            json("| a {data-one-of=1 data-confirmed data-indent=1} | string\n| b {data-one-of=1 data-confirmed data-indent=1} | string"),
            "a!1 b!1",
            "",
        ),
        // Not below each other in the table, but in the same object.
        (
            json(
                "| a {data-one-of=1 data-indent=1} | string\n| o {data-indent=1} | object\n| x {data-required data-indent=2} | string\n\
                 | b {data-one-of=1 data-indent=1} | string",
            ),
            "a?1 x? b?1",
            "",
        ),
        // Each object has groups of its own.
        (
            json(
                "| a {data-one-of=1 data-indent=1} | string\n| b {data-one-of=1 data-indent=1} | string\n| o {data-indent=1} | object[]\n\
                 | c {data-one-of=1 data-confirmed data-indent=2} | string\n| d {data-one-of=1 data-confirmed data-indent=2} | string",
            ),
            "a?1 b?1 c!1 d!1",
            "",
        ),
        // So has each part of a request, though all are fields of one type.
        (
            "| query | object |\n| a {data-one-of=1 data-indent=1} | string\n| b {data-one-of=1 data-indent=1} | string\n".to_owned()
                + &json("| c {data-one-of=1 data-confirmed data-indent=1} | string\n| d {data-one-of=1 data-confirmed data-indent=1} | string"),
            "a?1 b?1 c!2 d!2",
            "",
        ),
        // No siblings: each is alone.
        (
            json("| a {data-one-of=1 data-indent=1} | string\n| o {data-indent=1} | object\n| b {data-one-of=1 data-indent=2} | string"),
            "",
            "IM054,IM054",
        ),
        (
            "| query | object |\n| a {data-one-of=1 data-indent=1} | string\n".to_owned()
                + &json("| b {data-one-of=1 data-indent=1} | string"),
            "",
            "IM054,IM054",
        ),
        (json("| a {data-one-of=1 data-confirmed data-indent=1} | string"), "", "IM054"),
        (json("| a {data-one-of=0 data-indent=1} | string"), "", "IM007"),
        (json("| a {data-one-of data-required data-indent=1} | string"), "a?", "IM007,IM008"),
        (json("| a {data-one-of=x data-indent=1} | string"), "", "IM007,IM008"),
        (json("| a {data-one-of=256 data-indent=1} | string"), "", "IM007"),
        // Two cases of one string: what one of them demands, the other does not.
        (
            json(
                "| o {data-indent=1} | object\n| a {data-one-of=1 data-indent=2} | string\n| {colspan=3 .im-table-line}\n\
                 | o {data-indent=1} | object\n| b {data-one-of=1 data-indent=2} | string",
            ),
            "",
            "",
        ),
    ];
    for (rows, expected, said) in cases {
        assert_eq!(demands(&rows), (expected.to_owned(), said.to_owned()), "{rows}");
    }
}

//! Pages larger than any real one: what is read of them has a limit, and so
//! has what is said. A tree of such pages is read in `xtask`'s tests, with
//! little memory.

use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::read;

use crate::expect;
use crate::pages::{Table, each, front_matter, one, php, prose, rows, sampled, script};

/// Rows that fill a page of the size that is just read.
const ROWS: usize = 100_000;

#[test]
fn pages_of_fifty_megabytes() {
    let row = "| color {data-indent=1} | string | 颜色\n";
    let section = rows("").replace("title", "subtitle");
    let size = 50 << 20;
    let repeated = |text: &str| text.repeat(size / text.len() + 1);
    expect(&[
        ("rows", rows(&repeated(row)), Some(Code::TooLarge)),
        (
            "a row",
            rows(&format!("| a | string | {}", repeated("x"))),
            Some(Code::TooLarge),
        ),
        ("sections", repeated(&section), Some(Code::TooLarge)),
        (
            "members",
            script("", &repeated("color: string\n")),
            Some(Code::TooLarge),
        ),
        (
            "blocks",
            repeated(&script("", "color: string")),
            Some(Code::TooLarge),
        ),
        ("line feeds", repeated("\n"), Some(Code::TooLarge)),
        ("no line feed", repeated("点"), Some(Code::TooLarge)),
    ]);
}

#[test]
fn tables() {
    let lines = |line: &str| rows(&each(ROWS, |at| line.replace("N", &at.to_string())));
    let cell = |text: &str| {
        rows(&format!(
            "| a {{data-indent=1}} | string | {}",
            text.repeat(20_000)
        ))
    };
    let large = Some(Code::TooLarge);
    expect(&[
        ("rows", lines("| fN {data-indent=1} | string | x"), large),
        (
            "rows of one name",
            lines("| f {data-indent=1} | string | x"),
            large,
        ),
        ("rows of no type", lines("| fN {data-indent=1} | x | x"), large),
        ("line rows", lines("| {colspan=3 .im-table-line}"), large),
        ("rows apart", lines("\n| fN {data-indent=1} | string | x"), large),
        ("values", cell("`V` \\| "), large),
        ("words", cell("`A`枚举值"), large),
        ("lines of values", cell("`A`：甲<br/>"), large),
        ("cells", cell("| x "), large),
        (
            "attributes",
            rows(&format!("| a {{{}}} | string | x", "data-x ".repeat(20_000))),
            large,
        ),
        (
            "columns",
            rows("").replacen("| --- | --- | ---", &"| --- ".repeat(ROWS), 1),
            Some(Code::MissingTable),
        ),
        (
            "columns of short rows",
            format!(
                "# a {{#get}}\n\n{}\n{}\n{}",
                "| a ".repeat(ROWS),
                "| - ".repeat(ROWS),
                "| x\n".repeat(ROWS)
            ),
            Some(Code::TooLarge),
        ),
    ]);
}

#[test]
fn facts() {
    let table = |id: &str, line: &str| {
        let lines = each(ROWS, |at| line.replace("N", &at.to_string()));
        prose(&format!(
            "| a | b | c\n| --- | --- | ---\n{lines}\n\n{{.im-table #{id}}}"
        ))
    };
    let large = Some(Code::TooLarge);
    expect(&[
        ("error codes", table("errors", "| E_N | 400 | 错"), large),
        ("meanings of one", table("errors", "| E | 400 | 错N"), large),
        (
            "one error code",
            table("errors", "| E | 400 | 错"),
            Some(Code::DuplicateValue),
        ),
        (
            "rows without a code",
            table("errors", "| | 400 | 错"),
            Some(Code::BrokenFact),
        ),
        ("limits", table("limits", "| N | 1 |"), large),
        (
            "answers",
            rows("") + &each(ROWS, |_| "```http [json]\nHTTP/1.1 200\n\n{}\n```\n".to_owned()),
            None,
        ),
        (
            "a deep answer",
            rows("") + &format!("```http [json]\nHTTP/1.1 200\n\n{}\n```\n", "[".repeat(ROWS)),
            Some(Code::BrokenExample),
        ),
    ]);
}

#[test]
fn scripts() {
    let values = |count: usize| {
        (0..count)
            .map(|at| format!("'V{at}'"))
            .collect::<Vec<_>>()
            .join(" | ")
    };
    let large = Some(Code::TooLarge);
    expect(&[
        (
            "members",
            script("", &each(6_000, |at| format!("a{at}: string"))),
            large,
        ),
        (
            "objects",
            script(
                "interface A { a: string }",
                &each(20_000, |at| format!("a{at}: A")),
            ),
            large,
        ),
        (
            "parts of a type",
            script(
                "interface A { a: string }",
                &format!("a: {}A", "A & ".repeat(30_000)),
            ),
            large,
        ),
        ("values", script("", &format!("a: {}", values(30_000))), None),
        (
            "declarations",
            script(
                &each(10_000, |at| format!("interface A{at} {{ a: string }}")),
                "a: string",
            ),
            Some(Code::UnusedDeclaration),
        ),
        (
            "declarations of one name",
            script(&"interface A { a: string }\n".repeat(6_000), "a: A"),
            large,
        ),
        (
            "a block",
            script(&"interface A { a: string }\n".repeat(30_000), "a: A"),
            large,
        ),
        (
            "mistakes",
            script("", &"a: = ".repeat(20_000)),
            Some(Code::BrokenScript),
        ),
        (
            "comments",
            script("", &format!("{}a: string", "/** x */ ".repeat(20_000))),
            None,
        ),
        (
            "a comment that never ends",
            script(&"/*".repeat(20_000), "a: string"),
            Some(Code::BrokenScript),
        ),
        (
            "quotes that never end",
            script("", &"a: '".repeat(20_000)),
            Some(Code::BrokenScript),
        ),
        (
            "noise",
            script("", &"?!@#$%^&*;:".repeat(10_000)),
            Some(Code::BrokenScript),
        ),
        ("a sample", sampled(&"wxpay.a({})\n".repeat(60_000)), large),
        ("operations", each(300, |_| script("", "a: string")), large),
        (
            "blocks of one operation",
            format!(
                "{}{}",
                script("", "a: string"),
                "\n```js twoslash\nlet a\n```\n".repeat(5_000)
            ),
            Some(Code::NoDeclarations),
        ),
        (
            "fences",
            format!("# x {{#post}}\n{}", "```js twoslash\n".repeat(50_000)),
            Some(Code::Unclosed),
        ),
    ]);
}

#[test]
fn values_that_double() {
    let lines = |line: fn(usize) -> String| {
        php(&format!(
            "$a0 = ['x' => '\"'];\n{}$i->chain('v3/lamps')->post(['json' => ['color' => $a60]]);",
            each(60, line)
        ))
    };
    let broken = Some(Code::BrokenExample);
    expect(&[
        (
            "lists",
            lines(|at| format!("$a{} = [$a{at}, $a{at}];", at + 1)),
            broken,
        ),
        (
            "texts",
            lines(|at| format!("$a{} = \"$a{at}$a{at}\";", at + 1)),
            broken,
        ),
        (
            "keys",
            lines(|at| format!("$a{0} = []; $a{0}['x'] = $a{at}; $a{0}['y'] = $a{at};", at + 1)),
            None,
        ),
        (
            "JSON of JSON",
            lines(|at| format!("$a{} = json_encode($a{at});", at + 1)),
            broken,
        ),
    ]);
}

#[test]
fn front_matters_and_prose() {
    let long = "x".repeat(100_000);
    let large = Some(Code::TooLarge);
    let placeholders = Table {
        front_matter: &format!("title: x\ndescription: {}", "x".repeat(10_000)),
        prose: &format!(
            "# y {{#get}}\n\n{}",
            "{{ $frontmatter.description }} ".repeat(60_000)
        ),
        ..Table::default()
    };
    expect(&[
        (
            "a description",
            front_matter(&format!("description: {long}")),
            large,
        ),
        (
            "a list",
            front_matter(&format!("head:\n{}", "  - x\n".repeat(100_000))),
            large,
        ),
        ("placeholders", placeholders.page(), Some(Code::MissingTable)),
        ("headings", prose(&"# a {#get}\n".repeat(ROWS)), large),
        ("headings of no verb", prose(&"# a {#b}\n".repeat(ROWS)), None),
        (
            "links",
            prose(&each(ROWS, |at| format!("[x](https://x.y/{at})"))),
            None,
        ),
        (
            "badges",
            prose(&"::: danger {.im-deprecated}\n\n:::\n\n".repeat(ROWS)),
            None,
        ),
        (
            "open containers",
            prose(&"::: tip x\n".repeat(ROWS)),
            Some(Code::Unclosed),
        ),
        ("fences", prose(&"```php\n```\n".repeat(ROWS)), None),
    ]);
}

#[test]
fn a_flood_of_findings_is_counted() {
    let docs = one(&rows(&each(4_000, |at| {
        format!("| f{at} {{data-indent=1}} | x | x")
    })));
    let mut found = read(&docs, &Overrides::default()).diagnostics;
    found.retain(|one| one.code == Code::UnknownType);
    assert_eq!(found.len(), 50);
    let last = &found[49];
    assert_eq!((last.code, last.line), (Code::UnknownType, 59));
    let says = "and 3950 more of this kind on this page";
    assert!(
        last.message.contains(says) && last.render(&docs, false).contains(says),
        "{last}"
    );
}

//! Code blocks that are none of ours, and pages that cannot decide.

use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::dialect::{self, Parsed};

use crate::expect;
use crate::pages::{PATH, prose, rows, script};

/// The page in TypeScript with its fence written otherwise.
fn fenced(open: &str, close: &str) -> String {
    let page = script("", "color: string");
    let (head, tail) = page.split_once("```js twoslash\n").expect("the fence");
    let (code, _) = tail.split_once("\n```\n").expect("its end");
    format!("{head}{open}\n{code}\n{close}\n")
}

#[test]
fn fences() {
    // The advice is about tables where no block of ours is to be seen.
    let unread = Some(Code::MissingTable);
    let hidden = Some(Code::NoDeclarations);
    let foreign = Some(Code::ForeignDialect);
    expect(&[
        ("as it should be", fenced("```js twoslash", "```"), None),
        ("TypeScript by name", fenced("```ts twoslash", "```"), None),
        (
            "with options",
            fenced("```ts twoslash {1,3} [virtual.ts]", "```"),
            None,
        ),
        ("tildes", fenced("~~~js twoslash", "~~~"), None),
        ("more ticks", fenced("`````js twoslash", "`````"), None),
        ("not marked", fenced("```ts", "```"), foreign),
        (
            "not marked, by its long name",
            fenced("```typescript [a.ts]", "```"),
            foreign,
        ),
        ("no language", fenced("```", "```"), unread),
        ("another language", fenced("```python", "```"), unread),
        ("another capital", fenced("```js Twoslash", "```"), foreign),
        ("the mark alone", fenced("```twoslash", "```"), unread),
        ("never closed", fenced("```js twoslash", ""), Some(Code::Unclosed)),
        (
            "closed by another",
            fenced("```js twoslash", "~~~"),
            Some(Code::Unclosed),
        ),
        (
            "by fewer ticks",
            fenced("````js twoslash", "```"),
            Some(Code::Unclosed),
        ),
        ("in a quote", fenced("> ```js twoslash", "> ```"), unread),
        ("in a list", fenced("- ```js twoslash", "  ```"), unread),
        (
            "as an indented block",
            fenced("    ```js twoslash", "    ```"),
            hidden,
        ),
        (
            "in another",
            fenced("````md\n```js twoslash", "```\n````"),
            hidden,
        ),
        ("in HTML", fenced("<pre>\n```js twoslash", "```\n</pre>"), hidden),
        ("in a comment", fenced("<!--\n```js twoslash", "```\n-->"), hidden),
    ]);
}

#[test]
fn code_of_other_kinds_beside_what_is_read() {
    let beside = |block: &str| format!("{}\n{block}\n", script("", "color: string"));
    expect(&[
        ("JSON", beside("```json\n{ \"a\": }\n```"), Some(Code::UnreadCode)),
        ("PHP", beside("```php\n$a->post(\n```"), Some(Code::UnreadCode)),
        ("nothing", beside("```\n\n```"), Some(Code::UnreadCode)),
        (
            "an empty block of ours",
            beside("```js twoslash\n```"),
            Some(Code::NoDeclarations),
        ),
        (
            "a binary",
            beside("```js twoslash\n\u{0}\u{1}\u{fffd}\n```"),
            Some(Code::BrokenScript),
        ),
        (
            "a second operation",
            beside("```js twoslash\ninterface A { get(): AxiosPromise<{}> }\n```"),
            Some(Code::StrayOperation),
        ),
        (
            "PHP that is none, in a page of tables",
            prose("```php\n<?php <?php ?> $\n```"),
            None,
        ),
        (
            "an unknown language in a page of tables",
            prose("```cobol\nDISPLAY 'x'.\n```"),
            None,
        ),
        (
            "a fence that is never closed",
            prose("```php [x]\n'a' => 1"),
            Some(Code::Unclosed),
        ),
    ]);
}

#[test]
fn both_dialects_on_one_page() {
    let (table, code) = (rows(""), script("", "color: string"));
    let second = code.replace("{#post}", "{#get}").replace("post(", "get(");
    let mixed = Some(Code::MixedDialects);
    expect(&[
        ("the tables first", format!("{table}\n{code}"), mixed),
        ("the code first", format!("{code}\n{table}"), mixed),
        ("an operation of each", format!("{table}\n{second}"), mixed),
        (
            "code in the section of the tables",
            format!("{table}\n{}", code.replace("# 点灯 {#post}\n", "")),
            mixed,
        ),
        (
            "a table in the code",
            code.replace("color: string", "color: string // {.im-table #request}"),
            mixed,
        ),
        (
            "a table without its mark",
            format!("{code}\n| a | b\n| - | -\n| c | d\n"),
            None,
        ),
        (
            "code in a quote",
            format!("{table}\n> ```js twoslash\n> let a\n> ```\n"),
            None,
        ),
    ]);
}

#[test]
fn only_the_tables_of_a_mixed_page_count() {
    let code = script("", "hue: number")
        .replace("{#post}", "{#get}")
        .replace("post(", "get(");
    let (parsed, _) = dialect::parse(
        PATH,
        &format!("{code}\n{}", rows("| color {data-indent=1} | string | 颜色")),
    );
    let Parsed::Page(page) = parsed else {
        panic!("the tables can be read");
    };
    let names: Vec<&str> = page.sections[0]
        .request
        .rows
        .iter()
        .map(|row| &*row.name.text)
        .collect();
    assert_eq!((page.sections.len(), names), (1, vec!["json", "color"]));
}

//! Ten thousand levels of everything that can be inside itself.

use wechatpay_openapi_generator::diagnostic::Code;

use crate::expect;
use crate::pages::{MANY, each, front_matter, json, php, prose, rows, sampled, script, within};

#[test]
fn rows_below_rows() {
    let deeper = each(MANY, |at| {
        format!("| f{at} {{data-indent={}}} | object | x", at + 1)
    });
    let sawtooth = each(4_000, |at| {
        format!("| f{at} {{data-indent={}}} | object | x", at % 9 + 1)
    });
    let strings = each(2_000, |at| {
        format!(
            "| {{colspan=3 .im-table-line}}\n| f{at} {{data-indent=9}} | string {{data-encoded=by-json_encode}} | x"
        )
    });
    expect(&[
        ("ever deeper", rows(&deeper), Some(Code::BadIndent)),
        ("as deep as can be", rows(&sawtooth), Some(Code::OpaqueObject)),
        ("content of content", rows(&strings), Some(Code::IndentGap)),
        (
            "an indent of many digits",
            rows(&format!("| a {{data-indent={}}} | string | x", "9".repeat(MANY))),
            Some(Code::BadIndent),
        ),
    ]);
}

#[test]
fn types_in_types() {
    let wide =
        |item: &str, count: usize| script("interface A { a: string }", &format!("a: {}", item.repeat(count)));
    expect(&[
        (
            "object types",
            script("", &format!("a: {}", within("{ a: ", "string", " }"))),
            Some(Code::TooLarge),
        ),
        (
            "parentheses",
            script("", &format!("a: {}", within("(", "string", ")"))),
            Some(Code::TooLarge),
        ),
        (
            "unions",
            script("", &format!("a: {}", within("(string | ", "'X'", ")"))),
            Some(Code::TooLarge),
        ),
        (
            "tuples",
            script("", &format!("a: {}", within("[", "string", "]"))),
            Some(Code::TooLarge),
        ),
        (
            "templates",
            script("", &format!("a: {}", within("`${", "'x'", "}`"))),
            Some(Code::TooLarge),
        ),
        (
            "arrays of arrays",
            script("", &format!("a: {}", within("", "string", "[]"))),
            Some(Code::TooLarge),
        ),
        (
            "generics",
            script("", &format!("a: {}", within("Array<", "string", ">"))),
            Some(Code::TooLarge),
        ),
        (
            "generics that never end",
            wide("a: Array<", MANY),
            Some(Code::BrokenScript),
        ),
        (
            "conditions",
            wide("A extends B ? C : ", MANY),
            Some(Code::BrokenScript),
        ),
        ("operators", wide("keyof ", MANY), Some(Code::BrokenScript)),
        (
            "members of members",
            script(
                "interface A { a: A }",
                &format!("a: {}", within("", "A", "['a']")),
            ),
            Some(Code::UnresolvedName),
        ),
        (
            "functions",
            script("", &format!("a: {}", within("() => ", "string", ""))),
            Some(Code::UnknownType),
        ),
        (
            "namespaces",
            script(
                &format!("{}interface X {{}}{}", "namespace A {".repeat(80), "}".repeat(80)),
                "a: string",
            ),
            Some(Code::TooLarge),
        ),
        (
            "a namespace of many names",
            script(
                &format!("namespace A{} {{ interface X {{}} }}", ".A".repeat(MANY)),
                "a: string",
            ),
            Some(Code::TooLarge),
        ),
        (
            "a name of many names",
            script("", &format!("a: {}", within("A.", "B", ""))),
            Some(Code::UnresolvedName),
        ),
    ]);
}

#[test]
fn types_that_lead_to_types() {
    let chain = |link: fn(usize) -> String, last: &str| format!("{}{last}", each(MANY, link));
    let alias = chain(|at| format!("type D{at} = D{}", at + 1), "type D10000 = string");
    let extends = chain(
        |at| format!("interface D{at} extends D{} {{ f{at}: string }}", at + 1),
        "interface D10000 { z: string }",
    );
    let members = chain(
        |at| format!("interface D{at} {{ a: D{} }}", at + 1),
        "interface D10000 { z: string }",
    );
    let bound = chain(
        |at| format!("type D{at}<T> = D{}<T[]>", at + 1),
        "type D10000<T> = T",
    );
    let indexed = chain(
        |at| format!("interface D{at} {{ a: D{}['a'] }}", at + 1),
        "interface D10000 { a: string }",
    );
    expect(&[
        ("aliases", script(&alias, "a: D0"), Some(Code::TooLarge)),
        ("bases", script(&extends, "a: D0"), Some(Code::TooLarge)),
        ("members", script(&members, "a: D0"), Some(Code::TooLarge)),
        ("arguments", script(&bound, "a: D0<string>"), Some(Code::TooLarge)),
        (
            "members of members",
            script(&indexed, "a: D0['a']"),
            Some(Code::TooLarge),
        ),
        ("nobody asks", script(&alias, "a: string"), None),
    ]);
}

#[test]
fn samples_in_typescript() {
    let post = |body: &str| sampled(&format!("wxpay.v3.lamps.post({body})"));
    expect(&[
        ("objects", post(&within("{ a: ", "1", " }")), Some(Code::TooLarge)),
        ("arrays", post(&within("[", "1", "]")), Some(Code::TooLarge)),
        (
            "open brackets",
            sampled(&"({[".repeat(MANY)),
            Some(Code::TooLarge),
        ),
        ("a chain of calls", sampled(&within("", "wxpay", ".a()")), None),
        ("a sum", sampled(&within("1 + ", "1", "")), None),
        ("negations", sampled(&within("!", "1", "")), None),
        ("functions", sampled(&within("a => ", "1", "")), None),
        ("casts", sampled(&within("", "a", " as a")), None),
    ]);
}

#[test]
fn samples_in_php() {
    let post = |body: &str| {
        php(&format!(
            "$instance->chain('v3/lamps')->post(['json' => {body}]);"
        ))
    };
    let value = |code: &str| php(&format!("$x = {code};"));
    let broken = Some(Code::BrokenExample);
    expect(&[
        ("arrays", post(&within("['a' => ", "1", "]")), broken),
        ("old arrays", post(&within("array('a' => ", "1", ")")), broken),
        ("parentheses", value(&within("(", "1", ")")), broken),
        ("negations", value(&within("!", "1", "")), broken),
        ("chains of calls", value(&within("", "$x", "->a()")), broken),
        ("chains of properties", value(&within("", "$x", "->a")), broken),
        ("assignments", php(&within("$x = ", "1;", "")), broken),
        ("functions", value(&within("fn() => ", "1", "")), broken),
        (
            "classes",
            value(&within("new class { function f() { return ", "1", "; }}")),
            broken,
        ),
        ("conditions", php(&within("if (1) ", "$x = 1;", "")), broken),
        ("blocks", php(&within("{", "$x = 1;", "}")), broken),
        ("texts in texts", value(&within("\"{$a[", "1", "]}\"")), broken),
        (
            "types",
            php(&format!("function f({} $x) {{}}", within("(", "A", ")"))),
            broken,
        ),
        ("open brackets", php(&"f([".repeat(MANY)), broken),
        // As deep as it may be, on a stack of its own.
        (
            "what is still read",
            post(&format!("{}1{}", "[".repeat(150), "]".repeat(150))),
            None,
        ),
        (
            "a fragment",
            prose(&format!("```php [x]\n'a' => {}\n```", within("[", "1", "]"))),
            broken,
        ),
    ]);
}

#[test]
fn samples_in_json() {
    expect(&[
        (
            "a body",
            json(&within("{\"a\":", "1", "}")),
            Some(Code::BrokenExample),
        ),
        ("lists", json(&within("[", "1", "]")), Some(Code::BrokenExample)),
        (
            "a fragment",
            prose(&format!("```json [x]\n{}\n```", within("{\"a\":", "1", "}"))),
            Some(Code::BrokenExample),
        ),
        (
            "JSON in a string",
            json(&format!("{{\"color\": \"{}\"}}", within("[", "1", "]"))),
            None,
        ),
    ]);
}

#[test]
fn markdown() {
    let table = rows("");
    let quoted: String = table
        .lines()
        .skip(6)
        .map(|line| format!("{}{line}\n", "> ".repeat(100)))
        .collect();
    expect(&[
        ("quotes", prose(&within("> ", "x", "")), None),
        (
            "quotes on many lines",
            prose(&each(1_000, |at| "> ".repeat(at) + "x")),
            None,
        ),
        ("lists in one line", prose(&within("- ", "x", "")), None),
        (
            "lists below lists",
            prose(&each(1_000, |at| format!("{}- x", "  ".repeat(at)))),
            None,
        ),
        ("quotes and lists", prose(&within("> - ", "x", "")), None),
        ("HTML", prose(&within("<div>\n", "x\n\n", "</div>\n\n")), None),
        ("HTML in a line", prose(&within("a <b>", "x", "</b>")), None),
        ("links", prose(&within("[", "x", "](/y)")), None),
        ("emphasis", prose(&within("*a **b ", "x", "")), None),
        ("containers", prose(&within("::: tip x\n", "x\n", ":::\n")), None),
        (
            "containers that never close",
            prose(&within("::: tip x\n", "x\n", "")),
            Some(Code::Unclosed),
        ),
        (
            "tables in quotes",
            format!("# 点灯 {{#post}}\n\n{quoted}"),
            Some(Code::MissingTable),
        ),
    ]);
}

#[test]
fn front_matters() {
    let bomb = each(30, |at| match at {
        0 => "a0: &a0 [x, x]".to_owned(),
        at => format!("a{at}: &a{at} [*a{0}, *a{0}, *a{0}, *a{0}]", at - 1),
    });
    let deep = |levels: usize| format!("head: {}x{}", "[".repeat(levels), "]".repeat(levels));
    expect(&[
        ("lists", front_matter(&deep(5_000)), Some(Code::BrokenFrontMatter)),
        ("more lists", front_matter(&deep(MANY)), Some(Code::TooLarge)),
        (
            "lists in one line",
            front_matter(&format!("head:\n  {}x", "- ".repeat(5_000))),
            Some(Code::BrokenFrontMatter),
        ),
        (
            "aliases of aliases",
            front_matter(&format!("{bomb}head: *a29")),
            Some(Code::BrokenFrontMatter),
        ),
    ]);
}

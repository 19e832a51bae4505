//! The ratchet: a field that was encrypted stays so, whatever happens to its page, until somebody says otherwise.

use wechatpay_openapi_generator::diagnostic::{Code, Severity};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::fix::encrypted::FILE;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Generated, generate};

const PATH: &str = "openapi/v3/keepers/{tower}.md";

const PAGE: &str = "# 登记看守人 {#post}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| tower {data-required} | string | 灯塔
| query | object |
| phone {data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 电话
| json | object |
| keeper {data-indent=1} | object | 看守人
| name {data-indent=2} | string {data-encrypted=by-rsa-pubkey} | 姓名
| nick {data-indent=2} | string | 别名

{.im-table #request}

```http [json]
POST /v3/keepers/{tower}?phone=1 HTTP/1.1
Path-Param: tower=7

{\"keeper\": {\"name\": \"甲\", \"nick\": \"乙\"}}
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| account | string {data-encrypted=by-rsa-pubkey} | 账号

{.im-table #response}
";

/// What the ratchet says of the page as it is.
const KNOWN: &str = "
[[encrypted]]
operation = \"POST /v3/keepers/{tower}\"
request = [
    \"?phone\",
    \"keeper.name\",
]
answer = [\"account\"]
";

const MARKED: &str = "string {data-encrypted=by-rsa-pubkey}";

fn generated(path: &str, text: &str, corrections: &str) -> Generated {
    let mut overrides = Overrides::default();
    overrides.add(FILE, KNOWN).expect("TOML");
    overrides.add("sensitive.toml", corrections).expect("TOML");
    let docs: Docs = [(path, text)].into_iter().collect();
    generate(&docs, &overrides)
}

/// Errors as `place: code: message`.
fn errors(generated: &Generated) -> Vec<String> {
    let severe = generated
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    severe.map(ToString::to_string).collect()
}

#[test]
fn m1_encryption_is_not_lost_without_a_word() {
    let (name, nick) = (
        format!("| name {{data-indent=2}} | {MARKED} | 姓名"),
        "| nick {data-indent=2} | string | 别名",
    );
    // what happens, from, to, what is said: place, code, a part of the message
    let cases = [
        (
            "the attribute is misspelt",
            name.as_str(),
            "| name {data-indent=2} | string {data-encryptet=by-rsa-pubkey} | 姓名",
            &[
                "IM008 10:34 did you mean",
                "IM063 10:1 `keeper.name` in the request of POST /v3/keepers/{tower} is not encrypted",
            ][..],
        ),
        (
            "its value is misspelt",
            &name,
            "| name {data-indent=2} | string {data-encrypted=by-rsa-pub} | 姓名",
            &["IM008 10:34 by-rsa-pub", "IM063 10:1 `keeper.name`"],
        ),
        (
            "it moves into the other cell",
            &name,
            "| name {data-indent=2 data-encrypted=by-rsa-pubkey} | string | 姓名",
            &[
                "IM008 10:23 move it into the type cell",
                "IM063 10:1 `keeper.name`",
            ],
        ),
        (
            "it is gone",
            &name,
            "| name {data-indent=2} | string | 姓名",
            &["IM063 10:1 `keeper.name`"],
        ),
        (
            "the type is none that is encrypted",
            &name,
            "| name {data-indent=2} | integer {data-encrypted=by-rsa-pubkey} | 姓名",
            &[
                "IM008 10:26 would travel in clear text",
                "IM063 10:1 `keeper.name`",
            ],
        ),
        (
            "the row is removed",
            &format!("{name}\n"),
            "",
            &["IM063 1:1 `keeper.name` in the request of POST /v3/keepers/{tower} is not there any more"],
        ),
        (
            "the field is renamed",
            "| name {data-indent=2}",
            "| real_name {data-indent=2}",
            &["IM063 1:1 `keeper.name` in the request of POST /v3/keepers/{tower} is not there any more"],
        ),
        (
            "the field moves up",
            &format!("| keeper {{data-indent=1}} | object | 看守人\n{name}"),
            &format!(
                "| name {{data-indent=1}} | {MARKED} | 姓名\n| keeper {{data-indent=1}} | object | 看守人"
            ),
            &["IM063 1:1 `keeper.name`"],
        ),
        (
            "a query parameter loses it",
            &format!("| phone {{data-indent=1}} | {MARKED}"),
            "| phone {data-indent=1} | string",
            &["IM063 7:1 `?phone` in the request"],
        ),
        (
            "an answer loses it",
            &format!("| account | {MARKED}"),
            "| account | string",
            &["IM063 24:1 `account` in the answer"],
        ),
        // What is new is welcome.
        (
            "another field is encrypted",
            nick,
            &format!("| nick {{data-indent=2}} | {MARKED} | 别名"),
            &[],
        ),
    ];
    for (what, from, to, expected) in cases {
        let text = PAGE.replacen(from, to, 1);
        assert_ne!(text, PAGE, "{what}");
        let generated = generated(PATH, &text, "");
        let found: Vec<_> = generated
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error || one.code == Code::LostEncryption)
            .collect();
        assert_eq!(found.len(), expected.len(), "{what}: {:#?}", errors(&generated));
        for expected in expected {
            let (code, rest) = expected.split_once(' ').expect("code, place, words");
            let (place, words) = rest.split_once(' ').expect("place, words");
            let fits = found.iter().any(|one| {
                one.code.to_string() == code
                    && format!("{}:{}", one.line, one.col) == place
                    && one.page == PATH
                    && format!("{} {}", one.message, one.help).contains(words)
            });
            assert!(fits, "{what}: {expected} is not among {found:#?}");
        }
        // What only an answer loses is a warning: nothing goes out in clear text.
        let is_severe = found.iter().any(|one| one.severity == Severity::Error);
        assert_eq!(
            is_severe,
            found.iter().any(|one| !one.message.contains("in the answer")),
            "{what}"
        );
        assert_eq!(generated.output.is_empty(), is_severe, "{what}");
        assert_eq!(generated.encrypted.is_none(), !expected.is_empty(), "{what}");
    }
}

#[test]
fn what_to_do_names_the_entry_that_is_missing() {
    let text = PAGE.replacen(&format!("| {MARKED} | 姓名"), "| string | 姓名", 1);
    let generated = generated(PATH, &text, "");
    let lost = generated
        .diagnostics
        .iter()
        .find(|one| one.code == Code::LostEncryption);
    let help = &lost.expect("the finding").help;
    for part in [
        "data-encrypted=by-rsa-pubkey",
        "sent in clear text",
        "[[plain]]",
        "operation = \"POST /v3/keepers/{tower}\"",
        "part = \"request\"",
        "field = \"keeper.name\"",
        "cargo xtask generate",
    ] {
        assert!(help.contains(part), "{part} in {help}");
    }
}

/// `[[plain]]` for a field.
fn plain(part: &str, field: &str) -> String {
    format!(
        "[[plain]]\noperation = 'POST /v3/keepers/{{tower_id}}'\npart = '{part}'\nfield = '{field}'\nreason = 'r'\n"
    )
}

#[test]
fn somebody_can_say_that_a_field_is_plain() {
    let lost = PAGE.replacen(&format!("| {MARKED} | 姓名"), "| string | 姓名", 1);
    let removed = PAGE.replacen(&format!("| name {{data-indent=2}} | {MARKED} | 姓名\n"), "", 1);
    let shown = "overrides/sensitive.toml:4:9: IM029: ";
    let cases = [
        (&lost, plain("request", "keeper.name"), ""),
        (&removed, plain("request", "keeper.name"), ""),
        (&lost, plain("answer", "keeper.name"), "IM063"),
        (&lost, plain("request", "name"), "IM063"),
        // It is encrypted: nothing is to be said of it.
        (&PAGE.to_owned(), plain("request", "keeper.name"), shown),
    ];
    for (text, corrections, expected) in cases {
        let generated = generated(PATH, text, &corrections);
        let found = errors(&generated);
        assert_eq!(found.len(), usize::from(!expected.is_empty()), "{found:#?}");
        assert!(found.iter().all(|one| one.contains(expected)), "{found:#?}");
        let Some(list) = generated.encrypted else { continue };
        assert!(!list.contains("keeper.name") && list.contains("?phone"), "{list}");
    }
}

/// An operation that is gone sends nothing: the list forgets it, which its own difference shows.
#[test]
fn a_page_that_moves_is_another_operation() {
    let moved = PAGE.replace("/v3/keepers", "/v3/wardens");
    let generated = generated("openapi/v3/wardens/{tower}.md", &moved, "");
    assert_eq!(errors(&generated), Vec::<String>::new());
    let list = generated.encrypted.expect("the list");
    assert!(
        !list.contains("keepers") && list.contains("POST /v3/wardens/{tower}"),
        "{list}"
    );
}

#[test]
fn the_list_is_read_as_it_is_written() {
    let generated = generated(PATH, PAGE, "");
    assert_eq!(errors(&generated), Vec::<String>::new());
    let list = generated.encrypted.expect("the list");
    assert!(list.ends_with(KNOWN), "{list}");
}

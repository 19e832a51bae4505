//! Overrides that became superfluous in any way are found.

use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::needless::needless;
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

const PAGE: &str = "# 点 {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| json | object |\n\
    | lamp_no {data-required data-confirmed data-indent=1} | string | 灯号\n| hue {data-indent=1} | string | 色\n\n\
    {.im-table #request}\n\n```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{ \"hue\": \"1\" }\n```\n\n\
    | 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| a | string | 甲\n\n{.im-table #response}\n";

fn rows(seen: &str, value: &str) -> String {
    format!(
        "[[rows]]\npage = 'openapi/v3/lamps'\ntable = 'request'\nseen = ['{seen}']\nvalue = ['{value}']\nreason = 'r'\n"
    )
}

fn replace(kind: &str, seen: &str, value: &str) -> String {
    format!("[[{kind}]]\npage = 'openapi/v3/lamps'\nseen = '{seen}'\nvalue = '{value}'\nreason = 'r'\n")
}

fn module(name: &str) -> String {
    format!("[[module]]\npath = 'v3/lamps'\nsegment = 'lamps'\nname = '{name}'\nreason = 'r'\n")
}

fn united(of: &str) -> String {
    format!("[[type]]\nname = 'Lamp'\nterm = '灯'\nof = [{of}]\nreason = 'r'\n")
}

#[test]
fn m3_an_override_that_changes_nothing_is_found() {
    // the override, whether it is needless
    let cases = [
        (
            rows(
                "| hue {data-indent=1} | string",
                "| hue {data-indent=1} | integer",
            ),
            false,
        ),
        (
            rows(
                "| hue {data-indent=1} | string",
                "| hue {data-required data-indent=1} | string",
            ),
            false,
        ),
        (
            rows("| hue {data-indent=1} | string", "| hue {data-indent=1} | string"),
            true,
        ),
        // It confirms what is confirmed.
        (
            rows(
                "| lamp_no {data-required data-indent=1} | string",
                "| lamp_no {data-required data-indent=1} | string",
            ),
            true,
        ),
        (replace("verify", "signed", "unsigned"), false),
        (replace("verify", "signed", "signed"), true),
        (replace("effect", "once", "once"), true),
        (replace("effect", "each", "once"), false),
        (
            replace("host", "api.mch.weixin.qq.com", "api.mch.weixin.qq.com"),
            true,
        ),
        (module("lights"), false),
        (module("lamps"), true),
        (united("'openapi/v3/lamps'"), false),
    ];
    let docs: Docs = [("openapi/v3/lamps.md", PAGE)].into_iter().collect();
    for (toml, expected) in cases {
        let mut overrides = Overrides::default();
        overrides.add("some.toml", &toml).expect("TOML");
        let found = needless(&docs, &overrides);
        assert_eq!(found.len(), usize::from(expected), "{toml}{found:?}");
        for one in found {
            assert_eq!(
                (one.page.as_str(), one.code.to_string().as_str()),
                ("overrides/some.toml", "IM029")
            );
            assert!(one.line > 0 && one.message.contains("changes nothing"), "{one}");
        }
    }
}

#[test]
fn m3_every_override_of_docs_specs_changes_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    assert!(overrides.singles().len() > 100);
    let found: Vec<String> = needless(&docs, &overrides)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, [""; 0]);
}

/// Two entries about one row: the first is named, and that there is another.
#[test]
fn an_entry_that_a_later_one_replaces_is_told_so() {
    let value = |ty: &str| {
        rows(
            "| hue {data-indent=1} | string",
            &format!("| hue {{data-indent=1}} | {ty}"),
        )
    };
    let docs: Docs = [("openapi/v3/lamps.md", PAGE)].into_iter().collect();
    let mut overrides = Overrides::default();
    overrides
        .add(
            "some.toml",
            &format!(
                "{}\n{}",
                value("string {data-maxlength=8}"),
                value("string {data-maxlength=9}")
            ),
        )
        .expect("TOML");
    let found = needless(&docs, &overrides);
    let told: Vec<(u32, &str)> = found.iter().map(|one| (one.line, one.help.as_str())).collect();
    let help = "the page says so already, or an override that comes later replaces the same: delete the one that is not needed";
    assert_eq!(told.len(), 1, "{found:?}");
    assert_eq!(told[0].1, help);
    assert!(told[0].0 < 8, "{found:?}");
}

/// Of several rows the one that is another is shown, not the first.
#[test]
fn m3_the_row_that_differs_is_shown() {
    let two = |first: &str, second: &str| rows(&format!("{first}', '{second}"), "| a | string");
    let lamp_no = "| lamp_no {data-required data-indent=1} | string";
    let cases = [
        (
            two(lamp_no, "| hue | string"),
            "where it looks for `| hue | string`, line 7 has `| hue {data-indent=1} | string`",
        ),
        (
            two(
                "| lamp_no {data-indent=1} | string",
                "| hue {data-indent=1} | string",
            ),
            "where it looks for `| lamp_no {data-indent=1} | string`, line 6 has `| lamp_no {data-required data-indent=1} | string`",
        ),
        (
            two("| hue {data-indent=1} | string", "| mood | string"),
            "where it looks for `| mood | string`, the table ends",
        ),
        (two("| nothing_like_it | string", "| nor_like_this | string"), ""),
    ];
    let docs: Docs = [("openapi/v3/lamps.md", PAGE)].into_iter().collect();
    for (toml, expected) in cases {
        let mut overrides = Overrides::default();
        overrides.add("some.toml", &toml).expect("TOML");
        let found = read(&docs, &overrides).diagnostics;
        let stale = found
            .iter()
            .find(|one| one.page.contains("some"))
            .expect("a finding");
        let is_said = !stale.help.contains("where it looks") && expected.is_empty();
        assert!(is_said || stale.help.ends_with(expected), "{toml}{}", stale.help);
    }
}

/// Whoever adapts an override is shown what it may have meant.
#[test]
fn m3_near_matches_are_suggested() {
    let on = |page: &str, toml: &str| toml.replace("openapi/v3/lamps", page);
    // the override, the end of the help
    let cases = [
        (
            rows("| hue {data-indent=1} | integer", "| hue {data-indent=1} | float"),
            "the nearest is `| hue {data-indent=1} | string` in line 7",
        ),
        (
            rows("| hues {data-indent=1} | string", "| hue {data-indent=1} | float"),
            "the nearest is `| hue {data-indent=1} | string` in line 7",
        ),
        (
            rows(
                "| lamp_no {data-indent=1} | string",
                "| lamp_no {data-indent=1} | integer",
            ),
            "the nearest is `| lamp_no {data-required data-indent=1} | string` in line 6",
        ),
        (
            rows("| nothing_like_it | string", "| a | string"),
            "upstream corrected it?",
        ),
        (
            on(
                "openapi/v3/lights",
                &rows("| hue {data-indent=1} | string", "| a | string"),
            ),
            "",
        ),
        (
            on(
                "openapi/v3/lamp",
                &rows("| hue {data-indent=1} | string", "| a | string"),
            ),
            "the nearest is `openapi/v3/lamps`",
        ),
        (
            on(
                "openapi/v3/yard/lamps",
                &rows("| hue {data-indent=1} | string", "| a | string"),
            ),
            "the nearest is `openapi/v3/lamps`",
        ),
    ];
    let docs: Docs = [("openapi/v3/lamps.md", PAGE)].into_iter().collect();
    for (toml, expected) in cases {
        let mut overrides = Overrides::default();
        overrides.add("some.toml", &toml).expect("TOML");
        // One that has its page makes the tree one that overrides concern.
        overrides
            .add("other.toml", &replace("effect", "each", "once"))
            .expect("TOML");
        let found = read(&docs, &overrides).diagnostics;
        let helps: Vec<&str> = found
            .iter()
            .filter(|one| one.page.contains("some"))
            .map(|one| &*one.help)
            .collect();
        let [help] = helps.as_slice() else {
            panic!("{toml}{found:?}");
        };
        let is_suggested = help.contains("the nearest is");
        assert_eq!(is_suggested, expected.starts_with("the nearest"), "{toml}{help}");
        assert!(!is_suggested || help.ends_with(expected), "{toml}{help}");
    }
}

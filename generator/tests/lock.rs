//! Names that were given stay: a new page or row takes no old type's name.

use wechatpay_openapi_generator::diagnostic::Code;
use wechatpay_openapi_generator::fix::{NAMES, Names, Overrides};
use wechatpay_openapi_generator::name::lock;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Run, run};

/// A page whose answer has these rows.
fn page(url: &str, rows: &str) -> String {
    format!(
        "# 查 {{#get}}\n\n| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\n{{.im-table #request}}\n\n\
         ```http\nGET /{url} HTTP/1.1\n```\n\n\
         | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{rows}\n\n{{.im-table #response}}\n"
    )
}

fn docs(pages: &[(&str, &str)]) -> Docs {
    let page = |(url, rows): &(&str, &str)| (format!("openapi/{url}.md"), page(url, rows));
    pages.iter().map(page).collect()
}

/// The names of a tree, if these were given before.
fn names(docs: &Docs, before: &Names) -> Run<Names> {
    let mut overrides = Overrides::default();
    overrides.add(NAMES, &lock::text(before)).expect("TOML");
    run(docs, &overrides, lock::names)
}

/// Names without shapes: `v3/lamps#get Response.a = A`.
fn lines(names: &Names) -> Vec<String> {
    let all = names.iter().flat_map(|(key, own)| {
        own.iter().map(move |(place, name)| {
            let name = name.split(' ').next().unwrap_or_default();
            format!("{key} {place} = {name}")
        })
    });
    all.collect()
}

const OWNER: &str =
    "| owner | object | 主\n| lamp {data-indent=1} | object | 灯\n| hue {data-indent=2} | string | 色";
const TWO: &str = "| lamp | object | 灯\n| hue {data-indent=1} | string | 色\n| owner | object | 主\n\
                   | lamp {data-indent=1} | object | 灯\n| hue {data-indent=2} | string | 色";

#[test]
fn n9_a_name_that_was_given_stays() {
    // What there was, what there is, the names.
    let cases: [(&str, &str, &[&str]); 6] = [
        // A shallower field of the same name, and another shape.
        (
            OWNER,
            &format!("| lamp | object | 灯\n| power {{data-indent=1}} | integer | 率\n{OWNER}"),
            &["lamp = ResponseLamp", "owner = Owner", "owner.lamp = Lamp"],
        ),
        // Of two that were one the changed one is named anew.
        (
            TWO,
            &TWO.replacen("| hue {data-indent=1}", "| tone {data-indent=1}", 1),
            &["lamp = ResponseLamp", "owner = Owner", "owner.lamp = Lamp"],
        ),
        (
            TWO,
            &TWO.replace("| hue {data-indent=2}", "| tone {data-indent=2}"),
            &["lamp = Lamp", "owner = Owner", "owner.lamp = OwnerLamp"],
        ),
        // If both changed, the shallower one keeps it.
        (
            TWO,
            &TWO.replace("| hue {data-indent=2}", "| tone {data-indent=2}")
                .replace("| hue {data-indent=1}", "| tint {data-indent=1}"),
            &["lamp = Lamp", "owner = Owner", "owner.lamp = OwnerLamp"],
        ),
        // Two that become alike stay two.
        (
            &TWO.replace("| hue {data-indent=2}", "| tone {data-indent=2}"),
            TWO,
            &["lamp = Lamp", "owner = Owner", "owner.lamp = OwnerLamp"],
        ),
        // A type that grows is itself.
        (
            OWNER,
            &format!("{OWNER}\n| tone {{data-indent=2}} | string | 调"),
            &["owner = Owner", "owner.lamp = Lamp"],
        ),
    ];
    for (before, after, expected) in cases {
        let [before, after] = [before, after].map(|rows| docs(&[("v3/lamps", rows)]));
        let given = names(&before, &Names::default()).made;
        let run = names(&after, &given);
        assert!(run.diagnostics.is_empty(), "{:?}", run.diagnostics);
        let expected: Vec<String> = expected
            .iter()
            .map(|line| format!("v3/lamps#get Response.{line}"))
            .collect();
        assert_eq!(lines(&run.made), expected);
        // What was given once more is given again.
        assert_eq!(names(&after, &run.made).made, run.made);
    }
}

#[test]
fn a_rename_is_a_decision() {
    let before = docs(&[("v3/lamps", OWNER)]);
    let after = docs(&[(
        "v3/lamps",
        &format!("| lamp | object | 灯\n| power {{data-indent=1}} | integer | 率\n{OWNER}"),
    )]);
    let mut given = names(&before, &Names::default()).made;
    let by_rules = names(&after, &Names::default()).made;
    for (path, is_forgotten) in [
        ("v3/bells", false),
        ("v3/lamp", false),
        ("v3/lamps", true),
        ("", true),
    ] {
        let mut left = given.clone();
        assert_eq!(left.forget(path), is_forgotten, "{path}");
        assert_eq!(names(&after, &left).made == by_rules, is_forgotten, "{path}");
        // Who tries and retracts has to be told: the name stays.
        let renamed = given.renamed(&names(&after, &left).made);
        let renamed: Vec<String> = renamed
            .iter()
            .map(|one| format!("{} {}: {} -> {}", one.key, one.place, one.before, one.after))
            .collect();
        assert_eq!(!renamed.is_empty(), is_forgotten, "{path}");
    }
    assert!(given.forget("/v3/"));
    assert_eq!(given, Names::default());
}

#[test]
fn a_shared_type_has_its_path_whoever_defines_it() {
    let rows = "| lamp | object | 灯\n| hue {data-indent=1} | string | 色";
    let all = docs(&[("v3/yard/a", rows), ("v3/yard/b", rows), ("v3/yard/c", rows)]);
    let rest = docs(&[("v3/yard/b", rows), ("v3/yard/c", rows)]);
    let given = names(&all, &Names::default()).made;
    let left = names(&rest, &given).made;
    let expected: Vec<String> = lines(&given)
        .into_iter()
        .filter(|line| !line.starts_with("v3/yard/a#"))
        .collect();
    assert_eq!(lines(&left), expected);
    assert_eq!(expected.len(), 2);
}

#[test]
fn a_parameter_keeps_its_module_when_a_word_comes_beside_it() {
    let parameter = (
        "openapi/v3/lamps/{batch}.md".to_owned(),
        page("v3/lamps/{batch}", "| hue | string | 色")
            .replace("HTTP/1.1\n", "HTTP/1.1\nPath-Param: batch=1\n")
            .replacen(
                "| --- | --- | ---\n",
                "| --- | --- | ---\n| batch {data-required} | string | 批\n",
                1,
            ),
    );
    let word = (
        "openapi/v3/lamps/batch.md".to_owned(),
        page("v3/lamps/batch", "| hue | string | 色"),
    );
    let before: Docs = [parameter.clone()].into_iter().collect();
    let after: Docs = [parameter, word].into_iter().collect();
    let given = names(&before, &Names::default()).made;
    assert_eq!(lines(&given), ["modules v3/lamps/{batch} = batch"]);
    let by_rules = names(&after, &Names::default());
    assert_eq!(lines(&by_rules.made), ["modules v3/lamps/{batch} = by_batch"]);
    // Who is new is named by somebody.
    let run = names(&after, &given);
    assert_eq!(lines(&run.made), ["modules v3/lamps/{batch} = batch"]);
    let codes: Vec<Code> = run.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::NameClash], "{:?}", run.diagnostics);
}

#[test]
fn a_header_takes_no_field_of_the_body_its_name() {
    let page = |headers: &str, query: &str| {
        let text = format!(
            "# 点 {{#post}}\n\n| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{headers}{query}\
             | json {{data-required}} | object |\n| channel_id {{data-indent=1}} | string | 渠道\n\
             | hue {{data-indent=1}} | string | 色\n\n{{.im-table #request}}\n\n\
             ```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{{ \"hue\": \"1\" }}\n```\n\n\
             | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n| a | string | 甲\n\n{{.im-table #response}}\n"
        );
        [("openapi/v3/lamps.md", text)].into_iter().collect::<Docs>()
    };
    let header = "| headers | object |\n| Channel-Id {data-indent=1} | string | 渠道\n";
    let query = "| query | object |\n| hue {data-indent=1} | string | 色\n";
    let fields = |docs: &Docs, given: &Names| {
        let mut overrides = Overrides::default();
        overrides.add(NAMES, &lock::text(given)).expect("TOML");
        run(docs, &overrides, |plan| {
            let (_, verb) = plan.operations().next().expect("one");
            let request = verb.types.get("Request").expect("a request");
            let all = request
                .fields()
                .iter()
                .map(|field| format!("{}.{}", field.carrier.name(), field.name));
            (all.collect::<Vec<_>>(), lock::names(plan))
        })
        .made
    };
    let (_, plain) = fields(&page("", ""), &Names::default());
    let both = page(header, query);
    let (by_rules, _) = fields(&both, &Names::default());
    assert_eq!(
        by_rules,
        [
            "header.channel_id",
            "query.hue",
            "body.channel_id_in_body",
            "body.hue_in_body"
        ]
    );
    let kept = [
        "header.channel_id_in_header",
        "query.hue_in_query",
        "body.channel_id",
        "body.hue",
    ];
    let (first, given) = fields(&both, &plain);
    assert_eq!(first, kept);
    let (again, _) = fields(&both, &given);
    assert_eq!(again, kept);
    let (late, _) = fields(&both, &fields(&page(header, ""), &plain).1);
    assert_eq!(late, kept);
}

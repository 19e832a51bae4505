//! A page with every mark, and what is said of it.

use super::*;
use crate::merge::Fact;

const PAGE: &str = "# 点灯 {#post data-origin=official,tables,js}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| lamp_no {data-required data-confirmed} | string | 灯号
| json {data-required} | object |
| hue {data-indent=1 data-origin=official} | string | 色<br/>`RED` \\| `BLUE` 枚举值之一
| power {data-required data-indent=1} | integer | 功率

{.im-table #request}

```http [json]
POST /v3/lamps/{lamp_no}/on HTTP/1.1
Path-Param: lamp_no=1

{}
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| lit {data-origin=tables,js} | boolean | 亮否

{.im-table #response}
";

const RECORD: &str = "[[operation]]
page = \"openapi/v3/lamps/{lamp_no}/on\"
verb = \"post\"
documents = [\"4000000001\"]
differ = [
  { field = \"body.power\", fact = \"type\", \"official 4000000001\" = \"integer\", tables = \"string\", taken = \"integer\" },
]
";

const OVERRIDE: &str = "[[rows]]
page = 'openapi/v3/lamps/{lamp_no}/on'
table = 'request'
seen = ['| power {data-required data-indent=1} | integer']
value = ['| power {data-indent=1} | float', '| mood {data-indent=1} | string | 情']
reason = 'r'

[[rows]]
page = 'openapi/v3/lamps/{lamp_no}/on'
method = 'post'
table = 'request'
seen = ['| hue {data-indent=1} | string']
value = ['| hue {data-indent=1} | string {data-maxlength=8}']
reason = 'eight'";

fn explained(path: &str) -> Result<Explained, Unknown> {
    let docs: Docs = [("openapi/v3/lamps/{lamp_no}/on.md", PAGE)].into_iter().collect();
    let mut overrides = Overrides::default();
    overrides.add("fields.toml", OVERRIDE).expect("the format");
    let record = Record::parse(RECORD).expect("the format");
    explain(&docs, &overrides, &record, "tables", (Method::Post, path))
}

#[test]
fn each_field_tells_who_knows_it_and_which_override_changed_what() {
    let all = explained("v3/lamps/{id}/on/").expect("it is there");
    let show = |field: &ExplainedField| {
        let stated = field
            .stated
            .iter()
            .map(|one| format!("{}={}", one.fact, one.value));
        let silent = || "-".to_owned();
        let changed = |one: &Changed| {
            let [before, after] = [&one.before, &one.after].map(|one| one.clone().unwrap_or_else(silent));
            format!(" {}: {before} -> {after};", one.fact)
        };
        let corrected = field.corrections.iter().map(|one| {
            let changed: String = one.changed.iter().map(changed).collect();
            format!(" / {} {}:{changed}", one.place, one.reason)
        });
        format!(
            "{}:{} `{}` [{}] {}{}",
            field.line,
            field.path,
            field.row.clone().unwrap_or_else(silent),
            field.known.join(" "),
            stated.collect::<Vec<_>>().join(", "),
            corrected.collect::<String>()
        )
    };
    let seen: Vec<String> = all.fields.iter().map(show).collect();
    let expected = [
        "5:path.lamp_no `| lamp_no {data-required} | string` [official tables js] \
         type=string, required=required, term=灯号",
        "7:body.hue `| hue {data-indent=1} | string` [official] \
         type=string, required=optional, term=色, values=RED BLUE, greatest length=8 \
         / overrides/fields.toml:12 eight: greatest length: - -> 8;",
        "8:body.power `| power {data-required data-indent=1} | integer` [official tables js] \
         type=float, required=optional, term=功率 \
         / overrides/fields.toml:4 r: type: integer -> float; required: required, but not confirmed -> optional;",
        "8:body.mood `-` [official tables js] type=string, required=optional, term=情 \
         / overrides/fields.toml:4 r: type: - -> string; required: - -> optional; term: - -> 情;",
        "21:answer.lit `| lit | boolean` [tables js] type=boolean, required=optional, term=亮否",
    ];
    assert_eq!(seen, expected);
    assert_eq!(
        (all.documents.as_slice(), all.conflicts[0].fact),
        (&["4000000001".to_owned()][..], Fact::Type)
    );
    assert!(all.fields[2].is_called("power") && !all.fields[2].is_called("ower"));
}

#[test]
fn a_notification_is_explained_as_well() {
    let page = |cipher: &str| {
        format!(
            "# 灯已亮 {{#post data-origin=official,tables}}\n\n\
             | 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\
             | body {{data-required}} | object | 体\n| ciphertext {{data-indent=1}} | string{cipher} | 密\n\
             | {{colspan=3 .im-table-line}}\n| hue {{data-indent=2 data-origin=tables}} | string | 色\n\n{{.im-table #request}}\n\n\
             | 应答规范 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n| status | number | 状态\n\n{{.im-table #response}}\n"
        )
    };
    let pages = [
        ("webhook/v2/LAMP.LIT.md", page("")),
        ("webhook/v3/LAMP.LIT.md", page(" {data-encrypted=by-aes-gcm}")),
    ];
    let docs: Docs = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    for (path, page) in [
        ("LAMP.LIT", "webhook/v3/LAMP.LIT"),
        ("/webhook/v2/LAMP.LIT", "webhook/v2/LAMP.LIT"),
    ] {
        let question = (Method::Post, path);
        let found = explain(
            &docs,
            &Overrides::default(),
            &Record::default(),
            "tables",
            question,
        );
        let found = found.expect("it is there");
        assert_eq!((found.page.as_str(), found.path.as_str()), (page, page));
        let hue = found.fields.iter().find(|field| field.is_called("hue"));
        let hue = hue.expect("a field");
        assert_eq!(
            (hue.path.as_str(), hue.known.as_slice(), hue.lacking.as_slice()),
            (
                "body.ciphertext.hue",
                &["tables".to_owned()][..],
                &["official".to_owned()][..]
            )
        );
    }
}

#[test]
fn what_is_unknown_has_neighbours() {
    let unknown = explained("/v3/lamp/off").expect_err("it is not there");
    assert_eq!(unknown.near, ["POST /v3/lamps/{lamp_no}/on"]);
}
